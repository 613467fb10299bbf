import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { Call } from '../cloud/iam/judgeCall.ts';
import type { PontoApplication } from '../../shared/contracts/pontoApplication.ts';
import { writeAwsEnvironment } from './awsEnvironmentFile.ts';
import { ownerKeyId } from '../cloud/iam/rights.ts';
import { makeLocalApi } from './control/localApi.ts';
import { openFunctionLog } from './functionLogs.ts';
import { openTokenIssuer, type TokenIssuer } from './http/authorizer.ts';
import { makeGateway } from './http/gateway.ts';
import { serve, type Answer } from './http/server.ts';
import type { LocalClock } from './clock.ts';
import { makeIdle, nextDueIn } from './idle.ts';
import { environmentOf } from './lambda/environment.ts';
import { FunctionPool } from './lambda/functionPool.ts';
import type { WorkerAnswer } from './lambda/protocol.ts';
import { accountId, region, startServices, type Services } from './services.ts';
import { makePlayScenario } from '../scenarios/playScenario.ts';
import { makeSite } from '../site/site.ts';
import type { News } from './news.ts';
import type { Sandbox } from './ownSandbox.ts';
import { makePassTime } from './passTime.ts';
import { makeHandOver, makeIsRefused, makePutOnQueue } from './sources/handOver.ts';
import { startQueueSource } from './sources/queueSource.ts';
import { makeRules } from './sources/rules.ts';
import { makeScheduler, type Scheduler } from './sources/scheduler.ts';
import { readAssembly } from './template/assembly.ts';
import type { Deployment } from './template/deployment.ts';

export interface RunnerSettings {
  /** What `cdk synth` wrote. */
  readonly assembly: string;
  readonly dataDir: string;
  readonly port: number;
  readonly publicUrl: string;
  /** What SES has proven, where it plays its sandbox. */
  readonly mailSandbox?: readonly string[] | undefined;
  readonly pontoApplication: PontoApplication;
  /** What product and sandbox live by. */
  readonly clock: LocalClock;
  /** Our own sandbox, where there is one. */
  readonly sandbox?: Omit<Sandbox, 'close'> | undefined;
  readonly news: News;
}

export interface Runner {
  readonly port: number;
  readonly deployment: Deployment;
  /** Fires the schedules that are due in the minute that the clock shows. */
  readonly tick: () => Promise<void>;
  readonly stop: () => Promise<void>;
}

/** More at once would fight for the cores of a laptop. */
const concurrency = 4;

type Invoke = (functionName: string, event: unknown) => Promise<WorkerAnswer>;

const makePools = (services: Services, { dataDir, clock, news }: RunnerSettings): ReadonlyMap<string, FunctionPool> =>
  new Map(
    services.deployment.functions.map((lambda) => {
      const functionLog = openFunctionLog(dataDir, lambda.name, news.problem);
      const pool = new FunctionPool({
        lambda,
        env: environmentOf(lambda, { region, dataDir }, services.urls),
        maximumConcurrency: concurrency,
        clock,
        onLine: functionLog.line,
        onFailure: functionLog.failure,
      });
      return [lambda.name, pool];
    }),
  );

const clientOf = ({ urls }: Services, accessKeyId: string): SQSClient =>
  new SQSClient({ region, endpoint: urls.SQS, credentials: { accessKeyId, secretAccessKey: 'local' } });

/** What schedules and rules hand over, and where it ends when nobody takes it. */
const openHandOver = (services: Services, invoke: Invoke, log: (text: string) => void) => {
  const client = clientOf(services, ownerKeyId);
  const judge = (call: Call) => services.rights.judge(call);
  const buried = new Map(services.deployment.functions.map(({ name, deadLetters }) => [name, deadLetters]));
  const send = async (queueArn: string, body: string): Promise<void> => {
    const QueueUrl = services.sqs.queueUrl(queueArn.split(':').at(-1) ?? '');
    await client.send(new SendMessageCommand({ QueueUrl, MessageBody: body }));
  };
  return {
    handOver: makeHandOver({ judge, invoke, log, deadLettersOf: (name) => buried.get(name), send }),
    putOnQueue: makePutOnQueue({ judge, log, send }),
    isRefused: makeIsRefused({ judge, log }),
    close: () => client.destroy(),
  };
};

const startSources = (services: Services, invoke: Invoke, log: (text: string) => void) => {
  const ownClient = clientOf(services, ownerKeyId);
  const polled = services.deployment.eventSources.map((source) => ({
    source,
    client: clientOf(services, source.functionName),
  }));
  const sources = polled.map(({ source, client }) =>
    startQueueSource({
      client,
      ownClient,
      source,
      region,
      queueUrl: services.sqs.queueUrl(source.queueName),
      queueArn: `arn:aws:sqs:${region}:${accountId}:${source.queueName}`,
      invoke: (event) => invoke(source.functionName, event),
      onTrouble: () => log(`the queue ${source.queueName} could not be read; trying again`),
    }),
  );
  return {
    stop: async () => {
      await Promise.all(sources.map((source) => source.stop()));
      for (const { client } of polled) client.destroy();
      ownClient.destroy();
    },
  };
};

/** The secret is the one that a function names; the settings of the runner win over what was kept. */
const seedPontoApplication = ({ deployment, secrets }: Services, application: PontoApplication): void => {
  const named = new Set(deployment.functions.map(({ environment }) => environment['PONTO_SECRET_ID']));
  for (const { name, arn } of deployment.secrets) {
    if (named.has(arn) || named.has(name)) secrets.seed({ name, arn, text: JSON.stringify(application) });
  }
};

