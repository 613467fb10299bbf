import { isName } from '../../contracts/names.ts';

/** Dots, ideographic ones as well, between letters or digits; a scheme or port; a mailbox; a path. */
const address = /[@/\\]|:\S|[\p{L}\p{M}\p{N}_-][.。][\p{L}\p{N}]/u;

/**
 * The name as it may stand in a greeting. A mail comes from us, and its words must not lead anywhere that somebody else has
 * chosen: mail programs make a link of whatever looks like an address. Rather nobody is called by name than that.
 *
 * @param name as stored, also in days when a name could hold anything
 */
export const greetedName = (name: string | undefined): string | undefined =>
  name === undefined || !isName(name) || address.test(name.normalize('NFKC')) ? undefined : name;
