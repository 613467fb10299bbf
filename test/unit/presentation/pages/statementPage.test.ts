import type { StatementBody } from '../../../../shared/contracts/http/ledger.ts';
import { languages } from '../../../../shared/domain/mail/language.ts';
import { maxLinesOnPage, statementPage } from '../../../../shared/presentation/pages/statement/statementPage.ts';
import { verdictSentences, verdictStep } from '../../../../shared/presentation/pages/statement/verdict.ts';
import { aLineBody, aStatementBody, hostile, readable, shownIn } from '../../../builders/accountPages.ts';
import { anAccountBody } from '../../../builders/pages.ts';

const formats = [
  { id: 'mt940', name: 'MT940', extension: 'sta', mediaType: 'text/plain', countries: [], limits: [] },
  {
    id: 'coda',
    name: 'CODA',
    extension: 'cod',
    mediaType: 'text/plain',
    countries: ['BE'],
    limits: [{ code: 'ascii_text', message: 'Names without accents.' }],
  },
] as const;
const pageOf = (page: Partial<Parameters<typeof statementPage>[1]> = {}, language: 'en' | 'nl' = 'en') =>
  statementPage(shownIn(language), {
    account: anAccountBody(),
    bank: 'KBC',
    statement: aStatementBody(),
    lines: [aLineBody(), aLineBody({ id: 'tra-2', amount: '86.29', counterparty: { name: 'WORLDLINE NV' } })],
    isFirst: true,
    formats: formats.map((format) => ({ ...format, countries: [...format.countries], limits: [...format.limits] })),
    ...page,
  });
const sentenceOf = (proof: StatementBody['proof'], rest: Partial<StatementBody> = {}): string =>
  verdictSentences('en', aStatementBody({ proof, ...rest }), shownIn().now)
    .join(' ')
    .replaceAll('\u00a0', ' ');

describe('a statement', () => {
  it('reads as one: head, opening, movements, closing, lines by date, verdict', () => {
    const text = readable(pageOf());

    expect(text).toMatch(
      /Statement 2026-0017, KBC ••7034 .* Bank KBC Account BE68 5390 0754 7034 Account holder Bakkerij De Korenaar Period 20 November 2026/,
    );
    expect(text).toMatch(
      /Amount \(EUR\) 20 Nov 2026 Opening balance 1,000.00 .*-42.50 .*Money in 86.29 Money out -42.50 Closing balance, 20 November 2026 1,043.79 Is it right/,
    );
    expect(text).toMatch(
      /2 lines .*Elektriciteit Dupont Factuur 2026-311 BE71096123456769 -42.50 .*WORLDLINE NV .*86.29/,
    );
    expect(text).toMatch(
      /Proven: your bank’s own balance, 1,043.79.EUR \(21 November 2026\), agrees .* never changes again/,
    );
  });

  it('names the standard of a reference, and says it once', () => {
    const remittance = {
      text: '+++090/9337/55493+++',
      reference: { kind: 'be_ogm', value: '+++090/9337/55493+++' },
    } as const;

    const text = readable(pageOf({ lines: [aLineBody({ remittance })] }));

    expect(text).toContain('Structured communication (OGM) +++090/9337/55493+++');
    expect(text.match(/55493/g)).toHaveLength(1);
  });

  it('sets late lines and adjustments apart, with why they are there and a way to what they are about', () => {
    const late = aLineBody({ id: 'tra-late', kind: 'late_line', executionDate: '2026-11-05' });
    const adjusted = aLineBody({ id: 'tra-adj', kind: 'adjustment', amount: '-3.20' });

    const page = pageOf({ lines: [aLineBody(), late, adjusted] });

    expect(readable(page)).toMatch(
      /Of earlier, final statements .*Late line\. The bank booked it for a day whose statement was already final.*Adjustment\. .*this is the difference/,
    );
    expect(String(page)).toMatch(/href="\/pages\/lines\/tra-late"[^]*href="\/pages\/lines\/tra-adj"/);
  });

  it('offers each kind of file, those of the country of the account first, and says what must be asked for', () => {
    const final = String(pageOf());
    const open = String(
      pageOf({ statement: aStatementBody({ state: 'open', proof: { verdict: 'broken', difference: '7.00' } }) }),
    );

    expect(final.indexOf('format=coda')).toBeLessThan(final.indexOf('format=mt940'));
    expect(final).toContain('Names without accents.');
    expect(final).toContain('/pages/statements/sta-1/file?format=coda"');
    expect(open).toContain('/pages/statements/sta-1/file?format=coda&amp;open=1&amp;broken=1"');
  });

  it('says that it is a part, on paper too, and how the whole is printed', () => {
    const few = readable(pageOf({ statement: aStatementBody({ lineCount: 450 }), nextCursor: 'x' }));
    const many = readable(pageOf({ statement: aStatementBody({ lineCount: maxLinesOnPage + 1 }), nextCursor: 'x' }));

    expect(few).toMatch(/2 of 450 lines are shown here. Show all 450, to print them/);
    expect(many).toMatch(/2 of 1,001 lines are shown here. More than 1,000 lines do not fit one page/);
    expect(readable(pageOf())).not.toContain('are shown here');
  });

  it('opens on its first part and closes on its last', () => {
    const parts = [{ nextCursor: 'x' }, { isFirst: false, nextCursor: 'y' }, { isFirst: false }];

    expect(
      parts.map((part) =>
        ['Opening balance', 'Closing balance'].map((words) => readable(pageOf(part)).includes(words)),
      ),
    ).toEqual([
      [true, false],
      [false, false],
      [false, true],
    ]);
  });

  it.each(Object.entries(hostile))(
    'shows names and texts with %s as they are, and nothing of them acts',
    (_kind, text) => {
      const line = aLineBody({ counterparty: { name: text }, remittance: { text }, description: text });
      const page = String(pageOf({ bank: text, account: anAccountBody({ holderName: text }), lines: [line] }));

      expect(page).not.toContain('<script>alert');
      expect(page).not.toContain('\u202E');
      expect(page).not.toMatch(/\sstyle=/);
    },
  );

  it.each(languages)('is written in %s with days and amounts as that language has them', (language) => {
    const text = readable(
      statementPage(shownIn(language), {
        account: anAccountBody(),
        bank: undefined,
        statement: aStatementBody({ lineCount: 0 }),
        lines: [],
        isFirst: true,
        formats: [],
      }),
    );

    const written = { en: '1,043.79', nl: '1.043,79', de: '1.043,79', es: '1.043,79', fr: '1\u202f043,79' };
    expect(text).toContain(written[language].replace('\u202f', ' '));
  });
});

