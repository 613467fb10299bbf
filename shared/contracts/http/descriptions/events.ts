import type { PostedType } from '../eventBodies.ts';
import { count, moment, type SchemaWords } from './description.ts';

const accountId = 'Id of the account.';
const connectionId = 'Id of the connection.';
const expiresAt = moment('When the authorisation ends');
const code = 'Why, as a code: one of the codes of a `Problem`.';

/** What each event says, under `''`, and what its facts are. */
export const eventWords: Readonly<Record<PostedType, SchemaWords>> = {
  ConnectionActivated: { '': 'A connection became active: its accounts can be linked.', connectionId },
  ConnectionReconnectRequired: { '': 'Ponto refuses our access: a person has to reconnect.', connectionId, code },
  ConnectionDisconnected: { '': 'A connection has ended.', connectionId },
  AccountsFetched: {
    '': 'Accounts were looked for at Ponto.',
    connectionId,
    added: count('Accounts that are new'),
    kept: count('Accounts that stay'),
    lost: count('Accounts that are no longer shared'),
  },
  TransactionsChanged: {
    '': 'The books of an account changed: read its feed on.',
    accountId,
    from: 'Where the changes begin, exclusive: a number of the feed, which `after` takes too.',
    to: 'Where they end, inclusive.',
  },
  StatementFinalised: {
    '': 'A statement is final and never changes again.',
    accountId,
    statementId: 'Id of the statement.',
    number: 'Its number, such as `2026-0031`.',
  },
  BalanceMismatchFound: { '': 'Books and bank differ.', accountId },
  AuthorizationExpiring: {
    '': 'The permission to read an account ends soon.',
    accountId,
    connectionId,
    expiresAt,
    daysBefore: 'Which reminder this is: 30, 14, 7, 3 or 1 days before the end.',
  },
  AuthorizationExpired: { '': 'The permission to read an account has ended.', accountId, connectionId, expiresAt },
  AccountReauthorized: { '': 'An account was renewed, and its gap fills itself.', accountId },
  WebhookEndpointDisabled: {
    '': 'Nothing more is sent to an endpoint of yours.',
    endpointId: 'Id of the endpoint.',
    because: '`gone`: it answered 410; `failing`: nothing has reached it for three days.',
  },
  SyncFailed: { '': 'A run failed and is not tried again by itself.', accountId, syncId: 'Id of the run.', code },
  Test: { '': 'What you asked for to try an endpoint; it says nothing, and comes whatever types the endpoint wants.' },
};

/** What every event has around its facts. */
export const envelopeWords: SchemaWords = {
  type: 'The type of the event.',
  timestamp: moment('When it happened'),
  data: 'What happened: ids and counts, no bank data.',
  'data.version': 'Version of this shape: `1`.',
  'data.id': 'Id of the event, the same on repeats of the same fact: leave out what you have seen.',
  'data.tenantId': 'Id of the tenant.',
  'data.occurredAt': moment('When it happened'),
};
