import { languages } from '../../../../shared/domain/mail/language.ts';
import { accountPage } from '../../../../shared/presentation/pages/account/accountPage.ts';
import { endPage } from '../../../../shared/presentation/pages/account/endPage.ts';
import { linePage } from '../../../../shared/presentation/pages/account/linePage.ts';
import { linesPage } from '../../../../shared/presentation/pages/account/linesPage.ts';
import { paymentPage } from '../../../../shared/presentation/pages/account/paymentPage.ts';
import { settingsPage } from '../../../../shared/presentation/pages/account/settingsPage.ts';
import { syncPage } from '../../../../shared/presentation/pages/account/syncPage.ts';
import { syncsPage } from '../../../../shared/presentation/pages/account/syncsPage.ts';
import { plainAmount } from '../../../../shared/presentation/pages/typedAmount.ts';
import { addDays } from '../../../../shared/domain/calendar/calendarDate.ts';
import { gzipSync } from 'node:zlib';
import { aLineBody, aStatementBody, hostile, readable, shownIn } from '../../../builders/accountPages.ts';
import { anAccountBody } from '../../../builders/pages.ts';

const shown = shownIn();
const account = anAccountBody();
const about = { account, bank: 'KBC' };
const range = { from: '2025-11-30', to: '2026-11-29' };
const overview = (
  page: Partial<Parameters<typeof accountPage>[1]> = {},
  language: Parameters<typeof shownIn>[0] = 'en',
) =>
  accountPage(shownIn(language), {
    ...about,
    statements: [aStatementBody()],
    range,
    pending: [],
    refused: [],
    formats: [],
    check: {},
    ...page,
  });
const run = {
  id: 'run-1',
  accountId: 'acc-1',
  trigger: 'person',
  status: 'succeeded',
  counts: { added: 3, corrected: 1, removed: 0, unchanged: 9, pending: 2 },
  pages: 2,
  createdAt: '2026-11-29T07:40:00.000Z',
  updatedAt: '2026-11-29T07:41:00.000Z',
} as const;