describe('a verdict', () => {
  it('by a figure of the tenant says by which', () => {
    expect(
      sentenceOf({
        verdict: 'proven',
        by: 'tenant',
        knownBalance: { date: '2026-10-31', amount: '900.00' },
        bankBalance: '1043.79',
        bankBalanceAt: '2026-11-21',
      }),
    ).toContain('Proven by your own figure, 900.00 EUR on 31 October 2026, and by your bank’s balance, 1,043.79 EUR');
    expect(
      sentenceOf({ verdict: 'proven', by: 'tenant', knownBalance: { date: '2026-10-31', amount: '900.00' } }),
    ).toContain('Proven by your own figure, 900.00 EUR on 31 October 2026');
  });

  it('that waits for a later balance asks for nothing', () => {
    const proof = { verdict: 'unproven', awaiting: 'later_balance' } as const;

    expect(sentenceOf(proof, { state: 'open' })).toMatch(
      /^Not proven yet: .* nothing you need to do\. This statement is open/,
    );
    expect(verdictStep('en', aStatementBody({ proof }))).toBeUndefined();
  });

  it('that waits for a balance from before the start asks for the figure of the bank’s own statement', () => {
    const proof = { verdict: 'unproven', awaiting: 'balance_before_start' } as const;

    expect(sentenceOf(proof)).toMatch(/^Not proven: the opening balance was computed back/);
    expect(verdictStep('en', aStatementBody({ proof }))).toEqual({
      label: 'Enter that closing balance',
      href: '/pages/accounts/acc-1/settings#known-balance',
    });
  });

  it('without a reason is one that waits', () => {
    expect(sentenceOf({ verdict: 'unproven' })).toMatch(/^Not proven yet/);
  });

  it.each([
    ['7.00', 'above', '7.00 EUR above your bank’s balance, 1,036.79 EUR (21 November 2026)'],
    ['-0.07', 'below', '0.07 EUR below your bank’s balance, 1,036.79 EUR (21 November 2026)'],
  ])('of a difference of %s says that the books are %s, by how much and since when', (difference, _side, words) => {
    const proof = {
      verdict: 'broken',
      difference,
      bankBalance: '1036.79',
      bankBalanceAt: '2026-11-21',
      brokenFrom: '2026-11-19',
    } as const;

    expect(sentenceOf(proof)).toContain(words);
    expect(sentenceOf(proof)).toContain('The first day on which they may have parted is 19 November 2026');
    expect(verdictStep('en', aStatementBody({ proof }))?.href).toBe(
      '/pages/accounts/acc-1?checkFrom=2026-11-19&checkTo=2026-11-20#check',
    );
  });

  it('that was taken back says since when and why', () => {
    for (const reason of ['late_line', 'corrected', 'removed', 'balance_restated'] as const) {
      const withdrawn = { at: '2026-11-28T07:41:00.000Z', reason };
      expect(sentenceOf({ verdict: 'unproven', awaiting: 'later_balance', withdrawn })).toContain(
        'It was proven until yesterday 08:41; since then',
      );
    }
  });

  it('says what the bank counts that is not in the books, where that is something', () => {
    const proof = { verdict: 'proven', by: 'bank', bankBalance: '1048.79', bankBalanceAt: '2026-11-21' } as const;

    expect(sentenceOf({ ...proof, beforeStart: '5.00' })).toContain(
      'also counts 5.00 EUR of lines from before the books begin',
    );
    expect(sentenceOf({ ...proof, beforeStart: '0.00' })).not.toContain('also counts');
  });
});
