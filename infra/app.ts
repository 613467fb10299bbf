import { join } from 'node:path';
import { App } from 'aws-cdk-lib/core';
import * as z from 'zod';
import { releaseOf } from './config/release.ts';
import { readSettings } from './config/settings.ts';
import { stageFile } from './config/settingSources.ts';
import { makeBankSync } from './stacks/bankSync.ts';

/** The CDK application: `npm run synth`, or `node infra/app.ts` with `CDK_OUTDIR` and `CDK_CONTEXT_JSON`. */
const app = new App({ analyticsReporting: false });

/** `npm run build` puts the bundles there; the local runner keeps its own and says where. */
const codeRoot = z
  .string()
  .default(join(import.meta.dirname, '../dist/functions'))
  .parse(app.node.tryGetContext('codeRoot'));

makeBankSync(
  app,
  readSettings((name) => app.node.tryGetContext(name), {
    fileOf: stageFile(),
    cliRegion: process.env['CDK_DEFAULT_REGION'],
    // A laptop runs what lies there, at every commit the same templates.
    release: app.node.tryGetContext('stage') === 'local' ? undefined : releaseOf(),
  }),
  codeRoot,
);
