import type { OperationName } from '../operations.ts';

/**
 * A schema in words: under `''` what it is, under each path of a member (`link.frequency`; lists and unions have no step
 * of their own) what that is, in which unit and format, and under `link=none` what that variant of a union is.
 */
export type SchemaWords = Readonly<Record<string, string>>;

/** A call in words: under `''` what it does, under the name of a parameter what that is, under a status what is answered. */
export type CallWords = Readonly<Record<string, string>>;

/** A chapter of the description: the calls about one thing, and the schemas of what they take and answer. */
export interface Chapter {
  /** The tag of its calls. */
  readonly name: string;
  readonly description: string;
  readonly calls: Readonly<Partial<Record<OperationName, CallWords>>>;
  /** By the names of `components.ts`. */
  readonly schemas: Readonly<Record<string, SchemaWords>>;
}

/** Parameters that say the same wherever they stand. */
export const everywhere: CallWords = {
  limit: 'How many items the page has at most.',
  cursor: '`nextCursor` of the page before. Without it, the list begins at its beginning.',
};

/** A calendar date of the bank, in words. */
export const day = (what: string): string => `${what}: a calendar date, \`YYYY-MM-DD\`.`;
export const moment = (what: string): string => `${what}: a moment in UTC, ISO 8601.`;
export const amount = (what: string, currency = 'the currency of the account'): string =>
  `${what}: an exact decimal number as text, such as \`-12.50\`, in ${currency}.`;
export const count = (what: string): string => `${what}: a whole number, zero or more.`;
export const currencyCode = 'Currency: three capital letters (ISO 4217), such as `EUR`.';
/** The number of an account. */
export const accountNumber = 'Number of the account, mostly an IBAN without blanks.';
/** What a page of ours takes to go back to. */
export const returnUrl =
  'Where the person goes afterwards: an absolute address on the allow-list of the installation, at most 2,000 characters.';
export const locale = 'Language as a BCP 47 tag, such as `nl` or `fr-BE`.';

/** A page of a list, in words. */
export const pageWords = (what: string, items: SchemaWords = {}): SchemaWords => ({
  '': `A page of ${what}.`,
  items: `The ${what} of this page, in the order of the list.`,
  nextCursor: 'Goes into `cursor` of the same call for the next page; absent on the last one.',
  ...under('items', items),
});

/** The words of a schema that stands, without a name of its own, in the member of another. */
export const under = (member: string, { '': _itself, ...words }: SchemaWords): SchemaWords =>
  Object.fromEntries(
    Object.entries(words).map(([path, sentence]) => [
      path.startsWith('=') ? member + path : `${member}.${path}`,
      sentence,
    ]),
  );
