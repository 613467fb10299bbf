import { startDynamo } from '../cloud/dynamodb.ts';
import { startEventBridge, type BusEvent, type LocalEventBridge } from '../cloud/eventBridge.ts';
import { Rights, type Denial } from '../cloud/iam/rights.ts';
import { startKms } from '../cloud/kms.ts';
import type { Endpoint } from '../cloud/loopback.ts';
import { startSecretsManager, type LocalSecretsManager } from '../cloud/secretsManager.ts';
import { startSes, type LocalSes } from '../cloud/ses.ts';
import { startSqs, type LocalSqs } from '../cloud/sqs.ts';
import type { ServiceUrls } from './lambda/environment.ts';
import type { News } from './news.ts';
import type { Stack } from './template/assembly.ts';
import { resolveDeployment, type Deployment } from './template/deployment.ts';

/** The region that the laptop plays, and an account number that no AWS account has. */
export const region = 'eu-central-1';
export const accountId = '000000000000';

export interface Services {
  readonly deployment: Deployment;
  readonly rights: Rights;
  readonly urls: ServiceUrls;
  readonly sqs: LocalSqs;
  readonly ses: LocalSes;
  readonly eventBridge: LocalEventBridge;
  readonly secrets: LocalSecretsManager;
  readonly close: () => Promise<void>;
}

export interface ServiceSettings {
  readonly stacks: readonly Stack[];
  readonly dataDir: string;
  readonly publicUrl: string;
  /**
   * What SES has proven, of an account in its sandbox.
   *
   * @default the account is out of the sandbox
   */
  readonly mailSandbox?: readonly string[] | undefined;
  /** Told what a function asked and may not, each once. */
  readonly onDenied: (denial: Denial) => void;
  /**
   * Gets what SES tells of bounces and complaints.
   *
   * @default nobody listens
   */
  readonly onFeedback?: (event: object) => void;
  /**
   * Told of mails and events.
   *
   * @default nobody is
   */
  readonly news?: Pick<News, 'mail' | 'event'>;
  /** Runs the rules of our bus. */
  readonly runRules?: (bus: string, event: BusEvent) => Promise<void>;
  /** The time of events and mails. */
  readonly now: () => number;
}

/** Starts every service that the template needs and makes what the template names in it. */
export const startServices = async (settings: ServiceSettings): Promise<Services> => {
  const { stacks, dataDir, publicUrl, mailSandbox, onDenied, onFeedback, news, runRules, now } = settings;
  const rights = new Rights({ region, accountId }, onDenied);
  const started: Endpoint[] = [];
  const close = async (): Promise<void> => {
    await Promise.all(started.map((endpoint) => endpoint.close()));
  };
  const up = async <T extends Endpoint>(starting: Promise<T>): Promise<T> => {
    const endpoint = await starting;
    started.push(endpoint);
    return endpoint;
  };
  try {
    // First of all, because the template's queue URLs hold its port.
    const sqs = await up(startSqs({ dataDir, region, accountId, rights }));
    const deployment = resolveDeployment(stacks, { region, accountId, publicUrl, queueUrl: sqs.queueUrl });
    rights.grant(deployment.functions);
    rights.protect(deployment.policies);
    sqs.provide(deployment.queues);
    const dynamo = await up(startDynamo({ dataDir, region, tables: deployment.tables, rights }));
    const ses = await up(
      startSes({
        dataDir,
        rights,
        now,
        region,
        sandbox: mailSandbox,
        ...(news && { onMail: news.mail }),
        ...(onFeedback && { onFeedback }),
      }),
    );
    const eventBridge = await up(
      startEventBridge({
        dataDir,
        buses: deployment.buses,
        rights,
        now,
        ...(news && { onEvent: news.event }),
        ...(runRules && { runRules }),
      }),
    );
    const arnPrefix = `arn:aws:secretsmanager:${region}:${accountId}:secret:`;
    const secrets = await up(startSecretsManager({ dataDir, arnPrefix, rights }));
    const kms = await up(startKms({ dataDir, keys: deployment.keys, rights }));
    const urls = {
      DYNAMODB: dynamo.url,
      SQS: sqs.url,
      SESV2: ses.url,
      SECRETS_MANAGER: secrets.url,
      KMS: kms.url,
      EVENTBRIDGE: eventBridge.url,
    };
    return { deployment, rights, urls, sqs, ses, eventBridge, secrets, close };
  } catch (error) {
    await close();
    throw error;
  }
};
