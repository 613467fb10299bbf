import { alertJob, type AlertJobMessage } from '../../contracts/alertJob.ts';
import { readMessage } from '../../contracts/readMessage.ts';
import { syncJob, type SyncJobMessage } from '../../contracts/syncJob.ts';
import { webhookJob } from '../../contracts/webhookJob.ts';
import { defined } from '../../language/defined.ts';
import { attemptMessageOf } from './attemptMessage.ts';
import { messageOf } from './jobMessage.ts';
import type { OutgoingMessage } from './sendMessages.ts';

/** Whom a dead letter is about; nothing else of it is told. */
export interface DeadLetter {
  readonly kind:
    | SyncJobMessage['kind']
    | `alert of a ${AlertJobMessage['kind']}`
    | `webhook of an ${'event' | 'attempt'}`
    | 'unknown';
  readonly tenantId?: string;
  readonly connectionId?: string;
}

/** A letter that can be read. */
export interface Letter {
  readonly about: DeadLetter;
  /** The same for all letters of one job. */
  readonly identity: string;
  /** What is put back on the queue. */
  readonly message: OutgoingMessage;
}

/** Reads the letters of one queue; undefined for what no release can read. */
export type ReadLetter = (body: string) => Letter | undefined;

export const syncLetter: ReadLetter = (body) => {
  const job = readMessage(syncJob(), body);
  if (!job) return undefined;
  // How often a job was requeued does not make it another one.
  const { attempts: _attempts, ...same } = job;
  const connectionId = 'connectionId' in job ? job.connectionId : undefined;
  return {
    about: { kind: job.kind, tenantId: job.tenantId, ...defined({ connectionId }) },
    identity: JSON.stringify(same),
    message: messageOf(job),
  };
};

export const alertLetter: ReadLetter = (body) => {
  const job = readMessage(alertJob(), body);
  if (!job) return undefined;
  const whose = job.kind === 'connection' ? { tenantId: job.tenantId, connectionId: job.connectionId } : {};
  const same = JSON.stringify(job);
  return { about: { kind: `alert of a ${job.kind}`, ...whose }, identity: same, message: { MessageBody: same } };
};

export const webhookLetter: ReadLetter = (body) => {
  const job = readMessage(webhookJob(), body);
  if (!job) return undefined;
  if ('kind' in job) {
    // When it was to be made does not make it another one.
    const { dueAt: _dueAt, ...same } = job;
    const about = { kind: 'webhook of an attempt', tenantId: job.tenantId } as const;
    return { about, identity: JSON.stringify(same), message: attemptMessageOf(job) };
  }
  const { id, tenantId } = job.detail;
  return {
    about: { kind: 'webhook of an event', tenantId },
    identity: JSON.stringify([tenantId, id]),
    message: { MessageBody: body },
  };
};
