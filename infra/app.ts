import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { readSettings } from './config/settings.ts';
import { makeBankSync } from './stacks/bankSync.ts';

/** The CDK application: `npm run synth`, or `node infra/app.ts` with `CDK_OUTDIR` and `CDK_CONTEXT_JSON`. */
const app = new App({ analyticsReporting: false });

makeBankSync(
  app,
  readSettings((name) => app.node.tryGetContext(name)),
  join(import.meta.dirname, '../dist/functions'),
);
