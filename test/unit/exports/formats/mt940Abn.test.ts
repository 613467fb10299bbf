import fc from 'fast-check';
import { mt940Abn } from '../../../../shared/exports/formats/mt940Abn.ts';
import { ibanOf } from '../../../../shared/exports/parts/iban.ts';
import { arbitraryStatement } from '../../../builders/arbitraryStatement.ts';
import { byCodeWord, detailsOf } from '../../../builders/detailsOf.ts';

const words = ['TRTP', 'IBAN', 'CSID', 'NAME', 'MARF', 'REMI', 'EREF'];

describe('mt940-abn', () => {
  it('writes a transfer with the words of the bank in their order', () => {
    expect(
      detailsOf(mt940Abn, {
        counterpartyName: 'Leverancier B.V.',
        counterpartyReference: 'NL91 ABNA 0417 1643 00',
        remittanceText: 'Factuur 2026/118',
        bankTransactionCode: 'PMNT-ICDT-ESCT',
      }),
    ).toBe(
      '/TRTP/SEPA OVERBOEKING/IBAN/NL91ABNA0417164300/NAME/Leverancier B.V./REMI/Factuur 2026/118/EREF/NOTPROVIDED',
    );
  });

  it('writes a direct debit with the mandate behind the name', () => {
    expect(
      detailsOf(mt940Abn, {
        amount: '-89.90',
        counterpartyName: 'Energie',
        counterpartyReference: 'NL91ABNA0417164300',
        mandateId: 'M-77',
        creditorId: 'FR72ZZZ123456',
        endToEndId: 'E-1',
        reference: { kind: 'be_ogm', value: '+++010/8068/17183+++' },
        remittanceText: '+++010/8068/17183+++',
      }),
    ).toBe(
      '/TRTP/SEPA INCASSO ALGEMEEN DOORLOPEND/CSID/FR72ZZZ123456/NAME/Energie/MARF/M-77/REMI/010806817183' +
        '/IBAN/NL91ABNA0417164300/EREF/E-1',
    );
  });

  it('can be taken apart by its words, whatever the bank says', () => {
    fc.assert(
      fc.property(arbitraryStatement({ currency: 'EUR' }), ({ entries }) => {
        for (const entry of entries) {
          const { mandateId = '', counterpartyReference = '' } = entry.content;
          const values = byCodeWord(detailsOf(mt940Abn, entry), words);
          expect(values['MARF'] ?? '').toBe(mandateId);
          const iban = ibanOf(counterpartyReference);
          if (iban !== undefined) expect(values['IBAN']).toBe(iban);
          if (entry.kind === 'late_line') expect(values['REMI']).toContain('LATE LINE OF');
        }
      }),
    );
  });
});
