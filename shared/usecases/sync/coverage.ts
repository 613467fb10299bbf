import type { Instant } from '../../domain/calendar/calendarDate.ts';
import type { LedgerHead, ListScan } from '../../domain/ledger/head.ts';
import type { BankSynchronization } from '../../domain/ledger/feedAccount.ts';
import type { RefusedLine } from '../../domain/ledger/refusedLine.ts';
import type { LinesPage } from '../../ports/bankFeed.ts';

/**
 * What part of Ponto's list a scan has seen.
 *
 * - `whole`: from its top to its end
 * - `whole_in_parts`: the same, but begun by an earlier run, which has left word of what it saw
 * - `top`: from its top down to a line that was known before
 * - `remainder`: what lies below the place where an earlier run stopped
 */
export type ScannedPart = 'whole' | 'whole_in_parts' | 'top' | 'remainder';

export interface CompletedScan {
  readonly part: ScannedPart;
  /** The scan as it was at its last page. */
  readonly scan: ListScan;
}

/** Only when every line of the list is known to have been seen can it be told what is missing from it. */
export const tellsWhatIsMissing = ({ part, scan }: CompletedScan): boolean =>
  scan.purpose === 'full_comparison' && (part === 'whole' || part === 'whole_in_parts');

export const beganAtTop = ({ part }: CompletedScan): boolean => part === 'whole' || part === 'top';

/** What a run has seen of Ponto's list. Whatever depends on how complete and how coherent that was is asked here. */
export class Coverage {
  /** Lines of the ledger that Ponto has. */
  readonly seen = new Set<number>();
  /** Lines that could not be booked, by Ponto id. */
  readonly refused = new Map<string, RefusedLine>();
  readonly #now: Instant;
  /** Those that Ponto named beside the pages: of more than one, and the pages are not of one moment. */
  readonly #synchronizations = new Set<string>();
  /** The synchronization beside the first page, which is the top of the list. */
  #latest: BankSynchronization | undefined;
  #linesAsOf: Instant | undefined;
  #isWhole = false;
  #isComparedAtOneMoment = false;

  constructor(now: Instant) {
    this.#now = now;
  }

  recordPage({ latestSynchronization, synchronizedAt, refused }: LinesPage): void {
    if (latestSynchronization) this.#synchronizations.add(latestSynchronization.id);
    this.#latest = latestSynchronization ?? this.#latest;
    this.#linesAsOf = synchronizedAt ?? latestSynchronization?.updatedAt ?? this.#linesAsOf;
    for (const line of refused) this.refused.set(line.pontoId, line);
  }

  /** What Ponto named beside the pages, in the order of reading. */
  get named(): readonly string[] {
    return [...this.#synchronizations];
  }

  recordScan({ part, scan }: CompletedScan): void {
    if (part === 'whole') this.#isWhole = true;
    const isOfOneMoment = part === 'whole' || (part === 'whole_in_parts' && scan.synchronization !== undefined);
    if (isOfOneMoment && scan.purpose !== 'catch_up') this.#isComparedAtOneMoment = true;
  }

  /** One scan of this run has seen every line of the list. */
  get isWhole(): boolean {
    return this.#isWhole;
  }

  /** The whole list, as it was at one moment, has been compared with the ledger. */
  get isComparedAtOneMoment(): boolean {
    return this.#isComparedAtOneMoment;
  }

  /** This run, however often it was taken up, has compared the whole list and looked for what is missing. */
  isComparedIn({ lastFullComparisonAt }: LedgerHead): boolean {
    return lastFullComparisonAt === this.#now;
  }

  /** The synchronization that Ponto names beside the list of lines; the account may name another one, of balances. */
  get latestSynchronization(): BankSynchronization | undefined {
    return this.#latest;
  }

  /** When the lines were last brought from the bank, as far as Ponto tells. */
  get linesAsOf(): Instant | undefined {
    return this.#linesAsOf;
  }

  /** Every page is of the moment of one synchronization, as far as Ponto names any. */
  isOfMoment(synchronizationId: string | undefined): boolean {
    return synchronizationId === undefined || [...this.#synchronizations].every((id) => id === synchronizationId);
  }
}
