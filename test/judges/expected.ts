import { formatAmount } from '../../shared/domain/money/currency.ts';
import type { StatementEntry, StatementInFull } from '../../shared/domain/statements/statementInFull.ts';
import { defined } from '../../shared/language/defined.ts';

/** A line in neutral words, made from the statement and not by what writes the file. */
export interface ExpectedLine {
  readonly date: string;
  readonly valueDate: string;
  readonly amount: string;
  readonly name?: string;
  readonly account?: string;
  readonly reference?: string;
  readonly text?: string;
}

export interface ExpectedStatement {
  readonly account: string;
  readonly currency: string;
  /** `YYYY-NNNN`. */
  readonly number: string;
  readonly from: string;
  readonly to: string;
  readonly opening: string;
  readonly closing: string;
  readonly lines: readonly ExpectedLine[];
}

/** How a file orders lines: as the statement does, or by the day on which they count, as journals must. */
export type Order = 'as_stated' | 'by_day';

export const expectedOf = (statement: StatementInFull, order: Order = 'as_stated'): ExpectedStatement => {
  const { account, currency, number, period, opening, closing, entries } = statement;
  return {
    account: account.reference,
    currency,
    number,
    ...period,
    opening: formatAmount(opening, currency),
    closing: formatAmount(closing, currency),
    lines: (order === 'by_day' ? byDay(entries, period.from) : entries).map((entry) => lineOf(entry, currency)),
  };
};

/** What comes late counts on the first day. */
const byDay = (entries: readonly StatementEntry[], first: string): readonly StatementEntry[] => {
  const dayOf = ({ kind, content }: StatementEntry): string => (kind === 'line' ? content.executionDate : first);
  return [...entries].sort((one, other) => dayOf(one).localeCompare(dayOf(other)));
};

const lineOf = ({ amount, content }: StatementEntry, currency: string): ExpectedLine => {
  const { executionDate, valueDate = executionDate, counterpartyName, counterpartyReference, remittanceText } = content;
  const reference = content.reference?.value.replaceAll(/[^A-Za-z0-9]/g, '');
  return {
    date: executionDate,
    valueDate,
    amount: formatAmount(amount, currency),
    ...defined({
      name: counterpartyName,
      account: counterpartyReference,
      reference,
      // A text that is the reference again needs no place beside it.
      text: remittanceText?.replaceAll(/[^A-Za-z0-9]/g, '') === reference ? undefined : remittanceText,
    }),
  };
};
