import type { Account, Journal } from '../../domain/connections/connection.ts';
import { journalNamesFor } from '../../domain/connections/journalNames.ts';
import type { IdSource } from '../../ports/ambient.ts';
import type { JournalStore } from '../../ports/journals.ts';

export interface ChooseJournalDeps {
  readonly journals: Pick<JournalStore, 'first' | 'create' | 'claim' | 'get' | 'heldBy'>;
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
  | { readonly kind: 'journal_code_taken' }
  /** The currencies of both. */
  | { readonly kind: 'currency_mismatch'; readonly account: string; readonly journal: string };

interface Names {
  readonly code: string;
  readonly name: string;
}

/** Enough tries for every account of a tenant to end on the same four digits. */
const maxNames = 100;

/**
 * The journal that an account feeds from now on, claimed for it. What the account holds already is taken up again, so
 * that a repeated request ends where the first one did, also after a crash in the middle.
 */
export const makeChooseJournal = ({ journals, ids }: ChooseJournalDeps) => {
  const claim = async (account: Account, journalId: string): Promise<ChosenJournal> => {
    const claimed = await journals.claim(
      { tenantId: account.tenantId, journalId },
      { accountId: account.id, claimId: ids.next() },
    );
    switch (claimed.kind) {
      case 'claimed':
        return { kind: 'chosen', journalId };
      case 'taken':
        return { kind: 'journal_taken', byAccountId: claimed.byAccountId };
      case 'missing':
        return { kind: 'journal_unknown' };
    }
  };

  /** Amounts of two currencies do not add up: the currency of a journal never changes, so that one look is enough. */
  const claimWished = async (account: Account, journalId: string): Promise<ChosenJournal> => {
    const journal = await journals.get({ tenantId: account.tenantId, journalId });
    return journal && journal.currency !== account.currency
      ? { kind: 'currency_mismatch', account: account.currency, journal: journal.currency }
      : claim(account, journalId);
  };

  const create = async (account: Account, names: Names): Promise<string | undefined> => {
    const { tenantId, currency, id: accountId } = account;
    const journal: Journal = { tenantId, id: ids.next(), ...names, currency, accountId };
    return (await journals.create(journal)) === 'created' ? journal.id : undefined;
  };

  /** Made, or held already: by an earlier request, or by one that goes on at the same time. */
  const createNamed = async (account: Account, names: Names): Promise<ChosenJournal> => {
    const made = await create(account, names);
    if (made !== undefined) return claim(account, made);
    const held = await journals.heldBy({ tenantId: account.tenantId, accountId: account.id });
    const same = held.find(({ journal }) => journal.code.toUpperCase() === names.code.toUpperCase());
    return same ? claim(account, same.journal.id) : { kind: 'journal_code_taken' };
  };

  const createForBank = async (account: Account, institutionName: string | undefined): Promise<ChosenJournal> => {
    for (let attempt = 1; attempt <= maxNames; attempt += 1) {
      const chosen = await createNamed(account, journalNamesFor(account, institutionName, attempt));
      if (chosen.kind !== 'journal_code_taken') return chosen;
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
      return wish.journalId === undefined ? { kind: 'journal_required' } : claimWished(account, wish.journalId);
    }
    if (wish.journal) return createNamed(account, wish.journal);
    return wish.action === 'create_journal'
      ? createForBank(account, institutionName)
      : byDefault(account, institutionName);
  };
};
