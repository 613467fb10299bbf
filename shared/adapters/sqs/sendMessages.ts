import { SendMessageBatchCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { retryUnprocessed, type Pacing } from '../retryUnprocessed.ts';

/** SQS takes ten messages at a time. */
const batchSize = 10;
const retry = {
  maxTries: 4,
  firstPauseMs: 200,
  maxPauseMs: 800,
  refusal: (messages: number): string => `the queue refused ${messages} jobs`,
};

export interface OutgoingMessage {
  readonly MessageBody: string;
  readonly MessageGroupId?: string;
}

/**
 * Puts messages on a queue; those of a batch that it did not take are sent again.
 *
 * @param delaySeconds 0 to 900
 */
export const sendMessages = async (
  client: SQSClient,
  queueUrl: string,
  messages: readonly OutgoingMessage[],
  { delaySeconds, pacing }: { readonly delaySeconds: number; readonly pacing: Pacing },
): Promise<void> => {
  const entries = messages.map((message, index) => ({
    Id: String(index),
    ...message,
    ...(delaySeconds > 0 && { DelaySeconds: delaySeconds }),
  }));
  const send = async (some: readonly (typeof entries)[number][]) => {
    const { Failed = [] } = await client.send(new SendMessageBatchCommand({ QueueUrl: queueUrl, Entries: [...some] }));
    const failed = new Set(Failed.map(({ Id }) => Id));
    return some.filter(({ Id }) => failed.has(Id));
  };
  for (let start = 0; start < entries.length; start += batchSize) {
    await retryUnprocessed(entries.slice(start, start + batchSize), send, { ...retry, pacing });
  }
};
