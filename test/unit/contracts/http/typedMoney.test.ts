import fc from 'fast-check';
import { typedMoney } from '../../../../shared/contracts/http/common.ts';
import { amountOf } from '../../../../shared/domain/money/currency.ts';
import { equals } from '../../../../shared/domain/money/decimal.ts';

describe('an amount that a person types', () => {
  it('is the same with a comma or a point, a plus, and spaces around it', () => {
    const typed = fc.record({
      cents: fc.integer({ min: -1_000_000_000, max: 1_000_000_000 }),
      mark: fc.constantFrom('.', ','),
      before: fc.constantFrom('', ' ', '  ', '\t'),
      after: fc.constantFrom('', ' ', '  '),
      hasPlus: fc.boolean(),
    });

    fc.assert(
      fc.property(typed, ({ cents, mark, before, after, hasPlus }) => {
        const digits = String(Math.abs(cents)).padStart(3, '0');
        const sign = cents < 0 ? '-' : '';
        const [whole, fraction] = [digits.slice(0, -2), digits.slice(-2)];
        const text = `${before}${sign || (hasPlus ? '+' : '')}${whole}${mark}${fraction}${after}`;

        expect(equals(amountOf(typedMoney().parse(text)), amountOf(`${sign}${whole}.${fraction}`))).toBe(true);
      }),
    );
  });
});
