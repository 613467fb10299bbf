import fc from 'fast-check';
import { mt940Rabo } from '../../../../shared/exports/formats/mt940Rabo.ts';
import { NotExpressible } from '../../../../shared/exports/format.ts';
import { ibanOf } from '../../../../shared/exports/parts/iban.ts';
import { defaultOptions, writeStatement } from '../../../../shared/exports/writeFile.ts';
import { arbitraryStatement } from '../../../builders/arbitraryStatement.ts';
import { byCodeWord, readLineOf } from '../../../builders/detailsOf.ts';
import { aStatementInFull } from '../../../builders/statementInFull.ts';

const words = ['MARF', 'EREF', 'ORDP', 'BENM', 'NAME', 'REMI', 'CSID'];

describe('mt940-rabo', () => {
  it('begins a file as the bank does, with the currency beside the account', () => {
    const statement = aStatementInFull();
    const [first, second] = [true, false].map((isFirst) =>
      writeStatement(mt940Rabo, statement, { isFirst, isLast: !isFirst }, defaultOptions),
    );

    expect(first?.startsWith(':940:\r\n:20:PBS2026-0027\r\n:25:BE40730255252563 EUR\r\n')).toBe(true);
    expect(second?.startsWith(':20:PBS2026-0027\r\n')).toBe(true);
    expect(`${first ?? ''}${second ?? ''}`).not.toContain('PROOF');
  });

  it('refuses an account with a blank, behind which readers look for the currency', () => {
    const write = () =>
      writeStatement(
        mt940Rabo,
        aStatementInFull({ account: { reference: 'Kaart 1234', referenceType: 'OTHER' } }),
        { isFirst: true, isLast: true },
        defaultOptions,
      );

    expect(write).toThrow(new NotExpressible('account_characters'));
  });

  it('writes the other side below the amount, and names it by what it is', () => {
    const told = {
      counterpartyName: 'Klant NV',
      counterpartyReference: 'BE71 0961 2345 6769',
      remittanceText: 'Brood',
    };
    const debit = { ...told, amount: '-5.00', mandateId: 'M-1', creditorId: 'FR72ZZZ123456', endToEndId: 'E-1' };

    expect(readLineOf(mt940Rabo, told)).toMatchObject({
      supplement: 'BE71096123456769',
      details: '/ORDP//NAME/Klant NV/REMI/Brood',
    });
    expect(readLineOf(mt940Rabo, debit).details).toBe(
      '/MARF/M-1/EREF/E-1/BENM//NAME/Klant NV/REMI/Brood/CSID/FR72ZZZ123456',
    );
    expect(readLineOf(mt940Rabo, {})).toMatchObject({ supplement: undefined, details: '/REMI/BOEKING' });
  });

  it('never lets the account of the other side begin a line like a tag, or like the end of the statement', () => {
    const lines = [':62F:C261128EUR0,00', '-', '-}', ':86:'].map((counterpartyReference) =>
      readLineOf(mt940Rabo, { counterpartyReference, remittanceText: 'Brood' }),
    );

    expect(lines.map(({ supplement }) => supplement)).toEqual(Array(4).fill(undefined));
    expect(lines[0]?.details).toBe('/REMI/Brood :62F:C261128EUR0,00');
  });

  it('refuses an account without a number', () => {
    const account = { reference: '  ', referenceType: 'OTHER' };
    const write = () =>
      writeStatement(mt940Rabo, aStatementInFull({ account }), { isFirst: true, isLast: true }, defaultOptions);

    expect(write).toThrow(new NotExpressible('account_characters'));
  });

  it('can be taken apart by its words, whatever the bank says', () => {
    fc.assert(
      fc.property(arbitraryStatement({ currency: 'EUR' }), ({ entries }) => {
        for (const entry of entries) {
          const { mandateId = '', creditorId = '', counterpartyReference = '' } = entry.content;
          const { details, supplement } = readLineOf(mt940Rabo, entry);
          const values = byCodeWord(details, words);
          expect([values['MARF'] ?? '', values['CSID'] ?? '']).toEqual([mandateId, creditorId]);
          const iban = ibanOf(counterpartyReference);
          if (iban !== undefined) expect(supplement).toBe(iban);
          if (entry.kind === 'late_line') expect(values['REMI']).toContain('LATE LINE OF');
        }
      }),
    );
  });
});
