import { mailFeedback, mailFeedbackTypes, type MailFeedback } from '../../shared/contracts/mailFeedback.ts';
import type { SuppressedAddress } from '../../shared/domain/mail/suppressedAddress.ts';
import type { SuppressionList } from '../../shared/ports/mail.ts';
import type { Log } from '../../shared/runtime/log/log.ts';
import type { Counters } from '../../shared/runtime/metrics.ts';

export interface MailFeedbackDeps {
  readonly suppressionList: Pick<SuppressionList, 'add'>;
  readonly log: Log;
  readonly counters: Counters;
}

/** Marks the addresses that SES tells of. A bounce that may pass (a full mailbox, a server that is down) marks nobody. */
export const makeHandler =
  ({ suppressionList, log, counters }: MailFeedbackDeps) =>
  async (event: unknown): Promise<void> => {
    const parsed = mailFeedback.safeParse(event);
    if (!parsed.success) throw new Error('the event is no bounce or complaint of SES');
    const told = toldBy(parsed.data);
    if (!told) return log.write('MAIL_FEEDBACK_IGNORED', {});
    for (const address of told.addresses) await suppressionList.add(address, told.mark);
    log.write('ADDRESSES_MARKED', { reason: told.mark.reason, addresses: told.addresses.length });
    counters.count(told.mark.reason === 'bounced' ? 'MailsBounced' : 'MailsComplained', told.addresses.length);
  };

interface Told {
  readonly mark: SuppressedAddress;
  readonly addresses: readonly string[];
}

const toldBy = (feedback: MailFeedback): Told | undefined => {
  if (feedback['detail-type'] === mailFeedbackTypes.complained) {
    const { timestamp: at, complainedRecipients } = feedback.detail.complaint;
    return { mark: { reason: 'complained', at }, addresses: addressesIn(complainedRecipients) };
  }
  const { bounceType, timestamp: at, bouncedRecipients } = feedback.detail.bounce;
  if (bounceType !== 'Permanent') return undefined;
  return { mark: { reason: 'bounced', at }, addresses: addressesIn(bouncedRecipients) };
};

/** SES may name a recipient with the display name, `Els <els@bakery.example>`. */
const addressesIn = (recipients: readonly { readonly emailAddress: string }[]): readonly string[] =>
  recipients.map(({ emailAddress }) => /<([^<>]+)>\s*$/.exec(emailAddress)?.[1] ?? emailAddress);
