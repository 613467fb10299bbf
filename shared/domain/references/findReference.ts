import { findCreditorReference } from './creditorReference.ts';
import type { RemittanceReference } from './remittanceReference.ts';
import { findStructuredCommunication } from './structuredCommunication.ts';

/** A reference of a standard, with the place in the text where it begins. */
export interface FoundReference {
  readonly at: number;
  readonly reference: RemittanceReference;
}

/** Longer texts are no communication; looking further would only cost time. */
const maxCharacters = 4096;

/**
 * The first reference in a remittance text whose check number is right. Banks put labels, names and account numbers
 * around it (Ponto reference, section 9, quirk 8), and some texts hold several.
 */
export const findReference = (text: string): RemittanceReference | undefined => {
  const start = text.slice(0, maxCharacters);
  const found = [findStructuredCommunication(start), findCreditorReference(start)].filter((one) => one !== undefined);
  return found.sort((a, b) => a.at - b.at)[0]?.reference;
};
