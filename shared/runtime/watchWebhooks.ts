import { verdictOf, type DeliveryAttempt, type WebhookDelivery } from '../domain/outgoing/webhookDelivery.ts';
import type { WebhookEndpoint } from '../domain/outgoing/webhookEndpoint.ts';
import type { Observers } from './invocation.ts';

/** Counts what becomes of our events at the endpoints of tenants, and logs it: no address, no body. */
export const watchWebhooks = ({ log, counters }: Pick<Observers, 'log' | 'counters'>) => ({
  onAttempt: ({ type, tries, state }: WebhookDelivery, { status, reason, durationMs }: DeliveryAttempt): void => {
    log.write('WEBHOOK_SENT', { type, tries, outcome: String(status ?? reason), milliseconds: durationMs });
    const answered = verdictOf(status) === 'delivered' ? 'taken' : 'refused';
    counters.countBy('WebhookAttempts', status === undefined ? 'unreachable' : answered);
    if (state === 'failed') counters.count('WebhookDeliveriesFailed');
  },
  onDisabled: ({ disabledBecause }: WebhookEndpoint): void => {
    if (disabledBecause === undefined || disabledBecause === 'tenant') return;
    log.write('ENDPOINT_DISABLED', { reason: disabledBecause });
    counters.countBy('EndpointsDisabled', disabledBecause);
  },
});
