import { amountOf } from '../../domain/money/currency.ts';
import type { StatementEntry } from '../../domain/statements/statementInFull.ts';
import type { StatementFormat } from '../format.ts';
import { endToEndIdOf } from '../parts/endToEndId.ts';
import { directionOf, familyOf, type Family } from '../parts/family.ts';
import {
  lineRemarks,
  mt940Amount,
  otherAccount,
  ownAccount,
  writeMt940,
  type Dialect,
} from '../parts/mt940/statement.ts';
import { narrative } from '../parts/mt940/narrative.ts';
import { remittanceOf } from '../parts/remittance.ts';
import { swiftText } from '../parts/mt940/swiftText.ts';

/** Business transaction code (three digits) and booking text, of money that goes and money that comes. */
type Codes = Readonly<Record<'debit' | 'credit', readonly [code: string, text: string]>>;

const same = (code: string, text: string): Codes => ({ debit: [code, text], credit: [code, text] });

/** Agreement on remote data transmission between banks and customers (DFUE-Abkommen), annex 3, chapter 8. */
const codes: Readonly<Record<Family, Codes>> = {
  transfer: { debit: ['116', 'UEBERWEISUNG'], credit: ['166', 'GUTSCHRIFT'] },
  instant: { debit: ['118', 'ECHTZEITUEBERWEISUNG'], credit: ['168', 'ECHTZEITGUTSCHRIFT'] },
  salary: { debit: ['116', 'LOHN, GEHALT'], credit: ['153', 'LOHN, GEHALT'] },
  standing_order: { debit: ['117', 'DAUERAUFTRAG'], credit: ['152', 'DAUERAUFTRAGSGUTSCHRIFT'] },
  own_transfer: same('820', 'UEBERTRAG'),
  foreign_transfer: { debit: ['201', 'AUSLANDSUEBERWEISUNG'], credit: ['202', 'AUSLANDSGUTSCHRIFT'] },
  direct_debit_paid: same('105', 'LASTSCHRIFT'),
  direct_debit_refunded: same('181', 'LASTSCHRIFTERSTATTUNG'),
  direct_debit_collected: same('171', 'LASTSCHRIFTEINZUG'),
  direct_debit_unpaid: same('109', 'RUECKLASTSCHRIFT'),
  card: { debit: ['106', 'KARTENZAHLUNG'], credit: ['198', 'KARTENGUTSCHRIFT'] },
  card_takings: { debit: ['106', 'KARTENUMSATZ'], credit: ['198', 'KARTENUMSATZ'] },
  cash_withdrawal: { debit: ['083', 'BARAUSZAHLUNG'], credit: ['082', 'BARAUSZAHLUNG STORNO'] },
  cash_deposit: { debit: ['083', 'BAREINZAHLUNG STORNO'], credit: ['082', 'BAREINZAHLUNG'] },
  cheque: { debit: ['101', 'SCHECK'], credit: ['170', 'SCHECKEINREICHUNG'] },
  interest: same('814', 'ZINSEN'),
  fee: same('808', 'ENTGELT'),
  unknown: same('835', 'BUCHUNG'),
};
const adjustment: readonly [string, string] = ['899', 'BERICHTIGUNG'];
const creditWithReference = '167';
/** Direct debits between firms. */
const betweenFirms: Readonly<Record<string, string>> = { 105: '104', 171: '174', 181: '184', 109: '108' };

const codesOf = (entry: StatementEntry): readonly [code: string, text: string] => {
  if (entry.kind === 'adjustment') return adjustment;
  const [code, text] = codes[familyOf(entry)][directionOf(entry)];
  if (code === '166' && entry.content.reference?.kind === 'iso_11649') return [creditWithReference, text];
  const isBetweenFirms = entry.content.bankTransactionCode?.endsWith('-BBDD') ?? false;
  return [(isBetweenFirms ? betweenFirms[code] : undefined) ?? code, text];
};

const pieceWidth = 27;
const accountWidth = 34;
const idWidth = 35;
const purposeMarks = ['20', '21', '22', '23', '24', '25', '26', '27', '28', '29'];
const morePurposeMarks = ['60', '61', '62', '63'];
const nameMarks = ['32', '33'];

