import type { StatementEntry } from '../../domain/statements/statementInFull.ts';
import type { StatementFormat } from '../format.ts';
import { englishBookingText } from '../parts/mt940/bookingText.ts';
import { idValue, nameValue, textValue } from '../parts/mt940/codeWords.ts';
import { endToEndIdOf } from '../parts/endToEndId.ts';
import { familyOf } from '../parts/family.ts';
import { lineRemarks, otherAccount, ownAccount, writeMt940, type Dialect } from '../parts/mt940/statement.ts';
import { narrative } from '../parts/mt940/narrative.ts';
import { statementRemarks } from '../parts/remarks.ts';
import { remittanceOf } from '../parts/remittance.ts';

const accountWidth = 35;

/** Who says how a structured reference is made: the country of the currency, or ISO 11649. */
const issuers = { be_ogm: 'CUR', iso_11649: 'ISO' } as const;

/** `/EREF/…//MARF/…//CSID/…//CNTP/account/bic/name/city//REMI/…//PURP/CD/…/`, as ING writes it too. */
const details = (entry: StatementEntry, currency: string): readonly string[] => {
  const { mandateId, creditorId, counterpartyName, purposeCode = '' } = entry.content;
  const { kind } = entry.content.reference ?? {};
  const { reference, text, whole } = remittanceOf(entry);
  const remarks = lineRemarks(entry, currency, accountWidth);
  const structured =
    kind !== undefined && text === undefined && remarks === '' ? `STRD/${issuers[kind]}/${reference ?? ''}` : undefined;
  const parties = [otherAccount(entry, accountWidth) ?? '', '', nameValue(counterpartyName), ''].join('/');
  const before = [
    ['EREF', idValue(endToEndIdOf(entry))],
    ['MARF', idValue(mandateId)],
    ['CSID', idValue(creditorId)],
    ['CNTP', parties === '///' ? '' : parties],
  ]
    .filter(([, value]) => value !== '')
    .map(([word, value]) => `/${word}/${value}/`)
    .join('');
  const after = /^[A-Z]{4}$/.test(purposeCode) ? `/PURP/CD/${purposeCode}/` : '';
  return narrative(
    (words) => {
      const told = textValue(words);
      if (structured !== undefined) return `${before}/REMI/${structured}/${after}`;
      if (told !== '') return `${before}/REMI/USTD//${told}/${after}`;
      return before === '' ? `/REMI/USTD//${englishBookingText[familyOf(entry)]}/${after}` : `${before}${after}`;
    },
    structured === undefined ? whole : '',
    remarks,
  );
};

const dialect: Dialect = {
  head: [],
  account: (reference) => ownAccount(reference, 35),
  supplement: () => undefined,
  details,
  // Field 86 after the balance is SWIFT's place for what concerns the whole statement, and ING ends its statements with
  // one (`/SUM/…`), so that readers of this dialect expect it. One that knows no dialect (mt-940 for Python) adds it to
  // the text of the last line; that is why the banks' own dialects, which have no such field, go without.
  closingRemarks: (statement) => statementRemarks(statement),
};

/** SWIFT's customer statement, with words between slashes in its details. */
export const mt940: StatementFormat = {
  id: 'mt940',
  name: 'MT940 (SWIFT, ING)',
  extension: 'sta',
  mediaType: 'text/plain; charset=us-ascii',
  countries: ['NL', 'BE'],
  limits: ['ascii_text', 'text_390'],
  write: (statement, place) => writeMt940(statement, place, dialect),
};
