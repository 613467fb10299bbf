import type { Instant } from '../../domain/calendar/calendarDate.ts';
import type { RenderMail } from '../../domain/mail/mailContent.ts';
import { languageOf } from '../../domain/mail/language.ts';
import { hindranceOf, isUnasked } from '../../domain/mail/reach.ts';
import { addressOf } from '../../domain/mail/recipients.ts';
import type { WebhookEndpoint } from '../../domain/outgoing/webhookEndpoint.ts';
import { defined } from '../../language/defined.ts';
import type { EventBus } from '../../ports/events.ts';
import type { Mailer, SuppressionList } from '../../ports/mail.ts';

export interface AnnounceDisabledDeps {
  readonly bus: EventBus;
  readonly suppressionList: Pick<SuppressionList, 'ofAddresses'>;
  readonly mailer: Mailer;
  readonly renderMail: RenderMail;
  readonly confirmAddresses: boolean;
  /** The mail service said no, or nobody knows. */
  readonly onUnsent: (reason: string) => void;
}

/**
 * Tells that nothing more is sent to an endpoint: other software by an event, its contact by a mail, if that address takes mail
 * of this tenant. Told again after a crash, the event has the same id; the API says it in any case.
 */
export const makeAnnounceDisabled =
  ({ bus, suppressionList, mailer, renderMail, confirmAddresses, onUnsent }: AnnounceDisabledDeps) =>
  async (endpoint: WebhookEndpoint, now: Instant): Promise<void> => {
    const { tenantId, id: endpointId, disabledBecause: because, disabledAt, contact, description } = endpoint;
    if (because === undefined || because === 'tenant' || disabledAt === undefined) return;
    const event = { type: 'WebhookEndpointDisabled', endpointId, because } as const;
    await bus.publish([{ id: `${endpointId}:disabled:${disabledAt}`, tenantId, occurredAt: disabledAt, event }]);
    if (!contact) return;
    const to = addressOf(contact.email);
    const standing = (await suppressionList.ofAddresses(tenantId, [to])).get(to) ?? {};
    const rules = { now, confirmAddresses };
    if (hindranceOf(standing, rules) !== undefined || isUnasked(standing, rules)) return;
    const recipient = { language: languageOf(contact.locale), ...defined({ name: contact.name }) };
    const mail = renderMail({
      kind: 'endpoint_disabled',
      recipient,
      because,
      endpointId,
      ...defined({ description }),
    });
    try {
      const outcome = await mailer.send({ to, sentFor: { kind: 'tenant', tenantId }, ...mail });
      if (outcome.kind === 'refused') onUnsent(outcome.reason);
    } catch {
      // It may have gone out: it is not sent again.
      onUnsent('mail_unknown');
    }
  };
