import type { StatementEntry } from '../../domain/statements/statementInFull.ts';
import type { StatementFormat } from '../format.ts';
import { dutchBookingText } from '../parts/mt940/bookingText.ts';
import { idValue, nameValue, textValue } from '../parts/mt940/codeWords.ts';
import { familyOf } from '../parts/family.ts';
import { endToEndIdOf, notProvided } from '../parts/endToEndId.ts';
import { lineRemarks, otherAccount, ownAccount, writeMt940, type Dialect } from '../parts/mt940/statement.ts';
import { narrative } from '../parts/mt940/narrative.ts';
import { remittanceOf } from '../parts/remittance.ts';

const accountWidth = 35;

/** Words in the order in which ABN AMRO writes them; a direct debit has one of its own. */
const transferWords = ['TRTP', 'IBAN', 'NAME', 'REMI', 'EREF'] as const;
const directDebitWords = ['TRTP', 'CSID', 'NAME', 'MARF', 'REMI', 'IBAN', 'EREF'] as const;

/** `/TRTP/SEPA OVERBOEKING/IBAN/…/NAME/…/REMI/…/EREF/…`. The other side's BIC is not known. */
const details = (entry: StatementEntry, currency: string): readonly string[] => {
  const { mandateId, creditorId, counterpartyName } = entry.content;
  const words = mandateId === undefined && creditorId === undefined ? transferWords : directDebitWords;
  const around = (told: string): string => {
    const values = {
      TRTP: dutchBookingText[familyOf(entry)],
      CSID: idValue(creditorId),
      NAME: nameValue(counterpartyName),
      MARF: idValue(mandateId),
      REMI: textValue(told),
      IBAN: otherAccount(entry, accountWidth) ?? '',
      EREF: idValue(endToEndIdOf(entry)) || notProvided,
    };
    return words
      .filter((word) => values[word] !== '')
      .map((word) => `/${word}/${values[word]}`)
      .join('');
  };
  return narrative(around, remittanceOf(entry).whole, lineRemarks(entry, currency, accountWidth));
};

const dialect: Dialect = {
  head: [],
  account: (reference) => ownAccount(reference, 35),
  supplement: () => undefined,
  details,
  // The bank has no field 86 there, and readers add one to the text of the last line.
  closingRemarks: () => [],
};

/** MT940 as ABN AMRO writes it. */
export const mt940Abn: StatementFormat = {
  id: 'mt940-abn',
  name: 'MT940 (ABN AMRO)',
  extension: 'sta',
  mediaType: 'text/plain; charset=us-ascii',
  countries: ['NL'],
  limits: ['ascii_text', 'text_390', 'no_verdict'],
  write: (statement, place) => writeMt940(statement, place, dialect),
};
