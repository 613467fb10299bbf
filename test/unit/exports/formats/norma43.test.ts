import fc from 'fast-check';
import { unitsIn } from '../../../../shared/domain/money/decimal.ts';
import type { StatementInFull } from '../../../../shared/domain/statements/statementInFull.ts';
import { NotExpressible } from '../../../../shared/exports/format.ts';
import { norma43 } from '../../../../shared/exports/formats/norma43.ts';
import { entryKey } from '../../../../shared/exports/parts/referenceId.ts';
import { defaultOptions, textLinesOf } from '../../../../shared/exports/writeFile.ts';
import { arbitraryStatements } from '../../../builders/arbitraryStatement.ts';
import { accountId, anEntry, aStatementInFull, checksum, decimal } from '../../../builders/statementInFull.ts';

const account = {
  reference: 'ES91 2100 0418 4502 0005 1332',
  referenceType: 'IBAN',
  holderName: 'Panadería Peña, S.L.',
};

const fileOf = (...statements: readonly StatementInFull[]): string => {
  let text = '';
  for (const [at, statement] of statements.entries()) {
    const place = { isFirst: at === 0, isLast: at === statements.length - 1, textLinesBefore: textLinesOf(text) };
    text += norma43.write(statement, place, defaultOptions);
  }
  return text;
};

const cents = (sign: string, digits: string): bigint => (sign === '1' ? -1n : 1n) * BigInt(digits);
const dayOf = (yymmdd: string): string => `20${yymmdd.slice(0, 2)}-${yymmdd.slice(2, 4)}-${yymmdd.slice(4, 6)}`;

/** Norma 43 as a program of somebody else would read it. */
const readNorma43 = (file: string) => {
  const lines = file.split('\r\n');
  if (lines.pop() !== '') throw new Error('the last record has no end');
  for (const line of lines) if (!/^[A-Z0-9 .,\-/()]{80}$/.test(line)) throw new Error(`no record: ${line}`);
  const statements: {
    account: string;
    from: string;
    to: string;
    opening: bigint;
    currency: string;
    holder: string;
    movements: {
      on: string;
      valueOn: string;
      concept: string;
      amount: bigint;
      document: number;
      key: string;
      text: string;
    }[];
    end?: { debits: number; debit: bigint; credits: number; credit: bigint; closing: bigint };
  }[] = [];
  for (const [at, line] of lines.entries()) {
    const part = (first: number, last: number): string => line.slice(first - 1, last);
    const statement = statements.at(-1);
    switch (part(1, 2)) {
      case '11':
        statements.push({
          account: part(3, 20),
          from: dayOf(part(21, 26)),
          to: dayOf(part(27, 32)),
          opening: cents(part(33, 33), part(34, 47)),
          currency: part(48, 50),
          holder: part(52, 77).trim(),
          movements: [],
        });
        expect(part(51, 51)).toBe('3');
        break;
      case '22':
        statement?.movements.push({
          on: dayOf(part(11, 16)),
          valueOn: dayOf(part(17, 22)),
          concept: part(23, 24),
          amount: cents(part(28, 28), part(29, 42)),
          document: Number(part(43, 52)),
          key: part(65, 80).trim(),
          text: '',
        });
        break;
      case '23': {
        const movement = statement?.movements.at(-1);
        if (movement) movement.text += part(5, 80);
        break;
      }
      case '33':
        if (!statement) throw new Error('an end without a beginning');
        expect(part(3, 20)).toBe(statement.account);
        expect(part(74, 76)).toBe(statement.currency);
        statement.end = {
          debits: Number(part(21, 25)),
          debit: BigInt(part(26, 39)),
          credits: Number(part(40, 44)),
          credit: BigInt(part(45, 58)),
          closing: cents(part(59, 59), part(60, 73)),
        };
        break;
      case '88':
        expect(part(3, 20)).toBe('9'.repeat(18));
        expect(Number(part(21, 26))).toBe(at);
        expect(at).toBe(lines.length - 1);
        break;
      default:
        throw new Error(`unknown record: ${line}`);
    }
  }
  return { statements, ends: lines.filter((line) => line.startsWith('88')).length };
};

