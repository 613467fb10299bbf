import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib/core';
import { readSettings } from '../config/settings.ts';
import { makeBankSync } from '../stacks/bankSync.ts';
import { widgetsIn } from './definition.ts';
import { renderDashboard } from './render.ts';

/** `npm run dashboard`: draws the dashboard of the synthesized template to `docs/dashboard.svg`. */
const project = join(import.meta.dirname, '../..');
const example: Readonly<Record<string, string>> = {
  stage: 'prod',
  publicUrl: 'https://feeds.example.com',
  pontoApplicationId: 'application-1',
  returnUrlAllowlist: 'https://accounting.example.com',
  mailFrom: 'feeds@example.com',
};

const outdir = mkdtempSync(join(tmpdir(), 'bank-sync-dashboard-'));
try {
  const app = new App({ analyticsReporting: false, outdir });
  const settings = readSettings((name) => example[name]);
  const { application } = makeBankSync(app, settings, join(project, 'dist/functions'));
  const { template } = app.synth().getStackByName(application.stackName);
  const picture = renderDashboard(widgetsIn(template), `ponto-bank-sync-${settings.stage}`);
  writeFileSync(join(project, 'docs/dashboard.svg'), picture);
} finally {
  rmSync(outdir, { recursive: true });
}
