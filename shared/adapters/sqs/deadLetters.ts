import {
  ChangeMessageVisibilityCommand,
  DeleteMessageBatchCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  type Message,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import { createHash } from 'node:crypto';
import type { DeadLetter, Letter, ReadLetter } from './letterForms.ts';

export interface Redriven {
  readonly moved: number;
  /** The same job in another letter: done once is done. */
  readonly repeated: number;
  /** Of an unknown shape, or refused by the queue: they stay among the dead letters. */
  readonly left: number;
}

const batchSize = 10;
/** With it, SQS asks all its servers: nothing found is nothing there. */
const waitSeconds = 1;
/** Longer than a move of everything that is in hand. */
const inHandSeconds = 600;
/** A letter that is laid back can be seen again after that. */
const laidBackSeconds = 1;

interface Held extends Letter {
  readonly received: Message;
}

const digestOf = ({ identity }: Letter): string => createHash('sha256').update(identity).digest('base64');

const sortOut = (batch: readonly Message[], read: ReadLetter, moved: ReadonlySet<string>) => {
  const unknown: Message[] = [];
  const repeats: Message[] = [];
  const fresh = new Map<string, Held>();
  for (const received of batch) {
    const letter = read(received.Body ?? '');
    const digest = letter && digestOf(letter);
    if (!letter || digest === undefined) unknown.push(received);
    else if (moved.has(digest) || fresh.has(digest)) repeats.push(received);
    else fresh.set(digest, { ...letter, received });
  }
  return { unknown, repeats, fresh: [...fresh.values()] };
};

/**
 * The dead letters of one queue. A letter is put on the queue before it is taken away, so that a crash leaves it
 * in both, never in none: a job that is done twice changes nothing.
 *
 * SQS has a move of its own (`StartMessageMoveTask`); it takes everything, also what no release can read, and repeats.
 */
export class SqsDeadLetters {
  readonly #client: SQSClient;
  readonly #deadLettersUrl: string;
  readonly #workUrl: string;
  readonly #read: ReadLetter;

  constructor(client: SQSClient, urls: { readonly deadLetters: string; readonly work: string }, read: ReadLetter) {
    this.#client = client;
    this.#deadLettersUrl = urls.deadLetters;
    this.#workUrl = urls.work;
    this.#read = read;
  }

  /** About how many there are. */
  async count(): Promise<number> {
    const { Attributes } = await this.#client.send(
      new GetQueueAttributesCommand({
        QueueUrl: this.#deadLettersUrl,
        AttributeNames: ['ApproximateNumberOfMessages'],
      }),
    );
    return Number(Attributes?.ApproximateNumberOfMessages ?? 0);
  }

  /** Looks at so many letters at the most and lays them back. */
  async look(most: number): Promise<readonly DeadLetter[]> {
    const held: Message[] = [];
    while (held.length < most) {
      const batch = await this.#receive();
      if (batch.length === 0) break;
      held.push(...batch);
    }
    for (const message of held) await this.#layBack(message);
    return held.map(({ Body = '' }) => this.#read(Body)?.about ?? { kind: 'unknown' });
  }

  /** Puts every letter that can be read back on its queue, each job once. */
  async moveBack(): Promise<Redriven> {
    const moved = new Set<string>();
    const left: Message[] = [];
    let repeated = 0;
    for (let batch = await this.#receive(); batch.length > 0; batch = await this.#receive()) {
      const { unknown, repeats, fresh } = sortOut(batch, this.#read, moved);
      const refused = await this.#send(fresh);
      const taken = fresh.filter((_, index) => !refused.has(index));
      for (const letter of taken) moved.add(digestOf(letter));
      left.push(...unknown, ...fresh.filter((_, index) => refused.has(index)).map(({ received }) => received));
      repeated += repeats.length;
      await this.#remove([...repeats, ...taken.map(({ received }) => received)]);
    }
    for (const message of left) await this.#layBack(message);
    return { moved: moved.size, repeated, left: left.length };
  }

  async #receive(): Promise<readonly Message[]> {
    const { Messages = [] } = await this.#client.send(
      new ReceiveMessageCommand({
        QueueUrl: this.#deadLettersUrl,
        MaxNumberOfMessages: batchSize,
        WaitTimeSeconds: waitSeconds,
        VisibilityTimeout: inHandSeconds,
      }),
    );
    return Messages;
  }

  /** @returns places of the letters that the queue did not take */
  async #send(letters: readonly Letter[]): Promise<ReadonlySet<number>> {
    if (letters.length === 0) return new Set();
    const { Failed = [] } = await this.#client.send(
      new SendMessageBatchCommand({
        QueueUrl: this.#workUrl,
        Entries: letters.map(({ message }, index) => ({ Id: String(index), ...message })),
      }),
    );
    return new Set(Failed.map(({ Id }) => Number(Id)));
  }

  async #remove(messages: readonly Message[]): Promise<void> {
    if (messages.length === 0) return;
    await this.#client.send(
      new DeleteMessageBatchCommand({
        QueueUrl: this.#deadLettersUrl,
        Entries: messages.map(({ ReceiptHandle }, index) => ({ Id: String(index), ReceiptHandle })),
      }),
    );
  }

  async #layBack({ ReceiptHandle }: Message): Promise<void> {
    await this.#client.send(
      new ChangeMessageVisibilityCommand({
        QueueUrl: this.#deadLettersUrl,
        ReceiptHandle,
        VisibilityTimeout: laidBackSeconds,
      }),
    );
  }
}