const movementOf = (wishes: Parameters<typeof anEntry>[0]) => {
  const [movement] =
    readNorma43(fileOf(aStatementInFull({ account, entries: [anEntry(wishes)] }))).statements[0]?.movements ?? [];
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

describe('Norma 43', () => {
  it('is the records of the standard, to the character', () => {
    const entries = [
      anEntry({
        counterpartyName: 'Worldline NV',
        remittanceText: 'Terminal 19424',
        bankTransactionCode: 'PMNT-RCDT-ESCT',
        valueDate: '2026-11-30',
      }),
      anEntry({ line: 2, amount: '-4.5', description: 'Comisión', bankTransactionCode: 'ACMT-MDOP-FEES' }),
    ];

    expect(fileOf(aStatementInFull({ account, entries })).split('\r\n')).toEqual([
      '112100041802000513322611282611282000000053475009783PANADERIA PENA, S.L.         ',
      `22    0418261128261130040002000000000767360000000001000000000000${entryKey(anEntry(), 16)}`,
      '2301WORLDLINE NV                          TERMINAL 19424                        ',
      `22    0418261128261128170001000000000004500000000002000000000000${entryKey(anEntry({ line: 2 }), 16)}`,
      '2301                                      COMISION                              ',
      '3321000418020005133200001000000000004500000100000000076736200000005423786978    ',
      '88999999999999999999000006                                                      ',
      '',
    ]);
  });

  it('gives back balances, counts, sums, and the day, amount and key of each line, whatever they are', () => {
    fc.assert(
      fc.property(arbitraryStatements({ iban: 'ES', currency: 'EUR', withoutZero: true }), (statements) => {
        const read = readNorma43(fileOf(...statements));

        expect(read.ends).toBe(1);
        expect(read.statements).toEqual(
          statements.map(({ account: { reference }, period, opening, closing, totalDebit, totalCredit, entries }) => {
            const debits = entries.filter(({ amount }) => amount.units < 0n).length;
            return expect.objectContaining({
              account: reference.slice(4, 12) + reference.slice(14),
              from: period.from,
              to: period.to,
              opening: unitsIn(opening, 2),
              movements: entries.map((entry, at) =>
                expect.objectContaining({
                  on: entry.content.executionDate,
                  valueOn: entry.content.valueDate ?? entry.content.executionDate,
                  amount: unitsIn(entry.amount, 2),
                  document: at + 1,
                  key: entryKey(entry, 16),
                }),
              ),
              end: {
                debits,
                debit: -(unitsIn(totalDebit, 2) ?? 0n),
                credits: entries.length - debits,
                credit: unitsIn(totalCredit, 2),
                closing: unitsIn(closing, 2),
              },
            });
          }),
        );
      }),
      { numRuns: 200 },
    );
  });

  it('counts the records of all statements of a file at its end, and the same text comes out again', () => {
    const two = [aStatementInFull({ account }), aStatementInFull({ account, opening: '-3', number: '2026-0028' })];

    expect(fileOf(...two)).toMatch(/\r\n88999999999999999999000006 {54}\r\n$/);
    expect(checksum(fileOf(...two))).toBe(checksum(fileOf(...two)));
    const [, statement] = two;
    if (!statement) throw new Error('no statement');
    expect(() => norma43.write(statement, { isFirst: false, isLast: true }, defaultOptions)).toThrow('not counted');
  });

  it('refuses an account that readers would take for another one', () => {
    const of = (reference: string) => refusal({ account: { reference, referenceType: 'IBAN' } });

    expect(of('BE40730255252563')).toEqual({ reason: 'account_of_another_country' });
    expect(of('ES9121000418450200051333')).toEqual({ reason: 'account_without_iban' });
    // Right as an IBAN, but with control digits inside that are not those of this account.
    expect(of('ES2921000418460200051332')).toEqual({ reason: 'account_without_iban' });
  });

  it('refuses amounts and days that it cannot hold, and says of which line', () => {
    const lineId = `${accountId}-7`;
    const of = (wishes: Parameters<typeof anEntry>[0]) => refusal({ entries: [anEntry({ line: 7, ...wishes })] });

    expect(of({ amount: '0' })).toEqual({ reason: 'amount_zero', lineId });
    expect(of({ amount: '0.001' })).toEqual({ reason: 'amount_too_fine', lineId });
    expect(of({ amount: '1000000000000' })).toEqual({ reason: 'amount_too_long', lineId });
    expect(of({ executionDate: '2069-01-01' })).toEqual({ reason: 'date_out_of_range', lineId });
    expect(refusal({ currency: 'JPY' })).toEqual({ reason: 'currency_decimals' });
    expect(refusal({ currency: 'KWD' })).toEqual({ reason: 'currency_decimals' });
    expect(refusal({ currency: 'XYZ' })).toEqual({ reason: 'currency_without_number' });
  });

  it('keeps name, text and reference in capital letters that the norm knows', () => {
    const { text } = movementOf({
      counterpartyName: 'Ελλάδα & Здраве 🥐\r\nS.A.',
      remittanceText: 'Factura: nº 5_b\u0000',
      reference: { kind: 'iso_11649', value: 'RF18539007547034' },
      mandateId: 'M-1',
    });

    expect(text.slice(0, 38).trim()).toBe('ELLADA ZDRAVE S.A.');
    expect(text.slice(38).trim()).toBe('RF18539007547034 FACTURA NO 5 B M-1');
  });

  it('goes on with a long name in the second half, and with a text in at most four records', () => {
    const name = 'N'.repeat(60);
    const { text } = movementOf({ counterpartyName: name, remittanceText: 'x'.repeat(500) });

    expect(text).toBe(name.padEnd(76) + 'X'.repeat(6 * 38));
  });

  it('tells a late line and an adjustment for what they are, and twins apart', () => {
    const twin = { remittanceText: 'TICKET', counterpartyName: 'PARKING' };
    const adjusted = { from: decimal('12'), to: decimal('10') };
    const [statement] = readNorma43(
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
    ).statements;

    expect(new Set(statement?.movements.map(({ key }) => key)).size).toBe(3);
    expect(statement?.movements.map(({ text }) => text.slice(38).trim())).toEqual([
      'TICKET',
      'LATE LINE OF 2026-11-20 TICKET',
      `ADJUSTMENT OF ${statement?.movements[0]?.key} 12.00 TO 10.00 TICKET`,
    ]);
    expect(statement?.movements.map(({ on }) => on)).toEqual(['2026-11-28', '2026-11-20', '2026-11-28']);
    expect(statement?.movements.at(-1)?.concept).toBe('98');
  });

  it.each([
    ['PMNT-RDDT-ESDD', '-5', '03'],
    ['PMNT-RDDT-ESDD', '5', '14'],
    ['PMNT-ICHQ-CCHQ', '-5', '01'],
    ['PMNT-RCHQ-CCHQ', '5', '02'],
    [undefined, '5', '99'],
  ])('has a concept for %s of %s: %s', (bankTransactionCode, amount, concept) => {
    expect(movementOf({ amount, ...(bankTransactionCode !== undefined && { bankTransactionCode }) }).concept).toBe(
      concept,
    );
  });
});
