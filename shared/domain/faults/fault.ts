/**
 * Every failure that a person or a program can meet, with its sentence, its next step and how the work goes on.
 *
 * - `transient`: it heals by itself; the work is tried again.
 * - `userActionRequired`: only a person can heal it; trying again is useless.
 * - `bug`: ours; it is tried again a few times and then kept for an engineer.
 */
export const faultCatalogue = {
  bank_unavailable: {
    kind: 'transient',
    sentence: 'The bank could not be reached. The feed catches up by itself; nothing is lost.',
  },
  bank_maintenance: {
    kind: 'transient',
    sentence: 'Ponto is working on the connection to this bank. The feed catches up by itself when that is done.',
  },
  ponto_unavailable: {
    kind: 'transient',
    sentence: 'Ponto could not be reached. The feed catches up by itself; nothing is lost.',
  },
  ponto_throttled: {
    kind: 'transient',
    sentence: 'Ponto asked us to slow down. The feed goes on by itself in a few minutes.',
  },
  ponto_answer_not_understood: {
    kind: 'transient',
    sentence: 'Ponto answered with something that could not be read. The feed tries again by itself.',
  },
  reconnect_required: {
    kind: 'userActionRequired',
    sentence: 'Ponto no longer accepts our access. Reconnect the bank; accounts, links and history are kept.',
  },
  credentials_refused: {
    kind: 'userActionRequired',
    sentence: 'Ponto refused the Client ID or Secret ID. Copy both again from the Ponto dashboard.',
  },
  authorization_expired: {
    kind: 'userActionRequired',
    sentence: 'The authorisation of this account has ended. Renew it at the bank; the days in between are filled in.',
  },
  authorization_lost: {
    kind: 'userActionRequired',
    sentence: 'This account is no longer shared with us. Fetch accounts again and keep it selected in the consent.',
  },
  account_not_linked: {
    kind: 'userActionRequired',
    sentence: 'This account feeds no journal. Link it to a journal to fill its books.',
  },
  organization_blocked: {
    kind: 'userActionRequired',
    sentence: 'Ponto has blocked this organisation, usually for an unpaid invoice at Ponto. Contact Ponto to lift it.',
  },
  feed_paused: {
    kind: 'transient',
    sentence: 'The operator of this service has paused this feed. Nothing is lost: it goes on from where it stands.',
  },
  line_refused: {
    kind: 'userActionRequired',
    sentence: 'The bank sent a line that cannot be booked. The other lines are in; contact support about this one.',
  },
  interrupted: {
    kind: 'transient',
    sentence: 'The run was interrupted. The next run goes on where it stopped.',
  },
  internal_error: {
    kind: 'bug',
    sentence: 'Something went wrong on our side. It is tried again, and an engineer is told if it stays.',
  },
} as const satisfies Record<string, { kind: FaultKind; sentence: string }>;

export type FaultKind = 'transient' | 'userActionRequired' | 'bug';

export type FaultCode = keyof typeof faultCatalogue;

/** A failure with a code of the catalogue. Its message is the code's sentence: never data, never a secret. */
export class Fault extends Error {
  readonly code: FaultCode;
  /** Seconds to wait before the next try, where the other side named them. */
  readonly retryAfterSeconds: number | undefined;
  /** Quoted to Ponto's support; no personal data. */
  readonly requestId: string | undefined;

  constructor(
    code: FaultCode,
    options: { cause?: unknown; retryAfterSeconds?: number | undefined; requestId?: string | undefined } = {},
  ) {
    super(faultCatalogue[code].sentence, { cause: options.cause });
    this.name = 'Fault';
    this.code = code;
    this.retryAfterSeconds = options.retryAfterSeconds;
    this.requestId = options.requestId;
  }

  get kind(): FaultKind {
    return faultCatalogue[this.code].kind;
  }
}
