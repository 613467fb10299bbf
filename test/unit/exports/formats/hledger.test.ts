import fc from 'fast-check';
import { formatAmount } from '../../../../shared/domain/money/currency.ts';
import type { StatementInFull } from '../../../../shared/domain/statements/statementInFull.ts';
import { hledger } from '../../../../shared/exports/formats/hledger.ts';
import { defaultOptions } from '../../../../shared/exports/writeFile.ts';
import { arbitraryStatements } from '../../../builders/arbitraryStatement.ts';
import { anEntry, aStatementInFull, checksum, decimal } from '../../../builders/statementInFull.ts';

const fileOf = (statements: readonly StatementInFull[], opening = true): string =>
  statements
    .map((statement, at) => {
      const place = { isFirst: at === 0, isLast: at === statements.length - 1 };
      return hledger.write(statement, place, { ...defaultOptions, opening });
    })
    .join('');

interface Read {
  readonly date: string;
  readonly bankDate: string;
  readonly code: string;
  readonly description: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly account: string;
  readonly amount: string;
  readonly balance: string;
  readonly other: string;
}

const head = /^(\d{4}-\d\d-\d\d)(?:=(\d{4}-\d\d-\d\d))? \(([^)]+)\) ?(.*)$/u;
const posting = /^ {4}(\S+) {2}([A-Z]{3}) (\S+) = ([A-Z]{3}) (\S+)$/u;

/** Reads a journal as hledger does, and asserts each balance in the order of the file. */
const read = (file: string): readonly Read[] => {
  let balance = 0;
  return file
    .split('\n\n')
    .map((block) => block.split('\n').filter((line) => line !== '' && !line.startsWith(';')))
    .filter((lines) => lines.length > 0)
    .map((lines) => {
      const [, date = '', bankDate = date, code = '', description = ''] = head.exec(lines[0] ?? '') ?? [];
      const comments = lines.filter((line) => line.startsWith('    ; '));
      const tags = Object.fromEntries(
        comments.map((line) => {
          const [, name = '', value = ''] = /^ {4}; ([a-z-]+): ([^,]*)$/u.exec(line) ?? [];
          return [name, value];
        }),
      );
      const bank = lines.find((line) => posting.test(line)) ?? '';
      const [, account = '', , amount = '', , asserted = ''] = posting.exec(bank) ?? [];
      balance += Math.round(Number(amount) * 1000);
      expect(Math.round(Number(asserted) * 1000)).toBe(balance);
      const other = (lines.at(-1) ?? '').trim();
      return { date, bankDate, code, description, tags, account, amount, balance: asserted, other };
    });
};

