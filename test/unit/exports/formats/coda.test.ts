import fc from 'fast-check';
import { addDays } from '../../../../shared/domain/calendar/calendarDate.ts';
import { outsideTransactionId } from '../../../../shared/domain/ids/outsideIds.ts';
import { unitsIn } from '../../../../shared/domain/money/decimal.ts';
import type { StatementInFull } from '../../../../shared/domain/statements/statementInFull.ts';
import { NotExpressible } from '../../../../shared/exports/format.ts';
import { coda } from '../../../../shared/exports/formats/coda.ts';
import { entryKey } from '../../../../shared/exports/parts/referenceId.ts';
import { defaultOptions } from '../../../../shared/exports/writeFile.ts';
import { arbitraryStatements } from '../../../builders/arbitraryStatement.ts';
import { accountId, anEntry, aStatementInFull, checksum, decimal } from '../../../builders/statementInFull.ts';
import { readCoda, type CodaMovement } from './readCoda.ts';

const fileOf = (...statements: readonly StatementInFull[]): string =>
  statements
    .map((statement, at) => {
      const place = { isFirst: at === 0, isLast: at === statements.length - 1 };
      return coda.write(statement, place, defaultOptions);
    })
    .join('');

const movementOf = (wishes: Parameters<typeof anEntry>[0]): CodaMovement => {
  const [movement] = readCoda(fileOf(aStatementInFull({ entries: [anEntry(wishes)] })))[0]?.movements ?? [];
  if (!movement) throw new Error('no movement was read');
  return movement;
};

const refusal = (statement: StatementInFull): unknown => {
  try {
    fileOf(statement);
    return undefined;
  } catch (error) {
    return error instanceof NotExpressible ? { reason: error.reason, lineId: error.lineId } : error;
  }
};

