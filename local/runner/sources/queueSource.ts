import {
  ChangeMessageVisibilityCommand,
  DeleteMessageCommand,
  ReceiveMessageCommand,
  type Message,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import * as z from 'zod';
import type { WorkerAnswer } from '../lambda/protocol.ts';
import type { EventSource } from '../template/deployment.ts';

export interface QueueSourceDeps {
  /** Asks with the role of the function, as Lambda's poller does. */
  readonly client: SQSClient;
  /** Asks for the runner: the pause of a message that failed is our own doing. */
  readonly ownClient: SQSClient;
  readonly source: EventSource;
  readonly queueUrl: string;
  readonly queueArn: string;
  readonly region: string;
  readonly invoke: (event: unknown) => Promise<WorkerAnswer>;
  readonly onTrouble: (error: unknown) => void;
}

const batchResponse = z
  .object({ batchItemFailures: z.array(z.object({ itemIdentifier: z.string() })).nullish() })
  .nullable();

const longPollSeconds = 20;
/** SQS gives at most ten messages at a time. */
const maxPerReceive = 10;
const pauseAfterTroubleMs = 1000;
const maxRetrySeconds = 30;

/**
 * A message that failed comes back after 1, 2, 4, ... seconds. AWS would wait for the queue's visibility timeout, half an
 * hour here: nobody at a laptop waits that long. Counts, order and the way to the dead letters are the same.
 */
const retrySeconds = (message: Message): number =>
  Math.min(maxRetrySeconds, 2 ** Math.max(0, Number(message.Attributes?.ApproximateReceiveCount ?? 1) - 1));

const lowerFirst = (name: string): string => name.charAt(0).toLowerCase() + name.slice(1);

const recordOf = (message: Message, { queueArn, region }: QueueSourceDeps) => ({
  messageId: message.MessageId ?? '',
  receiptHandle: message.ReceiptHandle ?? '',
  body: message.Body ?? '',
  attributes: message.Attributes ?? {},
  messageAttributes: Object.fromEntries(
    Object.entries(message.MessageAttributes ?? {}).map(([name, attribute]) => [
      name,
      Object.fromEntries(Object.entries(attribute).map(([member, value]) => [lowerFirst(member), value])),
    ]),
  ),
  md5OfBody: message.MD5OfBody ?? '',
  eventSource: 'aws:sqs',
  eventSourceARN: queueArn,
  awsRegion: region,
});

/**
 * Which messages come back: all of a failed invocation; those that a partial batch response names. A response that
 * names an unknown message, or makes no sense, fails the whole batch.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html#services-sqs-batchfailurereporting
 */
export const failedMessages = (
  messages: readonly Message[],
  answer: WorkerAnswer,
  partialFailures: boolean,
): readonly Message[] => {
  if (answer.kind === 'failed') return messages;
  if (!partialFailures) return [];
  const parsed = batchResponse.safeParse(JSON.parse(answer.payload));
  if (!parsed.success) return messages;
  const named = (parsed.data?.batchItemFailures ?? []).map(({ itemIdentifier }) => itemIdentifier);
  const isKnown = (id: string): boolean => messages.some(({ MessageId }) => MessageId === id);
  if (!named.every(isKnown)) return messages;
  return messages.filter(({ MessageId = '' }) => named.includes(MessageId));
};

/** Lambda's poller of one queue: receives batches, invokes, deletes what is done and leaves the rest to come back. */
export const startQueueSource = (deps: QueueSourceDeps): { readonly stop: () => Promise<void> } => {
  const { client, source, queueUrl, onTrouble } = deps;
  const stopping = new AbortController();

  const receive = async (): Promise<readonly Message[]> => {
    const { Messages = [] } = await client.send(
      new ReceiveMessageCommand({
        QueueUrl: queueUrl,
        MaxNumberOfMessages: Math.min(source.batchSize, maxPerReceive),
        WaitTimeSeconds: longPollSeconds,
        MessageSystemAttributeNames: ['All'],
        MessageAttributeNames: ['All'],
      }),
      { abortSignal: stopping.signal },
    );
    return Messages;
  };

  const settle = async (message: Message, hasFailed: boolean): Promise<void> => {
    const handle = { QueueUrl: queueUrl, ReceiptHandle: message.ReceiptHandle };
    if (hasFailed) {
      await deps.ownClient.send(
        new ChangeMessageVisibilityCommand({ ...handle, VisibilityTimeout: retrySeconds(message) }),
      );
    } else await client.send(new DeleteMessageCommand(handle));
  };

  const workOnce = async (): Promise<void> => {
    const messages = await receive();
    if (messages.length === 0) return;
    const answer = await deps.invoke({ Records: messages.map((message) => recordOf(message, deps)) });
    // What is not settled when the runner stops is delivered again by the next one.
    if (stopping.signal.aborted) return;
    const failed = failedMessages(messages, answer, source.partialFailures);
    for (const message of messages) await settle(message, failed.includes(message));
  };

  const poll = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      try {
        await workOnce();
      } catch (error) {
        if (stopping.signal.aborted) return;
        onTrouble(error);
        await new Promise((resolve) => setTimeout(resolve, pauseAfterTroubleMs));
      }
    }
  };

  const pollers = Array.from({ length: source.maximumConcurrency ?? 2 }, () => poll());
  return {
    stop: async () => {
      stopping.abort();
      await Promise.all(pollers);
    },
  };
};
