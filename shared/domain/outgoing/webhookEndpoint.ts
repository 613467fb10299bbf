import type { Instant } from '../calendar/calendarDate.ts';
import { defined } from '../../language/defined.ts';
import { afterwards, latestOf } from './afterwards.ts';

/** A tenant has so many at the most: every event of the tenant goes to each of them. */
export const maxEndpoints = 10;
/** Secrets that sign at once: the new one and those that a rotation has left their time. */
export const maxSecrets = 3;
/** So long an old secret signs beside the new one. */
export const overlapMs = 24 * 3_600_000;
/** For so long after it was disabled, what an endpoint misses is kept. */
const missedKeptMs = 30 * 24 * 3_600_000;
/** An endpoint that nothing has reached for so long is disabled. */
const patienceMs = 72 * 3_600_000;
/** Nobody is kept from an endpoint for longer, whatever it asks for. */
const maxPauseMs = 3_600_000;
const firstPauseMs = 5_000;
/**
 * Who answers within this is prompt: a handshake around the world and a write to a database are done by then. Ten times as long
 * holds a worker.
 */
const promptMs = 1_000;
/** A receiver that hangs now and then holds a worker of the prompt lane once in this time. */
const staysSlowMs = 3_600_000;

/** Why nothing is sent to an endpoint: its tenant says so, it answered 410, or nothing has reached it for three days. */
export type DisabledBecause = 'tenant' | 'gone' | 'failing';

/** A secret as it is kept; `until` is set once a newer one signs too. */
export interface SealedSecret {
  readonly sealed: string;
  readonly until?: Instant;
}

/** Who is told when we stop sending; the API says it too. */
export interface EndpointContact {
  readonly email: string;
  readonly name?: string;
  readonly locale?: string;
}

/** An address of a tenant's software that gets our events. */
export interface WebhookEndpoint {
  readonly tenantId: string;
  readonly id: string;
  readonly url: string;
  /** Types of events that it gets; all where it is missing. */
  readonly events?: readonly string[];
  readonly description?: string;
  readonly contact?: EndpointContact;
  readonly state: 'enabled' | 'disabled';
  readonly disabledBecause?: DisabledBecause;
  readonly disabledAt?: Instant;
  /** The delivery whose attempt disabled it. While that one is pending, it is open whether anybody was told. */
  readonly disabledBy?: string;
  /** Attempts in vain since the last one that came through. */
  readonly failures: number;
  /** Moment of the first of them. */
  readonly failingSince?: Instant;
  /** It rests: nothing is sent before. */
  readonly pausedUntil?: Instant;
  /** While it fails, one delivery looks whether it is back; no other does before. */
  readonly leasedUntil?: Instant;
  /** Its last answer took the event, and came at once. Missing until the first one, and of another address. */
  readonly isPrompt?: boolean;
  /** An attempt has taken long: it is not prompt again before, however fast it answers. */
  readonly slowUntil?: Instant;
  /** The newest first. */
  readonly secrets: readonly SealedSecret[];
  /** Grows with every rotation. */
  readonly rotation: number;
  readonly createdAt: Instant;
}

/** How it goes with an endpoint: what attempts change, and nobody else but who turns it on again. */
export type EndpointHealth = Pick<
  WebhookEndpoint,
  | 'state'
  | 'disabledBecause'
  | 'disabledAt'
  | 'disabledBy'
  | 'failures'
  | 'failingSince'
  | 'pausedUntil'
  | 'leasedUntil'
  | 'isPrompt'
  | 'slowUntil'
>;

export const healthy: EndpointHealth = { state: 'enabled', failures: 0 };

/** An attempt as it was answered, or not. */
interface Attempted {
  readonly at: Instant;
  readonly durationMs: number;
}

/** After an attempt that came through. One that is slow already is not written to for each answer that says so again. */
export const afterSuccess = (seen: WebhookEndpoint, { at, durationMs }: Attempted): EndpointHealth => {
  const isLate = durationMs > promptMs;
  const slowUntil = isLate && seen.isPrompt === true ? afterwards(at, staysSlowMs) : seen.slowUntil;
  if (isLate || (slowUntil !== undefined && at < slowUntil)) return { ...healthy, ...defined({ slowUntil }) };
  return { ...healthy, isPrompt: true };
};

