import { amount, amountText } from '../../../../shared/presentation/pages/components/amount.ts';

describe('an amount', () => {
  it.each([
    ['en', '1,234,567.50'],
    ['fr', '1\u202f234\u202f567,50'],
    ['nl', '1.234.567,50'],
    ['de', '1.234.567,50'],
    ['es', '1.234.567,50'],
  ] as const)('is written as %s writes it', (language, written) => {
    expect(amountText(language, '1234567.50')).toBe(written);
  });

  it('has its minus before the number, as a sign that can be copied', () => {
    expect(amountText('en', '-12.50')).toBe('-12.50');
    expect(amountText('nl', '-1000.00')).toBe('-1.000,00');
  });

  it('groups four digits in Spanish as well, so that a column aligns', () => {
    expect(amountText('es', '1000.00')).toBe('1.000,00');
  });

  it('keeps every digit that it is given, however long', () => {
    expect(amountText('en', '12345678901234567890.1234567')).toBe('12,345,678,901,234,567,890.1234567');
    expect(amountText('en', '12')).toBe('12');
  });

  it('has its currency behind it on the same line where one is said', () => {
    expect(amountText('en', '7.00', 'EUR')).toBe('7.00\u00a0EUR');
  });

  it('carries what the API says for whoever copies it', () => {
    expect(String(amount('de', '-1234.50'))).toBe('<data class="amount" value="-1234.50">-1.234,50</data>');
  });
});
