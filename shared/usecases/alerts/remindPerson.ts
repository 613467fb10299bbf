import { reminderOf } from '../../domain/alerts/delivery.ts';
import { dueReminderStep } from '../../domain/alerts/ending.ts';
import type { EndingAccount } from '../../domain/mail/mailContent.ts';
import type { Recipient } from '../../domain/mail/recipients.ts';
import { renewalWayOf } from '../../domain/renewal/renewalLink.ts';
import type { Audience } from '../../ports/alerts.ts';
import type { OfferRenewal } from '../renewal/offerRenewal.ts';
import { deliver, type Alert, type DeliverDeps, type Delivered } from './deliver.ts';
import { endingAccountOf, type CheckedConnection, type WithEnding } from './endingAccount.ts';

export interface RemindDeps extends DeliverDeps {
  readonly offerRenewal: OfferRenewal;
}

/** The reminders that are due to one audience by what ends. */
export const dueReminders = (
  endings: readonly WithEnding[],
  audience: Audience,
  now: string,
): readonly Alert<WithEnding>[] =>
  endings.flatMap((subject) => {
    const step = dueReminderStep(subject.ending, now);
    if (step === undefined) return [];
    const { tenantId, id: accountId } = subject.account;
    return [{ ref: { tenantId, accountId, audience }, topic: reminderOf(subject.ending, step), subject }];
  });

/** Sends one person the one mail that is due on a connection. */
export const remindPerson = (
  deps: RemindDeps,
  checked: CheckedConnection,
  recipient: Recipient,
): Promise<Delivered<WithEnding>> => {
  const { connection, endings, now } = checked;
  const { tenantId, id: connectionId } = connection;
  const { address, language } = recipient;

  const renewalOf = async ({ account, ending }: WithEnding): Promise<Pick<EndingAccount, 'renewalUrl'>> => {
    if (renewalWayOf(connection) === 'none') return {};
    const holder = { tenantId, connectionId, accountId: account.id, address };
    return { renewalUrl: await deps.offerRenewal({ holder, language, ending, at: now }) };
  };

  const alerts = dueReminders(endings, { kind: 'person', address }, now);
  return deliver(
    deps,
    alerts,
    now,
    async (subjects) => {
      const accounts: EndingAccount[] = [];
      for (const subject of subjects) {
        accounts.push({ ...endingAccountOf(checked, subject), ...(await renewalOf(subject)) });
      }
      const stoppedOtherwise = connection.status !== 'active';
      const sentFor = { kind: 'tenant', tenantId } as const;
      return { to: address, sentFor, ...deps.renderMail({ kind: 'reminder', recipient, accounts, stoppedOtherwise }) };
    },
    { tenantId, connectionId },
  );
};
