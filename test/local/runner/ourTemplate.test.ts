import { App } from 'aws-cdk-lib/core';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readSettings } from '../../../infra/config/settings.ts';
import { makeBankSync } from '../../../infra/stacks/bankSync.ts';
import { makeScheduler } from '../../../local/runner/sources/scheduler.ts';
import { readAssembly } from '../../../local/runner/template/assembly.ts';
import { resolveDeployment } from '../../../local/runner/template/deployment.ts';
import { environments } from '../../../shared/contracts/environment.ts';
import { schedules } from '../../../shared/contracts/schedules.ts';

const place = {
  region: 'eu-central-1',
  accountId: '000000000000',
  publicUrl: 'http://localhost:3000',
  queueUrl: (name: string) => `http://127.0.0.1:4000/000000000000/${name}`,
};

describe('our own stacks, as the runner reads them', () => {
  const directory = mkdtempSync(join(tmpdir(), 'ponto-stacks-'));
  afterAll(() => rmSync(directory, { recursive: true, force: true }));

  /** The bundles do not matter here: what they are called does. */
  const codeRoot = join(directory, 'functions');
  for (const name of Object.keys(environments)) {
    mkdirSync(join(codeRoot, name), { recursive: true });
    writeFileSync(join(codeRoot, name, 'index.mjs'), `export const handler = () => '${name}';\n`);
  }
  const app = new App({
    outdir: join(directory, 'cdk.out'),
    analyticsReporting: false,
    builtinCloudFormationValidation: false,
    context: { stage: 'local' },
  });
  makeBankSync(
    app,
    readSettings((name) => app.node.tryGetContext(name)),
    codeRoot,
  );
  const deployment = resolveDeployment(readAssembly(app.synth().directory), place);

  const functionFor = (name: string) => deployment.functions.find((lambda) => lambda.name.endsWith(`-${name}`));

  it('run every function with an environment that its contract accepts, but that of the user pool, which a laptop has not', () => {
    const { 'token-claims': ofUserPool, ...here } = environments;
    const problems = Object.entries(here).flatMap(([name, schema]) => {
      const parsed = schema().safeParse(functionFor(name)?.environment);
      return parsed.success ? [] : [`${name}: ${parsed.error.message}`];
    });

    expect(problems).toEqual([]);
    expect([ofUserPool, functionFor('token-claims')]).toEqual([expect.any(Function), undefined]);
  });

  it('name tables, queue, bus, key and secret that the runner makes', () => {
    const env = functionFor('tenant-api')?.environment ?? {};

    expect(deployment.tables.map(({ TableName }) => TableName)).toEqual(
      expect.arrayContaining([env['CONNECTIONS_TABLE'], env['TRANSACTIONS_TABLE']]),
    );
    expect(deployment.queues.map(({ QueueName }) => place.queueUrl(QueueName))).toEqual(
      expect.arrayContaining([env['SYNC_QUEUE_URL'], env['URGENT_QUEUE_URL']]),
    );
    expect(deployment.buses).toContain(env['EVENT_BUS_NAME']);
    expect(deployment.keys.flatMap(({ id, arn, aliases }) => [id, arn, ...aliases])).toContain(env['TOKEN_KEY_ID']);
    expect(deployment.secrets.flatMap(({ name, arn }) => [name, arn])).toContain(env['PONTO_SECRET_ID']);
  });

  it('have the routes of the API, with a token wherever the contract asks for one', () => {
    const open = deployment.routes.filter(({ authorizer }) => !authorizer).map(({ key }) => key);

    expect(open.sort()).toEqual(
      [
        'GET /confirm-address',
        'POST /confirm-address',
        'GET /docs',
        'GET /docs/{proxy+}',
        'GET /oauth/callback',
        'GET /oauth/consent',
        'POST /oauth/consent',
        'GET /oauth/reauthorize',
        'GET /oauth/reauthorized',
        'GET /pages',
        'GET /pages/{proxy+}',
        'POST /pages/{proxy+}',
        'GET /renew',
        'POST /renew',
        'GET /v1/health',
        'GET /v1/openapi.json',
        'POST /webhooks/ponto',
      ].sort(),
    );
    expect(deployment.routes.map(({ key }) => key)).toContain('PUT /v1/{proxy+}');
  });

  it('have every schedule under its name, at times that the runner can tell', () => {
    const scheduler = makeScheduler({
      schedules: deployment.schedules,
      handOver: () => Promise.reject(new Error('no')),
    });

    expect(scheduler.names).toEqual(deployment.schedules.map(({ name }) => name));
    expect(deployment.schedules.map(({ name }) => name).sort()).toEqual(
      [...Object.keys(schedules), 'expiry-alert', 'health-canary'].sort(),
    );
  });

  it('have a worker on each queue that answers in parts, and take urgent jobs one at a time', () => {
    const alerts = { functionName: functionFor('expiry-alert')?.name, partialFailures: true };
    const sender = { functionName: functionFor('webhook-deliver')?.name, partialFailures: true };
    const worker = { functionName: functionFor('statement-sync')?.name, partialFailures: true };

    expect(deployment.eventSources).toEqual([
      expect.objectContaining({ ...worker, queueName: 'ponto-bank-sync-local-work', batchSize: 5 }),
      expect.objectContaining({ ...worker, queueName: 'ponto-bank-sync-local-urgent-work', batchSize: 1 }),
      expect.objectContaining({ ...alerts, queueName: 'ponto-bank-sync-local-alerts' }),
      expect.objectContaining({ ...sender, queueName: 'ponto-bank-sync-local-webhooks', batchSize: 10 }),
      expect.objectContaining({ ...sender, queueName: 'ponto-bank-sync-local-slow-webhooks', batchSize: 10 }),
    ]);
  });
});
