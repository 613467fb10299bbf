import fc from 'fast-check';
import { addDays, daysBetween } from '../../../../shared/domain/calendar/calendarDate.ts';
import { formatAmount } from '../../../../shared/domain/money/currency.ts';
import { formatDecimal } from '../../../../shared/domain/money/decimal.ts';
import type { StatementInFull } from '../../../../shared/domain/statements/statementInFull.ts';
import { NotExpressible, type StatementFormat } from '../../../../shared/exports/format.ts';
import { mt940 } from '../../../../shared/exports/formats/mt940.ts';
import { mt940Abn } from '../../../../shared/exports/formats/mt940Abn.ts';
import { mt940De } from '../../../../shared/exports/formats/mt940De.ts';
import { mt940Rabo } from '../../../../shared/exports/formats/mt940Rabo.ts';
import { entryKey } from '../../../../shared/exports/parts/referenceId.ts';
import { ibanOf } from '../../../../shared/exports/parts/iban.ts';
import { defaultOptions, writeStatement } from '../../../../shared/exports/writeFile.ts';
import { arbitraryStatements } from '../../../builders/arbitraryStatement.ts';
import { mt940Faults, readMt940 } from '../../../builders/readMt940.ts';
import { aStatementInFull, anEntry, checksum, decimal } from '../../../builders/statementInFull.ts';

const dialects = [mt940, mt940Abn, mt940Rabo, mt940De];

const fileOf = (format: StatementFormat, statements: readonly StatementInFull[]): string =>
  statements
    .map((statement, at) =>
      writeStatement(format, statement, { isFirst: at === 0, isLast: at === statements.length - 1 }, defaultOptions),
    )
    .join('');

/** Of a statement, or a line of it, that the format refuses. */
const refusal = (write: () => string): { reason: string; lineId: string | undefined } => {
  try {
    write();
  } catch (error) {
    if (error instanceof NotExpressible) return { reason: error.reason, lineId: error.lineId };
    throw error;
  }
  return { reason: 'none', lineId: undefined };
};

