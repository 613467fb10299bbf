import { daysUntil, dueRung, hasEnded } from '../../domain/expiry/ending.ts';
import { turnOf, type Telling } from '../../domain/expiry/telling.ts';
import { expiryMail, type EndingAccount } from '../../domain/mail/expiryMail.ts';
import type { Recipient } from '../../domain/mail/recipients.ts';
import { renewalWayOf } from '../../domain/renewal/renewalLink.ts';
import type { TellingRef } from '../../ports/expiry.ts';
import type { MailOutcome } from '../../ports/mail.ts';
import type { AlertDeps } from './alertDeps.ts';
import type { Visit, WithEnding } from './endingAccount.ts';

interface Begun {
  readonly subject: WithEnding;
  readonly ref: TellingRef;
  readonly telling: Telling;
}

export interface PersonTold {
  readonly mails: number;
  /** Everything that is due was told, now or before. */
  readonly complete: boolean;
}

/**
 * Sends one person the one mail that is due on a connection. Every account in it is begun by a conditional write before
 * the mail goes and noted as told after it: two workers cannot both send it, and what a crash leaves open the next run
 * finds (see `turnOf`).
 */
export const tellPerson = async (deps: AlertDeps, visit: Visit, recipient: Recipient): Promise<PersonTold> => {
  const begun: Begun[] = [];
  let complete = true;
  for (const subject of visit.endings) {
    const taken = await begin(deps, visit, recipient, subject);
    if (taken === 'busy') complete = false;
    else if (taken) begun.push(taken);
  }
  if (begun.length === 0) return { mails: 0, complete };
  const sent = await send(deps, visit, recipient, begun);
  if (sent.kind === 'unknown') return { mails: 0, complete: false };
  for (const each of begun) await note(deps, each, sent);
  return { mails: sent.kind === 'sent' ? 1 : 0, complete: complete && sent.kind === 'sent' };
};

const begin = async (
  { tellings }: AlertDeps,
  { now }: Visit,
  { address }: Recipient,
  subject: WithEnding,
): Promise<Begun | 'busy' | undefined> => {
  const rung = dueRung(subject.ending, now);
  if (rung === undefined) return undefined;
  const { tenantId, id: accountId } = subject.account;
  const ref: TellingRef = { tenantId, accountId, audience: { kind: 'person', address } };
  const seen = await tellings.get(ref);
  const turn = turnOf(subject.ending, rung, seen, now);
  if (turn.kind === 'told') return undefined;
  if (turn.kind === 'busy') return 'busy';
  const written = await tellings.put(ref, turn.telling, seen);
  return written === 'written' ? { subject, ref, telling: turn.telling } : 'busy';
};

const send = async (
  deps: AlertDeps,
  visit: Visit,
  recipient: Recipient,
  begun: readonly Begun[],
): Promise<MailOutcome | { readonly kind: 'unknown' }> => {
  const { connection } = visit;
  const ref = { tenantId: connection.tenantId, connectionId: connection.id };
  const accounts: EndingAccount[] = [];
  for (const { subject } of begun) {
    accounts.push({ ...shown(visit, subject), ...(await renewalOf(deps, visit, recipient, subject)) });
  }
  const mail = expiryMail({ recipient, accounts, stoppedOtherwise: connection.status !== 'active' });
  const { mailer, onFailure } = deps;
  try {
    const outcome = await mailer.send({ to: recipient.address, ...mail });
    if (outcome.kind === 'refused') onFailure(ref, { kind: 'mail_refused', reason: outcome.reason });
    return outcome;
  } catch (error) {
    onFailure(ref, { kind: 'mail_unknown', error });
    return { kind: 'unknown' };
  }
};

/** The link is kept before the mail goes: one in a mail that did not go out opens nothing to anybody. */
const renewalOf = async (
  { offerRenewal }: AlertDeps,
  { connection, now }: Visit,
  { address, language }: Recipient,
  { account, ending }: WithEnding,
): Promise<Pick<EndingAccount, 'renewalUrl'>> => {
  if (renewalWayOf(connection) === 'none') return {};
  const holder = { tenantId: connection.tenantId, connectionId: connection.id, accountId: account.id, address };
  return { renewalUrl: await offerRenewal({ holder, language, ending, at: now }) };
};

const shown = ({ now, bankNames }: Visit, { account, ending }: WithEnding): EndingAccount => {
  const label = account.description ?? account.product;
  const bankName = bankNames.get(account.institutionId);
  return {
    reference: account.reference,
    currency: account.currency,
    ...(label !== undefined && { label }),
    ...(bankName !== undefined && { bankName }),
    daysLeft: daysUntil(ending, now),
    lastDay: ending.lastDay,
    ended: hasEnded(ending, now),
  };
};

/** A mail that was refused was no attempt: a later run tries it as if for the first time. */
const note = async ({ tellings }: AlertDeps, { ref, telling }: Begun, sent: MailOutcome): Promise<void> => {
  const noted: Telling =
    sent.kind === 'sent'
      ? { ...telling, state: 'done' }
      : { ...telling, state: 'refused', attempts: telling.attempts - 1 };
  await tellings.put(ref, noted, telling);
};