describe('the page of an account', () => {
  it('says how it stands, what it holds, up to when it is proven, and when it is read again', () => {
    const text = readable(overview());

    expect(text).toMatch(
      /KBC ••7034 .*Connected .*Balance at the bank 52,019.87.EUR .*Complete and proven up to 27 November 2026/,
    );
    expect(text).toContain('BE68 5390 0754 7034');
    expect(text).toMatch(/2026-0017 20 Nov 2026 2 1,043.79 Proven · final/);
  });

  it('tells no number beyond its last four characters in the title of the window', () => {
    expect(/<title>([^<]*)<\/title>/.exec(String(overview()))?.[1]).toBe('KBC ••7034 · Bakkerij De Korenaar');
  });

  it('leads to the first statement that differs, where the state leads to this page', () => {
    const broken = (id: string, day: string) =>
      aStatementBody({ id, period: { from: day, to: day }, proof: { verdict: 'broken', difference: '7.00' } });
    const differing = anAccountBody({ health: { state: 'attention', code: 'books_differ', message: 'They differ.' } });

    const page = String(
      overview({ account: differing, statements: [broken('sta-9', '2026-11-21'), broken('sta-8', '2026-11-20')] }),
    );

    expect(page).toMatch(/class="button" href="\/pages\/statements\/sta-8"/);
  });

  it('of an account without books says so, and draws and reads nothing', () => {
    const page = overview({ account: anAccountBody({ link: { action: 'none' } }), statements: [] });

    expect(readable(page)).toContain('This account feeds no journal, so it has no statements.');
    expect(String(page)).not.toContain('<svg class="chart-plot"');
    expect(readable(page)).not.toMatch(/Read the bank now|Check a period again/);
  });

  it('hatches what the bank has not let us read since its permission ended', () => {
    const authorization = { state: 'expired', expiresAt: '2026-11-24T09:00:00.000Z' } as const;

    expect(String(overview())).not.toContain('url(#hatch)');
    expect(String(overview({ account: anAccountBody({ authorization, completeUpTo: '2026-11-20' }) }))).toContain(
      'url(#hatch)',
    );
  });

  it('shows ten announced lines, and leads to the rest', () => {
    const pending = Array.from({ length: 12 }, (_, at) => aLineBody({ id: `p-${at}`, amount: '-88.10' }));
    const page = overview({ pending: pending.map((line) => ({ ...line, status: 'pending' as const })) });

    expect(String(page).match(/-88\.10<\/data>/g)).toHaveLength(10);
    expect(readable(page)).toContain('Show all 12');
  });

  it('names lines that cannot be booked, each with its reason, and what to do', () => {
    const reason = { code: 'date_unreadable', message: 'No date.', nextStep: 'Ask your bank.' } as const;
    const page = overview({
      refused: [
        { pontoId: 'ponto-line-1', reason, amount: '-12.50', currency: 'EUR' },
        { pontoId: hostile.markup, reason, executionDate: '2026-11-20' },
      ],
    });

    expect(readable(page)).toMatch(
      /Lines that cannot be booked .*Not known .*No date\. .*ponto-line-1 .*-12\.50.EUR .*20 Nov 2026 .*Not known .*Ask your bank\./,
    );
    expect(String(page)).not.toContain(hostile.markup);
    expect(readable(overview())).not.toContain('Lines that cannot be booked');
  });

  it('weighs less than 60 kB compressed with a year of daily statements that all have a balance', () => {
    const statements = Array.from({ length: 366 }, (_, at) => {
      const day = addDays('2026-11-29', -at);
      const closingBalance = `${(at * 7919) % 100_000}.${String((at * 37) % 100).padStart(2, '0')}`;
      const proof = { verdict: 'proven', by: 'bank', bankBalance: closingBalance, bankBalanceAt: day } as const;
      return aStatementBody({ id: `sta-${at}`, period: { from: day, to: day }, closingBalance, proof });
    });

    const bytes = gzipSync(String(overview({ statements }))).byteLength;

    expect(bytes).toBeGreaterThan(5_000);
    expect(bytes).toBeLessThan(40_000);
  });

  it.each(languages)('is whole in %s, with every part that it can have', (language) => {
    const reason = { code: 'unknown', message: 'x', nextStep: 'y' } as const;
    const text = readable(
      overview(
        {
          pending: [{ ...aLineBody(), status: 'pending' }],
          refused: [{ pontoId: 'p', reason }],
          done: 'continued',
        },
        language,
      ),
    );

    expect(text).not.toMatch(/undefined|NaN|[{}]|\[object/);
  });
});

describe('the lines of an account', () => {
  const page = { ...about, asked: {}, lines: [aLineBody()], isFirst: true, isSearch: false } as const;

  it('sends what somebody looks for, so that it stands in no address', () => {
    const html = String(
      linesPage(shown, {
        ...page,
        asked: { text: 'Dupont', amount: '-7' },
        isSearch: true,
        nextCursor: 'c',
        lookedBackTo: '2026-03-01',
      }),
    );

    expect(html).toMatch(/<form method="post" action="\/pages\/accounts\/acc-1\/search">/);
    expect(html).not.toMatch(/(href|action)="[^"]*Dupont/);
    expect(html).toMatch(/name="cursor" value="c"/);
    expect(html.match(/name="text" value="Dupont"/g)).toHaveLength(1);
  });

  it('tell how far back a search has looked, and when it has looked at everything', () => {
    const found = { ...page, isSearch: true, asked: { text: 'x' } };

    expect(readable(linesPage(shown, { ...found, lines: [], nextCursor: 'c', lookedBackTo: '2026-03-01' }))).toContain(
      'No line found; looked back to 1 March 2026.',
    );
    expect(readable(linesPage(shown, found))).toContain('One line found; everything has been looked at.');
    expect(readable(linesPage(shown, { ...found, nextCursor: 'c' }))).toContain('One line found; there may be more.');
  });

  it('keep the days and the status from page to page', () => {
    const html = String(
      linesPage(shown, {
        ...page,
        asked: { from: '2026-11-01', status: 'booked' },
        isFirst: false,
        nextCursor: 'next',
      }),
    );

    expect(html).toContain('/pages/accounts/acc-1/lines?from=2026-11-01&amp;status=booked&amp;cursor=next');
    expect(html).toContain('/pages/accounts/acc-1/lines?from=2026-11-01&amp;status=booked"');
  });

  it('show announced ones apart, also one without a day', () => {
    const { executionDate: _none, ...line } = aLineBody({ id: 'pen-1' });

    const text = readable(linesPage(shown, { ...page, lines: [{ ...line, status: 'pending' }, aLineBody()] }));

    expect(text).toMatch(/Announced, not booked yet .*No day yet .*Booked .*20 Nov 2026/);
  });

  it('say what would be there where there is nothing', () => {
    expect(readable(linesPage(shown, { ...page, lines: [] }))).toContain('No lines here. Choose other days');
  });

  it.each(Object.entries(hostile))('with %s in names and texts stay harmless', (_kind, text) => {
    const line = aLineBody({ counterparty: { name: text, reference: text }, remittance: { text }, endToEndId: text });
    const html = String(linesPage(shown, { ...page, asked: { text }, lines: [line] }));

    expect(html).not.toContain('<script>alert');
    expect(html.replace(/value="[^"]*"/g, '')).not.toContain('\u202E');
  });
});

describe('one line', () => {
  it('tells all that the bank says, where it stands, and what became of it', () => {
    const { kind: _kind, ...line } = aLineBody({ valueDate: '2026-11-21', mandateId: 'M-1' });
    const text = readable(
      linePage(shown, {
        ...about,
        line: {
          ...line,
          removed: true,
          recognised: [],
          versions: [
            {
              version: 1,
              kind: 'added',
              sequence: 1,
              at: '2026-11-28T07:41:00.000Z',
              run: { syncId: 'run-1' },
              reason: { code: 'new_at_ponto', message: 'Ponto listed it.' },
              executionDate: '2026-11-20',
              amount: '-40.00',
              currency: 'EUR',
              counterparty: {},
              remittance: {},
            },
          ],
        },
      }),
    );

    expect(text).toMatch(/-42.50.EUR 20 November 2026 .*withdrawn this line.*Value date 21 November 2026/);
    expect(text).toMatch(/Direct debit mandate M-1 .*yesterday 08:41 · -40.00.EUR · 20 Nov 2026 Ponto listed it\./);
  });
});

describe('where a payment is', () => {
  it('is answered by the first reason, with links to its lines; the amount is in no address', () => {
    const html = paymentPage(shown, {
      ...about,
      typed: { amount: '-42,50', date: '2026-11-20' },
      explanation: {
        amount: '-42.50',
        from: '2026-11-15',
        to: '2026-11-25',
        reasons: [
          { code: 'found', message: 'It is in.', nextStep: 'Look.', transactionIds: ['tra-1'] },
          { code: 'other_sign', message: 'Other way.', nextStep: 'See.', transactionIds: [] },
        ],
      },
    });

    expect(readable(html)).toMatch(/It is in\. Look\. See this line .*This may play a part too Other way\. See\./);
    expect(String(html)).toContain('href="/pages/lines/tra-1"');
    expect(String(html)).toContain('value="-42,50"');
    expect(String(html)).not.toMatch(/(href|action)="[^"]*42/);
  });

  it.each([
    ['not_at_ponto', `action="/pages/accounts/${account.id}/syncs"`],
    ['before_import_from', `href="/pages/accounts/${account.id}/settings">Settings`],
    ['authorization_gap', `href="/pages/accounts/${account.id}">Back`],
  ] as const)('has the next step at hand: %s', (code, way) => {
    const reasons = [{ code, message: 'Why.', nextStep: 'Do this.', transactionIds: [] }];
    const explanation = { amount: '1.00', from: '2026-11-15', to: '2026-11-25', reasons };
    const html = String(paymentPage(shown, { ...about, typed: {}, explanation }));
    expect(html.slice(html.indexOf('Do this.'))).toContain(way);
  });
});

