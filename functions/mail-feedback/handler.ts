import { mailFeedback, mailFeedbackTypes, mailTags, type MailFeedback } from '../../shared/contracts/mailFeedback.ts';
import type { SuppressedAddress } from '../../shared/domain/mail/reach.ts';
import type { Log } from '../../shared/runtime/log/log.ts';
import type { Counters } from '../../shared/runtime/metrics.ts';
import type { FeedbackOn, TakeFeedback } from '../../shared/usecases/alerts/takeFeedback.ts';

export interface MailFeedbackDeps {
  readonly takeFeedback: TakeFeedback;
  readonly log: Log;
  readonly counters: Counters;
}

/** Suppresses the addresses that SES reports. A bounce that may pass (a full mailbox, a server that is down) suppresses nobody. */
export const makeHandler =
  ({ takeFeedback, log, counters }: MailFeedbackDeps) =>
  async (event: unknown): Promise<void> => {
    const parsed = mailFeedback().safeParse(event);
    if (!parsed.success) throw new Error('the event is no bounce or complaint of SES');
    const suppression = suppressionIn(parsed.data);
    if (!suppression) return log.write('MAIL_FEEDBACK_IGNORED', {});
    const on = subjectOf(parsed.data);
    for (const address of suppression.addresses) await takeFeedback(on, address, suppression.entry);
    log.write('ADDRESSES_MARKED', { reason: suppression.entry.reason, addresses: suppression.addresses.length });
    counters.count(
      suppression.entry.reason === 'bounced' ? 'MailsBounced' : 'MailsComplained',
      suppression.addresses.length,
    );
  };

/** A tag that is not as we write it was not written by us. */
const tenantTag = /^[\w-]{43}$/;
const digestTag = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/;

const subjectOf = ({ detail: { mail } }: MailFeedback): FeedbackOn => {
  const tag = onlyOne(mail?.tags[mailTags.tenant], tenantTag);
  if (tag !== undefined) return { kind: 'tenant', tag };
  const digestId = onlyOne(mail?.tags[mailTags.digest], digestTag);
  return digestId === undefined ? { kind: 'unknown' } : { kind: 'digest', digestId };
};

const onlyOne = ([value, ...others]: readonly string[] = [], form: RegExp): string | undefined =>
  value !== undefined && others.length === 0 && form.test(value) ? value : undefined;

interface Suppression {
  readonly entry: SuppressedAddress;
  readonly addresses: readonly string[];
}

const suppressionIn = (feedback: MailFeedback): Suppression | undefined => {
  if (feedback['detail-type'] === mailFeedbackTypes.complained) {
    const { timestamp: at, complainedRecipients } = feedback.detail.complaint;
    return { entry: { reason: 'complained', at }, addresses: addressesIn(complainedRecipients) };
  }
  const { bounceType, timestamp: at, bouncedRecipients } = feedback.detail.bounce;
  if (bounceType !== 'Permanent') return undefined;
  return { entry: { reason: 'bounced', at }, addresses: addressesIn(bouncedRecipients) };
};

/** SES may name a recipient with the display name, `Els <els@bakery.example>`. */
const addressesIn = (recipients: readonly { readonly emailAddress: string }[]): readonly string[] =>
  recipients.map(({ emailAddress }) => /<([^<>]+)>\s*$/.exec(emailAddress)?.[1] ?? emailAddress);
