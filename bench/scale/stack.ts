import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib/core';
import { Template } from 'aws-cdk-lib/assertions';
import * as z from 'zod';
import { readSettings } from '../../infra/config/settings.ts';
import { makeBankSync } from '../../infra/stacks/bankSync.ts';
import { atRestOf, type AtRest } from './atRest.ts';
import { environments } from '../../shared/contracts/environment.ts';

/** What the synthesized stacks of `prod` say about size. */
export interface StackLimits {
  readonly batchSize: number;
  readonly maximumConcurrency: number;
  readonly urgentBatchSize: number;
  readonly urgentConcurrency: number;
  readonly syncMegabytes: number;
  readonly dispatchMegabytes: number;
  readonly dispatchTimeoutSeconds: number;
  readonly webhookMegabytes: number;
  readonly deliverMegabytes: number;
  readonly apiMegabytes: number;
  readonly logDays: number;
  readonly atRest: readonly AtRest[];
}

const mapping = z.object({ BatchSize: z.number(), ScalingConfig: z.object({ MaximumConcurrency: z.number() }) });
const lambda = z.object({ FunctionName: z.string(), MemorySize: z.number(), Timeout: z.number() });
const logGroup = z.object({ RetentionInDays: z.number() });
const resources = z.record(z.string(), z.object({ Type: z.string(), Properties: z.unknown() }));

/** Sizes depend on none of these. */
const anInstallation = {
  stage: 'prod',
  publicUrl: 'https://feeds.example.com',
  pontoApplicationId: 'application-1',
  returnUrlAllowlist: 'https://accounting.example.com',
  mailFrom: 'feeds@example.com',
  alarmEmail: 'alarms@example.com',
  runbookUrl: 'https://example.com/docs/runbooks',
};

const synthesize = () => {
  const folder = mkdtempSync(join(tmpdir(), 'bank-sync-scale-'));
  try {
    // The bundles themselves change nothing of a template.
    for (const name of Object.keys(environments)) {
      mkdirSync(join(folder, 'functions', name), { recursive: true });
      writeFileSync(join(folder, 'functions', name, 'index.mjs'), '');
    }
    const app = new App({ analyticsReporting: false, outdir: join(folder, 'out'), context: anInstallation });
    const read = (name: string): unknown => app.node.tryGetContext(name);
    const { data, application } = makeBankSync(app, readSettings(read), join(folder, 'functions'));
    return [data, application].flatMap((stack) =>
      Object.values(resources.parse(Template.fromStack(stack).toJSON()['Resources'])),
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

/** Reads the limits from the stacks themselves, so that a change there changes the reckoning. */
export const readStackLimits = (): StackLimits => {
  const found = synthesize();
  const ofType = (type: string): readonly unknown[] =>
    found.filter(({ Type }) => Type === type).map(({ Properties }) => Properties);
  const functions = ofType('AWS::Lambda::Function').flatMap((properties) => lambda.safeParse(properties).data ?? []);
  const named = (name: string) => {
    const one = functions.find(({ FunctionName }) => FunctionName.endsWith(`-${name}`));
    if (!one) throw new Error(`the stack has no function ${name}`);
    return one;
  };
  /** The lane of the schedules has been there longer, and comes first. */
  const [scheduled, urgent] = ofType('AWS::Lambda::EventSourceMapping').map((one) => mapping.parse(one));
  if (!scheduled || !urgent) throw new Error('the stack has not both lanes');
  return {
    batchSize: scheduled.BatchSize,
    maximumConcurrency: scheduled.ScalingConfig.MaximumConcurrency,
    urgentBatchSize: urgent.BatchSize,
    urgentConcurrency: urgent.ScalingConfig.MaximumConcurrency,
    syncMegabytes: named('statement-sync').MemorySize,
    dispatchMegabytes: named('sync-dispatch').MemorySize,
    dispatchTimeoutSeconds: named('sync-dispatch').Timeout,
    webhookMegabytes: named('ponto-webhook').MemorySize,
    deliverMegabytes: named('webhook-deliver').MemorySize,
    apiMegabytes: named('tenant-api').MemorySize,
    logDays: Math.max(...ofType('AWS::Logs::LogGroup').map((group) => logGroup.parse(group).RetentionInDays)),
    atRest: atRestOf(found),
  };
};
