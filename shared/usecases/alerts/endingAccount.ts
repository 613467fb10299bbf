import type { Account, Connection } from '../../domain/connections/connection.ts';
import { daysUntil, endingOf, hasEnded, type Ending } from '../../domain/alerts/ending.ts';
import type { Instant } from '../../domain/calendar/calendarDate.ts';
import type { EndingAccount, MailAccount } from '../../domain/mail/mailContent.ts';
import { defined } from '../../language/defined.ts';

/** One daily run. */
export interface AlertRun {
  readonly now: Instant;
  readonly bankNames: ReadonlyMap<string, string>;
}

/** An account with the end of its authorization. */
export interface WithEnding {
  readonly account: Account;
  readonly ending: Ending;
}

/** One connection in one run, with those of its accounts whose end is known. */
export interface CheckedConnection extends AlertRun {
  readonly connection: Connection;
  readonly accounts: readonly Account[];
  readonly endings: readonly WithEnding[];
}

export const withEndings = (accounts: readonly Account[]): readonly WithEnding[] =>
  accounts.flatMap((account) => {
    const ending = endingOf(account.authorization);
    return ending ? [{ account, ending }] : [];
  });

/** An account as a mail shows it. */
export const mailAccountOf = ({ bankNames }: AlertRun, account: Account): MailAccount => ({
  reference: account.reference,
  currency: account.currency,
  ...defined({
    label: account.description ?? account.product,
    bankName: bankNames.get(account.institutionId),
  }),
});

/** An account whose authorization ends as a mail shows it. */
export const endingAccountOf = (run: AlertRun, { account, ending }: WithEnding): EndingAccount => ({
  ...mailAccountOf(run, account),
  daysLeft: daysUntil(ending, run.now),
  lastDay: ending.lastDay,
  ended: hasEnded(ending, run.now),
});
