import type { CalendarDate, Instant } from '../calendar/calendarDate.ts';
import type { Period, StatementPeriod } from '../statements/period.ts';
import type { ChainState } from '../statements/statement.ts';
import type { KeptRefusal } from './refusedLine.ts';

/** A line of Ponto that marks how far its list has been read. */
export interface ListPosition {
  readonly pontoId: string;
  readonly createdAt?: Instant;
}

/**
 * - `initial`: the first read of an account, to the end of the list.
 * - `catch_up`: from the top until a line that was known before.
 * - `full_comparison`: the whole list compared with the books.
 * - `relink`: the whole list of an account that came back under a new Ponto id.
 */
export type ScanPurpose = 'initial' | 'catch_up' | 'full_comparison' | 'relink';

/** From one line number to another, both inclusive. */
export type LineRange = readonly [number, number];

/** A scan of Ponto's list, newest first, that survives a crash between any two pages. */
export interface ListScan {
  readonly purpose: ScanPurpose;
  /** The top of the list when the scan began; it becomes `newest` at the end. */
  readonly top?: ListPosition;
  /** Cursor below the last committed page; absent at the top. */
  readonly after?: string;
  /** Lines with a number up to this were known before the scan began. */
  readonly knownUpTo: number;
  /** The start of the books that the scan goes by; with an earlier one it has to begin again. */
  readonly importFrom: CalendarDate;
  readonly startedAt: Instant;
  /** The synchronization that Ponto named beside every page so far; absent when they were not of one moment. */
  readonly synchronization?: string;
  /** The lines of the books that a comparison had seen when its time ran out; absent once it has gone on. */
  readonly seen?: readonly LineRange[];
  /** The earliest day of a line that the scan has seen. */
  readonly earliest?: CalendarDate;
  /** As `ChainState.beforeStartLines`, of a scan that an earlier release has begun. */
  readonly beforeStart?: readonly { readonly pontoId: string; readonly amount: string }[];
}

/** The single item that says what of an account's ledger is committed. Everything else follows from it. */
export interface LedgerHead {
  /** Last committed sequence; 0 for an empty ledger. */
  readonly sequence: number;
  /** The month views contain everything up to here. */
  readonly viewedSequence: number;
  /** The Ponto account that was read; another one means that the account came back under a new id. */
  readonly pontoId?: string;
  /** How the account came back under that id; absent while it has had only one. */
  readonly relinked?: Relinking;
  /** The last succession that a person has taken back. */
  readonly takenBack?: TakenBack;
  /** Lines before this day were left out so far; absent until the first read has reached its end. */
  readonly importFrom?: CalendarDate;
  readonly newest?: ListPosition;
  /** The earliest day of a line in Ponto's list, as the last scan of the whole of it saw it. */
  readonly listedFrom?: CalendarDate;
  readonly scan?: ListScan;
  /** The lists of touched lines that are read besides the list itself. */
  readonly touched?: TouchedReading;
  readonly lastFullComparisonAt?: Instant;
  /**
   * Changes of lines were seen that wait until the books reach back to them, or of which only the whole list tells whether
   * the scan has passed them: it has to be compared.
   */
  readonly changesWait?: true;
  /** Lines that could not be booked. */
  readonly refused: readonly KeptRefusal[];
  /** Pending lines that Ponto has and that are not on show: they cannot be read, or are too many. */
  readonly pendingLeftOut?: number;
  readonly chain: ChainState;
  /** The last day up to which everything is in and proven. */
  readonly completeUpTo?: CalendarDate;
  /** When the last run read everything that Ponto had. */
  readonly completedAt?: Instant;
  /** The run that wrote last. */
  readonly run?: RunTally;
  /** What has been published to other software; the rest is published (again) at the end of the next run. */
  readonly published: Published;
}

