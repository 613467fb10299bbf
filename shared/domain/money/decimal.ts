/**
 * An exact decimal number: `units` × 10^-`scale`. Money never passes through a binary float.
 */
export interface Decimal {
  readonly units: bigint;
  /** Digits behind the decimal point, 0 or more. */
  readonly scale: number;
}

export const zero: Decimal = { units: 0n, scale: 0 };

/** More digits than any account needs, few enough that a hostile `1e999999` costs nothing. */
const maxDigits = 40;

const decimalNumber = /^([+-]?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d{1,4}))?$/;

/**
 * Reads a decimal number as JSON (RFC 8259) or a person writes it: `-12.5`, `1e-7`, `10`.
 *
 * @returns undefined when the text is no number or has more than 40 digits.
 */
export const parseDecimal = (text: string): Decimal | undefined => {
  const match = decimalNumber.exec(text);
  if (!match) return undefined;
  const [, sign, whole = '', fraction = '', exponentText = '0'] = match;
  const exponent = Number(exponentText);
  if (whole.length + fraction.length + Math.abs(exponent) > maxDigits) return undefined;
  const digits = BigInt(whole + fraction);
  const scale = fraction.length - exponent;
  const units = scale < 0 ? digits * 10n ** BigInt(-scale) : digits;
  return trimmed({ units: sign === '-' ? -units : units, scale: Math.max(scale, 0) });
};

export const add = (a: Decimal, b: Decimal): Decimal => {
  const scale = Math.max(a.scale, b.scale);
  return trimmed({ units: unitsAt(a, scale) + unitsAt(b, scale), scale });
};

export const negate = (a: Decimal): Decimal => ({ units: -a.units, scale: a.scale });

export const subtract = (a: Decimal, b: Decimal): Decimal => add(a, negate(b));

export const absolute = (a: Decimal): Decimal => (a.units < 0n ? negate(a) : a);

/** How many 10^-`scale` it is; undefined when it has digits beyond. */
export const unitsIn = (a: Decimal, scale: number): bigint | undefined => {
  const { units, scale: own } = trimmed(a);
  return own > scale ? undefined : unitsAt({ units, scale: own }, scale);
};

export const isZero = (a: Decimal): boolean => a.units === 0n;

export const isNegative = (a: Decimal): boolean => a.units < 0n;

export const equals = (a: Decimal, b: Decimal): boolean => isZero(subtract(a, b));

/**
 * Writes a decimal with at least `minimumScale` digits behind the point: `-12.50`, `1200`, `0.0000001`.
 */
export const formatDecimal = (value: Decimal, minimumScale = 0): string => {
  const scale = Math.max(value.scale, minimumScale);
  const units = unitsAt(value, scale);
  const digits = (units < 0n ? -units : units).toString().padStart(scale + 1, '0');
  const text = scale === 0 ? digits : `${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
  return units < 0n ? `-${text}` : text;
};

const unitsAt = ({ units, scale: own }: Decimal, scale: number): bigint =>
  scale === own ? units : units * 10n ** BigInt(scale - own);

const trimmed = ({ units, scale }: Decimal): Decimal => {
  let [shortUnits, shortScale] = [units, scale];
  while (shortScale > 0 && shortUnits % 10n === 0n) {
    shortUnits /= 10n;
    shortScale -= 1;
  }
  return { units: shortUnits, scale: shortScale };
};
