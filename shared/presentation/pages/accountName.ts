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

/** `BE68 5390 0754 7034`: a number as it is read out. */
export const numberText = ({ reference, referenceType }: NamedAccount): string => {
  const plain = oneLine(reference);
  return referenceType === 'IBAN' ? plain.replaceAll(/\s/g, '').replaceAll(/(.{4})(?=.)/g, '$1 ') : plain;
};

/** What its holder or the bank calls it, if anything. */
export const ownName = ({ description, product, holderName }: NamedAccount): string | undefined => {
  const name = oneLine(description ?? product ?? holderName ?? '');
  return name === '' ? undefined : name;
};
