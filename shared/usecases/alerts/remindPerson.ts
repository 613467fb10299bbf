import { daysUntil, dueReminderStep, hasEnded } from '../../domain/alerts/ending.ts';
import type { EndingAccount } from '../../domain/mail/mailContent.ts';
import type { Recipient } from '../../domain/mail/recipients.ts';
import { renewalWayOf } from '../../domain/renewal/renewalLink.ts';
import type { MailOutcome } from '../../ports/mail.ts';
import type { AlertDeps } from './alertDeps.ts';
import type { Visit, WithEnding } from './endingAccount.ts';
import { sendMail } from './sendMail.ts';
import { beginTelling, noteTelling, type BegunTelling } from './tellingSteps.ts';

interface Begun extends BegunTelling {
  readonly subject: WithEnding;
}

export interface PersonTold {
  readonly mails: number;
  /** Everything that is due was told, now or before. */
  readonly complete: boolean;
}

/**
 * Sends one person the one mail that is due on a connection. Every account in it is begun before the mail goes and noted
 * as told after it.
 */
export const remindPerson = async (deps: AlertDeps, visit: Visit, recipient: Recipient): Promise<PersonTold> => {
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
  for (const each of begun) await noteTelling(deps.tellings, each, sent);
  return { mails: sent.kind === 'sent' ? 1 : 0, complete: complete && sent.kind === 'sent' };
};

const begin = async (
  { tellings }: AlertDeps,
  { now }: Visit,
  { address }: Recipient,
  subject: WithEnding,
): Promise<Begun | 'busy' | undefined> => {
  const rung = dueReminderStep(subject.ending, now);
  if (rung === undefined) return undefined;
  const { tenantId, id: accountId } = subject.account;
  const ref = { tenantId, accountId, audience: { kind: 'person', address } } as const;
  const begun = await beginTelling(tellings, { ref, ending: subject.ending, step: rung, now });
  return begun === undefined || begun === 'busy' ? begun : { subject, ...begun };
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
  const stoppedOtherwise = connection.status !== 'active';
  const mail = deps.renderMail({ kind: 'reminder', recipient, accounts, stoppedOtherwise });
  return sendMail(deps, { to: recipient.address, ...mail }, ref);
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

/** An account as a mail shows it. */
export const shown = (
  { now, bankNames }: Pick<Visit, 'now' | 'bankNames'>,
  { account, ending }: WithEnding,
): EndingAccount => {
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