/** What a run has done so far, committed with the records that it made: whoever finishes the run counts on from here. */
export interface RunTally {
  readonly syncId: string;
  readonly added: number;
  readonly corrected: number;
  readonly removed: number;
  readonly unchanged: number;
  /** Pages of transactions read from Ponto. */
  readonly pages: number;
  /** Records after this one are the run's own; absent of runs that a former release began. */
  readonly after?: number;
}

/** Ponto tells beside each synchronization which lines it touched; a correction far down the list shows only there. */
export interface TouchedReading {
  /** Synchronizations that are still to be read, oldest first. */
  readonly toRead: readonly string[];
  /** Cursor below the last page that was read of the first of them. */
  readonly after?: string;
  /** Those that were read last. */
  readonly read: readonly string[];
}

export interface Relinking {
  readonly pontoId: string;
  /** Lines whose last record is not after this one belong to a former id: Ponto cannot list them any more. */
  readonly after: number;
  /** Lines that came in as new and may be lines of the history: same day, same amount, other texts, other number. */
  readonly uncertain?: number;
  /** From the first to the last day of those; missing where an earlier release has counted them. */
  readonly uncertainDays?: Period;
  /** What the head said until then: kept until a statement becomes final after it. */
  readonly before?: HeadBefore;
}

/** What a ledger goes back to when a succession is taken back. */
export interface HeadBefore extends Pick<
  LedgerHead,
  | 'sequence'
  | 'pontoId'
  | 'importFrom'
  | 'newest'
  | 'listedFrom'
  | 'touched'
  | 'lastFullComparisonAt'
  | 'refused'
  | 'pendingLeftOut'
  | 'chain'
  | 'completeUpTo'
  | 'completedAt'
> {
  /** As it had come back before. */
  readonly relinked?: Omit<Relinking, 'before'>;
  /** The difference to the bank that had been published. */
  readonly mismatchSince?: Instant;
  /** Of the statements of that time, and the day on which they were made. */
  readonly statementPeriod: StatementPeriod;
  readonly builtOn: CalendarDate;
}

/** Who took a succession back, and which: nothing is read under that id for it any more. */
export interface TakenBack {
  readonly pontoId: string;
  /** When the account went on under that id. */
  readonly continuedAt: Instant;
  readonly at: Instant;
  readonly userId: string;
  /** What the records made for it are marked with. */
  readonly syncId: string;
}

export interface Published {
  readonly sequence: number;
  /** End of the last final statement that was published. */
  readonly finalUpTo?: CalendarDate;
  /** First day of the first final statement that was published; earlier ones come when the start moves back. */
  readonly finalFrom?: CalendarDate;
  readonly mismatchSince?: Instant;
  /** The statements that were open, by their first day: a mark of what the tenant's feed has told of each. */
  readonly statements?: Readonly<Record<CalendarDate, string>>;
  /** Of those that were open, the long lists of lines as they were told. */
  readonly lists?: readonly ToldList[];
  /** What the verdicts of the final ones went by. */
  readonly proof?: ToldProof;
}

/** The list of lines of an open statement, of these days, as the tenant's feed has told it: as it was after a record. */
export interface ToldList extends Period {
  readonly through: number;
}

/** What verdicts of final statements go by beside the statements themselves, as marks. */
export interface ToldProof {
  /** The tenant's figures and the opening balance: they may concern every statement. */
  readonly figures: string;
  /** What the bank's balances contradict, and by how much: it concerns the days after `upTo`. */
  readonly balances: string;
  /** The day of the last balance, where it differs: statements that begin later are not contradicted by it. */
  readonly differsUpTo?: CalendarDate;
  /** The last day up to which everything is proven. */
  readonly upTo?: CalendarDate;
  /** No balance of the bank agrees now: of the days up to `upTo` those statements are proven that were it when they became final. */
  readonly isUnmatched?: true;
}

export const emptyHead: LedgerHead = {
  sequence: 0,
  viewedSequence: 0,
  refused: [],
  chain: {},
  published: { sequence: 0 },
};