/** Whether an enabled endpoint stands there as it did: the usual case, in which nothing is written. */
export const isUnchanged = (seen: WebhookEndpoint, health: EndpointHealth): boolean =>
  health.state === 'enabled' &&
  seen.failures === 0 &&
  health.failures === 0 &&
  seen.isPrompt === health.isPrompt &&
  seen.slowUntil === health.slowUntil;

export const disabled = (because: DisabledBecause, at: Instant): EndpointHealth => ({
  state: 'disabled',
  disabledBecause: because,
  disabledAt: at,
  failures: 0,
});

/**
 * What becomes of an event at an endpoint. While it is disabled, what it would have got is kept for a replay, for a month: one
 * that is forgotten is not written to for ever.
 */
export const fateOf = (
  { state, disabledAt, events }: WebhookEndpoint,
  type: string,
  now: Instant,
): 'sent' | 'kept' | 'left_out' => {
  if (events !== undefined && !events.includes(type)) return 'left_out';
  if (state === 'enabled') return 'sent';
  return disabledAt !== undefined && now < afterwards(disabledAt, missedKeptMs) ? 'kept' : 'left_out';
};

/** When it may be attempted: it rests no more, and no other delivery looks whether it is back. */
export const freeFrom = ({ pausedUntil, leasedUntil }: WebhookEndpoint): Instant | undefined =>
  latestOf(pausedUntil, leasedUntil);

/** An attempt in vain. */
export interface Failure extends Attempted {
  /** It was the last attempt of a delivery, after so many in all. */
  readonly exhaustedTries?: number;
  readonly retryAfterSeconds?: number;
}

/**
 * After an attempt in vain the endpoint rests, so that what else waits for it does not knock on a door that is shut: 5
 * seconds, then twice as long each time, an hour at the most. It is disabled when nothing has reached it for three days, or for
 * all the time that a delivery was tried.
 */
export const afterFailure = (
  { failures, failingSince, slowUntil }: WebhookEndpoint,
  { at, durationMs, exhaustedTries, retryAfterSeconds = 0 }: Failure,
): EndpointHealth => {
  const since = failingSince ?? at;
  const isOver = exhaustedTries !== undefined && failures + 1 >= exhaustedTries;
  if (isOver || Date.parse(at) - Date.parse(since) >= patienceMs) return disabled('failing', at);
  const pauseMs = Math.max(firstPauseMs * 2 ** failures, retryAfterSeconds * 1_000);
  return {
    state: 'enabled',
    failures: failures + 1,
    failingSince: since,
    pausedUntil: afterwards(at, Math.min(pauseMs, maxPauseMs)),
    ...defined({ slowUntil: durationMs > promptMs ? afterwards(at, staysSlowMs) : slowUntil }),
  };
};

/** The secrets that sign now. */
export const signingSecrets = ({ secrets }: Pick<WebhookEndpoint, 'secrets'>, now: Instant): readonly string[] =>
  secrets.filter(({ until }) => until === undefined || until > now).map(({ sealed }) => sealed);

/** Until when there is no further rotation: no secret is cut short, and no more than three sign. */
export const rotatesFrom = ({ secrets }: Pick<WebhookEndpoint, 'secrets'>, now: Instant): Instant | undefined => {
  const overlaps = overlapsOf(secrets, now);
  return overlaps.length < maxSecrets - 1 ? undefined : overlaps[0];
};

/** A new secret signs at once; those before it go on for a day, so that the receiver can take its time. */
export const rotated = (
  { secrets }: Pick<WebhookEndpoint, 'secrets'>,
  sealed: string,
  now: Instant,
): readonly SealedSecret[] => {
  const until = afterwards(now, overlapMs);
  const before = secrets.filter((secret) => secret.until === undefined || secret.until > now);
  return [{ sealed }, ...before.map((secret) => ({ ...secret, until: secret.until ?? until }))];
};

/** Until when an older secret signs beside the new one; undefined where there is one only. */
export const oldSecretsUntil = ({ secrets }: Pick<WebhookEndpoint, 'secrets'>, now: Instant): Instant | undefined =>
  overlapsOf(secrets, now).at(-1);

/** When the overlap of each older secret ends, the first one first. */
const overlapsOf = (secrets: readonly SealedSecret[], now: Instant): readonly Instant[] =>
  secrets.flatMap(({ until }) => (until !== undefined && until > now ? [until] : [])).toSorted();
