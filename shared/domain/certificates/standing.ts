import { amountOf, formatAmount } from '../money/currency.ts';
import { subtract } from '../money/decimal.ts';
import { defined } from '../../language/defined.ts';
import type { CertifiedAccount, Corrections, OpenReason } from './certificate.ts';

/**
 * - `account_gone`: there is no such account any more.
 * - `no_longer_complete`: it was complete, and something that is known now says otherwise.
 * - `completed`: it was open and is complete now.
 * - `open_otherwise`: it was open and still is, for other reasons or other days.
 * - `corrected`: lines of the period came late or were corrected after its statements were closed.
 * - `balances_changed`: the statements give other balances for the ends of the period.
 */
export const changeCodes = [
  'account_gone',
  'no_longer_complete',
  'completed',
  'open_otherwise',
  'corrected',
  'balances_changed',
] as const;
export type ChangeCode = (typeof changeCodes)[number];

/** What has become of one account in a certificate since it was issued. */
export interface StandingChange {
  readonly accountId: string;
  readonly reference: string;
  readonly currency: string;
  readonly code: ChangeCode;
  /** Why it is open now. */
  readonly open?: readonly OpenReason[];
  /** Late lines and adjustments that came since, and what they add up to. */
  readonly corrections?: Corrections;
  readonly openingBalance?: string;
  readonly closingBalance?: string;
}

export interface Standing {
  readonly state: 'holds' | 'changed';
  readonly changes: readonly StandingChange[];
}

/**
 * Holds what was certified still? Compared is what was said of the days: not by which of several balances they are proven,
 * nor what an account is called.
 *
 * @param now the same accounts as they are judged now, by id; one that is missing is gone
 */
export const standingOf = (
  issued: readonly CertifiedAccount[],
  now: ReadonlyMap<string, CertifiedAccount>,
): Standing => {
  const changes = issued.flatMap((account) => changesOf(account, now.get(account.accountId)));
  return { state: changes.length === 0 ? 'holds' : 'changed', changes };
};

const changesOf = (issued: CertifiedAccount, now: CertifiedAccount | undefined): readonly StandingChange[] => {
  const { accountId, reference, currency } = issued;
  const named = { accountId, reference, currency };
  if (!now) return [{ ...named, code: 'account_gone' }];
  const verdict = verdictChange(issued, now);
  const corrections = correctionsSince(issued, now);
  const { openingBalance, closingBalance } = now;
  const isOther = openingBalance !== issued.openingBalance || closingBalance !== issued.closingBalance;
  return [
    ...(verdict ? [{ ...named, code: verdict, ...(now.open.length > 0 && { open: now.open }) }] : []),
    ...(corrections ? [{ ...named, code: 'corrected' as const, corrections }] : []),
    ...(isOther && !verdict
      ? [{ ...named, code: 'balances_changed' as const, ...defined({ openingBalance, closingBalance }) }]
      : []),
  ];
};

const verdictChange = (issued: CertifiedAccount, now: CertifiedAccount): ChangeCode | undefined => {
  if (issued.verdict === 'complete') return now.verdict === 'complete' ? undefined : 'no_longer_complete';
  if (now.verdict === 'complete') return 'completed';
  const isSame =
    issued.completeFrom === now.completeFrom &&
    issued.completeUpTo === now.completeUpTo &&
    JSON.stringify(codesOf(issued)) === JSON.stringify(codesOf(now));
  return isSame ? undefined : 'open_otherwise';
};

const codesOf = ({ open }: CertifiedAccount): readonly string[] => open.map(({ code }) => code).toSorted();

const correctionsSince = (
  { corrections: was, currency }: CertifiedAccount,
  { corrections: is }: CertifiedAccount,
): Corrections | undefined => {
  const sum = formatAmount(subtract(amountOf(is.sum), amountOf(was.sum)), currency);
  const [lateLines, adjustments] = [is.lateLines - was.lateLines, is.adjustments - was.adjustments];
  // A line that was late and is taken back again leaves fewer: also that is a correction.
  if (lateLines === 0 && adjustments === 0 && is.sum === was.sum) return undefined;
  const counts = { lateLines: Math.max(0, lateLines), adjustments: Math.max(0, adjustments) };
  return { ...counts, sum, ...(is.more && { more: true as const }) };
};