describe('the settings of an account', () => {
  const page = { ...about, journals: [], candidates: [] };

  it('offer the journal that it feeds and free ones of its currency, a new one, and none', () => {
    const journal = (id: string, rest = {}) => ({ id, code: id, name: id, currency: 'EUR', ...rest });
    const html = String(
      settingsPage(shown, {
        ...page,
        journals: [
          journal('jou-1', { accountId: 'acc-1' }),
          journal('jou-2'),
          journal('jou-3', { accountId: 'acc-2' }),
          journal('jou-4', { currency: 'USD' }),
        ],
      }),
    );

    expect([...html.matchAll(/name="journal"\s+value="([^"]*)"/g)].map(([, value]) => value)).toEqual([
      'jou-1',
      'jou-2',
      'create',
      'none',
    ]);
    expect(html).toMatch(/value="jou-1"\s+checked/);
  });

  it('keep what was typed, with the error at the field and on top', () => {
    const html = String(
      settingsPage(shown, {
        ...page,
        typed: { amount: '12,x', date: '2026-10-31', journal: 'none' },
        errors: [{ name: 'amount', message: 'Enter an amount such as -12.50.' }],
      }),
    );

    expect(html).toMatch(/<title>Error: /);
    expect(html).toContain('href="#field-amount"');
    expect(html).toMatch(/value="12,x"/);
    expect(html).toMatch(/value="none"\s+checked/);
  });

  it.each([
    ['agrees', undefined, 'The books arrive at it'],
    ['differs', '7.00', 'The books differ from it by 7.00'],
    ['waiting', undefined, 'The bank’s next balance tells'],
  ] as const)('say of a known balance that it %s', (verdict, difference, words) => {
    const knownBalance = { date: '2026-10-31', amount: '900.00', verdict, ...(difference && { difference }) };
    const known = anAccountBody({ proof: { verdict: 'unproven', knownBalance } });

    expect(readable(settingsPage(shown, { ...page, account: known }))).toContain(words);
  });

  it('ask which account continues one that is gone', () => {
    const candidates = [anAccountBody({ id: 'acc-7', reference: 'BE71096123456769' })];

    expect(String(settingsPage(shown, { ...page, candidates }))).toMatch(/name="successor"\s+value="acc-7"\s+checked/);
    expect(readable(settingsPage(shown, page))).toContain('Where we cannot tell, we ask you here');
  });

  it('ask once before an account ends, saying what stays', () => {
    const text = readable(endPage(shown, about));

    expect(text).toMatch(/end this account\? .*All lines and statements stay readable .*End the account Keep it/);
  });
});

