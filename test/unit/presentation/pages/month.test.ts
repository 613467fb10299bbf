import { gzipSync } from 'node:zlib';
import { bounds } from '../../../../shared/contracts/http/bounds.ts';
import { renderJudged, renderReasons } from '../../../../shared/api/render/certificate.ts';
import type { CompletenessBody } from '../../../../shared/contracts/http/certificates.ts';
import {
  openCodes,
  verdictOf,
  type CertifiedAccount,
  type JudgedPeriod,
} from '../../../../shared/domain/certificates/certificate.ts';
import { languages, type Language } from '../../../../shared/domain/mail/language.ts';
import { monthPage, type MonthParts } from '../../../../shared/presentation/pages/month.ts';
import { monthsAround, periodTitle } from '../../../../shared/presentation/pages/periodWords.ts';
import { uuid } from '../../../builders/bank.ts';
import { aCertifiedAccount } from '../../../builders/certificate.ts';

const period = { from: '2026-03-01', to: '2026-03-31' };
const frameIn = (language: Language): MonthParts['frame'] => ({
  language,
  product: 'Bookly',
  company: 'De Korenaar',
  assets: { style: '/s.css', script: '/s.js', icon: '/i.svg' },
  signedIn: { formToken: 'proof', navigation: true },
});

const bodyOf = (
  accounts: readonly CertifiedAccount[],
  { language = 'en', ...overrides }: Partial<JudgedPeriod> & { readonly language?: Language } = {},
): CompletenessBody => {
  const judged: JudgedPeriod = {
    period,
    verdict: verdictOf(accounts),
    accounts,
    leftOut: { count: 0, accounts: [] },
    ...overrides,
  };
  return { ...renderJudged(judged), reasons: renderReasons(language, judged) };
};

const page = (standing: MonthParts['standing'], parts: Partial<MonthParts> = {}): string =>
  String(
    monthPage({
      frame: frameIn('en'),
      now: '2026-04-02T09:00:00.000Z',
      period,
      standing,
      made: [],
      formToken: 'proof',
      once: 'once',
      ...parts,
    }),
  ).replaceAll(/\s+/g, ' ');

const open = (...codes: CertifiedAccount['open'][number]['code'][]): CertifiedAccount =>
  aCertifiedAccount({ verdict: 'open', open: codes.map((code) => ({ code, ...period })) });

