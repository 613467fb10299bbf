import type { ErrorNote } from './describeError.ts';

/**
 * Every message that the product logs, with its level. A message is a code; what varies stands in typed fields, so that
 * nothing can be logged that is not listed here: no event, body, header, token, IBAN or name.
 */
export const messageLevels = {
  /** An invocation began. */
  STARTED: 'info',
  /** An invocation ended, well or with an answer that tells a failure. */
  COMPLETED: 'info',
  /** An invocation ended with an error; Lambda tries it again where the trigger does. */
  FAILED: 'error',
  /** A request was answered with a problem that lies in the request or in the state of things. */
  REQUEST_REFUSED: 'info',
  /** A request met a fault of the catalogue: Ponto or the bank is away, an access is refused. */
  FAULT_MET: 'warn',
  /** A request met an error of ours. */
  INTERNAL_ERROR: 'error',
  /** The request was carried out, but a repeat with its Idempotency-Key will be carried out again. */
  ANSWER_NOT_KEPT: 'warn',
  /** A run over one account ended; the outcome is a code of the catalogue of faults, or `succeeded`. */
  SYNC_FINISHED: 'info',
  /** Ponto did not answer a request, put it off or failed on it; it is sent again where that is safe. */
  PONTO_FAILED: 'warn',
  /** A message stays on the work queue and is delivered again, or goes to the dead letters. */
  RECORD_FAILED: 'error',
  /** A schedule fired and its work is on the queue. */
  CONNECTIONS_DISPATCHED: 'info',
  /** Somebody pressed the button on our page of a consent. */
  CONSENT_PASSED: 'info',
  /** A person came back from Ponto. */
  CONSENT_FINISHED: 'info',
  /** A connection stands, but the bus did not take the news. */
  CONSENT_NOT_ANNOUNCED: 'warn',
  /** Accounts could not be looked at once a person was done at Ponto; nobody waited for it. */
  LOOK_FAILED: 'warn',
  /** Somebody pressed the button behind a link in a mail. */
  RENEWAL_FOLLOWED: 'info',
  /** A reader pressed the button that confirms an address. */
  ADDRESS_CONFIRMED: 'info',
  /** Somebody who entered an address could not have its reader asked. */
  READER_NOT_ASKED: 'warn',
  /** A person came back from Ponto's page of a renewal. */
  REAUTHORIZATION_FINISHED: 'info',
  /** An event of Ponto came in and its work is on the queue. */
  WEBHOOK_TAKEN: 'info',
  /** An event of Ponto came in that nobody here knows what to do with. */
  WEBHOOK_IGNORED: 'info',
  /** A request said that it was an event of Ponto and was not. */
  WEBHOOK_REFUSED: 'warn',
  /** One of our events was sent to an endpoint of a tenant; the outcome is a status, or why there was none. */
  WEBHOOK_SENT: 'info',
  /** An endpoint of a tenant gets nothing more: it answered 410, or nothing has reached it for days. */
  ENDPOINT_DISABLED: 'warn',
  /** The contact of an endpoint could not be told that nothing more is sent there. */
  ENDPOINT_NOT_TOLD: 'warn',
  /** SES told of addresses that take no mail of ours. */
  ADDRESSES_MARKED: 'info',
  /** SES told of a bounce that may pass. */
  MAIL_FEEDBACK_IGNORED: 'info',
  /** Software asked for a token whose app client was given to no tenant: the API will refuse it. */
  SOFTWARE_UNKNOWN: 'warn',
  /** A request came past CloudFront, where that is the only way in, and was refused. */
  EDGE_PASSED_BY: 'warn',
  /** A run of the expiry alerts visited everybody who was due. */
  EXPIRY_ALERTS_SENT: 'info',
  /** The daily schedule of the alerts fired, and its work is on the queue. */
  ALERT_RUN_BEGUN: 'info',
  /** The digests of a run went out although not all of its shards were checked. */
  DIGESTS_NOT_AWAITED: 'warn',
  /** Somebody was not warned; the next run tries it again. */
  EXPIRY_ALERT_FAILED: 'warn',
  /** The service did not answer well to a look from outside. */
  HEALTH_CHECK_FAILED: 'warn',
  /** Our certificate at Ponto has ended, is not valid yet, or is none. */
  CERTIFICATE_UNUSABLE: 'error',
  /** The key that seals tokens is disabled or waits for its deletion. */
  TOKEN_KEY_UNUSABLE: 'error',
} as const satisfies Record<string, 'info' | 'warn' | 'error'>;

