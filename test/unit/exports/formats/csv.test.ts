import fc from 'fast-check';
import { formatAmount } from '../../../../shared/domain/money/currency.ts';
import { add } from '../../../../shared/domain/money/decimal.ts';
import type { StatementInFull } from '../../../../shared/domain/statements/statementInFull.ts';
import { csv } from '../../../../shared/exports/formats/csv.ts';
import type { WriteOptions } from '../../../../shared/exports/format.ts';
import { defaultOptions } from '../../../../shared/exports/writeFile.ts';
import { arbitraryStatements } from '../../../builders/arbitraryStatement.ts';
import { anEntry, aStatementInFull, checksum, decimal } from '../../../builders/statementInFull.ts';

const fileOf = (statements: readonly StatementInFull[], options: Partial<WriteOptions> = {}): string =>
  statements
    .map((statement, at) => {
      const place = { isFirst: at === 0, isLast: at === statements.length - 1 };
      return csv.write(statement, place, { ...defaultOptions, ...options });
    })
    .join('');

/** RFC 4180 as a program of somebody else would read it, sign by sign. */
const cellsOf = (text: string, delimiter: string): readonly (readonly string[])[] => {
  const rows: string[][] = [];
  let [row, cell, isQuoted]: [string[], string, boolean] = [[], '', false];
  for (let at = 0; at < text.length; at += 1) {
    const sign = text.charAt(at);
    if (isQuoted && sign === '"' && text.charAt(at + 1) === '"') {
      cell += sign;
      at += 1;
    } else if (sign === '"') {
      if (!isQuoted && cell !== '') throw new Error('a quote in a cell that is not quoted');
      isQuoted = !isQuoted;
    } else if (!isQuoted && sign === delimiter) {
      row.push(cell);
      cell = '';
    } else if (!isQuoted && sign === '\r' && text.charAt(at + 1) === '\n') {
      rows.push([...row, cell]);
      [row, cell] = [[], ''];
      at += 1;
    } else if (!isQuoted && (sign === '\r' || sign === '\n')) {
      throw new Error('half a line end');
    } else {
      cell += sign;
    }
  }
  if (row.length > 0 || cell !== '') throw new Error('the last row has no end');
  return rows;
};

const readCsv = (file: string, delimiter = ','): readonly Readonly<Record<string, string>>[] => {
  if (!file.startsWith('\ufeff') || file.includes('\n\ufeff')) throw new Error('one mark of UTF-8, at the start');
  const [names = [], ...rows] = cellsOf(file.slice(1), delimiter);
  return rows.map((row) => {
    if (row.length !== names.length) throw new Error('a row of another length');
    return Object.fromEntries(names.map((name, at) => [name, row[at] ?? '']));
  });
};

const rowOf = (wishes: Parameters<typeof anEntry>[0], options: Partial<WriteOptions> = {}) => {
  const [row] = readCsv(fileOf([aStatementInFull({ entries: [anEntry(wishes)] })], options), options.delimiter);
  if (!row) throw new Error('no row was read');
  return row;
};

