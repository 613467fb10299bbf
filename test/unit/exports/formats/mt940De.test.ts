import fc from 'fast-check';
import { mt940De } from '../../../../shared/exports/formats/mt940De.ts';
import { ibanOf } from '../../../../shared/exports/parts/iban.ts';
import { arbitraryStatement } from '../../../builders/arbitraryStatement.ts';
import { detailsOf, readLineOf } from '../../../builders/detailsOf.ts';

/** Business transaction code and fields; what follows `?` and two digits. */
const read = (details: string) => {
  const [code, ...parts] = details.split(/\?(?=\d\d)/);
  const fields = parts.map((part): [string, string] => [part.slice(0, 2), part.slice(2)]);
  const among = (marks: RegExp) =>
    fields
      .filter(([mark]) => marks.test(mark))
      .map(([, value]) => value)
      .join('');
  return { code, fields, purpose: among(/^[26]\d$/), account: among(/^31$/), name: among(/^3[23]$/) };
};

describe('mt940-de', () => {
  it('writes the purpose in fields of 27, its ids before its text', () => {
    const line = readLineOf(mt940De, {
      amount: '-250.10',
      bankTransactionCode: 'PMNT-ICDT-ESCT',
      counterpartyName: 'Bäckereigenossenschaft Süd eG, Zweigstelle',
      counterpartyReference: 'DE89 3704 0044 0532 0130 00',
      endToEndId: 'E2E-77',
      remittanceText: 'Rechnung 2026-118 und 2026-119?20 vom Oktober',
      fee: '1.25',
    });

    expect(line.details).toBe(
      '116?00UEBERWEISUNG?20EREF+E2E-77?21SVWZ+Rechnung 2026-118 und? 222026-119'.replace('? 22', '?22 ') +
        '.20 vom Oktober?31DE89370400440532013000?32Backereigenossenschaft Sud?33 eG, Zweigstelle',
    );
    expect(line.supplement).toBe('/CHGS/EUR1,25/');
  });

  it.each([
    ['a transfer that comes', { amount: '1', bankTransactionCode: 'PMNT-RCDT-ESCT' }, '166', 'TRF'],
    ['one that goes', { amount: '-1', bankTransactionCode: 'PMNT-ICDT-ESCT' }, '116', 'TRF'],
    ['one that was taken back', { amount: '-1', bankTransactionCode: 'PMNT-RCDT-ESCT' }, '116', 'TRF'],
    ['a direct debit', { amount: '-1', bankTransactionCode: 'PMNT-RDDT-ESDD' }, '105', 'DDT'],
    ['one between firms', { amount: '-1', bankTransactionCode: 'PMNT-RDDT-BBDD' }, '104', 'DDT'],
    ['one that came back to who paid it', { amount: '1', bankTransactionCode: 'PMNT-RDDT-UPDD' }, '181', 'RTI'],
    ['one that was collected', { amount: '1', bankTransactionCode: 'PMNT-IDDT-ESDD' }, '171', 'DDT'],
    ['one that was not paid', { amount: '-1', bankTransactionCode: 'PMNT-IDDT-UPDD' }, '109', 'RTI'],
    ['a fee', { amount: '-1', bankTransactionCode: 'ACMT-MDOP-FEES' }, '808', 'CHG'],
    ['interest', { amount: '1', bankTransactionCode: 'ACMT-MDOP-INTR' }, '814', 'INT'],
    ['cash', { amount: '-1', bankTransactionCode: 'PMNT-CCRD-CWDL' }, '083', 'MSC'],
    ['what nobody knows', { amount: '-1' }, '835', 'MSC'],
  ])('gives %s a code of its own', (_, wishes, code, type) => {
    const line = readLineOf(mt940De, wishes);

    expect([read(line.details).code, line.type]).toEqual([code, type]);
  });

  it('tells a credit with a creditor reference, and keeps references bare', () => {
    const rf = { kind: 'iso_11649', value: 'RF18539007547034' } as const;
    const ogm = { kind: 'be_ogm', value: '+++010/8068/17183+++' } as const;
    const credit = { bankTransactionCode: 'PMNT-RCDT-ESCT' };

    expect(detailsOf(mt940De, { ...credit, reference: rf, remittanceText: rf.value })).toBe(
      '167?00GUTSCHRIFT?20SVWZ+RF18539007547034',
    );
    expect(detailsOf(mt940De, { ...credit, reference: ogm, remittanceText: ogm.value })).toBe(
      '166?00GUTSCHRIFT?20SVWZ+010806817183',
    );
  });

  it('lets no text of a bank begin a field or another purpose', () => {
    expect(detailsOf(mt940De, { remittanceText: 'EREF+1 ?31X SVWZ+a', counterpartyName: 'Wer?32' })).toBe(
      '835?00BUCHUNG?20SVWZ+EREF 1 .31X SVWZ a?32Wer.32',
    );
    // Readers look for keywords anywhere, also at the end of a word, and for some that we do not write.
    expect(detailsOf(mt940De, { remittanceText: 'XEREF+1 IBAN+2 BIC +3 MDAT+4' })).toBe(
      '835?00BUCHUNG?20SVWZ+XEREF 1 IBAN 2 BIC 3 M?21DAT 4',
    );
  });

  it('can be taken apart by its marks, whatever the bank says', () => {
    fc.assert(
      fc.property(arbitraryStatement({ currency: 'EUR' }), ({ entries }) => {
        for (const entry of entries) {
          const { mandateId = '', counterpartyReference = '' } = entry.content;
          const { code, fields, purpose, account } = read(detailsOf(mt940De, entry));
          expect(code).toMatch(/^\d{3}$/);
          for (const [mark, value] of fields) {
            expect(value.length).toBeLessThanOrEqual(mark === '31' ? 34 : 27);
            expect(value).not.toMatch(/^$|[ ?]$/);
          }
          const marks = fields.map(([mark]) => mark);
          expect(marks).toEqual([...new Set(marks)].sort());
          if (mandateId !== '') expect(purpose).toContain(`MREF+${mandateId}`);
          const iban = ibanOf(counterpartyReference);
          if (iban !== undefined) expect(account).toBe(iban);
          if (entry.kind === 'late_line') expect(purpose).toContain('LATE LINE OF');
        }
      }),
    );
  });
});
