import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { accountId, region } from '../../local/runner/services.ts';
import type { WorkerAnswer } from '../../local/runner/lambda/protocol.ts';
import { makePutOnQueue } from '../../local/runner/sources/handOver.ts';
import { startQueueSource } from '../../local/runner/sources/queueSource.ts';
import { makeRules } from '../../local/runner/sources/rules.ts';
import { ownerKeyId } from '../../local/cloud/iam/rights.ts';
import { startFunction, type FunctionWorker } from './functionWorker.ts';
import type { Rig } from './startRig.ts';

const notHere = (): never => {
  throw new Error('the bench has no rule that hands an event to a function');
};

/**
 * From the bus to the receivers: the rules of the template, its lanes, and as many processes with `webhook-deliver` as it lets
 * run at once on each of them, with exactly its environment.
 *
 * @param trusted file with the authority that the receivers' certificates are from
 */
export const startDeliveringWorkers = async (
  rig: Rig,
  trusted: string,
): Promise<{ readonly counts: readonly number[]; readonly stop: () => Promise<void> }> => {
  const { services } = rig;
  const { name } = rig.lambda('webhook-deliver');
  const sources = services.deployment.eventSources.filter(({ functionName }) => functionName === name);
  const clientOf = (accessKeyId: string): SQSClient =>
    new SQSClient({ region, endpoint: services.urls.SQS, credentials: { accessKeyId, secretAccessKey: 'local' } });
  const [client, ownClient] = [clientOf(name), clientOf(ownerKeyId)];
  const log = (text: string): void => console.error(text);
  const putOnQueue = makePutOnQueue({
    judge: (call) => services.rights.judge(call),
    log,
    send: async (queueArn, body) => {
      const QueueUrl = services.sqs.queueUrl(queueArn.split(':').at(-1) ?? '');
      await ownClient.send(new SendMessageCommand({ QueueUrl, MessageBody: body }));
    },
  });
  rig.onPublished(makeRules({ rules: services.deployment.rules, handOver: notHere, putOnQueue, log }));

  const lanes: Lane[] = [];
  for (const source of sources) {
    const workers: FunctionWorker[] = [];
    for (let started = 0; started < (source.maximumConcurrency ?? 2); started += 1) {
      const environment = { ...rig.environment('webhook-deliver'), NODE_EXTRA_CA_CERTS: trusted };
      workers.push(await startFunction(rig, 'webhook-deliver', environment));
    }
    const polling = startQueueSource({
      client,
      ownClient,
      source,
      region,
      queueUrl: services.sqs.queueUrl(source.queueName),
      queueArn: `arn:aws:sqs:${region}:${accountId}:${source.queueName}`,
      invoke: invokeOneOf(workers),
      onTrouble: (error) => log(`the queue ${source.queueName}: ${String(error)}`),
    });
    lanes.push({ workers, polling });
  }
  return {
    counts: lanes.map(({ workers }) => workers.length),
    stop: async () => {
      rig.onPublished(() => Promise.resolve());
      for (const { polling } of lanes) await polling.stop();
      for (const worker of lanes.flatMap(({ workers }) => workers)) await worker.stop();
      client.destroy();
      ownClient.destroy();
    },
  };
};

interface Lane {
  readonly workers: readonly FunctionWorker[];
  readonly polling: ReturnType<typeof startQueueSource>;
}

/** As many batches are under way as there are workers: one is always free. */
const invokeOneOf = (workers: readonly FunctionWorker[]) => {
  const free = [...workers];
  return async (event: unknown): Promise<WorkerAnswer> => {
    const worker = free.pop();
    if (!worker) throw new Error('more batches than workers');
    try {
      const { answer } = await worker.invoke(event);
      return { kind: 'returned', payload: JSON.stringify(answer ?? null) };
    } finally {
      free.push(worker);
    }
  };
};
