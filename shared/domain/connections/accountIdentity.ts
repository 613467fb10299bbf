import type { FeedAccount } from '../ledger/feedAccount.ts';
import type { Account } from './connection.ts';

/** What tells one bank account from another, of an account that we know or of one that Ponto lists. */
export type Identifiable = Pick<
  Account & FeedAccount,
  | 'institutionId'
  | 'reference'
  | 'referenceType'
  | 'currency'
  | 'subtype'
  | 'holderName'
  | 'product'
  | 'description'
  | 'internalReference'
>;

/** Institutions of one brand replace each other. */
export type BrandOf = (institutionId: string) => string;

/** People and banks write account numbers in groups. */
export const plainNumber = (reference: string): string => reference.replaceAll(/\s/g, '').toUpperCase();

/**
 * Accounts that may be one: of equal number and currency. An IBAN is unique in the world, so that it stays the same number
 * when its bank becomes another one; any other number means something only at its bank. Several accounts may have one
 * number: pockets on an IBAN, cards of one contract.
 */
export const numberKeyOf = ({ reference, referenceType, currency, institutionId }: Identifiable, brandOf: BrandOf) =>
  JSON.stringify([plainNumber(reference), currency, ...(isIban(referenceType) ? [] : [brandOf(institutionId)])]);

const isIban = (referenceType: string): boolean => referenceType.toUpperCase() === 'IBAN';

/**
 * Whether anything but the number says that two accounts are the same one. The bank's own reference decides where both have
 * it. Product and label are words of one bank; when the bank has changed, only the holder can speak.
 *
 * @returns `silent` when nothing is known of both sides
 */
export const secondMark = (one: Identifiable, other: Identifiable): 'agrees' | 'differs' | 'silent' => {
  const [subtype, holder] = [compare(one, other, 'subtype'), compare(one, other, 'holderName')];
  const byHolder = holder === 'agrees' ? 'agrees' : 'silent';
  if (one.institutionId !== other.institutionId) return subtype === 'differs' ? 'differs' : byHolder;
  const byReference = compareReferences(one, other);
  if (byReference !== 'silent') return byReference;
  const [product, description] = [compare(one, other, 'product'), compare(one, other, 'description')];
  if ([subtype, product, description].includes('differs')) return 'differs';
  return product === 'agrees' ? 'agrees' : byHolder;
};

/** The reference by which a bank itself knows an account; it means nothing at another bank (Ponto reference, section 4.2). */
export const compareReferences = (one: Identifiable, other: Identifiable): 'agrees' | 'differs' | 'silent' =>
  one.institutionId === other.institutionId ? compare(one, other, 'internalReference') : 'silent';

const compare = (
  one: Identifiable,
  other: Identifiable,
  mark: 'subtype' | 'holderName' | 'product' | 'description' | 'internalReference',
): 'agrees' | 'differs' | 'silent' => {
  const [a, b] = [one[mark], other[mark]];
  if (a === undefined || b === undefined || plainText(a) === '' || plainText(b) === '') return 'silent';
  return plainText(a) === plainText(b) ? 'agrees' : 'differs';
};

/** Without what is not seen: names were kept with it before. */
const plainText = (text: string): string =>
  text
    .normalize('NFKD')
    .replaceAll(/[\p{M}\p{Cf}]/gu, '')
    .replaceAll(/[\s\p{Cc}]+/gu, ' ')
    .trim()
    .toUpperCase();
