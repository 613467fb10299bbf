import * as z from 'zod';
import { onFirstUse } from '../language/onFirstUse.ts';

/** Source of every event on the bus. */
export const eventSource = 'ponto-bank-sync';

const id = z.string().min(1);
const count = z.number().int().nonnegative();

/** The facts by detail type: what stands beside the members that every detail has. No bank data. */
export const eventFacts = {
  ConnectionActivated: () => z.strictObject({ connectionId: id }),
  ConnectionReconnectRequired: () => z.strictObject({ connectionId: id, code: id }),
  ConnectionDisconnected: () => z.strictObject({ connectionId: id }),
  AccountsFetched: () => z.strictObject({ connectionId: id, added: count, kept: count, lost: count }),
  /** Change cursors: `from` exclusive, `to` inclusive. */
  TransactionsChanged: () => z.strictObject({ accountId: id, from: count, to: count }),
  StatementFinalised: () => z.strictObject({ accountId: id, statementId: id, number: id }),
  BalanceMismatchFound: () => z.strictObject({ accountId: id }),
  /** `daysBefore` is the step of the reminder schedule, not the days that are left when a run was missed. */
  AuthorizationExpiring: () =>
    z.strictObject({
      accountId: id,
      connectionId: id,
      expiresAt: z.iso.datetime(),
      daysBefore: count,
    }),
  AuthorizationExpired: () => z.strictObject({ accountId: id, connectionId: id, expiresAt: z.iso.datetime() }),
  AccountReauthorized: () => z.strictObject({ accountId: id }),
  /** Nothing more is sent to an endpoint: it answered 410 (`gone`), or nothing has reached it for three days (`failing`). */
  WebhookEndpointDisabled: () => z.strictObject({ endpointId: id, because: z.enum(['gone', 'failing']) }),
  SyncFailed: () => z.strictObject({ accountId: id, syncId: id, code: id }),
} as const;

export type EventType = keyof typeof eventFacts;

const common = onFirstUse(() => ({
  version: z.literal(1),
  /** The same on repeats of the same fact. */
  id,
  tenantId: id,
  occurredAt: z.iso.datetime(),
}));

/** What a tenant asked for says nothing beside that; it stands on no bus. */
export const testDetail = onFirstUse(() => z.strictObject(common()));

/** The whole detail of one type, parsed by producer and consumer alike. */
export const eventDetail = (type: EventType) => eventFacts[type]().extend(common());
