import type { StatementInFull } from '../domain/statements/statementInFull.ts';

export const formatIds = [
  'coda',
  'camt053.001.02',
  'camt053.001.08',
  'mt940',
  'mt940-abn',
  'mt940-rabo',
  'mt940-de',
  'ofx',
  'norma43',
  'cfonb120',
  'csv',
  'hledger',
  'beancount',
] as const;
export type FormatId = (typeof formatIds)[number];

/** Where a statement stands among those of its file. */
export interface Place {
  readonly isFirst: boolean;
  readonly isLast: boolean;
  /** Lines of text that the statements before it have; some formats count their records at the end of the file. */
  readonly textLinesBefore?: number;
}

/** Wishes that only some formats know. */
export interface WriteOptions {
  /** Between the columns of a CSV file. */
  readonly delimiter: ',' | ';';
  /** Keeps spreadsheets from running texts as formulas. */
  readonly guard: boolean;
  /** A journal begins with the opening balance; without it, it goes on where an earlier one ended. */
  readonly opening: boolean;
}

/** What a format cannot hold, as codes; their sentences are in `presentation`. */
export type FormatLimit =
  | 'belgian_or_other_iban'
  | 'spanish_iban'
  | 'french_iban'
  | 'two_decimals'
  | 'lines_9999'
  | 'ascii_text'
  | 'text_390'
  | 'no_opening_balance'
  | 'no_verdict'
  | 'no_number';

/** A kind of bookkeeping file. The text of a file is that of its statements, one after another. */
export interface StatementFormat {
  readonly id: FormatId;
  /** A proper name, the same in every language. */
  readonly name: string;
  /** Without a dot. */
  readonly extension: string;
  readonly mediaType: string;
  /** Whose packages read it (ISO 3166-1 alpha-2); empty where it belongs to no country. */
  readonly countries: readonly string[];
  readonly limits: readonly FormatLimit[];
  /**
   * The same text for the same statement, always. Encoded as UTF-8, of which ASCII is a part.
   *
   * @throws NotExpressible rather than write something else than the statement says
   */
  readonly write: (statement: StatementInFull, place: Place, options: WriteOptions) => string;
}

export type NotExpressibleReason =
  | 'account_without_iban'
  | 'account_of_another_country'
  | 'account_too_long'
  | 'account_characters'
  | 'currency_without_number'
  | 'currency_decimals'
  | 'amount_too_long'
  | 'amount_too_fine'
  | 'amount_zero'
  | 'date_out_of_range'
  | 'too_many_lines';

/** A format has no way to say what a statement says. */
export class NotExpressible extends Error {
  readonly reason: NotExpressibleReason;
  /** Of the line that stands in the way, where it is one. */
  readonly lineId: string | undefined;

  constructor(reason: NotExpressibleReason, lineId?: string) {
    super(reason);
    this.name = 'NotExpressible';
    this.reason = reason;
    this.lineId = lineId;
  }
}
