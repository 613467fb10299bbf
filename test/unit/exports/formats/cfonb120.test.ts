import fc from 'fast-check';
import { addDays } from '../../../../shared/domain/calendar/calendarDate.ts';
import { digitsOf } from '../../../../shared/domain/money/currency.ts';
import { unitsIn } from '../../../../shared/domain/money/decimal.ts';
import type { StatementInFull } from '../../../../shared/domain/statements/statementInFull.ts';
import { NotExpressible } from '../../../../shared/exports/format.ts';
import { cfonb120 } from '../../../../shared/exports/formats/cfonb120.ts';
import { entryKey } from '../../../../shared/exports/parts/referenceId.ts';
import { defaultOptions } from '../../../../shared/exports/writeFile.ts';
import { arbitraryStatements } from '../../../builders/arbitraryStatement.ts';
import { accountId, anEntry, aStatementInFull, checksum, decimal } from '../../../builders/statementInFull.ts';

const account = { reference: 'FR14 2004 1010 0505 0001 3M02 606', referenceType: 'IBAN' };

const fileOf = (...statements: readonly StatementInFull[]): string =>
  statements
    .map((statement, at) => {
      const place = { isFirst: at === 0, isLast: at === statements.length - 1 };
      return cfonb120.write(statement, place, defaultOptions);
    })
    .join('');

/** The last digit has the sign of the whole. */
const overpunched = '{ABCDEFGHI}JKLMNOPQR';
const unitsOf = (field: string): bigint => {
  const place = overpunched.indexOf(field.slice(-1));
  if (!/^\d{13}.$/.test(field) || place < 0) throw new Error(`no amount: ${field}`);
  return BigInt(`${place > 9 ? '-' : ''}${field.slice(0, 13)}${place % 10}`);
};
const dayOf = (ddmmyy: string): string => `20${ddmmyy.slice(4, 6)}-${ddmmyy.slice(2, 4)}-${ddmmyy.slice(0, 2)}`;

/** CFONB 120 as a program of somebody else would read it. */
const readCfonb120 = (file: string) => {
  const lines = file.split('\r\n');
  if (lines.pop() !== '') throw new Error('the last record has no end');
  const statements: {
    account: string;
    opening: bigint;
    openingOn: string;
    closing?: bigint;
    closingOn?: string;
    movements: {
      code: string;
      on: string;
      valueOn: string;
      label: string;
      number: number;
      amount: bigint;
      key: string;
      details: string[];
    }[];
  }[] = [];
  for (const line of lines) {
    if (!/^[A-Z0-9 *\-./{}]{120}$/.test(line)) throw new Error(`no record: ${line}`);
    const part = (first: number, last: number): string => line.slice(first - 1, last);
    const names = `${part(3, 7)} ${part(12, 16)} ${part(22, 32)} ${part(17, 19)}${part(20, 20)}`;
    const statement = statements.at(-1);
    const movement = statement?.movements.at(-1);
    if (part(1, 2) !== '01') expect(names).toBe(statement?.account);
    switch (part(1, 2)) {
      case '01':
        statements.push({
          account: names,
          opening: unitsOf(part(91, 104)),
          openingOn: dayOf(part(35, 40)),
          movements: [],
        });
        break;
      case '04':
        statement?.movements.push({
          code: part(33, 34),
          on: dayOf(part(35, 40)),
          valueOn: dayOf(part(43, 48)),
          label: part(49, 79).trim(),
          number: Number(part(82, 88)),
          amount: unitsOf(part(91, 104)),
          key: part(105, 120).trim(),
          details: [],
        });
        break;
      case '05':
        expect(part(33, 40)).toBe(`${movement?.code}${(movement?.on ?? '').slice(2).split('-').reverse().join('')}`);
        movement?.details.push(`${part(46, 48)} ${part(49, 118).trimEnd()}`);
        break;
      case '07':
        if (!statement) throw new Error('an end without a beginning');
        statement.closing = unitsOf(part(91, 104));
        statement.closingOn = dayOf(part(35, 40));
        break;
      default:
        throw new Error(`unknown record: ${line}`);
    }
  }
  return statements;
};

const movementOf = (wishes: Parameters<typeof anEntry>[0]) => {
  const [movement] =
    readCfonb120(fileOf(aStatementInFull({ account, entries: [anEntry(wishes)] })))[0]?.movements ?? [];
  if (!movement) throw new Error('no movement was read');
  return movement;
};

const refusal = (wishes: Parameters<typeof aStatementInFull>[0]): unknown => {
  try {
    return fileOf(aStatementInFull({ account, ...wishes }));
  } catch (error) {
    return error instanceof NotExpressible ? { reason: error.reason, lineId: error.lineId } : error;
  }
};

