import { hasSoughtAmount, makeSays, type SoughtLine } from '../../../../shared/domain/ledger/searchLines.ts';
import { amountOf } from '../../../../shared/domain/money/currency.ts';
import { aContent } from '../../../builders/bank.ts';

type Content = Parameters<typeof aContent>[0];
const says = (sought: SoughtLine, members: Content) => makeSays(sought)?.(aContent(members));

describe('a line that somebody looks for', () => {
  it.each([
    ['cafe', { counterpartyName: 'Grand Café' }],
    ['ÉLECTRA', { remittanceText: 'Electra, invoice 7' }],
    ['invoice   7', { remittanceText: 'Electra, invoice 7' }],
    ['be68 5390 0754 7034', { counterpartyReference: 'BE68539007547034' }],
    ['BE68539007547034', { remittanceText: 'to BE68 5390 0754 7034' }],
    ['090933755493', { reference: { kind: 'be_ogm' as const, value: '+++090/9337/55493+++' } }],
    ['e2e-17', { endToEndId: 'E2E-17' }],
    ['+++', { remittanceText: '+++' }],
  ])('is found by %j', (text, members) => {
    expect(says({ text }, members)).toBe(true);
  });

  it.each([
    ['invoice 8', { remittanceText: 'Electra, invoice 7' }],
    // Its digits alone are everywhere.
    ['1-2', { remittanceText: 'paid 12 May' }],
    // Marks without a letter say nothing.
    ['\u0301', { remittanceText: 'Electra' }],
    ['.*', { remittanceText: 'Electra' }],
  ])('is not found by %j', (text, members) => {
    expect(says({ text }, members)).toBe(false);
  });

  const electra: Content = {
    counterpartyName: 'Electra',
    counterpartyReference: 'BE68539007547034',
    remittanceText: 'paid by Molens, RF18 5390',
    reference: { kind: 'be_ogm', value: '+++090/9337/55493+++' },
    endToEndId: 'E2E-17',
  };
  it.each([
    [{ counterparty: 'electra' }, true],
    [{ counterparty: 'BE68 5390 0754' }, true],
    [{ counterparty: 'molens' }, false],
    [{ reference: '090/9337/55493' }, true],
    [{ reference: 'e2e-17' }, true],
    [{ reference: 'RF18' }, false],
    [{ counterparty: 'electra', reference: '0909 3375', text: 'molens' }, true],
    [{ counterparty: 'electra', reference: 'E2E-18' }, false],
  ])('is looked for in the place that is named, and fits all: %j', (sought, found) => {
    expect(says(sought, electra)).toBe(found);
  });

  it('needs not to be read where no words are sought', () => {
    expect(makeSays({ minAmount: amountOf('1') })).toBeUndefined();
  });

  it.each([
    ['7', undefined, true, true],
    ['7', 'credit', true, false],
    ['7', 'debit', false, true],
    ['7.001', undefined, false, false],
  ] as const)('is of the amount %s, meant as %s', (amount, sign, credit, debit) => {
    const sought = { amount: { amount: amountOf(amount), ...(sign && { sign }) } };

    expect([hasSoughtAmount('7.00', sought), hasSoughtAmount('-7.00', sought)]).toEqual([credit, debit]);
  });

  it.each([
    ['7', undefined, ['7.00', '7.01', '900']],
    [undefined, '-7', ['-900', '-7.01', '-7.00']],
    ['-7', '7', ['-7.00', '-6.99', '0', '7.00']],
    ['8', '7', []],
  ])('lies between %s and %s, both inclusive', (min, max, found) => {
    const sought = {
      ...(min !== undefined && { minAmount: amountOf(min) }),
      ...(max !== undefined && { maxAmount: amountOf(max) }),
    };
    const amounts = ['-900', '-7.01', '-7.00', '-6.99', '0', '7.00', '7.01', '900'];

    expect(amounts.filter((amount) => hasSoughtAmount(amount, sought))).toEqual(found);
  });
});
