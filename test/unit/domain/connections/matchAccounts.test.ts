import { matchAccounts } from '../../../../shared/domain/connections/matchAccounts.ts';
import { journalNamesFor } from '../../../../shared/domain/connections/journalNames.ts';
import type { Account } from '../../../../shared/domain/connections/connection.ts';
import type { FeedAccount } from '../../../../shared/domain/ledger/feedAccount.ts';
import { aFeedAccount } from '../../../builders/bank.ts';
import { aLink, anAccount } from '../../../builders/records.ts';

const known = (id: string, overrides: Partial<Account> = {}) => anAccount({ id, pontoId: `ponto-${id}`, ...overrides });
const listed = (pontoId: string, overrides: Partial<FeedAccount> = {}) => aFeedAccount({ pontoId, ...overrides });
const brands: Readonly<Record<string, string>> = { 'kbc-old': 'kbc', 'kbc-new': 'kbc' };
const match = (accounts: readonly Account[], feed: readonly FeedAccount[]) => {
  const matches = matchAccounts(accounts, feed, (id) => brands[id] ?? id);
  return {
    kept: matches.kept.map(({ account, feed: seen }) => `${account.id}=${seen.pontoId}`),
    added: matches.added.map(({ pontoId }) => pontoId),
    lost: matches.lost.map(({ id }) => id),
  };
};

describe('matching accounts', () => {
  it('goes by Ponto’s id, whatever else has changed', () => {
    const found = match([known('a')], [listed('ponto-a', { reference: 'OTHER', currency: 'USD' })]);

    expect(found).toEqual({ kept: ['a=ponto-a'], added: [], lost: [] });
  });

  it('recognises an account under a new id by number, currency and brand, however the number is written', () => {
    const found = match(
      [known('a', { institutionId: 'kbc-old' })],
      [listed('new', { institutionId: 'kbc-new', reference: 'be68 5390 0754 7034' })],
    );

    expect(found).toEqual({ kept: ['a=new'], added: [], lost: [] });
  });

  it('tells two currencies on one number apart', () => {
    const found = match(
      [known('eur'), known('usd', { currency: 'USD' })],
      [listed('new-usd', { currency: 'USD' }), listed('new-eur'), listed('new-gbp', { currency: 'GBP' })],
    );

    expect(found).toEqual({ kept: ['usd=new-usd', 'eur=new-eur'], added: ['new-gbp'], lost: [] });
  });

  it('takes a deprecated account and its replacement for two while both are listed', () => {
    const found = match(
      [known('a', { institutionId: 'kbc-old', deprecated: true, link: aLink() })],
      [listed('ponto-a', { institutionId: 'kbc-old', deprecated: true }), listed('twin', { institutionId: 'kbc-new' })],
    );

    expect(found).toEqual({ kept: ['a=ponto-a'], added: ['twin'], lost: [] });
  });

  it('does not take the same number at another bank for the same account', () => {
    const found = match([known('a', { institutionId: 'ing' })], [listed('new', { institutionId: 'kbc-new' })]);

    expect(found).toEqual({ kept: [], added: ['new'], lost: ['a'] });
  });

  it('goes on with the linked one of two that vanished, and gives one account to one', () => {
    const found = match([known('a'), known('b', { link: aLink() })], [listed('new')]);

    expect(found).toEqual({ kept: ['b=new'], added: [], lost: ['a'] });
    expect(match([known('a')], [listed('new-1'), listed('new-2')])).toEqual({
      kept: ['a=new-1'],
      added: ['new-2'],
      lost: [],
    });
  });
});

describe('names of a journal made for an account', () => {
  const account = { reference: 'BE68 5390 0754 7034', currency: 'EUR' };

  it.each([
    ['KBC', 'KBC-7034', 'KBC 7034'],
    ['Crédit Agricole', 'CRED-7034', 'Crédit Agricole 7034'],
    ['Österreichische Bank', 'OSTE-7034', 'Österreichische Bank 7034'],
    ['銀行', 'BANK-7034', '銀行 7034'],
    [undefined, 'BANK-7034', 'Bank 7034'],
  ])('of the bank %s are %s and %s', (bank, code, name) => {
    expect(journalNamesFor(account, bank, 1)).toEqual({ code, name });
  });

  it('count when the code is taken, and name a foreign currency', () => {
    expect(journalNamesFor({ ...account, currency: 'USD' }, 'KBC', 2)).toEqual({
      code: 'KBC-7034-2',
      name: 'KBC 7034 USD',
    });
  });

  it('make do without a number', () => {
    expect(journalNamesFor({ reference: '', currency: 'EUR' }, 'KBC', 1)).toEqual({ code: 'KBC', name: 'KBC' });
    expect(journalNamesFor({ reference: '**** 12', currency: 'EUR' }, 'KBC', 1).code).toBe('KBC-12');
  });
});
