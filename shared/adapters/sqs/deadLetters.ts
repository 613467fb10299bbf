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
import { syncJob, type SyncJobMessage } from '../../contracts/syncJob.ts';
import { messageOf } from './jobMessage.ts';

/** Whom a dead letter is about; nothing else of it is told. */
export interface DeadLetter {
  readonly kind: SyncJobMessage['kind'] | 'unknown';
  readonly tenantId?: string;
  readonly connectionId?: string;
}

export interface Redriven {
  readonly moved: number;
  /** The same job in another letter: done once is done. */
  readonly repeated: number;
  /** Of an unknown shape, or refused by the work queue: they stay among the dead letters. */
  readonly left: number;
}

const batchSize = 10;
/** With it, SQS asks all its servers: nothing found is nothing there. */
const waitSeconds = 1;
/** Longer than a move of everything that is in hand. */
const inHandSeconds = 600;
/** A letter that is laid back can be seen again after that. */
const laidBackSeconds = 1;

const parse = ({ Body = '' }: Message): SyncJobMessage | undefined => {
  try {
    return syncJob().safeParse(JSON.parse(Body)).data;
  } catch {
    return undefined;
  }
};

/** How often a job was requeued does not make it another one. */
const identityOf = ({ attempts: _attempts, ...job }: SyncJobMessage): string =>
  createHash('sha256').update(JSON.stringify(job)).digest('base64');

interface Letter {
  readonly message: Message;
  readonly job: SyncJobMessage;
  readonly identity: string;
}

const sortOut = (batch: readonly Message[], moved: ReadonlySet<string>) => {
  const unknown: Message[] = [];
  const repeats: Message[] = [];
  const fresh = new Map<string, Letter>();
  for (const message of batch) {
    const job = parse(message);
    const identity = job && identityOf(job);
    if (!job || identity === undefined) unknown.push(message);
    else if (moved.has(identity) || fresh.has(identity)) repeats.push(message);
    else fresh.set(identity, { message, job, identity });
  }
  return { unknown, repeats, fresh: [...fresh.values()] };
};

/**
 * The dead letters of one lane of the work queue. A letter is put on the lane before it is taken away, so that a crash leaves it
 * in both, never in none: a job that is done twice changes nothing.
 *
 * SQS has a move of its own (`StartMessageMoveTask`); it takes everything, also what no release can read, and repeats.
 */
export class SqsDeadLetters {
  readonly #client: SQSClient;
  readonly #deadLettersUrl: string;
  readonly #workUrl: string;

  constructor(client: SQSClient, urls: { readonly deadLetters: string; readonly work: string }) {
    this.#client = client;
    this.#deadLettersUrl = urls.deadLetters;
    this.#workUrl = urls.work;
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
    return held.map((message) => {
      const job = parse(message);
      if (!job) return { kind: 'unknown' };
      const { kind, tenantId } = job;
      return { kind, tenantId, ...('connectionId' in job && { connectionId: job.connectionId }) };
    });
  }

  /** Puts every letter that can be read back on the work queue, each job once. */
  async moveBack(): Promise<Redriven> {
    const moved = new Set<string>();
    const left: Message[] = [];
    let repeated = 0;
    for (let batch = await this.#receive(); batch.length > 0; batch = await this.#receive()) {
      const { unknown, repeats, fresh } = sortOut(batch, moved);
      const refused = await this.#send(fresh.map(({ job }) => job));
      const taken = fresh.filter((_, index) => !refused.has(index));
      for (const { identity } of taken) moved.add(identity);
      left.push(...unknown, ...fresh.filter((_, index) => refused.has(index)).map(({ message }) => message));
      repeated += repeats.length;
      await this.#remove([...repeats, ...taken.map(({ message }) => message)]);
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

  /** @returns places of the jobs that the queue did not take */
  async #send(jobs: readonly SyncJobMessage[]): Promise<ReadonlySet<number>> {
    if (jobs.length === 0) return new Set();
    const { Failed = [] } = await this.#client.send(
      new SendMessageBatchCommand({
        QueueUrl: this.#workUrl,
        Entries: jobs.map((job, index) => ({ Id: String(index), ...messageOf(job) })),
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
