import type { Account, Journal } from '../../domain/connections/connection.ts';
import { journalNamesFor } from '../../domain/connections/journalNames.ts';
import type { IdSource } from '../../ports/ambient.ts';
import type { JournalStore } from '../../ports/registry.ts';

export interface ChooseJournalDeps {
  readonly journals: Pick<JournalStore, 'first' | 'create' | 'claim' | 'heldBy'>;
  readonly ids: Pick<IdSource, 'next'>;
}

export interface JournalWish {
  readonly action?: 'create_journal' | 'link_journal' | undefined;
  readonly journalId?: string | undefined;
  readonly journal?: { readonly code: string; readonly name: string } | undefined;
}

export type ChosenJournal =
  | { readonly kind: 'chosen'; readonly journalId: string }
  | { readonly kind: 'journal_required' }
  | { readonly kind: 'journal_unknown' }
  | { readonly kind: 'journal_taken'; readonly byAccountId: string }
  | { readonly kind: 'journal_code_taken' };

/** Enough tries for every account of a tenant to end on the same four digits. */
const mostNames = 100;

/**
 * The journal that an account feeds from now on, claimed for it. What the account holds already is taken up again, so
 * that a repeated request ends where the first one did, also after a crash in the middle.
 */
export const makeChooseJournal = ({ journals, ids }: ChooseJournalDeps) => {
  const claim = async (account: Account, journalId: string): Promise<ChosenJournal> => {
    const claimed = await journals.claim(account.tenantId, journalId, account.id);
    switch (claimed.kind) {
      case 'claimed':
        return { kind: 'chosen', journalId };
      case 'taken':
        return { kind: 'journal_taken', byAccountId: claimed.byAccountId };
      case 'missing':
        return { kind: 'journal_unknown' };
    }
  };

  const create = async (account: Account, names: { readonly code: string; readonly name: string }) => {
    const { tenantId, currency, id: accountId } = account;
    const journal: Journal = { tenantId, id: ids.next(), ...names, currency, accountId };
    return (await journals.create(journal)) === 'created' ? journal.id : undefined;
  };

  const createNamed = async (account: Account, names: { readonly code: string; readonly name: string }) => {
    const held = await journals.heldBy(account.tenantId, account.id);
    const same = held.find(({ code }) => code.toUpperCase() === names.code.toUpperCase());
    const journalId = same?.id ?? (await create(account, names));
    return journalId === undefined
      ? ({ kind: 'journal_code_taken' } as const)
      : ({ kind: 'chosen', journalId } as const);
  };

  const createForBank = async (account: Account, institutionName: string | undefined): Promise<ChosenJournal> => {
    const { code } = journalNamesFor(account, institutionName, 1);
    const held = (await journals.heldBy(account.tenantId, account.id)).find((journal) => journal.code.startsWith(code));
    if (held) return { kind: 'chosen', journalId: held.id };
    for (let attempt = 1; attempt <= mostNames; attempt += 1) {
      const journalId = await create(account, journalNamesFor(account, institutionName, attempt));
      if (journalId !== undefined) return { kind: 'chosen', journalId };
    }
    return { kind: 'journal_code_taken' };
  };

  /** The first account of a tenant takes the journal that every tenant starts with; a foreign currency never does. */
  const byDefault = async (account: Account, institutionName: string | undefined): Promise<ChosenJournal> => {
    if (account.link) return claim(account, account.link.journalId);
    const first = await journals.first(account.tenantId);
    const claimed = first.currency === account.currency ? await claim(account, first.id) : undefined;
    return claimed?.kind === 'chosen' ? claimed : createForBank(account, institutionName);
  };

  return async (account: Account, wish: JournalWish, institutionName: string | undefined): Promise<ChosenJournal> => {
    if (wish.action === 'link_journal' || (wish.action === undefined && wish.journalId !== undefined)) {
      return wish.journalId === undefined ? { kind: 'journal_required' } : claim(account, wish.journalId);
    }
    if (wish.journal) return createNamed(account, wish.journal);
    return wish.action === 'create_journal'
      ? createForBank(account, institutionName)
      : byDefault(account, institutionName);
  };
};
