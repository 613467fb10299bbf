import type { StatementEntry } from '../../../domain/statements/statementInFull.ts';
import { isNegative, type Decimal } from '../../../domain/money/decimal.ts';
import { unsignedUnits } from '../amounts.ts';
import { transactionCodeOf } from './codes.ts';
import { communicationOf } from './communication.ts';
import { information, informationWidths, movement } from './records.ts';
import { endToEndIdOf } from '../endToEndId.ts';
import { ibanOf } from '../iban.ts';
import { entryKey, idWithin } from '../referenceId.ts';
import { entryRemark, feeRemark } from '../remarks.ts';
import { ddmmyy } from '../shortDate.ts';
import { cut, oneLine, toAscii } from '../text.ts';

/** What a movement shares with its statement. */
export interface MovementPlace {
  readonly number: number;
  readonly paperNumber: string;
  readonly currency: string;
}

/** Debit 1, credit 0; zero is a credit. */
export const signOf = (amount: Decimal): '0' | '1' => (isNegative(amount) ? '1' : '0');

/** Twelve digits and three decimals. */
export const amountField = (amount: Decimal, lineId?: string): string =>
  unsignedUnits(amount, { decimals: 3, width: 15 }, lineId);

interface Codes {
  readonly next: '0' | '1';
  readonly link: '0' | '1';
}
type Write = (codes: Codes) => string;

/** More text than this is of no use to anybody; it keeps the number of records within its field. */
const mostInformation = 30;
const referenceWidth = 21;
/** A piece of an id would be another one. */
const customerReferenceWidth = 35;
const printable = /^[\x20-\x7e]{1,34}$/;

/** Records 2.1 to 3.3 of one line. */
export const movementRecords = (entry: StatementEntry, place: MovementPlace): readonly string[] => {
  const { content } = entry;
  const key = entryKey(entry, referenceWidth);
  const code = transactionCodeOf(entry);
  const number = String(place.number);
  const { kind, pieces, rest } = communicationOf(entry);
  const account = accountOf(content.counterpartyReference);
  const name = toAscii(content.counterpartyName ?? '');
  const endToEndId = toAscii(endToEndIdOf(entry) ?? '');
  const isWhole = endToEndId.length <= customerReferenceWidth;
  const customerReference = isWhole ? endToEndId : '';
  const purpose = /^[A-Z0-9]{4}$/.test(content.purposeCode ?? '') ? (content.purposeCode ?? '') : '';
  const [first = '', second = '', third = ''] = pieces;
  const needs = {
    second: `${second}${customerReference}${purpose}` !== '',
    third: `${account.field}${name}${third}` !== '',
  };
  const own: readonly Write[] = [
    (codes) =>
      movement[0]({
        number,
        reference: key,
        sign: signOf(entry.amount),
        amount: amountField(entry.amount, entry.id),
        valueDate: ddmmyy(content.valueDate ?? content.executionDate, entry.id),
        code,
        communicationKind: kind,
        communication: first,
        entryDate: ddmmyy(content.executionDate, entry.id),
        paperNumber: place.paperNumber,
        ...codes,
      }),
    ...(needs.second
      ? [(codes: Codes) => movement[1]({ number, communication: second, customerReference, purpose, ...codes })]
      : []),
    ...(needs.third
      ? [(codes: Codes) => movement[2]({ number, account: account.field, name, communication: third, ...codes })]
      : []),
  ];
  const told = [
    // 001: name, street, town and identification of a counterparty, each with a width of its own.
    ...(name.length > 35 ? [{ kind: '1' as const, text: `001${name.slice(0, 70)}` }] : []),
    ...[
      entryRemark(entry, place.currency, (id) => idWithin(id, referenceWidth)),
      feeRemark(entry, place.currency),
      account.remark,
      isWhole ? undefined : `END TO END ${endToEndId}`,
      ...rest,
    ].flatMap((text) => groupsOf(text ?? '').map((group) => ({ kind: '0' as const, text: group }))),
  ].slice(0, mostInformation);
  return linked([
    own,
    ...told.map((group, at) => informationRecords(group, { number, detail: String(at + 1), reference: key, code })),
  ]);
};

/** An account number that the field cannot hold as it is goes into words, rather than be cut. */
const accountOf = (reference = ''): { readonly field: string; readonly remark?: string } => {
  const line = ibanOf(reference) ?? oneLine(reference);
  return line === '' || printable.test(line) ? { field: line } : { field: '', remark: `ACCOUNT ${toAscii(line)}` };
};

const groupWidth = informationWidths.reduce((sum, width) => sum + width, 0);

const groupsOf = (text: string): readonly string[] => {
  const groups: string[] = [];
  for (let at = 0; at < text.length; at += groupWidth) groups.push(text.slice(at, at + groupWidth));
  return groups;
};

const informationRecords = (
  { kind, text }: { readonly kind: '0' | '1'; readonly text: string },
  values: { readonly number: string; readonly detail: string; readonly reference: string; readonly code: string },
): readonly Write[] => {
  const [first = '', second = '', third = ''] = cut(text, informationWidths).pieces;
  const { number, detail } = values;
  return [
    (codes) => information[0]({ ...values, communicationKind: kind, communication: first, ...codes }),
    ...(second === '' ? [] : [(codes: Codes) => information[1]({ number, detail, communication: second, ...codes })]),
    ...(third === '' ? [] : [(codes: Codes) => information[2]({ number, detail, communication: third, ...codes })]),
  ];
};

/** Next code: another record of the same part follows. Link code: it is the last one, and another part follows. */
const linked = (parts: readonly (readonly Write[])[]): readonly string[] =>
  parts.flatMap((part, at) =>
    part.map((write, index) => {
      const isEnd = index === part.length - 1;
      return write({ next: isEnd ? '0' : '1', link: isEnd && at < parts.length - 1 ? '1' : '0' });
    }),
  );
