import type { StatementEntry } from '../../domain/statements/statementInFull.ts';
import type { StatementFormat } from '../format.ts';
import { dutchBookingText } from '../parts/mt940/bookingText.ts';
import { idValue, nameValue, textValue } from '../parts/mt940/codeWords.ts';
import { endToEndIdOf } from '../parts/endToEndId.ts';
import { directionOf, familyOf } from '../parts/family.ts';
import { lineRemarks, otherAccount, ownAccount, writeMt940, type Dialect } from '../parts/mt940/statement.ts';
import { narrative } from '../parts/mt940/narrative.ts';
import { remittanceOf } from '../parts/remittance.ts';

/** It stands on a line of its own below the amount (34x). */
const accountWidth = 34;

/** The other side: who pays us, or whom we pay. */
const sides = { credit: '/ORDP/', debit: '/BENM/' } as const;

/** `/MARF/…/EREF/…/ORDP//NAME/…/REMI/…/CSID/…`, as Rabobank's "MT940 Structured" has it. */
const details = (entry: StatementEntry, currency: string): readonly string[] => {
  const { mandateId, creditorId, counterpartyName } = entry.content;
  const name = nameValue(counterpartyName);
  const word = (code: string, value: string): string => (value === '' ? '' : `/${code}/${value}`);
  const before = [
    word('MARF', idValue(mandateId)),
    word('EREF', idValue(endToEndIdOf(entry))),
    name === '' ? '' : `${sides[directionOf(entry)]}/NAME/${name}`,
  ].join('');
  const after = word('CSID', idValue(creditorId));
  const around = (words: string): string => {
    const told = textValue(words);
    const isSilent = told === '' && before === '' && after === '';
    return `${before}${word('REMI', isSilent ? dutchBookingText[familyOf(entry)] : told)}${after}`;
  };
  return narrative(around, remittanceOf(entry).whole, lineRemarks(entry, currency, accountWidth));
};

const dialect: Dialect = {
  head: [':940:'],
  // Readers take what follows the first blank for the currency.
  account: (reference, currency) => `${ownAccount(reference, 31, / /)} ${currency}`,
  supplement: (entry) => otherAccount(entry, accountWidth),
  details,
  // The bank has no field 86 there, and readers add one to the text of the last line.
  closingRemarks: () => [],
};

/** MT940 as Rabobank writes it. */
export const mt940Rabo: StatementFormat = {
  id: 'mt940-rabo',
  name: 'MT940 (Rabobank)',
  extension: '940',
  mediaType: 'text/plain; charset=us-ascii',
  countries: ['NL'],
  limits: ['ascii_text', 'text_390', 'no_verdict'],
  write: (statement, place) => writeMt940(statement, place, dialect),
};