describe('CODA', () => {
  it('says nothing of ids that are nothing but blanks', () => {
    const blank = fileOf(aStatementInFull({ entries: [anEntry({ mandateId: ' ', creditorId: '\u00a0' })] }));

    expect(blank).not.toContain('MANDATE');
    expect(blank).not.toContain('CREDITOR');
  });

  it('is the records of the standard, to the character', () => {
    const statement = aStatementInFull({
      account: {
        reference: 'BE40 7302 5525 2563',
        referenceType: 'IBAN',
        holderName: 'Bakkerij Peeters BV',
        product: 'Zichtrekening',
        bic: 'kredbebb',
      },
      entries: [
        anEntry({
          valueDate: '2026-11-27',
          counterpartyName: 'Klant NV',
          counterpartyReference: 'BE71096123456769',
          remittanceText: '+++010/8068/17183+++',
          reference: { kind: 'be_ogm', value: '+++010/8068/17183+++' },
          bankTransactionCode: 'PMNT-RCDT-ESCT',
          endToEndId: 'E2E-78',
        }),
        anEntry({
          line: 2,
          amount: '-4.5',
          description: 'Maandelijkse kost',
          fee: '4.5',
          bankTransactionCode: 'ACMT-MDOP-FEES',
        }),
      ],
    });

    expect(fileOf(statement).split('\r\n')).toEqual([
      '0000028112673005        2026-0027 Bakkerij Peeters BV       KREDBEBB   00000000000 00000                                       2',
      '12027BE40730255252563                  EUR0000000053475000271126Bakkerij Peeters BV       Zichtrekening                      027',
      `2100010000${entryKey(anEntry(), 21)}0000000000767360271126001500001101010806817183                                      28112602701 0`,
      '2200010000                                                     E2E-78                                                        1 0',
      '2300010000BE71096123456769                     Klant NV                                                                      0 0',
      `2100020000${entryKey(anEntry({ line: 2 }), 21)}1000000000004500281126080350000Maandelijkse kost                                    28112602700 1`,
      `3100020001${entryKey(anEntry({ line: 2 }), 21)}080350000FEE 4.50                                                                             0 0`,
      '8027BE40730255252563                  EUR0000000054237860281126                                                                1',
      '4 00010000                      PROOF PROVEN 50492.10 ON 2026-12-04                                                            0',
      '9               000007000000000004500000000000767360                                                                           2',
      '',
    ]);
  });

  it('gives back balances, count, and the day, amount and key of each line, whatever they are', () => {
    fc.assert(
      fc.property(arbitraryStatements({ iban: 'any' }), (statements) => {
        const told = statements.map((statement) => ({
          fileReference: statement.number,
          account: statement.account.reference,
          currency: statement.currency,
          number: statement.number.slice(-3),
          opening: unitsIn(statement.opening, 3),
          openingDate: addDays(statement.period.from, -1),
          closing: unitsIn(statement.closing, 3),
          closingDate: statement.period.to,
          movements: statement.entries.map((entry) =>
            expect.objectContaining({
              key: entryKey(entry, 21),
              amount: unitsIn(entry.amount, 3),
              entryDate: entry.content.executionDate,
              valueDate: entry.content.valueDate ?? entry.content.executionDate,
            }),
          ),
        }));

        expect(readCoda(fileOf(...statements))).toEqual(told.map((statement) => expect.objectContaining(statement)));
      }),
      { numRuns: 300 },
    );
  });

  it('keeps a text of 149 characters in the movement and what is longer behind it', () => {
    const words = Array.from({ length: 80 }, (_, at) => `woord${at}`).join(' ');
    const short = movementOf({ remittanceText: words.slice(0, 149) });
    const long = movementOf({ remittanceText: words });

    expect(short).toMatchObject({ communication: words.slice(0, 149), information: [] });
    expect(long.communication + long.information.join('')).toBe(words);
    expect(long.information).toHaveLength(2);
  });

  it.each([
    ['be_ogm' as const, '+++010/8068/17183+++', '101010806817183'],
    ['iso_11649' as const, 'RF18539007547034', '100RF18539007547034'],
  ])('has a place of its own for a reference of kind %s, with the other words behind it', (kind, value, data) => {
    const reference = { kind, value };

    expect(movementOf({ reference, remittanceText: ` ${value}` })).toMatchObject({
      isStructured: true,
      communication: data,
      information: [],
    });
    expect(movementOf({ reference, remittanceText: `${value} dank u` })).toMatchObject({
      isStructured: true,
      communication: data,
      information: [`${value} dank u`],
    });
  });

  it('tells mandate and creditor of a direct debit in structured communication 127', () => {
    const { communication, isStructured, code, information } = movementOf({
      amount: '-89.90',
      valueDate: '2026-11-30',
      mandateId: 'MAND-77',
      creditorId: 'FR72ZZZ123456',
      bankTransactionCode: 'PMNT-RDDT-ESDD',
      remittanceText: `CONTRAT ${'x'.repeat(60)}`,
    });

    expect(isStructured).toBe(true);
    expect(code).toBe('00501000');
    expect(communication).toBe(
      `127301126010${'FR72ZZZ123456'.padEnd(35)}${'MAND-77'.padEnd(35)}CONTRAT ${'x'.repeat(54)}0`,
    );
    expect(information).toEqual(['x'.repeat(6)]);
  });

  it('says of an unpaid one that it is a return, and gives no reason', () => {
    const { communication, code } = movementOf({
      amount: '-89.90',
      mandateId: 'M1',
      creditorId: 'BE69ZZZ050D000000008',
      bankTransactionCode: 'PMNT-IDDT-UPDD',
    });

    expect(code).toBe('00503000');
    expect(communication.slice(9, 12)).toBe('002');
    expect(communication.slice(-1)).toBe('2');
  });

  it('puts mandate and creditor behind a reference, and alone where one of them is missing', () => {
    const reference = { kind: 'be_ogm' as const, value: '+++010/8068/17183+++' };
    const both = movementOf({ reference, remittanceText: reference.value, mandateId: 'M1', creditorId: 'C1' });

    expect(both.information).toEqual(['MANDATE M1 CREDITOR C1']);
    expect(movementOf({ mandateId: 'M1' }).information).toEqual(['MANDATE M1']);
  });

  it('tells late lines and adjustments as what they are', () => {
    const id = outsideTransactionId(accountId, 3);
    const statement = aStatementInFull({
      entries: [
        anEntry({ kind: 'late_line', executionDate: '2026-11-20', amount: '-10' }),
        anEntry({
          kind: 'adjustment',
          id,
          version: 2,
          executionDate: '2026-11-10',
          amount: '-3.20',
          adjusted: { from: decimal('-446.61'), to: decimal('-449.81') },
          bankTransactionCode: 'PMNT-ICDT-ESCT',
        }),
      ],
    });
    const [late, adjustment] = readCoda(fileOf(statement))[0]?.movements ?? [];

    expect(late).toMatchObject({ entryDate: '2026-11-20', information: ['LATE LINE OF 2026-11-20'] });
    expect(adjustment).toMatchObject({ entryDate: '2026-11-10', amount: -3200n, code: '00149000' });
    expect(adjustment?.information).toEqual([`ADJUSTMENT OF ${entryKey(anEntry({ id }), 21)} -446.61 TO -449.81`]);
    expect(adjustment?.key).not.toBe(entryKey(anEntry({ id }), 21));
  });

  it.each([
    ['PMNT-RCDT-ESCT', '12', '00150000'],
    ['PMNT-RCDT-ESCT', '-12', '00149000'],
    ['PMNT-ICDT-ESCT', '-12', '00101000'],
    ['PMNT-ICDT-ESCT', '12', '00199000'],
    ['PMNT-IRCT-BOOK', '-12', '00113000'],
    ['PMNT-CCRD-CWDL', '-12', '00404000'],
    ['PMNT-CNTR-CWDL', '-12', '00901000'],
    ['PMNT-RCHQ-UPCQ', '-12', '00338000'],
    ['PMNT-RDDT-ESDD', '12', '00554000'],
    [undefined, '-12', '03039000'],
    [undefined, '0', '03089000'],
  ])('gives %s of %s the transaction code %s', (bankTransactionCode, amount, code) => {
    expect(movementOf({ ...(bankTransactionCode && { bankTransactionCode }), amount }).code).toBe(code);
  });

  it('keeps twins apart by their keys', () => {
    const statement = aStatementInFull({ entries: [anEntry({ line: 1 }), anEntry({ line: 2 })] });
    const [one, other] = readCoda(fileOf(statement))[0]?.movements ?? [];

    expect({ ...one, key: '' }).toEqual({ ...other, key: '' });
    expect(one?.key).not.toBe(other?.key);
  });

  it('writes the first 35 characters of a name in its field and 70 behind it', () => {
    const name = 'Société coopérative des boulangers et pâtissiers de la région de Bruxelles-Capitale';
    const ascii = 'Societe cooperative des boulangers et patissiers de la region de Bruxelles-Capitale';

    expect(movementOf({ counterpartyName: name })).toMatchObject({
      name: ascii.slice(0, 35).trimEnd(),
      longName: ascii.slice(0, 70),
    });
  });

  it.each([
    ['Здраве Храна', 'Zdrave Khrana'],
    ['Ψωμί & Ελιά', 'Psomi & Elia'],
    ['Bakkerij\r\n21 0002', 'Bakkerij 21 0002'],
    ['Café 🥐', 'Cafe'],
    ['🥐', ''],
  ])('writes the name %j as %j', (counterpartyName, name) => {
    expect(movementOf({ counterpartyName, counterpartyReference: 'NL91ABNA0417164300' })).toMatchObject({
      name,
      account: 'NL91ABNA0417164300',
    });
  });

  it('never cuts the account of a counterparty: what its field cannot hold goes behind', () => {
    const long = `X-${'1234567890'.repeat(4)}`;

    expect(movementOf({ counterpartyReference: long })).toMatchObject({
      account: '',
      information: [`ACCOUNT ${long}`],
    });
    expect(movementOf({ counterpartyReference: '733-0123456-58' }).account).toBe('733-0123456-58');
  });

  it('leaves out an end-to-end id that says that there is none', () => {
    expect(movementOf({ endToEndId: 'NOTPROVIDED' }).customerReference).toBe('');
    expect(movementOf({ endToEndId: 'E2E-77' }).customerReference).toBe('E2E-77');
    // A piece of an id would be another one.
    const long = fileOf(aStatementInFull({ entries: [anEntry({ endToEndId: 'E'.repeat(36) })] }));
    expect(long).not.toMatch(/^22/m);
    expect(long).toMatch(new RegExp(`^31.{38}END TO END ${'E'.repeat(36)} `, 'm'));
  });

  it('carries negative balances, the numbers above 999, foreign accounts and currencies of 0 and 3 decimals', () => {
    const account = { reference: 'FR1420041010050500013M02606', referenceType: 'IBAN' };
    const read = (currency: string, opening: string, amount: string) =>
      readCoda(
        fileOf(aStatementInFull({ account, currency, opening, number: '2026-1027', entries: [anEntry({ amount })] })),
      )[0];

    expect(read('JPY', '-12000', '5000')).toMatchObject({
      account: account.reference,
      number: '027',
      fileReference: '2026-1027',
      opening: -12_000_000n,
      closing: -7_000_000n,
    });
    expect(read('BHD', '0.001', '-0.002')).toMatchObject({ currency: 'BHD', opening: 1n, closing: -1n });
  });

  it('says what is known of the statement, and that an open one may change', () => {
    const broken = aStatementInFull({
      state: 'open',
      proof: { verdict: 'broken', difference: '-12.5', brokenFrom: '2026-11-05' },
    });

    expect(readCoda(fileOf(broken))[0]?.remarks).toEqual([
      'OPEN STATEMENT MAY CHANGE',
      'PROOF BROKEN DIFFERENCE -12.50 FROM 2026-11-05',
    ]);
  });

  it('is the same text each time, of which the checksum is known', () => {
    const statement = aStatementInFull();

    expect(checksum(fileOf(statement))).toBe(checksum(fileOf(aStatementInFull())));
    expect(checksum(fileOf(statement))).toBe('b2b28093ebe6b35afce04e2d945343117e2b6cd194974f91735095c527f15dbb');
  });

  it('refuses what it cannot say, with the line that stands in the way', () => {
    const entry = anEntry({ amount: '0.0001' });
    const lineId = entry.id;

    expect(refusal(aStatementInFull({ account: { reference: '733-0123456-58', referenceType: 'OTHER' } }))).toEqual({
      reason: 'account_without_iban',
    });
    expect(refusal(aStatementInFull({ account: { reference: 'BE41730255252563', referenceType: 'IBAN' } }))).toEqual({
      reason: 'account_without_iban',
    });
    expect(refusal(aStatementInFull({ entries: [entry] }))).toEqual({ reason: 'amount_too_fine', lineId });
    expect(refusal(aStatementInFull({ entries: [anEntry({ amount: '-1000000000000' })] }))).toEqual({
      reason: 'amount_too_long',
      lineId,
    });
    expect(refusal(aStatementInFull({ entries: [anEntry({ valueDate: '2069-01-01' })] }))).toEqual({
      reason: 'date_out_of_range',
      lineId,
    });
  });

  it('refuses more than 9999 lines, and holds as many', () => {
    const entries = Array.from({ length: 10_000 }, (_, at) => anEntry({ line: at + 1, amount: '0.01' }));

    expect(refusal(aStatementInFull({ entries }))).toEqual({ reason: 'too_many_lines' });
    expect(readCoda(fileOf(aStatementInFull({ entries: entries.slice(1) })))[0]?.movements).toHaveLength(9999);
  });
});
