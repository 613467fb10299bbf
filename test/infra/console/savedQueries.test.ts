import { savedQueries, type SavedQuery } from '../../../infra/constructs/console/savedQueries.ts';
import { makeLog } from '../../../shared/runtime/log/log.ts';
import {
  messageLevels,
  type CorrelationKeys,
  type MessageCode,
  type MessageFields,
} from '../../../shared/runtime/log/messages.ts';
import type { ErrorNote } from '../../../shared/runtime/log/describeError.ts';
import { aContext } from '../../builders/api.ts';

const error: Required<ErrorNote> = {
  name: 'Error',
  code: 'code',
  sentence: 'A sentence.',
  missing: ['tls'],
  pontoRequestId: 'a',
  awsRequestId: 'b',
  frames: ['at file.ts:1:1'],
  cause: { name: 'Error', frames: [] },
};
const keys: Required<CorrelationKeys> = {
  apiRequestId: 'a',
  operation: 'getAccount',
  tenantId: 'tenant-1',
  connectionId: 'connection-1',
  institutionId: 'institution-1',
  job: 'account',
  endpointId: 'endpoint-1',
  deliveryId: 'delivery-1',
};

/** Every field of every message; one that is missing here does not compile. */
const messages: { [C in MessageCode]: Required<MessageFields[C]> } = {
  STARTED: {},
  COMPLETED: { status: 200 },
  FAILED: { error },
  REQUEST_REFUSED: { status: 404, problem: 'not_found' },
  FAULT_MET: { status: 503, problem: 'ponto_unavailable', error },
  INTERNAL_ERROR: { error },
  ANSWER_NOT_KEPT: { error },
  SYNC_FINISHED: {
    accountId: 'account-1',
    syncId: 'sync-1',
    trigger: 'schedule',
    outcome: 'succeeded',
    added: 1,
    corrected: 0,
    removed: 0,
    pages: 1,
  },
  PONTO_FAILED: { kind: 'throttled', status: 429 },
  RECORD_FAILED: { messageId: 'm1', error },
  CONNECTIONS_DISPATCHED: { frequency: 'daily', connections: 1 },
  CONSENT_PASSED: { outcome: 'passed' },
  CONSENT_FINISHED: { outcome: 'failed', problem: 'no_accounts', error },
  CONSENT_NOT_ANNOUNCED: {},
  ADDRESS_CONFIRMED: { outcome: 'confirmed' },
  READER_NOT_ASKED: { connectionId: 'connection-1', reason: 'mail_unknown', error },
  LOOK_FAILED: { look: 'renewal', tenantId: 'tenant-1', connectionId: 'connection-1', error },
  RENEWAL_FOLLOWED: { outcome: 'x', problem: 'y' },
  REAUTHORIZATION_FINISHED: { outcome: 'unconfirmed', error },
  WEBHOOK_TAKEN: { type: 'a', effect: 'b', connections: 1 },
  WEBHOOK_IGNORED: { type: 'a', reason: 'b' },
  WEBHOOK_REFUSED: { reason: 'a' },
  WEBHOOK_SENT: { type: 'a', tries: 1, outcome: '200', milliseconds: 1 },
  ENDPOINT_DISABLED: { reason: 'gone' },
  ENDPOINT_NOT_TOLD: { reason: 'MessageRejected' },
  ADDRESSES_MARKED: { reason: 'bounced', addresses: 1 },
  MAIL_FEEDBACK_IGNORED: {},
  SOFTWARE_UNKNOWN: {},
  EDGE_PASSED_BY: {},
  EXPIRY_ALERTS_SENT: { scheduledAt: '2026-03-10T07:00:00.000Z', connections: 1, mails: 1 },
  ALERT_RUN_BEGUN: { scheduledAt: '2026-03-10T07:00:00.000Z', shards: 32 },
  DIGESTS_NOT_AWAITED: { scheduledAt: '2026-03-10T07:00:00.000Z', shards: 1 },
  HEALTH_CHECK_FAILED: { reason: 'no_answer', status: 500, code: 'TIMEOUT', milliseconds: 1 },
  CERTIFICATE_UNUSABLE: { kind: 'tls', state: 'expired' },
  TOKEN_KEY_UNUSABLE: { state: 'Disabled' },
  EXPIRY_ALERT_FAILED: { tenantId: 'tenant-1', connectionId: 'connection-1', reason: 'mail_refused', error },
};

/** The paths of a logged line, as Logs Insights names them: `error.frames.0`. */
const pathsIn = (value: unknown, prefix = ''): readonly string[] =>
  typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([name, inner]) => [`${prefix}${name}`, ...pathsIn(inner, `${prefix}${name}.`)])
    : [];

/** Names that Logs Insights gives every line. */
const ofInsights = ['@timestamp'];

const logged = (): ReadonlySet<string> => {
  const lines: string[] = [];
  const streams = [process.stdout, process.stderr].map((stream) => ({ stream, write: stream.write }));
  for (const { stream } of streams) stream.write = (chunk: unknown): boolean => lines.push(String(chunk)) > 0;
  try {
    const log = makeLog('statement-sync');
    log.begin(aContext);
    log.correlate(keys);
    for (const code of Object.keys(messageLevels).filter((name): name is MessageCode => name in messageLevels)) {
      log.write(code, messages[code]);
    }
  } finally {
    for (const { stream, write } of streams) stream.write = write;
  }
  return new Set(lines.flatMap((line) => pathsIn(JSON.parse(line))));
};

const fieldsOf = ({ fields, filter, stats = '' }: SavedQuery): readonly string[] => [
  ...fields,
  ...[...filter.matchAll(/(\w[\w.]*) (?:=|!=|in) /g)].map(([, field = '']) => field),
  ...(/ by (.+)$/.exec(stats)?.[1] ?? '').split(', ').filter((field) => field !== '' && !field.startsWith('bin(')),
];

describe('a saved query', () => {
  it.each(savedQueries.map((query) => [query.name, query] as const))(
    '%s asks for fields that are logged',
    (_, query) => {
      const known = logged();

      const strange = fieldsOf(query).filter((field) => !known.has(field) && !ofInsights.includes(field));

      expect(fieldsOf(query).length).toBeGreaterThan(0);
      expect(strange).toEqual([]);
    },
  );

  it('looks for messages that are written', () => {
    const codes = savedQueries.flatMap(({ filter }) =>
      [...filter.matchAll(/"([A-Z]+_[A-Z_]+|FAILED)"/g)].map(([, code = '']) => code),
    );

    expect(codes.length).toBeGreaterThan(0);
    expect(codes.filter((code) => !(code in messageLevels))).toEqual([]);
  });
});
