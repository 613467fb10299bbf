import type { AccountBody } from '../../../../shared/contracts/http/accounts.ts';
import { languages } from '../../../../shared/domain/mail/language.ts';
import { overviewPage, type OverviewParts } from '../../../../shared/presentation/pages/overview.ts';
import { aConnectionBody, aFrame, anAccountBody, pageNow as now } from '../../../builders/pages.ts';

const banks = new Map([['ins-kbc', 'KBC']]);
const page = (parts: Partial<OverviewParts>): string =>
  String(overviewPage({ frame: aFrame(), now, accounts: [], connections: [], banks, ...parts })).replaceAll(
    /\s+/g,
    ' ',
  );
const sentenceOf = (text: string): string | undefined => /<p class="sentence">([^<]*)<\/p>/.exec(text)?.[1]?.trim();

const numbered = (reference: string, members: Partial<AccountBody> = {}): AccountBody =>
  anAccountBody({ id: reference, reference, referenceType: 'OTHER', ...members });
const asks = { state: 'action_required', code: 'authorization_lost', message: 'Gone.' } as const;
const differs = { state: 'attention', code: 'books_differ', message: 'Differs.' } as const;
const bankDown = { state: 'passing', code: 'bank_unavailable', message: 'Down.' } as const;
const unlinked = { link: { action: 'none' }, health: { state: 'ok', message: 'Not linked.' } } as const;
const importing = { state: 'passing', code: 'first_import', message: 'Importing.' } as const;

