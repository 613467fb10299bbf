import fc from 'fast-check';
import { matchAccounts } from '../../../../shared/domain/connections/matchAccounts.ts';
import { journalNamesFor } from '../../../../shared/domain/connections/journalNames.ts';
import type { Account } from '../../../../shared/domain/connections/connection.ts';
import type { FeedAccount } from '../../../../shared/domain/ledger/feedAccount.ts';
import { defined } from '../../../../shared/language/defined.ts';
import { aFeedAccount } from '../../../builders/bank.ts';
import { aLink, anAccount } from '../../../builders/records.ts';

const known = (id: string, overrides: Partial<Account> = {}) => anAccount({ id, pontoId: `ponto-${id}`, ...overrides });
const listed = (pontoId: string, overrides: Partial<FeedAccount> = {}) => aFeedAccount({ pontoId, ...overrides });
const brands: Readonly<Record<string, string>> = { 'kbc-old': 'kbc', 'kbc-new': 'kbc' };
const named = { internalReference: 'P-1' };
const nobody = { holderName: '' };
const match = (accounts: readonly Account[], feed: readonly FeedAccount[], former: readonly Account[] = []) => {
  const matches = matchAccounts(accounts, feed, (id) => brands[id] ?? id, former);
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

  it('gives the lines of no account to another one of the same number that stayed or came', () => {
    const pocket = known('m', { internalReference: 'P-1', link: aLink() });
    const other = known('h', { internalReference: 'P-2' });

    expect(match([pocket, other], [listed('ponto-h', { internalReference: 'P-2' })])).toEqual({
      kept: ['h=ponto-h'],
      added: [],
      lost: ['m'],
    });
    expect(match([pocket], [listed('new', { internalReference: 'P-2' })])).toEqual({
      kept: [],
      added: ['new'],
      lost: ['m'],
    });
    expect(match([pocket, other], [listed('new', { internalReference: 'P-2' })])).toEqual({
      kept: ['h=new'],
      added: [],
      lost: ['m'],
    });
  });

  it('tells two alike that both come back under new ids apart by the bank’s own reference, or not at all', () => {
    const alike = [known('m', { internalReference: 'P-1' }), known('h', { internalReference: 'P-2' })];

    const told = match(alike, [
      listed('new-h', { internalReference: 'P-2' }),
      listed('new-m', { internalReference: 'P-1' }),
    ]);
    const untold = match([known('m'), known('h')], [listed('new-h'), listed('new-m')]);

    expect(told).toEqual({ kept: ['h=new-h', 'm=new-m'], added: [], lost: [] });
    expect(untold).toEqual({ kept: [], added: ['new-h', 'new-m'], lost: ['m', 'h'] });
  });

  it.each([
    ['one vanished, two came', [known('a')], [listed('new-1'), listed('new-2')]],
    ['two vanished, one came', [known('a'), known('b', { link: aLink() })], [listed('new')]],
    ['another one of the number stayed', [known('a'), known('b')], [listed('ponto-b'), listed('new')]],
    [
      'another one had the bank’s reference till now',
      [known('a', named), known('b', named)],
      [listed('ponto-b'), listed('new', named)],
    ],
    ['two have one reference of the bank', [known('a', named), known('b', named)], [listed('new', named)]],
    [
      'another one that is gone may have the bank’s reference too',
      [known('a', { institutionId: 'fortis' }), known('b', named)],
      [listed('new', named)],
    ],
  ])('leaves apart what could be meant twice: %s', (_case, accounts, feed) => {
    const found = match(accounts, feed);

    expect(found.kept.filter((pair) => pair.includes('new'))).toEqual([]);
  });

  it('remembers that another one had the number, which a person has said to go on under another', () => {
    const alone = [known('h')];
    const told = [known('h', { internalReference: 'P-2' })];

    expect(match(alone, [listed('new')], [known('m')]).kept).toEqual([]);
    expect(match(alone, [listed('new')], [known('m', { currency: 'USD' })]).kept).toEqual(['h=new']);
    expect(match(told, [listed('new', { internalReference: 'P-2' })], [known('m', named)]).kept).toEqual(['h=new']);
    expect(match(told, [listed('new', { internalReference: 'P-2' })], told).kept).toEqual([]);
    const elsewhere = [known('m', { internalReference: 'P-1', institutionId: 'fortis' })];
    expect(match(told, [listed('new', { internalReference: 'P-2' })], elsewhere).kept).toEqual([]);
  });

  it.each<[string, Partial<Account>, Partial<FeedAccount>, boolean]>([
    ['the holder', {}, { holderName: 'BAKKERIJ  ELS' }, true],
    ['the holder as it was kept before', { holderName: 'Bakkerij\u0000\n\u202eEls' }, {}, true],
    ['the product', { ...nobody, product: 'Zichtrekening' }, { ...nobody, product: 'Zichtrekening' }, true],
    ['the bank’s own reference', { ...nobody, ...named }, { ...nobody, ...named }, true],
    ['nothing', nobody, nobody, false],
    ['the holder, but not the product', { product: 'Zichtrekening' }, { product: 'Pocket' }, false],
    ['the holder, but not the bank’s own reference', named, { internalReference: 'P-2' }, false],
  ])('asks for a second mark beside the number: %s agrees', (_mark, before, now, isSame) => {
    expect(match([known('a', before)], [listed('new', now)]).kept).toEqual(isSame ? ['a=new'] : []);
  });

  it('goes on with an IBAN whose bank has become another one, with its own products', () => {
    const before = known('a', { institutionId: 'fortis', product: 'Zicht', internalReference: 'F-1' });
    const after = { institutionId: 'ing', product: 'Current account', internalReference: 'I-9' };

    expect(match([before], [listed('new', after)]).kept).toEqual(['a=new']);
    expect(match([before], [listed('new', { ...after, holderName: 'Garage Jan' })]).kept).toEqual([]);
  });

  it('does not take the same number of a card at another bank for the same card', () => {
    const card = { referenceType: 'MASKEDPAN', reference: '**** 1111' };

    expect(match([known('a', { ...card, institutionId: 'ing' })], [listed('new', card)]).kept).toEqual([]);
  });

  const mark = <T>(values: readonly T[]) => fc.option(fc.constantFrom(...values), { nil: undefined });
  const account = fc.record({
    id: fc.constantFrom('1', '2', '3', '4', '5', '6', '7', '8'),
    institutionId: fc.constantFrom('kbc-old', 'kbc-new', 'ing'),
    reference: fc.constantFrom('BE68539007547034', 'BE71096123456769'),
    referenceType: fc.constantFrom('IBAN', 'MASKEDPAN'),
    marks: fc.record({
      internalReference: mark(['P-1', 'P-2']),
      product: mark(['Zicht', 'Pocket']),
      holderName: mark(['Els', 'Jan']),
    }),
  });
  const accountsWith = { selector: ({ id }: { readonly id: string }) => id, maxLength: 5 };
  const sets = fc.record({
    before: fc.uniqueArray(account, accountsWith),
    now: fc.uniqueArray(account, accountsWith),
  });
  type Drawn = typeof account extends fc.Arbitrary<infer Value> ? Value : never;
  const knownOf = ({ id, marks, ...rest }: Drawn) => {
    const { holderName: _holder, ...bare } = known(id, rest);
    return { ...bare, ...defined(marks) };
  };
  const listedOf = ({ id, marks, ...rest }: Drawn) => {
    const { holderName: _holder, ...bare } = listed(`ponto-${id}`, rest);
    return { ...bare, ...defined(marks) };
  };

  it('keeps, adds or loses every account exactly once, whatever is listed', () => {
    fc.assert(
      fc.property(sets, ({ before, now }) => {
        const [accounts, feed] = [before.map(knownOf), now.map(listedOf)];

        const { kept, added, lost } = matchAccounts(accounts, feed, (id) => brands[id] ?? id);

        const sorted = (ids: readonly string[]) => [...ids].sort();
        expect(sorted([...kept.map(({ account: { id } }) => id), ...lost.map(({ id }) => id)])).toEqual(
          sorted(accounts.map(({ id }) => id)),
        );
        expect(
          sorted([...kept.map(({ feed: { pontoId } }) => pontoId), ...added.map(({ pontoId }) => pontoId)]),
        ).toEqual(sorted(feed.map(({ pontoId }) => pontoId)));
      }),
    );
  });

  it('means the same in whatever order the accounts stand', () => {
    fc.assert(
      fc.property(sets, ({ before, now }) => {
        const [accounts, feed] = [before.map(knownOf), now.map(listedOf)];
        const pairs = (found: ReturnType<typeof match>) => [...found.kept].sort();

        expect(pairs(match(accounts.toReversed(), feed.toReversed()))).toEqual(pairs(match(accounts, feed)));
      }),
    );
  });

  it('goes on by itself under a new id only where no other account of the number could be meant', () => {
    fc.assert(
      fc.property(sets, ({ before, now }) => {
        const [accounts, feed] = [before.map(knownOf), now.map(listedOf)];

        const { kept } = matchAccounts(accounts, feed, (id) => brands[id] ?? id);

        for (const { account: old, feed: seen } of kept.filter((pair) => pair.account.pontoId !== pair.feed.pontoId)) {
          const rivals = [...accounts, ...feed].filter(
            (other) => other !== old && other !== seen && other.reference === seen.reference,
          );
          const told = seen.internalReference !== undefined && seen.internalReference === old.internalReference;
          const clash = rivals.some(
            ({ internalReference, institutionId, referenceType, pontoId }) =>
              pontoId !== old.pontoId &&
              pontoId !== seen.pontoId &&
              referenceType === seen.referenceType &&
              (referenceType === 'IBAN' ||
                (brands[institutionId] ?? institutionId) === (brands[seen.institutionId] ?? seen.institutionId)) &&
              (!told || (internalReference === seen.internalReference && institutionId === seen.institutionId)),
          );
          expect(clash).toBe(false);
        }
      }),
    );
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
      name: 'KBC 7034 USD (2)',
    });
  });

  it('differ for pockets of one IBAN', () => {
    const names = [{}, { description: 'Taxes' }, { product: 'Pocket' }, { internalReference: '000123' }].map(
      (marks, index) => journalNamesFor({ ...account, ...marks }, 'KBC', index + 1).name,
    );

    expect(names).toEqual(['KBC 7034', 'KBC 7034 Taxes (2)', 'KBC 7034 Pocket (3)', 'KBC 7034 0123 (4)']);
  });

  it('make do without a number', () => {
    expect(journalNamesFor({ reference: '', currency: 'EUR' }, 'KBC', 1)).toEqual({ code: 'KBC', name: 'KBC' });
    expect(journalNamesFor({ reference: '**** 12', currency: 'EUR' }, 'KBC', 1).code).toBe('KBC-12');
  });
});
