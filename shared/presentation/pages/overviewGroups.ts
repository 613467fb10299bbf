import type { AccountBody } from '../../contracts/http/accounts.ts';
import type { Instant } from '../../domain/calendar/calendarDate.ts';
import type { Language } from '../../domain/mail/language.ts';
import type { ChipKind } from './components/chip.ts';
import { accountState, type StateWords } from './stateWords.ts';

/** An account with what is said of it. */
export interface OverviewAccount {
  readonly account: AccountBody;
  readonly bank: string | undefined;
  readonly words: StateWords;
}

interface Groups {
  /** They feed a journal, or ask for somebody: worst first. */
  readonly fed: readonly OverviewAccount[];
  /** They are shared with us, and so paid for, but feed nothing. */
  readonly unfed: readonly OverviewAccount[];
  /** They are read no more. */
  readonly closed: readonly OverviewAccount[];
}

/** Worst first: what somebody has to do, then what passes, then what is well. */
const order: readonly ChipKind[] = ['ended', 'needed', 'differs', 'soon', 'waiting', 'well', 'quiet'];

const byNeed = (a: OverviewAccount, b: OverviewAccount): number =>
  order.indexOf(a.words.chip.kind) - order.indexOf(b.words.chip.kind) ||
  (a.bank ?? '').localeCompare(b.bank ?? '') ||
  a.account.reference.localeCompare(b.account.reference);

export const groupsOf = (
  accounts: readonly AccountBody[],
  seen: { readonly language: Language; readonly now: Instant; readonly banks: ReadonlyMap<string, string> },
): Groups => {
  const told = accounts.map((account) => {
    const bank = seen.banks.get(account.institutionId);
    return { account, bank, words: accountState(account, { ...seen, bank }) };
  });
  const isClosed = ({ account }: OverviewAccount): boolean => account.health.code === 'ended';
  const isFed = (one: OverviewAccount): boolean => one.account.link.action !== 'none' || one.words.asks;
  const open = told.filter((one) => !isClosed(one));
  return {
    fed: open.filter(isFed).toSorted(byNeed),
    unfed: open.filter((one) => !isFed(one)),
    closed: told.filter(isClosed),
  };
};
