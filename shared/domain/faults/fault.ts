/**
 * Every failure that a person or a program can meet, and how the work goes on. Its words are in `presentation`.
 *
 * - `transient`: it heals by itself; the work is tried again.
 * - `userActionRequired`: only a person can heal it; trying again is useless.
 * - `bug`: ours; it is tried again a few times and then kept for an engineer.
 */
export const faultKinds = {
  bank_unavailable: 'transient',
  bank_maintenance: 'transient',
  bank_slow: 'transient',
  ponto_unavailable: 'transient',
  ponto_throttled: 'transient',
  ponto_answer_not_understood: 'transient',
  ponto_answer_too_large: 'transient',
  reconnect_required: 'userActionRequired',
  credentials_refused: 'userActionRequired',
  authorization_expired: 'userActionRequired',
  authorization_lost: 'userActionRequired',
  account_not_linked: 'userActionRequired',
  organization_blocked: 'userActionRequired',
  feed_paused: 'transient',
  line_refused: 'userActionRequired',
  interrupted: 'transient',
  internal_error: 'bug',
} as const satisfies Record<string, FaultKind>;

export type FaultKind = 'transient' | 'userActionRequired' | 'bug';

export type FaultCode = keyof typeof faultKinds;

/** A failure with a code of the catalogue. Its message is the code: never data, never a secret. */
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
    super(code, { cause: options.cause });
    this.name = 'Fault';
    this.code = code;
    this.retryAfterSeconds = options.retryAfterSeconds;
    this.requestId = options.requestId;
  }

  get kind(): FaultKind {
    return faultKinds[this.code];
  }
}

/**
 * Something that an operator has to put right before anything works. It names what is missing or malformed and never a
 * value, so that it may be logged as it is.
 */
export class Misconfigured extends Error {
  readonly missing: readonly string[];

  /** @param missing names of members, from a schema of ours */
  constructor(what: string, missing: readonly string[]) {
    super(`${what}, missing or malformed: ${missing.join(', ')}`);
    this.name = 'Misconfigured';
    this.missing = missing;
  }
}
