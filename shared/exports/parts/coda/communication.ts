import type { StatementEntry } from '../../../domain/statements/statementInFull.ts';
import { communicationWidths } from './records.ts';
import { familyOf } from '../family.ts';
import { bareReference } from '../remarks.ts';
import { ddmmyy } from '../shortDate.ts';
import { cut, toAscii } from '../text.ts';
import { wordsBesideReference } from '../words.ts';

export interface Communication {
  /** 0 free, 1 structured. */
  readonly kind: '0' | '1';
  /** For records 2.1, 2.2 and 2.3; of nothing but blanks are empty. */
  readonly pieces: readonly string[];
  /** What belongs to it and has no room there. */
  readonly rest: readonly string[];
}

/** Codes of the structured communications that hold a reference, by the kind of reference. */
const referenceTypes = { be_ogm: '101', iso_11649: '100' } as const;
const directDebitType = '127';

/**
 * The communication of a movement: the reference where there is one, as importers match by it; the mandate of a direct
 * debit; else free text.
 *
 * @see Febelfin, Coded statement of account (CODA), version 2.6, annex 3 "Structured communications"
 */
export const communicationOf = (entry: StatementEntry): Communication => {
  const words = toAscii(wordsBesideReference(entry) ?? '');
  const { reference, mandateId, creditorId } = entry.content;
  const parties = [...named('MANDATE', mandateId), ...named('CREDITOR', creditorId)].join(' ');
  if (reference) return structured(`${referenceTypes[reference.kind]}${bareReference(entry) ?? ''}`, [words, parties]);
  if (isShort(mandateId) && isShort(creditorId)) return directDebit(entry, { mandateId, creditorId, words });
  const { pieces, rest } = cut(words, communicationWidths);
  return { kind: '0', pieces, rest: [rest, parties] };
};

const named = (title: string, id: string | undefined): readonly string[] => {
  const plain = toAscii(id ?? '');
  return plain === '' ? [] : [`${title} ${plain}`];
};

const structured = (data: string, rest: readonly string[]): Communication => ({
  kind: '1',
  pieces: cut(data, communicationWidths).pieces.map((piece) => piece.trimEnd()),
  rest,
});

/** An identification of SEPA, which a field of 35 characters holds as it is. */
const isShort = (text: string | undefined): text is string => /^[\x21-\x7e]{1,35}$/.test(text ?? '');

/** 1 core, 2 between businesses, by the subfamily of the bank's code; 0 where it tells neither. */
const schemes: Readonly<Record<string, string>> = { ESDD: '1', BBDD: '2' };
/** Return, reversal, cancellation; 0 for one that is paid, or where the code does not tell. */
const returns: Readonly<Record<string, string>> = { UPDD: '2', PRDD: '4', RCDD: '5' };
const textWidth = 62;

const directDebit = (
  entry: StatementEntry,
  { mandateId, creditorId, words }: { readonly mandateId: string; readonly creditorId: string; readonly words: string },
): Communication => {
  const { valueDate, executionDate, bankTransactionCode = '' } = entry.content;
  const subfamily = bankTransactionCode.split('-')[2] ?? '';
  const family = familyOf(entry);
  const cameBack = family === 'direct_debit_unpaid' || family === 'direct_debit_refunded';
  const data = [
    directDebitType,
    ddmmyy(valueDate ?? executionDate, entry.id),
    // Recurrent, one-off, first or last: nobody says.
    '0',
    schemes[subfamily] ?? '0',
    // Paid, or not for a reason that nobody says.
    cameBack ? '2' : '0',
    creditorId.padEnd(35),
    mandateId.padEnd(35),
    words.slice(0, textWidth).padEnd(textWidth),
    cameBack ? (returns[subfamily] ?? '0') : '0',
  ].join('');
  return structured(data, [words.slice(textWidth)]);
};