describe('CFONB 120', () => {
  it('is the records of the standard, to the character', () => {
    const entries = [
      anEntry({
        amount: '-12.34',
        counterpartyName: 'Société Générale des Eaux et Forêts',
        counterpartyReference: 'FR1420041010050500013M02606',
        remittanceText: 'Facture 5',
        endToEndId: 'E2E-1',
        mandateId: 'M-1',
        fee: '1.5',
        bankTransactionCode: 'PMNT-RDDT-ESDD',
      }),
    ];
    const record = (start: string, rest: string) => `${start}20041    01005EUR2 0500013M026${rest}`.padEnd(120);
    const detail = (rest: string) => record('05', `08281126     ${rest}`);

    expect(fileOf(aStatementInFull({ account, entries, opening: '-0.10' })).split('\r\n')).toEqual([
      record('01', `  271126${' '.repeat(50)}0000000000001}`),
      record(
        '04',
        `08281126  281126SOCIETE GENERALE DES EAUX ET FO  0000001  0000000000123M${entryKey(anEntry(), 16)}`,
      ),
      detail('NBESOCIETE GENERALE DES EAUX ET FORETS'),
      detail('LCCFACTURE 5'),
      detail('CBEFR1420041010050500013M02606'),
      detail('RCNE2E-1'),
      detail('LIBRUM M-1'),
      detail('FEEEUR200000000000150'),
      record('07', `  281126${' '.repeat(50)}0000000000124M`),
      '',
    ]);
  });

  it('gives back balances, count, and the day, amount and key of each line, whatever they are', () => {
    fc.assert(
      fc.property(arbitraryStatements({ iban: 'FR' }), (statements) => {
        expect(readCfonb120(fileOf(...statements))).toEqual(
          statements.map(({ account: { reference }, currency, period, opening, closing, entries }) => {
            const digits = digitsOf(currency);
            const names = [reference.slice(4, 9), reference.slice(9, 14), reference.slice(14, 25), currency + digits];
            return {
              account: names.join(' '),
              opening: unitsIn(opening, digits),
              openingOn: addDays(period.from, -1),
              closing: unitsIn(closing, digits),
              closingOn: period.to,
              movements: entries.map((entry, at) =>
                expect.objectContaining({
                  on: entry.content.executionDate,
                  valueOn: entry.content.valueDate ?? entry.content.executionDate,
                  number: at + 1,
                  amount: unitsIn(entry.amount, digits),
                  key: entryKey(entry, 16),
                }),
              ),
            };
          }),
        );
      }),
      { numRuns: 200 },
    );
  });

  it('is the same text for the same statements', () => {
    const two = [aStatementInFull({ account }), aStatementInFull({ account, opening: '-3', number: '2026-0028' })];

    expect(checksum(fileOf(...two))).toBe(checksum(fileOf(...two)));
    expect(readCfonb120(fileOf(...two))).toHaveLength(2);
  });

  it('refuses accounts of other countries, also those whose own key is wrong, and takes Monaco', () => {
    const of = (reference: string) => refusal({ account: { reference, referenceType: 'IBAN' } });

    expect(of('BE40730255252563')).toEqual({ reason: 'account_of_another_country' });
    expect(of('733-0123456-58')).toEqual({ reason: 'account_without_iban' });
    // Right as an IBAN, but with a key inside that is not that of this account.
    expect(of('FR8420041010050500013M02607')).toEqual({ reason: 'account_without_iban' });
    expect(of('MC5811222000010123456789030')).toContain('0711222    00001EUR2 01234567890');
  });

  it('refuses amounts and days that it cannot hold, and says of which line', () => {
    const lineId = `${accountId}-7`;
    const of = (wishes: Parameters<typeof anEntry>[0]) => refusal({ entries: [anEntry({ line: 7, ...wishes })] });

    expect(of({ amount: '0.001' })).toEqual({ reason: 'amount_too_fine', lineId });
    expect(of({ amount: '1000000000000' })).toEqual({ reason: 'amount_too_long', lineId });
    expect(of({ executionDate: '2069-01-01' })).toEqual({ reason: 'date_out_of_range', lineId });
  });

  it('keeps texts in capital letters that the norm knows, and long ones in further records', () => {
    const { label, details } = movementOf({
      counterpartyName: 'Ελλάδα & Здраве 🥐\r\nS.A.',
      remittanceText: `Facture: nº 5_b\u0000 ${'x'.repeat(800)}`,
      reference: { kind: 'iso_11649', value: 'RF18539007547034' },
    });

    expect(label).toBe('ELLADA ZDRAVE S.A.');
    expect(details.map((detail) => detail.slice(0, 3))).toEqual(['LCC', 'LC2', 'LIB', 'LIB', 'LIB', 'LIB', 'REF']);
    expect(details[0]).toBe(`LCC FACTURE NO 5 B ${'X'.repeat(55)}`);
    expect(details.at(-1)).toBe('REF RF18539007547034');
  });

  it('tells a late line and an adjustment for what they are, and twins apart', () => {
    const twin = { remittanceText: 'TICKET', counterpartyName: 'PARKING' };
    const adjusted = { from: decimal('12'), to: decimal('10') };
    const [statement] = readCfonb120(
      fileOf(
        aStatementInFull({
          account,
          entries: [
            anEntry({ ...twin, line: 4 }),
            anEntry({ ...twin, line: 5, kind: 'late_line', executionDate: '2026-11-20' }),
            anEntry({ ...twin, line: 4, kind: 'adjustment', version: 2, amount: '-2', adjusted }),
          ],
        }),
      ),
    );

    expect(new Set(statement?.movements.map(({ key }) => key)).size).toBe(3);
    expect(statement?.movements.map(({ details }) => details[0])).toEqual([
      'LCC TICKET',
      'LIB LATE LINE OF 2026-11-20',
      `LIB ADJUSTMENT OF ${statement?.movements[0]?.key} 12.00 TO 10.00`,
    ]);
    expect(statement?.movements.map(({ on }) => on)).toEqual(['2026-11-28', '2026-11-20', '2026-11-28']);
  });
});