describe('the runs of an account', () => {
  it('are listed with what came in', () => {
    const check = { from: '2026-11-01', to: '2026-11-28' };
    const page = { ...about, syncs: [run, { ...run, id: 'run-2', check }], isFirst: true, typed: {} };

    expect(readable(syncsPage(shown, page))).toMatch(
      /today 08:40 Asked for Done 3 1 0 today 08:40 Check of 1 Nov 2026 to 28 Nov 2026/,
    );
  });

  it.each(['queued', 'waiting_for_bank', 'fetching'] as const)(
    'that are %s show numbers, look again by themselves, and may be left',
    (status) => {
      const page = syncPage(shown, { ...about, isFirst: true, sync: { ...run, status } });

      expect(String(page)).toMatch(/id="run"[^>]*data-refresh="2"/);
      expect(readable(page)).toMatch(/3 new lines so far, 2 pages read\. You can leave this page\./);
    },
  );

  it('that are over are not looked at again', () => {
    const page = syncPage(shown, { ...about, isFirst: true, sync: run });

    // Without the part that was looked at again, the script shows the whole page anew.
    expect(String(page)).not.toMatch(/data-refresh|id="run"/);
    expect(readable(page)).toContain('3 new lines, 1 corrected, 0 removed; 2 announced.');
  });

  it('leads to the lines that it has left out of the books', () => {
    const counts = { ...run.counts, refused: 2 };
    const page = syncPage(shown, { ...about, sync: { ...run, counts }, isFirst: true });

    expect(String(page)).toContain('href="/pages/accounts/acc-1#refused"');
    expect(readable(page)).toContain('2 lines of the account cannot be booked: see which');
  });

  it('that failed say why, and when they are tried again', () => {
    const failed = { ...run, status: 'failed', error: { code: 'bank_unavailable', message: 'No answer.' } } as const;

    expect(readable(syncPage(shown, { ...about, isFirst: true, sync: failed }))).toMatch(
      /No answer\. Back to the account/,
    );
    expect(
      readable(syncPage(shown, { ...about, isFirst: true, sync: { ...failed, retryAt: '2026-11-29T10:10:00.000Z' } })),
    ).toContain('It is tried again by itself: today 11:10.');
  });

  it('that checked a period report line by line', () => {
    const { kind: _kind, ...transaction } = aLineBody();
    const counts = {
      missing: 0,
      corrected: 1,
      removed: 0,
      same: 71,
      notListed: 0,
      beforeImportFrom: 3,
      stayRemoved: 0,
      unreadable: 0,
    };
    const report = {
      from: '2026-11-01',
      to: '2026-11-28',
      inOneGo: false,
      counts,
      items: [
        {
          kind: 'corrected' as const,
          transaction: { ...transaction, status: 'booked' as const, executionDate: '2026-11-20' },
          before: { executionDate: '2026-11-20', amount: '-40.00', currency: 'EUR', counterparty: {}, remittance: {} },
        },
      ],
    };

    const text = readable(syncPage(shown, { ...about, isFirst: true, sync: { ...run, report } }));

    expect(text).toMatch(/One line was corrected\. 71 lines are the same\. .*3 lines at Ponto lie before/);
    expect(text).toContain('Ponto’s list was too long to be read in one pass');
    expect(text).toMatch(/Corrected \(before: -40.00.EUR\)/);
  });
});

describe('an amount that somebody types', () => {
  it.each([
    ['nl', '1.234,50', '1234.50'],
    ['nl', '1.234', '1234'],
    ['en', '1,234.50', '1234.50'],
    ['en', '1,234', '1234'],
    ['fr', '1\u202f234,50', '1234,50'],
    ['en', '−12.50', '-12.50'],
    ['en', '+12.50', '+12.50'],
    ['de', "1'234.50", '1234.50'],
    ['nl', '-1.234.567,89', '-1234567.89'],
    // Not in groups of three: nobody can say what is meant.
    ['nl', '1.23,4', '1.23,4'],
    ['en', '1,23', '1,23'],
    ['en', 'twelve', 'twelve'],
  ] as const)('in %s as %s is %s', (language, typed, plain) => {
    expect(plainAmount(language, typed)).toBe(plain);
  });
});
