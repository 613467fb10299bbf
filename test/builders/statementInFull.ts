import { createHash } from 'node:crypto';
import { add, parseDecimal, zero, type Decimal } from '../../shared/domain/money/decimal.ts';
import { netOf, noTotals, withAmount } from '../../shared/domain/statements/dayTotals.ts';
import type { StatementEntry, StatementInFull } from '../../shared/domain/statements/statementInFull.ts';
import type { LineContent } from '../../shared/domain/ledger/line.ts';
import { outsideStatementId, outsideTransactionId } from '../../shared/domain/ids/outsideIds.ts';

export const accountId = '6f0c7a4e-8f43-4b0e-9d52-0c1f6f1c2a10';

export const decimal = (text: string): Decimal => parseDecimal(text) ?? zero;

type EntryWishes = Partial<Omit<StatementEntry, 'amount' | 'content'>> &
  Partial<LineContent> & { readonly line?: number };

/** A line of the bakery; `amount` is what it counts for. */
export const anEntry = (wishes: EntryWishes = {}): StatementEntry => {
  const {
    kind = 'line',
    line = 1,
    id = outsideTransactionId(accountId, line),
    version = 1,
    adjusted,
    ...content
  } = wishes;
  const told: LineContent = { executionDate: '2026-11-28', amount: '767.36', currency: 'EUR', ...content };
  return { kind, id, version, amount: decimal(told.amount), ...(adjusted && { adjusted }), content: told };
};

type StatementWishes = Partial<
  Omit<StatementInFull, 'opening' | 'closing' | 'lineCount' | 'totalCredit' | 'totalDebit'>
> & {
  readonly opening?: string;
};

/** A statement that adds up, of whatever entries it is given. */
export const aStatementInFull = ({ opening = '53475.00', ...wishes }: StatementWishes = {}): StatementInFull => {
  const period = wishes.period ?? { from: '2026-11-28', to: '2026-11-28' };
  const entries = wishes.entries ?? [anEntry()];
  const totals = entries.reduce((sum, { amount }) => withAmount(sum, amount), noTotals);
  return {
    id: outsideStatementId(accountId, period.from),
    account: { reference: 'BE40730255252563', referenceType: 'IBAN', holderName: 'Bakkerij Peeters BV' },
    currency: 'EUR',
    number: '2026-0027',
    period,
    state: 'final',
    proof: { verdict: 'proven', bankBalance: '50492.1', bankBalanceOn: '2026-12-04' },
    ...wishes,
    opening: decimal(opening),
    closing: add(decimal(opening), netOf(totals)),
    lineCount: totals.count,
    totalCredit: totals.credit,
    totalDebit: totals.debit,
    entries,
  };
};

/** What a file is compared by. */
export const checksum = (text: string): string => createHash('sha256').update(text).digest('hex');