export type MessageCode = keyof typeof messageLevels;

type Nothing = Readonly<Record<string, never>>;

/** The fields of each message. */
export type MessageFields = {
  STARTED: Nothing;
  COMPLETED: { readonly status?: number | undefined };
  FAILED: { readonly error: ErrorNote };
  REQUEST_REFUSED: { readonly status: number; readonly problem: string };
  FAULT_MET: { readonly status: number; readonly problem: string; readonly error: ErrorNote };
  INTERNAL_ERROR: { readonly error: ErrorNote };
  ANSWER_NOT_KEPT: { readonly error: ErrorNote };
  SYNC_FINISHED: {
    readonly accountId: string;
    readonly syncId: string;
    readonly trigger: string;
    readonly outcome: string;
    readonly added: number;
    readonly corrected: number;
    readonly removed: number;
    readonly pages: number;
  };
  PONTO_FAILED: { readonly kind: string; readonly status?: number | undefined };
  RECORD_FAILED: { readonly messageId: string; readonly error: ErrorNote };
  CONNECTIONS_DISPATCHED: { readonly frequency: string; readonly connections: number };
  CONSENT_PASSED: { readonly outcome: string };
  CONSENT_FINISHED: { readonly outcome: string; readonly problem?: string | undefined; readonly error?: ErrorNote };
  CONSENT_NOT_ANNOUNCED: Nothing;
  LOOK_FAILED: {
    readonly look: string;
    readonly tenantId: string;
    readonly connectionId: string;
    readonly error: ErrorNote;
  };
  RENEWAL_FOLLOWED: { readonly outcome: string; readonly problem?: string | undefined };
  ADDRESS_CONFIRMED: { readonly outcome: string };
  READER_NOT_ASKED: { readonly connectionId?: string | undefined; readonly reason: string; readonly error?: ErrorNote };
  REAUTHORIZATION_FINISHED: { readonly outcome: string; readonly error?: ErrorNote };
  WEBHOOK_TAKEN: { readonly type: string; readonly effect: string; readonly connections: number };
  WEBHOOK_IGNORED: { readonly type?: string | undefined; readonly reason: string };
  WEBHOOK_REFUSED: { readonly reason: string };
  WEBHOOK_SENT: {
    readonly type: string;
    readonly tries: number;
    readonly outcome: string;
    readonly milliseconds: number;
  };
  ENDPOINT_DISABLED: { readonly reason: string };
  ENDPOINT_NOT_TOLD: { readonly reason: string };
  ADDRESSES_MARKED: { readonly reason: string; readonly addresses: number };
  MAIL_FEEDBACK_IGNORED: Nothing;
  SOFTWARE_UNKNOWN: Nothing;
  EDGE_PASSED_BY: Nothing;
  EXPIRY_ALERTS_SENT: { readonly scheduledAt: string; readonly connections: number; readonly mails: number };
  ALERT_RUN_BEGUN: { readonly scheduledAt: string; readonly shards: number };
  DIGESTS_NOT_AWAITED: { readonly scheduledAt: string; readonly shards: number };
  EXPIRY_ALERT_FAILED: {
    readonly tenantId?: string | undefined;
    readonly connectionId?: string | undefined;
    readonly reason: string;
    readonly error?: ErrorNote;
  };
  HEALTH_CHECK_FAILED: {
    readonly reason: string;
    readonly status?: number | undefined;
    readonly code?: string | undefined;
    readonly milliseconds: number;
  };
  CERTIFICATE_UNUSABLE: { readonly kind: string; readonly state: string };
  TOKEN_KEY_UNUSABLE: { readonly state: string };
};

/** What tells the messages of one piece of work from the others'. Ids only. */
export interface CorrelationKeys {
  /** Id of the request at API Gateway. */
  readonly apiRequestId?: string | undefined;
  readonly operation?: string | undefined;
  readonly tenantId?: string | undefined;
  readonly connectionId?: string | undefined;
  readonly institutionId?: string | undefined;
  readonly endpointId?: string | undefined;
  readonly deliveryId?: string | undefined;
  /** What kind of work a job of the queue is. */
  readonly job?: string | undefined;
}