describe.each(dialects)('$id', (format) => {
  const one = (statement: StatementInFull): string => fileOf(format, [statement]);
  const linesOf = (statement: StatementInFull) => readMt940(one(statement))[0]?.lines ?? [];

  it('says what the statement says: number, balances, and of each line the days, the amount and the key', () => {
    fc.assert(
      fc.property(arbitraryStatements(format === mt940Rabo ? { iban: 'any' } : {}), (statements) => {
        const file = fileOf(format, statements);
        expect(mt940Faults(file)).toEqual([]);
        const expected = statements.map(({ account, currency, number, period, opening, closing, entries }) => {
          const reference = ibanOf(account.reference) ?? account.reference;
          return {
            account: format === mt940Rabo ? `${reference} ${currency}` : reference,
            number: `${Number(number.slice(5))}/1`,
            opening: formatAmount(opening, currency),
            openingOn: addDays(period.from, -1),
            closing: formatAmount(closing, currency),
            closingOn: period.to,
            currency,
            lines: entries.map((entry) => ({
              valueDate: entry.content.valueDate ?? entry.content.executionDate,
              entryDate: entry.content.executionDate,
              amount: formatAmount(entry.amount, currency),
              bankReference: entryKey(entry, 16),
            })),
          };
        });
        expect(readMt940(file)).toMatchObject(expected);
      }),
    );
  });

  it('never leaves a line without details', () => {
    fc.assert(
      fc.property(arbitraryStatements(format === mt940Rabo ? { iban: 'any' } : {}, 1), ([statement]) => {
        expect(linesOf(statement).map(({ details }) => details)).not.toContain('');
      }),
      { numRuns: 30 },
    );
    expect(linesOf(aStatementInFull())).toEqual([
      expect.objectContaining({ details: expect.stringMatching(/[A-Z]{4}/) }),
    ]);
  });

  it('writes amounts with the decimals of the currency and a comma that is never left out', () => {
    const entries = (amount: string, currency: string) => [anEntry({ amount, currency })];
    const yen = one(aStatementInFull({ currency: 'JPY', opening: '0', entries: entries('-12000', 'JPY') }));
    const dinar = one(aStatementInFull({ currency: 'BHD', opening: '0', entries: entries('0.005', 'BHD') }));

    expect(yen).toMatch(/^:60F:C261127JPY0,\r$/m);
    expect(yen).toMatch(/^:61:2611281128D12000,N/m);
    expect(yen).toMatch(/^:62F:D261128JPY12000,\r$/m);
    expect(dinar).toMatch(/^:61:2611281128C0,005N/m);
    expect(one(aStatementInFull({ entries: entries('0', 'EUR') }))).toMatch(/^:61:2611281128C0,00N/m);
  });

  it('refuses what has no place, and names the line', () => {
    const of = (amount: string, more = {}) => {
      const entry = anEntry({ amount, ...more });
      return { ...refusal(() => one(aStatementInFull({ opening: '0', entries: [entry] }))), id: entry.id };
    };
    const account = (reference: string) =>
      refusal(() => one(aStatementInFull({ account: { reference, referenceType: 'OTHER' } }))).reason;

    const tooFine = of('0.001');
    expect(tooFine).toMatchObject({ reason: 'amount_too_fine', lineId: tooFine.id });
    expect(refusal(() => one(aStatementInFull({ opening: '1000000000000.00' })))).toEqual({
      reason: 'amount_too_long',
      lineId: undefined,
    });
    expect(of('1.00', { executionDate: '1968-12-31' })).toMatchObject({ reason: 'date_out_of_range' });
    expect(account('6666********1234')).toBe('account_characters');
    expect(account('1'.repeat(36))).toBe('account_too_long');
    expect(of('1.00').reason).toBe('none');
  });

  it('tells late lines and adjustments by a text and by keys of their own', () => {
    const line = anEntry({ line: 7, executionDate: '2026-11-25', amount: '-42.50', remittanceText: 'Factuur 311' });
    const adjusted = { from: decimal('-42.50'), to: decimal('-40.00') };
    const lines = linesOf(
      aStatementInFull({
        entries: [
          { ...line, kind: 'late_line' },
          { ...line, kind: 'adjustment', version: 2, amount: decimal('2.50'), adjusted },
          { ...line, kind: 'adjustment', version: 3, amount: decimal('0.00'), adjusted },
        ],
      }),
    );
    const words = lines.map(({ details }) => details.replaceAll(/\?\d\d/g, ''));

    expect(words[0]).toContain('Factuur 311 LATE LINE OF 2026-11-25');
    expect(words[1]).toContain(`ADJUSTMENT OF ${entryKey(line, 16)} -42.50 TO -40.00`);
    expect(lines.map(({ entryDate, type }) => [entryDate, type])).toEqual([
      ['2026-11-25', 'MSC'],
      ['2026-11-25', 'MSC'],
      ['2026-11-25', 'MSC'],
    ]);
    expect(new Set(lines.map(({ bankReference }) => bankReference)).size).toBe(3);
  });

  it('shortens the text of a line for its remark and its account, and never those', () => {
    const [line] = linesOf(
      aStatementInFull({
        entries: [
          anEntry({
            kind: 'late_line',
            executionDate: '2026-11-20',
            remittanceText: `BEGIN ${'levering '.repeat(80)}`,
            counterpartyName: 'Łódź Œuvre & Zoon \n:62F: '.repeat(9),
            counterpartyReference: 'NL91ABNA0417164300',
            mandateId: 'M'.repeat(35),
            endToEndId: 'E'.repeat(35),
            creditorId: 'DE98ZZZ09999999999',
          }),
        ],
      }),
    );
    const words = `${line?.supplement ?? ''} ${line?.details.replaceAll(/\?[26]\d/g, '') ?? ''}`;

    expect(line?.details.length).toBeGreaterThan(350);
    for (const told of ['BEGIN', 'NL91ABNA0417164300', 'LATE LINE OF 2026-11-20', 'M'.repeat(35), 'E'.repeat(35)]) {
      expect(words).toContain(told);
    }
    expect(words).toContain('Lodz Oeuvre + Zoon');
  });

  it('keeps an account that is no IBAN, and what it cannot hold as one in the text', () => {
    const told = (counterpartyReference: string) => {
      const [line] = linesOf(aStatementInFull({ entries: [anEntry({ counterpartyReference })] }));
      return `${line?.supplement ?? ''} ${line?.details ?? ''}`;
    };

    expect(told('733-0123456-58')).toContain('733-0123456-58');
    expect(told('nl91 abna 0417 1643 00')).toContain('NL91ABNA0417164300');
    expect(told('Postbus 9/a')).toMatch(/Postbus 9.a/);
  });

  it('gives the same bytes for the same statement, in ASCII with CR LF', () => {
    const statement = aStatementInFull({ entries: [anEntry({ remittanceText: 'Σήμερα – 🥐 "ça va"' })] });
    const file = one(statement);

    expect(checksum(one(structuredClone(statement)))).toBe(checksum(file));
    expect(file).toMatch(/^(?:[\x20-\x7e]*\r\n)+$/);
    expect(file).toMatch(/-\r\n$/);
  });

  it('takes a year from each value date, also where the entry is of the year before', () => {
    const entry = anEntry({ executionDate: '2025-12-31', valueDate: '2026-01-02' });
    const [line] = linesOf(aStatementInFull({ period: { from: '2025-12-31', to: '2025-12-31' }, entries: [entry] }));

    expect(line).toMatchObject({ valueDate: '2026-01-02', entryDate: '2025-12-31' });
    expect(daysBetween(line?.entryDate ?? '', line?.valueDate ?? '')).toBe(2);
  });

  it('keeps twins apart and adds up in the file', () => {
    const lines = linesOf(aStatementInFull({ entries: [anEntry({ line: 1 }), anEntry({ line: 2 })] }));

    expect(new Set(lines.map(({ bankReference }) => bankReference)).size).toBe(2);
    expect(formatDecimal(decimal(lines[0]?.amount ?? ''), 2)).toBe('767.36');
  });
});
