import { afterSending, claimOf, type AlertDelivery, type AlertTopic } from '../../domain/alerts/delivery.ts';
import type { Instant } from '../../domain/calendar/calendarDate.ts';
import type { RenderMail } from '../../domain/mail/mailContent.ts';
import type { AlertDeliveries, AlertRef } from '../../ports/alerts.ts';
import type { ConnectionRef } from '../../ports/refsAndPages.ts';
import type { Mail, Mailer, MailOutcome } from '../../ports/mail.ts';

export type AlertFailure =
  | { readonly kind: 'mail_refused'; readonly reason: string }
  /** The mail service did not answer: nobody knows whether the mail went out. */
  | { readonly kind: 'mail_unknown'; readonly error: unknown }
  | { readonly kind: 'failed'; readonly error: unknown };

/** For the log: what went wrong, with one connection or with a digest over several. No address, no account number. */
export type OnAlertFailure = (ref: ConnectionRef | undefined, failure: AlertFailure) => void;

export interface DeliverDeps {
  readonly deliveries: AlertDeliveries;
  readonly mailer: Mailer;
  readonly renderMail: RenderMail;
  readonly onFailure: OnAlertFailure;
}

/** Something that may be due to somebody, with what a mail says of it. */
export interface Alert<Subject> {
  readonly ref: AlertRef;
  readonly topic: AlertTopic;
  readonly subject: Subject;
}

export interface Delivered<Subject> {
  /** What the mail was about; empty when none went out. */
  readonly sent: readonly Subject[];
  /** Everything was delivered, now or before. */
  readonly complete: boolean;
}

interface Claimed<Subject> extends Alert<Subject> {
  readonly begun: AlertDelivery;
}

/**
 * Sends one mail about all alerts that its reader has not got yet. Each is claimed by a conditional write before the mail
 * goes, so that two workers cannot both send it, and recorded after it; what a crash leaves open the next run finds (see
 * `claimOf`).
 *
 * @param mailOf makes the mail; a link in it is kept before the mail goes, and one that did not go out opens nothing
 * @param about the connection, for the log
 */
export const deliver = async <Subject>(
  deps: DeliverDeps,
  alerts: readonly Alert<Subject>[],
  now: Instant,
  mailOf: (subjects: readonly Subject[]) => Mail | Promise<Mail>,
  about?: ConnectionRef,
): Promise<Delivered<Subject>> => {
  const claimed: Claimed<Subject>[] = [];
  let complete = true;
  for (const alert of alerts) {
    const begun = await claim(deps, alert, now);
    if (begun === 'busy') complete = false;
    else if (begun !== 'delivered') claimed.push({ ...alert, begun });
  }
  if (claimed.length === 0) return { sent: [], complete };
  const subjects = claimed.map(({ subject }) => subject);
  const { kind } = await send(deps, await mailOf(subjects), about);
  if (kind === 'unknown') return { sent: [], complete: false };
  for (const { ref, begun } of claimed) await deps.deliveries.put(ref, afterSending(begun, kind), begun);
  return kind === 'sent' ? { sent: subjects, complete } : { sent: [], complete: false };
};

const claim = async <Subject>(
  { deliveries }: DeliverDeps,
  { ref, topic }: Alert<Subject>,
  now: Instant,
): Promise<AlertDelivery | 'delivered' | 'busy'> => {
  const seen = await deliveries.get(ref);
  const begun = claimOf(topic, seen, now);
  if (typeof begun === 'string') return begun;
  return (await deliveries.put(ref, begun, seen)) === 'written' ? begun : 'busy';
};

/** Sends a mail and tells the log what went wrong with it: the reason and the connection, never whom it was for. */
const send = async (
  { mailer, onFailure }: DeliverDeps,
  mail: Mail,
  about: ConnectionRef | undefined,
): Promise<MailOutcome | { readonly kind: 'unknown' }> => {
  try {
    const outcome = await mailer.send(mail);
    if (outcome.kind === 'refused') onFailure(about, { kind: 'mail_refused', reason: outcome.reason });
    return outcome;
  } catch (error) {
    onFailure(about, { kind: 'mail_unknown', error });
    return { kind: 'unknown' };
  }
};
