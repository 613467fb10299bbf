import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundleFunctions } from '../../infra/build/bundle.ts';
import { serveOnLoopback } from '../../local/cloud/loopback.ts';
import { openTokenIssuer } from '../../local/runner/http/authorizer.ts';
import { makeGateway } from '../../local/runner/http/gateway.ts';
import { serve } from '../../local/runner/http/server.ts';
import type { Denial } from '../../local/cloud/iam/rights.ts';
import { LocalClock } from '../../local/runner/clock.ts';
import { environmentOf } from '../../local/runner/lambda/environment.ts';
import { FunctionPool } from '../../local/runner/lambda/functionPool.ts';
import type { WorkerAnswer } from '../../local/runner/lambda/protocol.ts';
import { region, startServices, type Services } from '../../local/runner/services.ts';
import { readSettings, type LocalSettings } from '../../local/runner/settings.ts';
import { synthesize } from '../../local/runner/synthesize.ts';
import { readAssembly } from '../../local/runner/template/assembly.ts';
import type { LambdaFunction } from '../../local/runner/template/deployment.ts';
import type { FunctionName } from '../../shared/contracts/environment.ts';
import { startBank, type Bank } from './bank.ts';

const project = join(import.meta.dirname, '../..');

/** Programs of the bench that run in processes of their own; bundled like the functions. */
const childNames = ['invoke', 'import', 'bare-loop', 'dynamodb-client'] as const;
export type ChildName = (typeof childNames)[number];

/**
 * The product of `npm start` without its pollers: the same template, services, bundles and HTTP API, but a job stays on
 * the queue until a measurement takes it.
 */
export interface Rig {
  readonly bank: Bank;
  readonly services: Services;
  readonly url: string;
  readonly lambda: (name: FunctionName) => LambdaFunction;
  /** As the template says, with another address of DynamoDB where something stands in front of it. */
  readonly environment: (name: FunctionName, dynamoUrl?: string) => Record<string, string>;
  readonly child: (name: ChildName) => string;
  readonly tokenFor: (tenantId: string) => Promise<string>;
  /** Until then, what is published goes nowhere. */
  readonly onPublished: (runRules: RunRules) => void;
  readonly close: () => Promise<void>;
}

export type RunRules = (bus: string, event: object) => Promise<void>;

const freePort = async (): Promise<number> => {
  const { port, close } = await serveOnLoopback(createServer());
  await close();
  return port;
};

const platform = { clientId: 'ponto-bank-sync-bench', clientSecret: 'ponto-bank-sync-bench-secret' };

const settingsFor = (bank: Bank, port: number, dataDir: string): LocalSettings =>
  readSettings({
    PORT: String(port),
    PUBLIC_URL: `http://127.0.0.1:${port}`,
    LOCAL_DATA_DIR: dataDir,
    PONTO_API_URL: `${bank.url}/ponto-connect`,
    PONTO_CUSTOM_API_URL: `${bank.url}/custom`,
    PONTO_AUTHORIZATION_URL: bank.url,
    PONTO_WEBHOOK_KEYS_URL: `${bank.url}/webhooks/keys`,
    PONTO_WEBHOOK_ISSUER: bank.url,
    PONTO_CLIENT_ID: platform.clientId,
    PONTO_CLIENT_SECRET: platform.clientSecret,
  });

const seedPontoApplication = ({ deployment, secrets }: Services, settings: LocalSettings): void => {
  const named = new Set(deployment.functions.map(({ environment }) => environment['PONTO_SECRET_ID']));
  for (const { name, arn } of deployment.secrets) {
    if (named.has(arn) || named.has(name)) {
      secrets.seed({ name, arn, text: JSON.stringify(settings.pontoApplication) });
    }
  }
};

/** The functions that answer the HTTP API. They run as threads of this process: nothing that they do is measured. */
const startFront = async (services: Services, port: number, dataDir: string) => {
  const { deployment } = services;
  const clock = new LocalClock();
  const pools = new Map<string, FunctionPool>();
  const poolOf = (lambda: LambdaFunction): FunctionPool => {
    const env = environmentOf(lambda, { region, dataDir }, services.urls);
    const onFailure = (_type: string, message: string): void => console.error(`${lambda.name}: ${message}`);
    return new FunctionPool({ lambda, env, clock, maximumConcurrency: 1, onLine: () => undefined, onFailure });
  };
  for (const lambda of deployment.functions) pools.set(lambda.name, poolOf(lambda));
  const invoke = async (name: string, event: unknown): Promise<WorkerAnswer> => {
    const pool = pools.get(name);
    if (!pool) throw new Error(`the template has no function ${name}`);
    return pool.invoke(event);
  };
  const tokens = await openTokenIssuer(dataDir);
  const authorizer = deployment.routes.find((route) => route.authorizer)?.authorizer;
  const claim = deployment.functions.map(({ environment }) => environment['TENANT_CLAIM']).find(Boolean);
  if (!authorizer || claim === undefined) throw new Error('no route of the template asks for a token');
  const server = await serve(port, makeGateway({ routes: deployment.routes, tokens, invoke }));
  return {
    tokenFor: async (tenantId: string) =>
      (await tokens.issue({ tenantId }, authorizer, { tenant: claim, tenantName: undefined })).token,
    close: async (): Promise<void> => {
      await server.close();
      await Promise.all([...pools.values()].map((pool) => pool.stop()));
    },
  };
};

/** Starts everything on free ports, with data that is thrown away; what has started is stopped in reverse. */
export const startRig = async (signal: AbortSignal): Promise<Rig> => {
  const stops: (() => Promise<void>)[] = [];
  const close = async (): Promise<void> => {
    for (let last = stops.pop(); last; last = stops.pop()) await last();
  };
  try {
    const dataDir = await mkdtemp(join(tmpdir(), 'ponto-bank-sync-bench-'));
    stops.push(() => rm(dataDir, { recursive: true, force: true }));
    const bank = await startBank(platform);
    stops.push(bank.close);
    const port = await freePort();
    const settings = settingsFor(bank, port, dataDir);
    const assembly = await synthesize({ project, dataDir, context: settings.context, signal });
    const children = join(dataDir, 'children');
    await bundleFunctions({ names: childNames, sourceRoot: join(project, 'bench/children'), outRoot: children });
    const { publicUrl } = settings;
    const onDenied = ({ functionName, action }: Denial): void => console.error(`${functionName} may not ${action}`);
    let runRules: RunRules = () => Promise.resolve();
    const services = await startServices({
      stacks: readAssembly(assembly),
      dataDir,
      publicUrl,
      onDenied,
      runRules: (bus, event) => runRules(bus, event),
      now: Date.now,
    });
    stops.push(services.close);
    seedPontoApplication(services, settings);
    const front = await startFront(services, port, dataDir);
    stops.push(front.close);
    signal.throwIfAborted();
    const lambda = (name: FunctionName): LambdaFunction => {
      const found = services.deployment.functions.find((one) => one.name.endsWith(`-${name}`));
      if (!found) throw new Error(`the template has no function ${name}`);
      return found;
    };
    return {
      bank,
      services,
      url: publicUrl,
      lambda,
      environment: (name, dynamoUrl = services.urls.DYNAMODB) =>
        environmentOf(lambda(name), { region, dataDir }, { ...services.urls, DYNAMODB: dynamoUrl }),
      child: (name) => join(children, name, 'index.mjs'),
      tokenFor: front.tokenFor,
      onPublished: (run) => {
        runRules = run;
      },
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
};
