import type { CalendarDate } from '../calendar/calendarDate.ts';
import type { LedgerHead, ToldList } from '../ledger/head.ts';
import type { Period } from '../statements/period.ts';

/** Enough that no partition is hot while every account of a big tenant has news, few enough to be asked at every poll. */
export const feedShards = 8;

/** What a run has changed of one account, as the log of its tenant's feed keeps it: where to look, not what stands there. */
export interface FeedEntry {
  readonly accountId: string;
  /** The run that wrote the entry: it tells the entry from another one that has its number in restored books. */
  readonly syncId: string;
  /** Records of the account's ledger: `after` exclusive, `through` inclusive. */
  readonly changes?: RecordRange;
  readonly statements?: StatementNews;
  /** The books were put back to an earlier moment: all that was told of the account before is void. */
  readonly restarted?: true;
}

/** Statements that are to be looked at anew. */
export interface StatementNews {
  /** Those that begin on these days, both inclusive. */
  readonly days?: Period;
  /** First days of open ones that are no more, because nothing stands on them or their periods are others. */
  readonly removed?: readonly CalendarDate[];
  /** Absent: each is told with all of its lines. */
  readonly held?: HeldLists;
}

/** Lists of lines that whoever has read the log up to here holds: of these, only what has changed is to be told. */
export interface HeldLists {
  /** Statements of these days were told as final: their lists never change. */
  readonly final?: Period;
  readonly open?: readonly ToldList[];
}

/** All that there is to tell of a ledger. */
export const wholeOf = ({ sequence, chain }: LedgerHead): Pick<FeedEntry, 'changes' | 'statements'> => ({
  changes: { after: 0, through: sequence },
  ...(chain.opening && { statements: { days: { from: '0000-01-01', to: '9999-12-31' } } }),
});

export interface RecordRange {
  readonly after: number;
  readonly through: number;
}
