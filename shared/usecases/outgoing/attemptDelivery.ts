import { afterwards } from '../../domain/outgoing/afterwards.ts';
import type { Instant } from '../../domain/calendar/calendarDate.ts';
import {
  afterAttempt,
  givenUp,
  verdictOf,
  type DeliveryAttempt,
  type WebhookDelivery,
} from '../../domain/outgoing/webhookDelivery.ts';
import {
  afterFailure,
  disabled,
  healthy,
  signingSecrets,
  type EndpointHealth,
  type WebhookEndpoint,
} from '../../domain/outgoing/webhookEndpoint.ts';
import { defined } from '../../language/defined.ts';
import type { Clock } from '../../ports/ambient.ts';
import type {
  AttemptJob,
  AttemptQueue,
  EndpointSecrets,
  WebhookDeliveries,
  WebhookEndpoints,
} from '../../ports/webhookEndpoints.ts';
import type { WebhookAnswer, WebhookSender } from '../../ports/webhookSender.ts';
import type { WebhookSigner } from '../../ports/webhookSigner.ts';

export interface AttemptDeliveryDeps {
  readonly endpoints: Pick<WebhookEndpoints, 'get' | 'recordHealth'>;
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
  /** An endpoint has just been disabled by what it answered, or did not. */
  readonly onDisabled: (endpoint: WebhookEndpoint, now: Instant) => Promise<void>;
}

/** Longer than an attempt takes: after it, another one may look whether the endpoint is back. */
const probeMs = 60_000;
/** How long a delivery waits that finds another one looking whether the endpoint is back. */
const behindProbeMs = 5_000;

/**
 * Makes one attempt of one delivery, or puts it off. While an endpoint fails, one delivery at a time looks whether it is
 * back; the others wait without a connection, so that a dead receiver costs nobody else anything.
 */
export const makeAttemptDelivery = (deps: AttemptDeliveryDeps) => {
  const { endpoints, deliveries, attempts, clock, random } = deps;

  /** A little later than asked for, each by another while: what waited together does not come together. */
  const putOff = (job: AttemptJob, until: Instant, now: Instant): Promise<void> => {
    const waitMs = Date.parse(until) - Date.parse(now);
    return attempts.put([{ ...job, dueAt: afterwards(until, Math.round((waitMs * random()) / 10)) }], now);
  };

  const send = async (endpoint: WebhookEndpoint, { eventId, body }: WebhookDelivery, now: Instant) => {
    const ref = { tenantId: endpoint.tenantId, endpointId: endpoint.id };
    const secrets: string[] = [];
    for (const sealed of signingSecrets(endpoint, now)) secrets.push(await deps.secrets.unseal(ref, sealed));
    const headers = deps.signer.sign({ secrets, id: eventId, sentAt: now, body });
    return deps.sender.send({ url: endpoint.url, headers, body });
  };

  const recordHealth = async (seen: WebhookEndpoint, health: EndpointHealth, now: Instant): Promise<void> => {
    if (health === healthy && seen.failures === 0) return;
    const isWritten = await endpoints.recordHealth(seen, health);
    if (isWritten && health.state === 'disabled') await deps.onDisabled({ ...seen, ...health }, now);
  };

  return async (job: AttemptJob): Promise<void> => {
    const now = clock.now();
    if (job.dueAt > now) return attempts.put([job], now);
    const endpoint = await endpoints.get(job);
    const delivery = endpoint && (await deliveries.get(job));
    if (!delivery || delivery.state !== 'pending') return;
    if (endpoint.state === 'disabled') return void (await deliveries.record(delivery, givenUp(delivery, now)));

    const freeAt = latestOf(delivery.dueAt, endpoint.pausedUntil);
    if (freeAt !== undefined && freeAt > now) return putOff(job, freeAt, now);
    const probing = { ...endpoint, pausedUntil: afterwards(now, probeMs) };
    if (endpoint.failures > 0 && !(await endpoints.recordHealth(endpoint, probing))) {
      return putOff(job, afterwards(now, behindProbeMs), now);
    }
    const seen = endpoint.failures > 0 ? probing : endpoint;

    const answer = await send(endpoint, delivery, now);
    const attempt = attemptOf(answer, now);
    const then = clock.now();
    const next = afterAttempt(delivery, attempt, { now: then, spread: random() });
    deps.onAttempt(next, attempt);
    const isOurs = await deliveries.record(delivery, next);
    await recordHealth(seen, healthAfter(seen, { answer, delivery: next, now: then }), then);
    if (isOurs && next.dueAt !== undefined) await attempts.put([{ ...job, dueAt: next.dueAt }], then);
  };
};

export type AttemptDelivery = ReturnType<typeof makeAttemptDelivery>;

const latestOf = (a: Instant | undefined, b: Instant | undefined): Instant | undefined =>
  a !== undefined && b !== undefined && a > b ? a : (b ?? a);

const attemptOf = (answer: WebhookAnswer, at: Instant): DeliveryAttempt =>
  answer.kind === 'answered'
    ? { at, status: answer.status, durationMs: answer.durationMs }
    : { at, reason: answer.reason, durationMs: answer.durationMs };

const healthAfter = (
  seen: WebhookEndpoint,
  {
    answer,
    delivery,
    now,
  }: { readonly answer: WebhookAnswer; readonly delivery: WebhookDelivery; readonly now: Instant },
): EndpointHealth => {
  const answered = answer.kind === 'answered' ? answer : undefined;
  switch (verdictOf(answered?.status)) {
    case 'delivered':
      return healthy;
    case 'gone':
      return disabled('gone', now);
    case 'in_vain':
      return afterFailure(seen, {
        at: now,
        ...defined({
          exhaustedTries: delivery.failedBecause === 'exhausted' ? delivery.tries : undefined,
          retryAfterSeconds: answered?.retryAfterSeconds,
        }),
      });
  }
};
