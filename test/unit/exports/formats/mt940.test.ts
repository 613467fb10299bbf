import { mt940 } from '../../../../shared/exports/formats/mt940.ts';
import { defaultOptions, writeStatement } from '../../../../shared/exports/writeFile.ts';
import { detailsOf, readLineOf } from '../../../builders/detailsOf.ts';
import { readMt940 } from '../../../builders/readMt940.ts';
import { aStatementInFull } from '../../../builders/statementInFull.ts';

const alone = { isFirst: true, isLast: true };
const ogm = { kind: 'be_ogm', value: '+++010/8068/17183+++' } as const;
const creditor = { kind: 'iso_11649', value: 'RF18539007547034' } as const;

describe('mt940', () => {
  it('writes a statement in the plain form, without an envelope that would name a BIC', () => {
    const file = writeStatement(mt940, aStatementInFull(), alone, defaultOptions);

    expect(file.split('\r\n')).toEqual([
      ':20:PBS2026-0027',
      ':25:BE40730255252563',
      ':28C:27/1',
      ':60F:C261127EUR53475,00',
      expect.stringMatching(/^:61:2611281128C767,36NMSCNONREF\/\/[A-Z2-7]{16}$/),
      ':86:/REMI/USTD//ENTRY/',
      ':62F:C261128EUR54242,36',
      ':86:PROOF PROVEN 50492.10 ON 2026-12-04',
      '-',
      '',
    ]);
  });

  it('says after the closing balance that a statement may change, and what is known of it', () => {
    const read = (wishes: Parameters<typeof aStatementInFull>[0]) =>
      readMt940(writeStatement(mt940, aStatementInFull(wishes), alone, defaultOptions))[0]?.remark;

    expect(read({ state: 'open', proof: { verdict: 'unproven' } })).toBe(
      'OPEN STATEMENT MAY CHANGEPROOF UNPROVEN LATER BALANCE AWAITED',
    );
    expect(read({ proof: { verdict: 'broken', difference: '-12.5', brokenFrom: '2026-12-05' } })).toBe(
      'PROOF BROKEN DIFFERENCE -12.50 FROM 2026-12-05',
    );
  });

  it('puts everything that a bank tells between the words of its own', () => {
    const line = readLineOf(mt940, {
      amount: '-89.90',
      counterpartyName: 'Société d’Électricité A/B',
      counterpartyReference: 'FR14 2004 1010 0505 0001 3M02 606',
      mandateId: 'MAND-0077',
      creditorId: 'FR72ZZZ123456',
      endToEndId: 'E2E/77',
      remittanceText: 'Contrat 77 & 78',
      purposeCode: 'ELEC',
      fee: '1.25',
    });

    expect(line.details).toBe(
      "/EREF/E2E/77//MARF/MAND-0077//CSID/FR72ZZZ123456//CNTP/FR1420041010050500013M02606//Societe d'Electricite A B//" +
        '/REMI/USTD//Contrat 77 + 78 FEE 1.25//PURP/CD/ELEC/',
    );
    expect([line.type, line.customerReference]).toEqual(['DDT', 'E2E/77']);
  });

  it('tells a structured reference as one, and keeps the text that stands around it', () => {
    expect(detailsOf(mt940, { reference: ogm, remittanceText: '***010/8068/17183***' })).toBe(
      '/REMI/STRD/CUR/010806817183/',
    );
    expect(detailsOf(mt940, { reference: creditor, remittanceText: 'RF18 5390 0754 7034' })).toBe(
      '/REMI/STRD/ISO/RF18539007547034/',
    );
    expect(detailsOf(mt940, { reference: ogm, remittanceText: 'Factuur 010/8068/17183 dank' })).toBe(
      '/REMI/USTD//010806817183 Factuur 010/8068/17183 dank/',
    );
    expect(
      detailsOf(mt940, {
        kind: 'late_line',
        executionDate: '2026-11-25',
        reference: ogm,
        remittanceText: ogm.value,
      }),
    ).toBe('/REMI/USTD//010806817183 LATE LINE OF 2026-11-25/');
  });

  it('says why a line is late also where an account of any length stands beside it', () => {
    const wishes = { kind: 'late_line' as const, executionDate: '2026-11-20', counterpartyReference: 'X'.repeat(400) };

    expect(detailsOf(mt940, wishes)).toContain('LATE LINE OF 2026-11-20');
  });

  it('lets no text of a bank look like a word of the format', () => {
    expect(detailsOf(mt940, { remittanceText: 'A/REMI/B//EREF/x', counterpartyName: '/CNTP/' })).toBe(
      '/CNTP///CNTP.///REMI/USTD//A REMI B EREF x/',
    );
    expect(detailsOf(mt940, { remittanceText: 'x\r\n:62F:C261128EUR1,00\r\n-}' })).toBe(
      '/REMI/USTD//x :62F:C261128EUR1,00 -)/',
    );
    expect(detailsOf(mt940, { remittanceText: 'inkoop 2026/118/b' })).toBe('/REMI/USTD//inkoop 2026/118/b/');
  });

  it('takes for the customer reference what has room for it, and no other', () => {
    const reference = (endToEndId?: string) =>
      readLineOf(mt940, endToEndId === undefined ? {} : { endToEndId }).customerReference;

    expect(['A/B-1', 'A//B', '/A', 'A/', 'é', 'A'.repeat(17), 'NOTPROVIDED', undefined].map(reference)).toEqual([
      'A/B-1',
      ...Array.from({ length: 7 }, () => 'NONREF'),
    ]);
  });
});
