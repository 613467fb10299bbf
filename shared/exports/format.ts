import type { ExportFormat, ExportLimit, ExportObstacle } from '../contracts/http/files.ts';
import type { StatementInFull } from '../domain/statements/statementInFull.ts';

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

/** A kind of bookkeeping file. The text of a file is that of its statements, one after another. */
export interface StatementFormat {
  readonly id: ExportFormat;
  /** A proper name, the same in every language. */
  readonly name: string;
  /** Without a dot. */
  readonly extension: string;
  readonly mediaType: string;
  /** Whose packages read it (ISO 3166-1 alpha-2); empty where it belongs to no country. */
  readonly countries: readonly string[];
  readonly limits: readonly ExportLimit[];
  /**
   * The same text for the same statement, always. Encoded as UTF-8, of which ASCII is a part.
   *
   * @throws NotExpressible rather than write something else than the statement says
   */
  readonly write: (statement: StatementInFull, place: Place, options: WriteOptions) => string;
}

/** A format has no way to say what a statement says. */
export class NotExpressible extends Error {
  readonly reason: ExportObstacle;
  /** Of the line that stands in the way, where it is one. */
  readonly lineId: string | undefined;

  constructor(reason: ExportObstacle, lineId?: string) {
    super(reason);
    this.name = 'NotExpressible';
    this.reason = reason;
    this.lineId = lineId;
  }
}