describe('CSV', () => {
  it('is a header and a row a line, to the character', () => {
    const entries = [
      anEntry({
        valueDate: '2026-11-27',
        counterpartyName: 'Klant "De Hoek", NV',
        counterpartyReference: 'BE71096123456769',
        remittanceText: '+++010/8068/17183+++',
        reference: { kind: 'be_ogm', value: '+++010/8068/17183+++' },
        endToEndId: 'E2E-78',
      }),
      anEntry({ line: 2, amount: '-4.5', description: 'Maandelijkse kost', fee: '4.5' }),
    ];

    expect(fileOf([aStatementInFull({ entries })])).toBe(
      [
        '\ufeffaccount,account_currency,statement,line,kind,execution_date,value_date,amount,currency,balance,counterparty_name,' +
          'counterparty_account,reference,reference_kind,text,description,end_to_end_id,mandate_id,creditor_id,' +
          'bank_transaction_code,fee,version,id,statement_state,proof',
        'BE40730255252563,EUR,2026-0027,1,line,2026-11-28,2026-11-27,767.36,EUR,54242.36,"Klant ""De Hoek"", NV",' +
          `BE71096123456769,010806817183,be_ogm,'+++010/8068/17183+++,,E2E-78,,,,,1,${anEntry().id},final,` +
          'PROOF PROVEN 50492.10 ON 2026-12-04',
        'BE40730255252563,EUR,2026-0027,2,line,2026-11-28,2026-11-28,-4.50,EUR,54237.86,,,,,,Maandelijkse kost,,,,,4.50,1,' +
          `${anEntry({ line: 2 }).id},final,PROOF PROVEN 50492.10 ON 2026-12-04`,
        '',
      ].join('\r\n'),
    );
  });

  it('gives back every line with its texts and the balance after it, whatever they are, without the guard', () => {
    fc.assert(
      fc.property(arbitraryStatements(), fc.constantFrom(',' as const, ';' as const), (statements, delimiter) => {
        const rows = readCsv(fileOf(statements, { delimiter, guard: false }), delimiter);
        const meant = statements.flatMap(({ account, currency, number, state, opening, entries }) => {
          let balance = opening;
          return entries.map((entry, at) => {
            balance = add(balance, entry.amount);
            const { content } = entry;
            return expect.objectContaining({
              account: account.reference,
              account_currency: currency,
              statement: number,
              line: String(at + 1),
              kind: entry.kind,
              execution_date: content.executionDate,
              value_date: content.valueDate ?? content.executionDate,
              amount: formatAmount(entry.amount, currency),
              balance: formatAmount(balance, currency),
              counterparty_name: plain(content.counterpartyName),
              counterparty_account: plain(content.counterpartyReference),
              reference: content.reference?.value.replaceAll(/[+/]/g, '') ?? '',
              text: plain(content.remittanceText),
              id: entry.id,
              statement_state: state,
            });
          });
        });

        expect(rows).toEqual(meant);
        for (const { closing, currency, number } of statements) {
          expect(rows.findLast(({ statement }) => statement === number)?.['balance']).toBe(
            formatAmount(closing, currency),
          );
        }
      }),
      { numRuns: 100 },
    );
  });

  /** On one line, without what prints nothing. */
  const plain = (text: string | undefined): string =>
    (text ?? '').replaceAll(/[\p{Cc}\p{Zl}\p{Zp}\p{Cs}\p{Noncharacter_Code_Point}\ufffd]+/gu, ' ').trim();

  it('lets no cell of the bank begin like a formula, but numbers', () => {
    fc.assert(
      fc.property(arbitraryStatements(), (statements) => {
        for (const { amount, balance, fee, ...texts } of readCsv(fileOf(statements))) {
          for (const number of [amount, balance, fee]) expect(number).toMatch(/^(?:-?\d+(?:\.\d+)?)?$/);
          for (const text of Object.values(texts)) expect(text).not.toMatch(/^\s*[=+\-@\uff1d\uff0b\uff0d\uff20]/u);
        }
      }),
      { numRuns: 50 },
    );
  });

  it.each([
    '=1+1',
    '+32 475 12',
    '-5 procent',
    '@SUM(A1)',
    '\t=1+1',
    '\r\n=1+1',
    '\u00a0=1+1',
    '\ufeff=1+1',
    '\uff1d1',
    '\uff0b1',
    '\uff0d1',
    '\uff20a',
    '\u0000=1+1',
  ])('guards the text %j in every column of the bank, and only where it is asked for', (text) => {
    const told = {
      counterpartyName: text,
      counterpartyReference: text,
      remittanceText: text,
      description: text,
      endToEndId: text,
      mandateId: text,
      creditorId: text,
      bankTransactionCode: text,
    };
    const names = ['counterparty_name', 'counterparty_account', 'text', 'description', 'end_to_end_id', 'mandate_id'];
    const columns = [...names, 'creditor_id', 'bank_transaction_code'];
    const [guarded, bare] = [rowOf(told), rowOf(told, { guard: false })];

    expect(columns.map((name) => guarded[name])).toEqual(columns.map(() => `'${plain(text)}`));
    expect(columns.map((name) => bare[name])).toEqual(columns.map(() => plain(text)));
  });

  it('guards what a spreadsheet runs that parts columns by the other sign, or sees through marks without width', () => {
    const text = 'Huur;=1+1; -2 a,@b';

    expect(rowOf({ remittanceText: text })['text']).toBe("Huur;'=1+1;' -2 a,@b");
    expect(rowOf({ remittanceText: text }, { delimiter: ';' })['text']).toBe("Huur;=1+1; -2 a,'@b");
    expect(rowOf({ remittanceText: text }, { guard: false })['text']).toBe(text);
    expect(rowOf({ remittanceText: '\u200b\u202e=1+1' })['text']).toBe("'\u200b\u202e=1+1");
    expect(rowOf({ remittanceText: '12,50 EUR; dank' })['text']).toBe('12,50 EUR; dank');
  });

  it('guards an account number too, and no number that we write ourselves', () => {
    const account = { reference: '=cmd', referenceType: 'OTHER' };
    const entries = [anEntry({ amount: '-5', fee: '-1' })];
    const [row] = readCsv(fileOf([aStatementInFull({ account, opening: '-10', entries })]));

    expect(row).toMatchObject({ account: "'=cmd", amount: '-5.00', balance: '-15.00', fee: '-1.00' });
  });

  it('quotes what holds the delimiter in use, a quote, or both, and nothing else', () => {
    const text = 'a;b,c "d" é\r\ne';

    expect(fileOf([aStatementInFull({ entries: [anEntry({ remittanceText: 'a;b' })] })])).toContain(',a;b,');
    expect(rowOf({ remittanceText: text })['text']).toBe('a;b,c "d" é e');
    expect(rowOf({ remittanceText: text }, { delimiter: ';' })['text']).toBe('a;b,c "d" é e');
    const semicolons = fileOf([aStatementInFull({ entries: [anEntry({ remittanceText: 'a,b' })] })], {
      delimiter: ';',
    });
    expect(semicolons).toContain(';a,b;');
    expect(semicolons).toContain('account;account_currency;');
  });

  it('has one header for several statements, and comes out the same again', () => {
    const two = [aStatementInFull(), aStatementInFull({ number: '2026-0028', state: 'open' })];

    expect(readCsv(fileOf(two)).map(({ statement, proof }) => [statement, proof])).toEqual([
      ['2026-0027', 'PROOF PROVEN 50492.10 ON 2026-12-04'],
      ['2026-0028', 'OPEN STATEMENT MAY CHANGE / PROOF PROVEN 50492.10 ON 2026-12-04'],
    ]);
    expect(checksum(fileOf(two))).toBe(checksum(fileOf(two)));
  });

  it('tells late lines, adjustments and twins apart, in currencies without cents too', () => {
    const yen = { currency: 'JPY', amount: '12', remittanceText: 'TICKET' };
    const adjusted = { from: decimal('12'), to: decimal('10') };
    const rows = readCsv(
      fileOf([
        aStatementInFull({
          currency: 'JPY',
          opening: '-100',
          entries: [
            anEntry({ ...yen, line: 4 }),
            anEntry({ ...yen, line: 5, kind: 'late_line', executionDate: '2026-11-20' }),
            anEntry({ ...yen, line: 4, kind: 'adjustment', version: 2, amount: '-2', adjusted }),
          ],
        }),
      ]),
    );

    expect(
      rows.map(({ kind, execution_date: on, amount, balance, version }) => [kind, on, amount, balance, version]),
    ).toEqual([
      ['line', '2026-11-28', '12', '-88', '1'],
      ['late_line', '2026-11-20', '12', '-76', '1'],
      ['adjustment', '2026-11-28', '-2', '-78', '2'],
    ]);
    expect(new Set(rows.map(({ id, version }) => `${id} ${version}`)).size).toBe(3);
  });
});
