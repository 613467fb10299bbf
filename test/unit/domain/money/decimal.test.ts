import fc from 'fast-check';
import { amountOf, digitsOf, formatAmount } from '../../../../shared/domain/money/currency.ts';
import {
  add,
  equals,
  formatDecimal,
  isNegative,
  isZero,
  negate,
  parseDecimal,
  subtract,
  zero,
} from '../../../../shared/domain/money/decimal.ts';

const decimalText = fc
  .tuple(fc.bigInt({ min: -(10n ** 18n), max: 10n ** 18n }), fc.integer({ min: 0, max: 8 }))
  .map(([units, scale]) => formatDecimal({ units, scale }));

describe('decimal', () => {
  it('writes what it reads, exactly, up to zeros at the end', () => {
    fc.assert(
      fc.property(decimalText, (text) => {
        const read = amountOf(text);

        expect(equals(amountOf(formatDecimal(read)), read)).toBe(true);
        expect(formatDecimal(read)).not.toMatch(/\.\d*0$/);
      }),
    );
  });

  it('adds as whole numbers of the smallest unit do', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n }),
        fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n }),
        (a, b) => {
          const sum = add({ units: a, scale: 2 }, { units: b, scale: 2 });

          expect(equals(sum, { units: a + b, scale: 2 })).toBe(true);
          expect(equals(subtract(sum, { units: b, scale: 2 }), { units: a, scale: 2 })).toBe(true);
        },
      ),
    );
  });

  it('knows that a tenth and two tenths are three tenths', () => {
    expect(formatDecimal(add(amountOf('0.1'), amountOf('0.2')))).toBe('0.3');
  });

  it.each([
    ['1e-7', '0.0000001'],
    ['1E+3', '1000'],
    ['-12.50', '-12.5'],
    ['+5', '5'],
    ['-0.00', '0'],
    ['0', '0'],
    ['123456789012345.67', '123456789012345.67'],
    ['9007199254740993', '9007199254740993'],
  ])('reads %s as %s', (text, expected) => {
    expect(formatDecimal(amountOf(text))).toBe(expected);
  });

  it.each([
    '',
    ' ',
    '1,5',
    '.5',
    '5.',
    '1e',
    'NaN',
    'Infinity',
    '0x10',
    '1e999999',
    '1e41',
    '9'.repeat(41),
    '1\n',
    '١',
    '--1',
    '1_000',
  ])('refuses %j', (text) => {
    expect(parseDecimal(text)).toBeUndefined();
  });

  it('never takes long, whatever it is given', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 200 }), (text) => {
        const read = parseDecimal(text);

        expect(read === undefined || formatDecimal(read).length <= 90).toBe(true);
      }),
    );
  });

  it('tells signs', () => {
    expect([
      isZero(zero),
      isZero(amountOf('-0')),
      isNegative(amountOf('-0.01')),
      isNegative(negate(amountOf('-0.01'))),
    ]).toEqual([true, true, true, false]);
  });

  it('throws on a stored amount that is none', () => {
    expect(() => amountOf('many')).toThrow('not a decimal number');
  });
});

describe('currency', () => {
  it.each([
    ['EUR', '-12.5', '-12.50'],
    ['JPY', '-12', '-12'],
    ['BHD', '1.5', '1.500'],
    ['CLF', '1.5', '1.5000'],
    ['EUR', '0.0000001', '0.0000001'],
    ['XXX', '3', '3.00'],
  ])('writes %s %s as %s', (currency, amount, expected) => {
    expect(formatAmount(amountOf(amount), currency)).toBe(expected);
  });

  it.each(['constructor', '__proto__', 'toString'])('does not take %s for a currency of its own', (hostile) => {
    expect(digitsOf(hostile)).toBe(2);
  });
});