/** Those of the agreement, and those that the reader of German software (mt-940 for Python) knows besides; it looks anywhere. */
const keyword = /(EREF|KREF|MREF|CRED|DEBT|COAM|OAMT|SVWZ|ABWA|ABWE|PURP|IBAN|BIC|MDAT|SQTP|ORCR|ORMR|DDAT) ?\+/g;

/** A question mark begins a field, a keyword and its plus begin another purpose. */
const valueOf = (text: string): string => swiftText(text).replaceAll('?', '.').replaceAll(keyword, '$1 ');

/** Pieces for fields that readers join without a blank: one at a field's end would be lost, so that it begins the next. */
const piecesOf = (text: string): readonly string[] => {
  const pieces: string[] = [];
  for (let at = 0; at < text.length;) {
    const end = at + pieceWidth;
    const next = end < text.length && text.charAt(end - 1) === ' ' ? end - 1 : end;
    pieces.push(text.slice(at, next));
    at = next;
  }
  return pieces;
};

const fields = (marks: readonly string[], pieces: readonly string[]): string =>
  marks.slice(0, pieces.length).reduce((all, mark, index) => `${all}?${mark}${pieces[index] ?? ''}`, '');

/** `166?00GUTSCHRIFT?20EREF+…?21SVWZ+…?31account?32name`. */
const details = (entry: StatementEntry, currency: string): readonly string[] => {
  const { mandateId = '', creditorId = '', counterpartyName = '' } = entry.content;
  const [code, bookingText] = codesOf(entry);
  const remarks = valueOf(lineRemarks({ ...entry, content: withoutFee(entry) }, currency, accountWidth));
  const ids = [
    ['EREF', valueOf(endToEndIdOf(entry) ?? '')],
    ['MREF', valueOf(mandateId)],
    ['CRED', valueOf(creditorId)],
  ].flatMap(([word = '', value = '']) => (value === '' || value.length > idWidth ? [] : piecesOf(`${word}+${value}`)));
  const account = otherAccount(entry, accountWidth);
  const names = piecesOf(
    valueOf(counterpartyName)
      .slice(0, nameMarks.length * (pieceWidth - 1))
      .trimEnd(),
  );
  const after = `${account === undefined ? '' : `?31${account}`}${fields(nameMarks, names)}`;
  // A remark is not torn in two by the fields between. A piece may be one short for the sake of a blank.
  const marks = purposeMarks.length + (remarks === '' ? morePurposeMarks.length : 0);
  const room = (marks - ids.length) * (pieceWidth - 1) - 'SVWZ+ '.length - remarks.length;
  return narrative(
    (told) => {
      const purpose = [...ids, ...(told === '' ? [] : piecesOf(`SVWZ+${told}`))];
      const more = purpose.slice(purposeMarks.length);
      return `${code}?00${bookingText}${fields(purposeMarks, purpose)}${after}${fields(morePurposeMarks, more)}`;
    },
    valueOf(remittanceOf(entry).whole).slice(0, Math.max(room, 0)).trimEnd(),
    remarks,
  );
};

const withoutFee = ({ content: { fee: _fee, ...content } }: StatementEntry): StatementEntry['content'] => content;

const dialect: Dialect = {
  head: [],
  account: (reference) => ownAccount(reference, 35),
  supplement: ({ id, content: { fee } }, currency) =>
    fee === undefined ? undefined : `/CHGS/${currency}${mt940Amount(amountOf(fee), currency, id)}/`,
  details,
  // The agreement allows a field 86 there, but the reader that German software shares (mt-940 for Python) adds it to the
  // text of the last line.
  closingRemarks: () => [],
};

/** MT940 as German banks write it. */
export const mt940De: StatementFormat = {
  id: 'mt940-de',
  name: 'MT940 (DE)',
  extension: 'sta',
  mediaType: 'text/plain; charset=us-ascii',
  countries: ['DE', 'AT'],
  limits: ['ascii_text', 'text_390', 'no_verdict'],
  write: (statement, place) => writeMt940(statement, place, dialect),
};
