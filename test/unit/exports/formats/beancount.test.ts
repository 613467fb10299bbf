import fc from 'fast-check';
import { addDays } from '../../../../shared/domain/calendar/calendarDate.ts';
import { formatAmount } from '../../../../shared/domain/money/currency.ts';
import type { StatementInFull } from '../../../../shared/domain/statements/statementInFull.ts';
import { beancount } from '../../../../shared/exports/formats/beancount.ts';
import { defaultOptions } from '../../../../shared/exports/writeFile.ts';
import { arbitraryStatements } from '../../../builders/arbitraryStatement.ts';
import { anEntry, aStatementInFull, checksum } from '../../../builders/statementInFull.ts';

const fileOf = (statements: readonly StatementInFull[], opening = true): string =>
  statements
    .map((statement, at) => {
      const place = { isFirst: at === 0, isLast: at === statements.length - 1 };
      return beancount.write(statement, place, { ...defaultOptions, opening });
    })
    .join('');

interface Read {
  readonly date: string;
  readonly words: readonly string[];
  readonly meta: Readonly<Record<string, string>>;
  readonly amount: string;
}

const text = /"((?:[^"\\]|\\.)*)"/gu;
const plain = (quoted: string): string => quoted.replaceAll(/\\(.)/gu, '$1');

/** Reads transactions, and asserts each balance at the start of its day, as beancount does. */
const read = (file: string): readonly Read[] => {
  const blocks = file.split(/\n(?=\d{4}-|;)/u).filter((block) => /^\d{4}-/u.test(block));
  const transactions = blocks
    .filter((block) => /^\S+ \* /u.test(block))
    .map((block): Read => {
      const [first = '', ...others] = block.split('\n');
      const meta = others.flatMap((line) => {
        const [, name, value] = /^ {2}([a-z-]+): (.*)$/u.exec(line) ?? [];
        return name === undefined || value === undefined
          ? []
          : [[name, plain(value.replaceAll(/^"|"$/gu, ''))] as const];
      });
      const [, amount = ''] = /^ {2}Assets:Bank:\S+ {2}(-?[\d.]+) [A-Z]{3}$/mu.exec(block) ?? [];
      const words = [...first.matchAll(text)].map((match) => plain(match[1] ?? ''));
      return { date: first.slice(0, 10), words, meta: Object.fromEntries(meta), amount };
    });
  const units = (amount: string): number => Math.round(Number(amount) * 1000);
  for (const block of blocks) {
    const [, day, amount] = /^(\S+) balance \S+ {2}(-?[\d.]+) ~ 0 [A-Z]{3}$/mu.exec(block) ?? [];
    if (day === undefined || amount === undefined) continue;
    const before = transactions.filter(({ date }) => date < day).reduce((sum, one) => sum + units(one.amount), 0);
    expect(units(amount)).toBe(before);
  }
  return transactions;
};

describe('the journal for beancount', () => {
  it('opens its accounts, asserts both balances exactly and says what each line is', () => {
    const statement = aStatementInFull({
      entries: [
        anEntry({
          counterpartyName: 'Klant "NV"',
          remittanceText: '+++010/8068/17183+++',
          reference: { kind: 'be_ogm', value: '+++010/8068/17183+++' },
        }),
        anEntry({ kind: 'late_line', line: 2, executionDate: '2026-11-20', amount: '-10', description: 'C:\\' }),
      ],
    });

    expect(fileOf([statement]).split('\n')).toEqual([
      '; Statement 2026-0027, 2026-11-28 to 2026-11-28',
      '; PROOF PROVEN 50492.10 ON 2026-12-04',
      '',
      '2026-11-27 open Assets:Bank:BE40730255252563 EUR',
      '2026-11-27 open Equity:Opening-Balances',
      '2026-11-27 open Income:Unknown',
      '2026-11-27 open Expenses:Unknown',
      '',
      '2026-11-27 * "Opening balance"',
      '  Assets:Bank:BE40730255252563  53475.00 EUR',
      '  Equity:Opening-Balances',
      '',
      '2026-11-28 balance Assets:Bank:BE40730255252563  53475.00 ~ 0 EUR',
      '',
      String.raw`2026-11-28 * "Klant \"NV\"" "+++010/8068/17183+++" ^ogm-010806817183`,
      `  id: "${anEntry().id}"`,
      '  reference: "010806817183"',
      '  Assets:Bank:BE40730255252563  767.36 EUR',
      '  Income:Unknown',
      '',
      String.raw`2026-11-28 * "C:\\"`,
      `  id: "${anEntry({ line: 2 }).id}"`,
      '  bank-date: 2026-11-20',
      '  remark: "LATE LINE OF 2026-11-20"',
      '  Assets:Bank:BE40730255252563  -10.00 EUR',
      '  Expenses:Unknown',
      '',
      '2026-11-29 balance Assets:Bank:BE40730255252563  54232.36 ~ 0 EUR',
      '  statement: "2026-0027"',
      '  proof: "PROOF PROVEN 50492.10 ON 2026-12-04"',
      '',
      '',
    ]);
  });

  it('gives back balances, count, and the day, amount and id of each line, whatever they are', () => {
    fc.assert(
      fc.property(arbitraryStatements(), (statements) => {
        const file = fileOf(statements);
        const [, ...lines] = read(file);

        expect(
          new Map(lines.map(({ date, amount, meta }) => [meta['id'], [meta['bank-date'] ?? date, amount]])),
        ).toEqual(
          new Map(
            statements.flatMap(({ currency, entries }) =>
              entries.map(({ kind, id, version, amount, content }) => [
                kind === 'adjustment' ? `${id}:${version}` : id,
                [content.executionDate, formatAmount(amount, currency)],
              ]),
            ),
          ),
        );
        expect(lines).toHaveLength(statements.reduce((count, { entries }) => count + entries.length, 0));
        for (const { period, opening, closing, currency } of statements) {
          expect(file).toMatch(
            new RegExp(`^${period.from} balance \\S+  ${formatAmount(opening, currency)} ~ 0 `, 'mu'),
          );
          const end = addDays(period.to, 1);
          expect(file).toMatch(new RegExp(`^${end} balance \\S+  ${formatAmount(closing, currency)} ~ 0 `, 'mu'));
        }
      }),
    );
  });

  it('opens nothing where it goes on behind another file', () => {
    expect(fileOf([aStatementInFull()], false)).not.toMatch(/ open |Opening/u);
    expect(fileOf([aStatementInFull()], false)).toContain(
      '2026-11-28 balance Assets:Bank:BE40730255252563  53475.00 ~ 0 EUR',
    );
  });

  it('keeps a text in its quotes, whatever is in it', () => {
    const [, line] = read(
      fileOf([
        aStatementInFull({
          entries: [anEntry({ counterpartyName: '"\\" \n2026-01-01 open X', remittanceText: 'Ψωμί 🥐 \\"' })],
        }),
      ]),
    );

    expect(line?.words).toEqual(['"\\" 2026-01-01 open X', 'Ψωμί 🥐 \\"']);
  });

  it('names the account with capital letters of ASCII', () => {
    const account = { reference: 'kaart 12/é', referenceType: 'OTHER' };

    expect(fileOf([aStatementInFull({ account })])).toContain('Assets:Bank:KAART12-E  ');
  });

  it('is the same text each time, of which the checksum is known', () => {
    expect(checksum(fileOf([aStatementInFull()]))).toBe(
      '124fa1198391253489c8ac38ec2300fa6d79650c67763ad432ff2786a3958505',
    );
  });
});
