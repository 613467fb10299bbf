import type { CalendarDate, Instant } from '../calendar/calendarDate.ts';
import type { RemittanceReference } from '../references/findReference.ts';

/** What the bank says about one booked or pending line. Absent means the bank said nothing. */
export interface LineContent {
  /** The day on which the bank recorded the line. */
  readonly executionDate: CalendarDate;
  /** The day on which the money moves; before or after the execution date. */
  readonly valueDate?: CalendarDate;
  /** Exact decimal text, negative for a debit. */
  readonly amount: string;
  readonly currency: string;
  readonly counterpartyName?: string;
  readonly counterpartyReference?: string;
  readonly remittanceText?: string;
  readonly remittanceType?: string;
  readonly reference?: RemittanceReference;
  readonly description?: string;
  /** ISO 20022 bank transaction code such as `PMNT-RCDT-ESCT`. */
  readonly bankTransactionCode?: string;
  readonly proprietaryBankTransactionCode?: string;
  readonly endToEndId?: string;
  readonly purposeCode?: string;
  readonly mandateId?: string;
  readonly creditorId?: string;
  /** The number of a card, never whole. */
  readonly cardReference?: string;
  readonly fee?: string;
  readonly additionalInformation?: string;
  /** What Ponto calls the card's number. */
  readonly cardReferenceType?: CardReferenceType;
  /** By which the bank itself knows the line. Lines that were kept by earlier releases have none of the marks. */
  readonly internalReference?: string;
  /** Of what the bank sent, shortened; equal for true twins, so that it names no line (Ponto reference, section 4.3). */
  readonly digest?: string;
}

export const cardReferenceTypes = ['PAN', 'MASKEDPAN'] as const;
export type CardReferenceType = (typeof cardReferenceTypes)[number];

/** A line as Ponto holds it now. */
export interface FeedLine {
  readonly pontoId: string;
  readonly content: LineContent;
  /** When Ponto created and last touched it; Ponto lists lines by creation. */
  readonly createdAt?: Instant;
  readonly updatedAt?: Instant;
  /** The whole number of a card, as earlier releases kept it: compared with what they wrote, and never kept again. */
  readonly formerCardReference?: string;
}

/** What the bank says about a line that it has only announced. Some name no day before they book it. */
export type PendingContent = Omit<LineContent, 'executionDate'> & Partial<Pick<LineContent, 'executionDate'>>;

export interface PendingLine extends Omit<FeedLine, 'content'> {
  readonly content: PendingContent;
}

/** Everything that the bank says to people, in a fixed order. Its own marks are none of it. */
export const contentKeys = [
  'executionDate',
  'valueDate',
  'amount',
  'currency',
  'counterpartyName',
  'counterpartyReference',
  'remittanceText',
  'remittanceType',
  'description',
  'bankTransactionCode',
  'proprietaryBankTransactionCode',
  'endToEndId',
  'purposeCode',
  'mandateId',
  'creditorId',
  'cardReference',
  'fee',
  'additionalInformation',
] as const satisfies readonly (keyof LineContent)[];

/**
 * A canonical text of everything the bank says about a line: equal texts mean that nothing changed. Fields keep their
 * position, so that a text moving from one field to another is a change. `reference` is left out: it is derived.
 */
export const contentText = (content: PendingContent): string =>
  JSON.stringify(contentKeys.map((key) => content[key] ?? null));

/**
 * What a line keeps when its account comes back under a new Ponto id and the bank delivers it again: the day, the
 * amount and the parties, not the texts that a bank rewords.
 */
export const identityText = (content: LineContent): string =>
  JSON.stringify([
    content.executionDate,
    content.amount,
    content.currency,
    content.counterpartyReference ?? null,
    content.endToEndId ?? null,
    content.remittanceText ?? null,
  ]);

/**
 * Whether a line of Ponto says what the books have, by the fingerprint that they keep.
 *
 * @param fingerprint makes one of a canonical text
 */
export const isToldAs = (
  kept: string,
  { content, formerCardReference }: FeedLine,
  fingerprint: (text: string) => string,
): boolean =>
  kept === fingerprint(contentText(content)) ||
  (formerCardReference !== undefined &&
    kept === fingerprint(contentText({ ...content, cardReference: formerCardReference })));
