import type { Instant } from '../../domain/calendar/calendarDate.ts';
import { verdictOf, type DeliveryAttempt, type WebhookDelivery } from '../../domain/outgoing/webhookDelivery.ts';
import {
  afterFailure,
  afterSuccess,
  disabled,
  type EndpointHealth,
  type WebhookEndpoint,
} from '../../domain/outgoing/webhookEndpoint.ts';
import { defined } from '../../language/defined.ts';
import type { WebhookAnswer } from '../../ports/webhookSender.ts';

/** What a delivery keeps of the answer to an attempt. */
export const attemptOf = (answer: WebhookAnswer, at: Instant): DeliveryAttempt =>
  answer.kind === 'answered'
    ? { at, status: answer.status, durationMs: answer.durationMs }
    : { at, reason: answer.reason, durationMs: answer.durationMs };

/** What an answer shows of an endpoint. */
export const healthAfter = (
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
      return afterSuccess(seen, { at: now, durationMs: answer.durationMs });
    case 'gone':
      return { ...disabled('gone', now), disabledBy: delivery.id };
    case 'in_vain': {
      const health = afterFailure(seen, {
        at: now,
        durationMs: answer.durationMs,
        ...defined({
          exhaustedTries: delivery.failedBecause === 'exhausted' ? delivery.tries : undefined,
          retryAfterSeconds: answered?.retryAfterSeconds,
        }),
      });
      return health.state === 'disabled' ? { ...health, disabledBy: delivery.id } : health;
    }
  }
};
