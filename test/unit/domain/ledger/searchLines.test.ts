import { isOfAmount, makeSays } from '../../../../shared/domain/ledger/searchLines.ts';
import { amountOf } from '../../../../shared/domain/money/currency.ts';
import { aContent } from '../../../builders/bank.ts';

const says = (sought: string, members: Parameters<typeof aContent>[0]) => makeSays(sought)(aContent(members));

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
  ])('is found by %j', (sought, members) => {
    expect(says(sought, members)).toBe(true);
  });

  it.each([
    ['invoice 8', { remittanceText: 'Electra, invoice 7' }],
    // Its digits alone are everywhere.
    ['1-2', { remittanceText: 'paid 12 May' }],
    // Marks without a letter say nothing.
    ['\u0301', { remittanceText: 'Electra' }],
    ['.*', { remittanceText: 'Electra' }],
  ])('is not found by %j', (sought, members) => {
    expect(says(sought, members)).toBe(false);
  });

  it.each([
    ['7', undefined, true, true],
    ['7', 'credit', true, false],
    ['7', 'debit', false, true],
    ['7.001', undefined, false, false],
  ] as const)('is of the amount %s, meant as %s', (amount, sign, credit, debit) => {
    const sought = { amount: amountOf(amount), ...(sign && { sign }) };

    expect([isOfAmount('7.00', sought), isOfAmount('-7.00', sought)]).toEqual([credit, debit]);
  });
});