describe('the overview of everything', () => {
  it('says that there is nothing to do where all is complete and proven, of the earliest day', () => {
    const accounts = [numbered('A1'), numbered('A2', { completeUpTo: '2026-11-25' })];
    expect(sentenceOf(page({ accounts }))).toBe(
      'All 2 accounts are complete and proven up to 25 November. There is nothing you need to do.',
    );
  });

  it('says where the proof begins later than the books, and in the table from which day', () => {
    const later = { completeFrom: '2026-11-20' };
    const text = page({ accounts: [numbered('A1'), numbered('A2', later)] });
    expect(sentenceOf(text)).toBe(
      'All 2 accounts are complete and proven up to 27 November. There is nothing you need to do. On one account the proof begins later than the books.',
    );
    expect(text).toContain('<small class="below">from 20 Nov 2026</small>');
    const some = sentenceOf(
      page({ accounts: [numbered('A1', later), numbered('A2', later), numbered('A3', { health: asks })] }),
    );
    expect(some).toContain('On 2 accounts the proof begins later than the books. 1 needs you.');
    expect(page({ accounts: [numbered('A1')] })).not.toContain('proof begins');
  });

  it('counts what is proven, what waits, and what needs somebody, apart', () => {
    const { completeUpTo: _, ...unproven } = numbered('A5');
    const accounts = [numbered('A1'), numbered('A2', { health: asks }), numbered('A3', { health: bankDown }), unproven];
    expect(sentenceOf(page({ accounts }))).toBe(
      '1 account is complete and proven up to 27 November. 1 is in and waits for a balance of the bank as proof. 1 catches up by itself. 1 needs you.',
    );
  });

  it('names what it counts in its first part', () => {
    expect(
      sentenceOf(page({ accounts: [numbered('A2', { health: asks }), numbered('A3', { health: bankDown })] })),
    ).toBe('1 account catches up by itself. 1 needs you.');
  });

  it('does not call everything well while a connection needs somebody', () => {
    const health = { state: 'attention', code: 'nobody_reached', message: 'Nobody is reached.' } as const;
    const text = page({ accounts: [numbered('A1')], connections: [aConnectionBody({ health })] });
    expect(sentenceOf(text)).not.toContain('nothing you need to do');
    expect(text).toContain('Nobody is reached.');
    expect(text).toContain('href="/pages/connections/con-1#contacts"');
  });

  it('does not ask for a bank that somebody has disconnected', () => {
    const health = { state: 'action_required', code: 'disconnected', message: 'Disconnected.' } as const;
    const text = page({
      accounts: [numbered('A1')],
      connections: [aConnectionBody({ status: 'disconnected', health, accounts: [] })],
    });
    expect(sentenceOf(text)).toContain('There is nothing you need to do.');
    expect(text).not.toContain('Disconnected.');
  });

  it('shows the worst first', () => {
    const accounts = [
      numbered('well'),
      numbered('down', { health: bankDown }),
      numbered('differs', { health: differs }),
      numbered('gone', { health: asks }),
    ];
    const order = [...page({ accounts }).matchAll(/<a href="\/pages\/accounts\/(\w+)"><bdi>/g)].map(([, id]) => id);
    expect(order).toEqual(['gone', 'differs', 'down', 'well']);
  });

  it('has one button that stands out, on the worst', () => {
    const accounts = [numbered('A1', { health: differs }), numbered('A2', { health: asks })];
    const text = page({ accounts });
    expect([...text.matchAll(/class="button" href="([^"]*)"/g)].map(([, href]) => href)).toEqual([
      '/pages/connections/con-1#accounts',
    ]);
    expect(text).toContain('class="button secondary" href="/pages/accounts/A1"');
  });

  it('tells of a connection itself once, and leaves to its accounts what they tell', () => {
    const accounts = [
      { id: 'A1', reference: 'A1', currency: 'EUR', linked: true, health: { state: asks.state, code: asks.code } },
    ];
    const text = page({
      accounts: [numbered('A1', { health: asks })],
      connections: [aConnectionBody({ health: asks, accounts })],
    });
    expect(text).not.toContain('Banks that need you');
  });

  it('names the currency in the head where it is one, and at each amount where there are more', () => {
    const dollars = numbered('A2', { currency: 'USD', balances: { current: { amount: '-7.00', currency: 'USD' } } });
    expect(page({ accounts: [numbered('A1')] })).toContain('Balance (EUR)');
    expect(page({ accounts: [numbered('A1')] })).toContain('>52,019.87</data>');
    expect(page({ accounts: [numbered('A1'), dollars] })).toContain('>-7.00 USD</data>');
  });

  it('sets apart what is paid for and feeds nothing', () => {
    const text = page({ accounts: [numbered('A1'), numbered('B2', unlinked)] });
    expect(text).toContain('Ponto counts this account and you pay for it, although it fills no journal.');
    expect(text).toContain('href="/pages/connect/accounts/con-1"');
    expect(text).toContain('href="/pages/accounts/B2/settings#end"');
    expect(sentenceOf(text)).toContain('Your account is complete');
  });

  it('folds away what has ended', () => {
    const text = page({
      accounts: [
        numbered('C3', { link: { action: 'none' }, health: { state: 'ok', code: 'ended', message: 'Ended.' } }),
      ],
    });
    expect(text).toContain('1 closed account');
    expect(text).not.toContain('<table');
  });

  it('looks again by itself only while something is being imported', () => {
    expect(
      page({ accounts: [numbered('A1', { health: importing, firstImport: { lines: 1240, backTo: '2026-03-04' } })] }),
    ).toMatch(/data-refresh="20".*1,240 transactions so far, back to 4 March 2026. You can close this page./);
    expect(page({ accounts: [numbered('A1')] })).not.toContain('data-refresh');
  });

  it('says how many it shows where there are more, and leads on', () => {
    const text = page({ accounts: [numbered('A1')], nextCursor: 'c 2' });
    expect(text).toContain('These are the first 1 accounts');
    expect(text).toContain('href="/pages/overview?cursor=c%202"');
  });

  it('offers to find one of many', () => {
    const many = Array.from({ length: 11 }, (_, at) => numbered(`A${at}`));
    expect(page({ accounts: many })).toContain('data-filter="#accounts tbody tr"');
    expect(page({ accounts: many.slice(1) })).not.toContain('data-filter');
  });

  it.each(languages)('leads the first visitor to the first bank: %s', (language) => {
    const text = page({ frame: aFrame({ language }) });
    expect([...text.matchAll(/class="button" href="([^"]*)"/g)].map(([, href]) => href)).toEqual(['/pages/connect']);
  });

  it('lets no name of outside become markup or turn the writing', () => {
    const hostile = '</td><script>\u202e';
    const text = page({
      accounts: [numbered(hostile, { id: 'A1', description: hostile })],
      connections: [aConnectionBody({ name: hostile, health: asks, accounts: [] })],
      banks: new Map([['ins-kbc', hostile]]),
    });
    expect(text).not.toMatch(/<script>|<\/td><script|\u202e/);
  });
});
