import { join } from 'node:path';
import { App } from 'aws-cdk-lib/core';
import * as z from 'zod';
import { releaseOf } from './config/release.ts';
import { readSettings } from './config/settings.ts';
import { stageFile } from './config/settingSources.ts';
import { SettingsRefused } from './config/settingsRefused.ts';
import { makeBankSync } from './stacks/bankSync.ts';

/** The CDK application: `npm run synth`, or `node infra/app.ts` with `CDK_OUTDIR` and `CDK_CONTEXT_JSON`. */
const app = new App({ analyticsReporting: false });

/** `npm run build` puts the bundles there; the local runner keeps its own and says where. */
const codeRoot = z
  .string()
  .default(join(import.meta.dirname, '../dist/functions'))
  .parse(app.node.tryGetContext('codeRoot'));

try {
  const settings = readSettings((name) => app.node.tryGetContext(name), {
    fileOf: stageFile(),
    cliRegion: process.env['CDK_DEFAULT_REGION'],
    // A laptop runs what lies there, at every commit the same templates.
    release: app.node.tryGetContext('stage') === 'local' ? undefined : releaseOf(),
    contextNames: Object.keys(z.record(z.string(), z.unknown()).parse(app.node.getAllContext())),
  });
  makeBankSync(app, settings, codeRoot);
} catch (error) {
  if (!(error instanceof SettingsRefused)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