describe('the journal for hledger and Ledger', () => {
  it('names an account the same, however its IBAN is spelled', () => {
    const account = { reference: 'be40 7302 5525 2563', referenceType: 'IBAN' };

    expect(fileOf([aStatementInFull({ account })])).toBe(fileOf([aStatementInFull()]));
  });

  it('is transactions that assert the balance after them', () => {
    const statement = aStatementInFull({
      entries: [
        anEntry({
          counterpartyName: 'WORLDLINE NV',
          remittanceText: 'VERRICHTINGEN TERMINAL',
          valueDate: '2026-11-27',
          counterpartyReference: 'BE68539007547034',
        }),
        anEntry({ line: 2, amount: '-4.5', description: 'Kost', fee: '4.5' }),
        anEntry({ kind: 'late_line', line: 3, executionDate: '2026-11-20', amount: '-10' }),
      ],
    });

    expect(fileOf([statement]).split('\n')).toEqual([
      '; Statement 2026-0027, 2026-11-28 to 2026-11-28',
      '; PROOF PROVEN 50492.10 ON 2026-12-04',
      '',
      '2026-11-28 (2026-0027) Opening balance',
      '    assets:bank:BE40730255252563  EUR 53475.00 = EUR 53475.00',
      '    equity:opening',
      '',
      '2026-11-28 (2026-0027/1) WORLDLINE NV | VERRICHTINGEN TERMINAL',
      `    ; id: ${anEntry().id}`,
      '    ; value-date: 2026-11-27',
      '    ; counterparty: BE68539007547034',
      '    assets:bank:BE40730255252563  EUR 767.36 = EUR 54242.36',
      '    income:unknown',
      '',
      '2026-11-28 (2026-0027/2) Kost',
      `    ; id: ${anEntry({ line: 2 }).id}`,
      '    ; fee: 4.50',
      '    assets:bank:BE40730255252563  EUR -4.50 = EUR 54237.86',
      '    expenses:unknown',
      '',
      '2026-11-28=2026-11-20 (2026-0027/3)',
      `    ; id: ${anEntry({ line: 3 }).id}`,
      '    ; bank-date: 2026-11-20',
      '    ; remark: LATE LINE OF 2026-11-20',
      '    assets:bank:BE40730255252563  EUR -10.00 = EUR 54227.86',
      '    expenses:unknown',
      '',
      '',
    ]);
  });

  it('gives back balances, count, and the day, amount and id of each line, in the order of days, whatever they are', () => {
    fc.assert(
      fc.property(arbitraryStatements(), (statements) => {
        const all = read(fileOf(statements));
        for (const statement of statements) {
          const own = all.filter(({ code }) => code.startsWith(statement.number));
          const [start, ...lines] = own;
          const { currency } = statement;

          expect(start?.balance).toBe(formatAmount(statement.opening, currency));
          expect(lines.at(-1)?.balance).toBe(formatAmount(statement.closing, currency));
          expect(own.map(({ date }) => date)).toEqual(own.map(({ date }) => date).sort());
          const inOrder = [...lines].sort((a, b) => Number(a.code.split('/')[1]) - Number(b.code.split('/')[1]));
          expect(inOrder.map(({ bankDate, amount, tags }) => [bankDate, amount, tags['id']])).toEqual(
            statement.entries.map(({ kind, id, version, amount, content }) => [
              content.executionDate,
              formatAmount(amount, currency),
              kind === 'adjustment' ? `${id}:${version}` : id,
            ]),
          );
          expect(lines.every(({ date }) => date >= statement.period.from && date <= statement.period.to)).toBe(true);
        }
        expect(all).toHaveLength(statements.reduce((count, { entries }) => count + entries.length + 1, 0));
      }),
    );
  });

  it('dates late lines and adjustments on the first day of the statement, before the lines of later days', () => {
    const statement = aStatementInFull({
      period: { from: '2026-11-23', to: '2026-11-29' },
      entries: [
        anEntry({ executionDate: '2026-11-23', amount: '1' }),
        anEntry({ line: 2, executionDate: '2026-11-25', amount: '2' }),
        anEntry({
          kind: 'adjustment',
          line: 3,
          version: 2,
          executionDate: '2026-11-10',
          amount: '-2',
          adjusted: { from: decimal('2'), to: decimal('0') },
        }),
      ],
    });

    expect(read(fileOf([statement])).map(({ date, bankDate, code }) => [date, bankDate, code])).toEqual([
      ['2026-11-23', '2026-11-23', '2026-0027'],
      ['2026-11-23', '2026-11-23', '2026-0027/1'],
      ['2026-11-23', '2026-11-10', '2026-0027/3'],
      ['2026-11-25', '2026-11-25', '2026-0027/2'],
    ]);
  });

  it('only asserts the opening balance of a statement that follows another, in the file or in one before it', () => {
    const first = aStatementInFull();
    const second = aStatementInFull({ opening: '54242.36', period: { from: '2026-11-29', to: '2026-11-29' } });

    expect(fileOf([first, second]).match(/equity:opening/g)).toHaveLength(1);
    expect(fileOf([first, second])).toContain('  EUR 0 = EUR 54242.36\n');
    expect(fileOf([second], false)).toContain('  EUR 0 = EUR 54242.36\n');
    expect(fileOf([second], false)).not.toContain('equity:opening');
  });

  it('lets no name or text end a description, begin a comment, part a tag or look like a date', () => {
    const [, line] = read(
      fileOf([
        aStatementInFull({
          entries: [
            anEntry({
              counterpartyName: '* A;B |  C \u00a0 \n2026-01-01\u3000x',
              remittanceText: '(code) [2026-01-01]  = EUR 1',
              endToEndId: 'a, date:2026-01-01',
            }),
          ],
        }),
      ]),
    );

    expect(line?.description).toBe('* A,B / C 2026-01-01 x | (code) (2026-01-01) = EUR 1');
    expect(line?.tags['end-to-end-id']).toBe('a  date:2026-01-01');
  });

  it('names the account by its number and keeps letters of every script', () => {
    const account = { reference: '733-012 (A)/b', referenceType: 'OTHER' };

    expect(read(fileOf([aStatementInFull({ account })]))[0]?.account).toBe('assets:bank:733-012-A-b');
    expect(fileOf([aStatementInFull({ entries: [anEntry({ counterpartyName: 'Ψωμί 北京 🥐' })] })])).toContain(
      'Ψωμί 北京 🥐',
    );
  });

  it('is the same text each time, of which the checksum is known', () => {
    expect(checksum(fileOf([aStatementInFull()]))).toBe(
      '33d541bcbf797d84de4fff7c3df8f62f768b0aba2ab3740760518f43359d4f81',
    );
  });
});
