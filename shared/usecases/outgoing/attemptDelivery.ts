import type { Instant } from '../../domain/calendar/calendarDate.ts';
import { attemptLaneOf } from '../../domain/outgoing/attemptLane.ts';
import { afterwards, latestOf } from '../../domain/outgoing/afterwards.ts';
import {
  afterAttempt,
  givenUp,
  waiting,
  type DeliveryAttempt,
  type WebhookDelivery,
} from '../../domain/outgoing/webhookDelivery.ts';
import {
  freeFrom,
  isUnchanged,
  signingSecrets,
  type EndpointHealth,
  type WebhookEndpoint,
} from '../../domain/outgoing/webhookEndpoint.ts';
import type { Clock } from '../../ports/ambient.ts';
import type {
  AttemptJob,
  AttemptQueue,
  EndpointSecrets,
  WebhookDeliveries,
  WebhookEndpoints,
} from '../../ports/webhookEndpoints.ts';
import type { WebhookSender } from '../../ports/webhookSender.ts';
import type { WebhookSigner } from '../../ports/webhookSigner.ts';
import { attemptOf, healthAfter } from './afterAnswer.ts';
import { attemptJobOf } from './attemptJobOf.ts';

export interface AttemptDeliveryDeps {
  readonly endpoints: Pick<WebhookEndpoints, 'get' | 'change' | 'recordHealth'>;
  readonly deliveries: Pick<WebhookDeliveries, 'get' | 'record'>;
  readonly secrets: Pick<EndpointSecrets, 'unseal'>;
  readonly attempts: AttemptQueue;
  readonly sender: WebhookSender;
  readonly signer: WebhookSigner;
  readonly clock: Pick<Clock, 'now'>;
  /** From 0 to 1. */
  readonly random: () => number;
  /** Told of every attempt, for log and metrics. */
  readonly onAttempt: (delivery: WebhookDelivery, attempt: DeliveryAttempt) => void;
  /** An endpoint was disabled by what it answered, or did not. Told at least once: again where a crash leaves open whether it was. */
  readonly onDisabled: (endpoint: WebhookEndpoint, now: Instant) => Promise<void>;
}

/** Longer than an attempt takes: after it, another one may look whether the endpoint is back. */
const probeMs = 60_000;
/** How long a delivery waits that finds another one looking whether the endpoint is back. */
const behindProbeMs = 5_000;
/** Nothing waits for longer without a look at its item: that is where a message which SQS has brought twice ends. */
const maxUnseenMs = 3_600_000;

/**
 * Makes one attempt of one delivery, or puts it off. While an endpoint fails, one delivery at a time looks whether it is
 * back; the others wait without a connection, so that a dead receiver costs nobody else anything. What waits, or may take long,
 * does so in the slow lane: an attempt that finds its endpoint no longer prompt goes over there, a hop like any other.
 *
 * The next message is put before the item names its turn, and the item is written last: a crash leaves a message that still has
 * its turn and does the rest again. One whose turn is over has had its successor, and ends.
 */
export const makeAttemptDelivery = (deps: AttemptDeliveryDeps) => {
  const { endpoints, deliveries, attempts, clock, random } = deps;

  const putNext = (next: WebhookDelivery, dueAt: Instant, now: Instant): Promise<void> => {
    const lookAt = afterwards(now, maxUnseenMs);
    return attempts.put([attemptJobOf(next, dueAt < lookAt ? dueAt : lookAt, 'slow')], now);
  };

  const send = async (endpoint: WebhookEndpoint, { eventId, body }: WebhookDelivery, now: Instant) => {
    const ref = { tenantId: endpoint.tenantId, endpointId: endpoint.id };
    const secrets: string[] = [];
    for (const sealed of signingSecrets(endpoint, now)) secrets.push(await deps.secrets.unseal(ref, sealed));
    const headers = deps.signer.sign({ secrets, id: eventId, sentAt: now, body });
    return deps.sender.send({ url: endpoint.url, headers, body });
  };

  /** @returns whether this attempt has disabled it */
  const recordHealth = async (seen: WebhookEndpoint, health: EndpointHealth, now: Instant): Promise<boolean> => {
    if (isUnchanged(seen, health)) return false;
    const isWritten = await endpoints.recordHealth(seen, health);
    const { slowUntil } = health;
    // Another attempt has shown something meanwhile, and need not have been slow.
    if (!isWritten && slowUntil !== undefined && slowUntil !== seen.slowUntil) {
      await endpoints.change({ tenantId: seen.tenantId, endpointId: seen.id }, { isPrompt: null, slowUntil });
    }
    if (!isWritten || health.state === 'enabled') return false;
    await deps.onDisabled({ ...seen, ...health }, now);
    return true;
  };

  return async (job: AttemptJob): Promise<void> => {
    const now = clock.now();
    if (job.dueAt > now) return attempts.put([job], now);
    const endpoint = await endpoints.get(job);
    if (endpoint && job.lane === 'prompt' && attemptLaneOf(endpoint) === 'slow') {
      return attempts.put([{ ...job, lane: 'slow' }], now);
    }
    const seen = endpoint && (await deliveries.get(job));
    if (!seen || seen.state !== 'pending' || job.turn < seen.turn) return;
    // A message may be ahead of its item: faster than the write, or the write never came.
    const delivery = { ...seen, turn: job.turn };

    /** A little later than asked for, each by another while: what waited together does not come together. */
    const putOff = async (until: Instant): Promise<void> => {
      const waitMs = Date.parse(until) - Date.parse(now);
      const next = waiting(delivery);
      await putNext(next, afterwards(until, Math.round((waitMs * random()) / 10)), now);
      await deliveries.record(seen, next);
    };

    if (endpoint.state === 'disabled') {
      // The delivery that disabled it has not ended: perhaps nobody was told.
      if (endpoint.disabledBy === delivery.id) await deps.onDisabled(endpoint, now);
      return void (await deliveries.record(seen, givenUp(delivery, now)));
    }
    const freeAt = latestOf(delivery.dueAt, freeFrom(endpoint));
    if (freeAt !== undefined && freeAt > now) return putOff(freeAt);
    const probing = { ...endpoint, leasedUntil: afterwards(now, probeMs) };
    const isFailing = endpoint.failures > 0;
    if (isFailing && !(await endpoints.recordHealth(endpoint, probing))) return putOff(afterwards(now, behindProbeMs));

    const answer = await send(endpoint, delivery, now);
    const attempt = attemptOf(answer, now);
    const then = clock.now();
    const tried = afterAttempt(delivery, attempt, { now: then, spread: random() });
    deps.onAttempt(tried, attempt);
    const tells = isFailing ? probing : endpoint;
    const isDisabled = await recordHealth(tells, healthAfter(tells, { answer, delivery: tried, now: then }), then);
    const next = isDisabled && tried.state === 'pending' ? givenUp(tried, then) : tried;
    if (next.dueAt !== undefined) await putNext(next, next.dueAt, then);
    await deliveries.record(seen, next);
  };
};

export type AttemptDelivery = ReturnType<typeof makeAttemptDelivery>;
