import { oneLine } from '../html.ts';

interface NamedAccount {
  readonly reference: string;
  readonly referenceType?: string;
  readonly description?: string | undefined;
  readonly product?: string | undefined;
  readonly holderName?: string | undefined;
}

/** `••2563`: all that a title may show of a number. */
export const lastFour = (reference: string): string =>
  `••${[...oneLine(reference).replaceAll(/\s/g, '')].slice(-4).join('')}`;

/** `KBC ••2563`: how an account is called everywhere. */
export const accountName = (bank: string, { reference }: NamedAccount): string =>
  `${oneLine(bank)} ${lastFour(reference)}`;

/** Where nobody says what a number is. */
const ibanShape = /^[A-Z]{2}\d{2}[A-Z\d]{11,30}$/;

/** `BE68 5390 0754 7034`: a number as it is read out. */
export const numberText = ({ reference, referenceType }: NamedAccount): string => {
  const plain = oneLine(reference);
  const isIban = referenceType === undefined ? ibanShape.test(plain) : referenceType === 'IBAN';
  return isIban ? plain.replaceAll(/\s/g, '').replaceAll(/(.{4})(?=.)/g, '$1 ') : plain;
};

/** What its holder or the bank calls it, if anything. */
export const ownName = ({ description, product, holderName }: NamedAccount): string | undefined => {
  const name = oneLine(description ?? product ?? holderName ?? '');
  return name === '' ? undefined : name;
};