const tokenIssuing = ({ deployment }: Services, tokens: TokenIssuer) => {
  const authorizer = deployment.routes.find((route) => route.authorizer)?.authorizer;
  const named = (variable: string) =>
    deployment.functions.map(({ environment }) => environment[variable]).find((name) => name);
  const [tenant, tenantName] = [named('TENANT_CLAIM'), named('TENANT_NAME_CLAIM')];
  return async (request: Parameters<TokenIssuer['issue']>[0]) => {
    if (!authorizer || tenant === undefined) throw new Error('no route of the template asks for a token');
    return await tokens.issue(request, authorizer, { tenant, tenantName });
  };
};

interface FrontDeps {
  readonly services: Services;
  readonly tokens: TokenIssuer;
  readonly scheduler: Scheduler;
  readonly pools: ReadonlyMap<string, FunctionPool>;
  readonly isRefused: ReturnType<typeof makeIsRefused>;
  readonly invoke: Invoke;
  readonly settings: RunnerSettings;
}

/** What answers on the port: pages and calls of the runner first, then the HTTP API of the template. */
const makeFront = ({ services, tokens, scheduler, pools, isRefused, invoke, settings }: FrontDeps): Answer => {
  const { clock, sandbox } = settings;
  const gateway = makeGateway({ routes: services.deployment.routes, tokens, isRefused, invoke });
  const common = {
    issueToken: tokenIssuing(services, tokens),
    mailbox: () => services.ses.mailbox,
    events: () => services.eventBridge.events,
  };
  const idle = makeIdle(services, pools, clock.now, sandbox);
  const heard = async (gone: AbortSignal): Promise<void> => {
    if (sandbox?.isTelling()) await idle(gone);
  };
  /** What Ponto tells comes in its own time: before the clock moves on, and of the time that has passed before what is fired. */
  const moveTo = async (at: Date, gone: AbortSignal): Promise<void> => {
    await heard(gone);
    clock.moveTo(at.getTime());
    sandbox?.catchUp();
    await heard(gone);
  };
  const passTime = makePassTime({ now: clock.now, scheduler, moveTo, idle, nextDue: () => nextDueIn(services) });
  const localApi = makeLocalApi({
    ...common,
    schedules: scheduler.names,
    fire: (name, at, gone) =>
      scheduler.withoutTicks(async () => {
        await moveTo(at, gone);
        return await scheduler.fire(name, at);
      }),
    passTime,
    now: clock.now,
    idle,
    playScenario: sandbox && makePlayScenario({ ...common, passTime, now: clock.now, idle, sandboxUrl: sandbox.url }),
    problem: settings.news.problem,
    rights: () => services.rights,
  });
  const site = makeSite({
    ...common,
    publicUrl: settings.publicUrl,
    sandbox: sandbox && { url: sandbox.url, now: async () => new Date(clock.now()).toISOString() },
    letTimePass: async (to, gone, skipUntil) => {
      // Whoever had the turn before may have gone further.
      const passed = await passTime((from) => new Date(Math.max(from, to.getTime())), gone, skipUntil);
      if (typeof passed === 'string') throw new Error(`the clock was not moved: ${passed}`);
    },
  });
  return async (request, gone) =>
    (await site(request, gone)) ?? (await localApi(request, gone)) ?? (await gateway(request));
};

/** Runs the synthesized stacks on this machine: services, functions, queues, schedules and the HTTP API. */
export const startRunner = async (settings: RunnerSettings): Promise<Runner> => {
  const { assembly, dataDir, port, publicUrl, clock, news } = settings;
  const log = news.problem;
  // The functions are there before the first mail and the first event, and the services before the functions.
  let onFeedback = (_event: object): void => undefined;
  let runRules = async (_bus: string, _event: object): Promise<void> => undefined;
  const services = await startServices({
    stacks: readAssembly(assembly),
    dataDir,
    publicUrl,
    mailSandbox: settings.mailSandbox,
    onDenied: ({ functionName, action, resource }) => log(`${functionName} may not ${action} on ${resource}`),
    onFeedback: (event) => onFeedback(event),
    runRules: (bus, event) => runRules(bus, event),
    news,
    now: clock.now,
  });
  writeAwsEnvironment(dataDir, region, services.urls);
  const pools = makePools(services, settings);
  const stopPools = async (): Promise<void> => {
    await Promise.all([...pools.values()].map((pool) => pool.stop()));
  };
  const invoke: Invoke = async (name, event) => {
    const pool = pools.get(name);
    if (!pool) throw new Error(`the template names the function ${name}, but has none of that name`);
    return await pool.invoke(event);
  };
  const { handOver, putOnQueue, isRefused, close } = openHandOver(services, invoke, log);
  runRules = makeRules({ rules: services.deployment.rules, handOver, putOnQueue, log });
  onFeedback = (event) => void runRules('default', event);
  try {
    seedPontoApplication(services, settings.pontoApplication);
    const tokens = await openTokenIssuer(dataDir);
    const scheduler = makeScheduler({ schedules: services.deployment.schedules, handOver, onFire: news.fired });

    const server = await serve(port, makeFront({ services, tokens, scheduler, pools, isRefused, invoke, settings }));
    const sources = startSources(services, invoke, log);
    return {
      port: server.port,
      deployment: services.deployment,
      tick: async () => {
        settings.sandbox?.catchUp();
        await scheduler.tick(new Date(clock.now()));
      },
      stop: async () => {
        await server.close();
        // The workers end before the pollers are awaited: a poller waits for the answer of its invocation.
        const stopped = sources.stop();
        await stopPools();
        await stopped;
        close();
        await services.close();
      },
    };
  } catch (error) {
    await stopPools();
    close();
    await services.close();
    throw error;
  }
};