describe('the page of a month', () => {
  it('says in one sentence how all accounts stand, and per account by which balance they are proven', () => {
    const text = page(bodyOf([aCertifiedAccount()]));

    expect(text).toContain('<h1>March 2026</h1>');
    expect(text).toContain('The account is complete and proven.');
    expect(text).toContain('Opening balance, EUR');
    expect(text).toContain('<data class="amount" value="1000.00">1,000.00</data>');
    expect(text).toContain(
      'Proven by the bank’s balance of 850.00\u00a0EUR on 31 March 2026.'.replaceAll('\u00a0', ' '),
    );
    expect(text).not.toContain('not known yet');
  });

  it('says of a single proven day that it is only that one', () => {
    const text = page(bodyOf([{ ...open('later_balance'), completeFrom: '2026-03-30', completeUpTo: '2026-03-30' }]));

    expect(text).toContain('Complete and proven on 30 March 2026 only.');
  });

  it('puts what is open first, and never calls it complete', () => {
    const complete = aCertifiedAccount({ accountId: uuid(1), reference: 'BE-COMPLETE', referenceType: 'OTHER' });
    const { closingBalance: _unknown, ...behind } = open('later_balance');
    const text = page(bodyOf([complete, { ...behind, reference: 'BE-OPEN', referenceType: 'OTHER' }]));

    expect(text).toContain('One of 2 accounts is still open. The rest is complete and proven.');
    expect(text.indexOf('BE-OPEN')).toBeLessThan(text.indexOf('BE-COMPLETE'));
    expect(text).toContain('not known yet');
    expect(page(bodyOf([open('later_balance')]))).toContain('The account is still open.');
    expect(page(bodyOf([open('later_balance')]))).not.toMatch(/class="chip well"/);
  });

  it('shows what certificates said when they were made as no state of now', () => {
    const made = [
      {
        id: 'c1',
        digest: 'd',
        accounts: 1,
        period,
        issuedAt: '2026-04-01T09:00:00.000Z',
        verdict: 'complete' as const,
      },
    ];
    const text = page(bodyOf([open('later_balance')]), { made });

    expect(text).toContain('Open it to see whether that still holds.');
    expect(text).toContain('href="/pages/certificates/c1"');
    expect(text).not.toContain('chip well');
  });

  it.each(openCodes)('says why an account is open and leads on by one link at most: %s', (code) => {
    const text = page(bodyOf([open(code)]));
    const [, why = ''] = /<div class="why">(.*?)<\/div>/.exec(text) ?? [];

    expect(why.match(/<a /g)?.length ?? 0).toBe(code === 'period_not_over' ? 0 : 1);
    expect(why.replaceAll(/<[^>]*>/g, '').trim().length).toBeGreaterThan(40);
  });

  it('offers no check of an account that is read no more', () => {
    expect(page(bodyOf([open('books_differ')]))).toContain('#check"');
    expect(page(bodyOf([open('books_differ', 'ended')]))).not.toContain('#check"');
    expect(page(bodyOf([open('lines_uncertain', 'ended')]))).not.toContain('#check"');
  });

  it('writes the currency behind each amount where there are two, and adds nothing up', () => {
    const text = page(bodyOf([aCertifiedAccount(), aCertifiedAccount({ accountId: uuid(2), currency: 'USD' })]));

    expect(text).not.toContain('Opening balance, EUR');
    expect(text).toContain('1,000.00 USD');
    expect(text).not.toContain('2,000.00');
  });

  it('tells corrections after closing, other numbers, and what is left out', () => {
    const account = aCertifiedAccount({
      corrections: { lateLines: 1, adjustments: 2, sum: '-45.70' },
      formerReferences: ['BE10000000000404'],
    });
    const leftOut = {
      count: 23,
      accounts: [{ accountId: uuid(3), reference: 'BE30', currency: 'USD', code: 'not_chosen' as const }],
    };
    const text = page(bodyOf([account], { leftOut }));

    expect(text).toContain('After closing: one late line, 2 adjustments; -45.70 EUR together');
    expect(text).toContain('On its statements: BE10000000000404');
    expect(text).toContain('USD – was not chosen');
    expect(text).toContain('and 22 more');
  });

  it('says that a balance of a later day proves the days before it, where it is one', () => {
    const bankBalance = { amount: '900.00', date: '2026-04-05' };

    expect(page(bodyOf([aCertifiedAccount({ provenBy: { by: 'bank', bankBalance } })]))).toContain(
      'on 5 April 2026. A balance of a later day proves',
    );
    expect(page(bodyOf([aCertifiedAccount()]))).not.toContain('of a later day');
  });

  it('has one form that makes the certificate, of the accounts that are chosen', () => {
    const accounts = [aCertifiedAccount(), aCertifiedAccount({ accountId: uuid(2) })];
    const text = page(bodyOf(accounts), { chosen: [uuid(2)] });

    expect(text.match(/class="button"/g)).toHaveLength(1);
    expect(text).toContain('<form method="post" action="/pages/month">');
    expect(text).toMatch(new RegExp(`value="${uuid(2)}" checked`));
    expect(text).not.toMatch(new RegExp(`value="${uuid(101)}" checked`));
  });

  it('offers nothing to certify where there is no account, but a bank to connect', () => {
    const text = page(bodyOf([], { noAccounts: true }));

    expect(text).not.toContain('Make the certificate');
    expect(text).toContain('<a class="button" href="/pages/connect">');
  });

  it('leads to more accounts than one certificate holds, and says that this one is of those shown', () => {
    const text = page({ ...bodyOf([aCertifiedAccount()]), nextCursor: 'next' });

    expect(text).toContain('href="/pages/month?from=2026-03-01&amp;to=2026-03-31&amp;cursor=next"');
    expect(text).toContain('There are more accounts than one certificate holds.');
    expect(text).toContain('name="part"');
  });

  it.each(languages)('is all in %s, with no code and no raw day', (language) => {
    const accounts = openCodes.map((code, index) => ({ ...open(code), accountId: uuid(index) }));
    const text = page(bodyOf(accounts, { language }), { frame: frameIn(language) });
    const words = text.replaceAll(/<[^>]*>/g, ' ');

    expect(words).not.toMatch(/2026-03|undefined|\{|not_/);
  });

  it('lets no name break out of its place, of whatever length', () => {
    const hostile = '<img src=x onerror=1>\u202e"' + '🥖'.repeat(3_000);
    const text = page(
      bodyOf([aCertifiedAccount({ reference: hostile, holderName: hostile, product: hostile })], {
        leftOut: { count: 1, accounts: [{ accountId: uuid(3), reference: hostile, currency: 'EUR', code: 'ended' }] },
      }),
    );

    expect(text).not.toMatch(/<img|\u202e/);
  });
});

describe('months around a period', () => {
  it('go back for ever, and forward until the month that runs', () => {
    expect(monthsAround(period, '2026-04-02')).toEqual({
      previous: { from: '2026-02-01', to: '2026-02-28' },
      next: { from: '2026-04-01', to: '2026-04-30' },
    });
    expect(monthsAround(period, '2026-03-31').next).toBeUndefined();
  });

  it('are titled as the language writes them', () => {
    expect(periodTitle('nl', period)).toBe('Maart 2026');
    expect(periodTitle('en', { from: '2026-03-02', to: '2026-03-15' })).toBe('2 March 2026 to 15 March 2026');
  });
});

describe('the weight of the page', () => {
  it('stays below 60 kB compressed with as many accounts as a certificate holds, each open for a reason of its own', () => {
    const accounts = Array.from({ length: bounds.certificate }, (_, index) => ({
      ...open(openCodes[index % openCodes.length] ?? 'ended'),
      accountId: uuid(index),
      reference: `BE${String(index * 7_919).padStart(14, '0')}`,
      openingBalance: `${index * 104_729}.${String(index).padStart(2, '0').slice(-2)}`,
    }));

    expect(gzipSync(page(bodyOf(accounts))).byteLength).toBeLessThan(20_000);
  });
});
