import * as z from 'zod';

/** A value as it goes over the wire to DynamoDB. Sets of the three kinds are told apart by their keys. */
export type WireValue =
  | { readonly S: string }
  | { readonly N: string }
  | { readonly B: string }
  | { readonly BOOL: boolean }
  | { readonly NULL: boolean }
  | { readonly M: Readonly<Record<string, WireValue>> }
  | { readonly L: readonly WireValue[] }
  | { readonly SS: readonly string[] }
  | { readonly NS: readonly string[] }
  | { readonly BS: readonly string[] };
export type WireItem = Readonly<Record<string, WireValue>>;

export const wireValue: z.ZodType<WireValue> = z.lazy(() =>
  z.union([
    z.object({ S: z.string() }),
    z.object({ N: z.string() }),
    z.object({ B: z.string() }),
    z.object({ BOOL: z.boolean() }),
    z.object({ NULL: z.boolean() }),
    z.object({ M: z.record(z.string(), wireValue) }),
    z.object({ L: z.array(wireValue) }),
    z.object({ SS: z.array(z.string()) }),
    z.object({ NS: z.array(z.string()) }),
    z.object({ BS: z.array(z.string()) }),
  ]),
);
export const wireItem = z.record(z.string(), wireValue);

/** A list or a map costs this much even when it is empty. */
const containerBytes = 3;
/** And this for each of its members. */
const memberBytes = 1;

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

/** About one byte for two significant digits and one more; leading and trailing zeros are trimmed, a minus is a byte. */
const numberBytes = (text: string): number => {
  const [mantissa = ''] = text.toLowerCase().split('e');
  const digits = mantissa.replace(/[^\d]/g, '').replace(/^0+/, '').replace(/0+$/, '');
  return Math.ceil(digits.length / 2) + 1 + (text.startsWith('-') ? 1 : 0);
};

const binaryBytes = (base64: string): number => Buffer.from(base64, 'base64').byteLength;

const valueBytes = (value: WireValue): number => {
  if ('S' in value) return Buffer.byteLength(value.S);
  if ('N' in value) return numberBytes(value.N);
  if ('B' in value) return binaryBytes(value.B);
  if ('BOOL' in value || 'NULL' in value) return 1;
  if ('SS' in value) return sum(value.SS.map((text) => Buffer.byteLength(text)));
  if ('NS' in value) return sum(value.NS.map(numberBytes));
  if ('BS' in value) return sum(value.BS.map(binaryBytes));
  if ('L' in value) return containerBytes + sum(value.L.map((member) => valueBytes(member) + memberBytes));
  return containerBytes + itemBytes(value.M) + Object.keys(value.M).length * memberBytes;
};

/**
 * The size by which DynamoDB counts units: names and values of all attributes.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html
 */
export const itemBytes = (item: WireItem): number =>
  sum(Object.entries(item).map(([name, value]) => Buffer.byteLength(name) + valueBytes(value)));
