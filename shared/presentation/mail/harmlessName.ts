import { isName } from '../../contracts/names.ts';

/**
 * Dots, ideographic ones as well, between letters or digits, but not before a single letter (`B.V.`), for no address ends so;
 * a scheme or port; a mailbox; a path.
 */
const address = /[@/\\]|:\S|[\p{L}\p{M}\p{N}_-][.。](?:\p{N}|\p{L}[\p{L}\p{M}\p{N}-])/u;
/** Five digits or more, whatever stands between them but letters, or some after a plus. Four are a year. */
const telephone = /\p{N}(?:[^\p{L}\p{N}]*\p{N}){4}|\+[^\p{L}\p{N}]*\p{N}/u;
/** The eye sees none of it, and what reads a text may pass it over. */
const unseen = /\p{Default_Ignorable_Code_Point}/gu;

/**
 * The name as it may stand in the words of a mail where its reader need not know who wrote it: in a greeting, and in a digest
 * beside the names of other tenants. A mail comes from us, and its words must not lead anywhere that somebody else has chosen:
 * mail programs make a link of whatever looks like an address or a telephone number. Rather nobody is called by name than that.
 *
 * @param name as stored, also in days when a name could hold anything
 */
export const harmlessName = (name: string | undefined): string | undefined => {
  if (name === undefined || !isName(name)) return undefined;
  const read = name.normalize('NFKC').replaceAll(unseen, '');
  return address.test(read) || telephone.test(read) ? undefined : name;
};
