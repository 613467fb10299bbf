/** Enough that no partition is hot while every account of a big tenant has news, few enough to be asked at every poll. */
export const feedShards = 8;

/** What a run has changed of one account, as the log of its tenant's feed keeps it: where to look, not what stands there. */
export interface FeedEntry {
  readonly accountId: string;
  /** The run that wrote the entry: it tells the entry from another one that has its number in restored books. */
  readonly syncId: string;
  /** Records of the account's ledger: `after` exclusive, `through` inclusive. */
  readonly changes?: RecordRange;
}

export interface RecordRange {
  readonly after: number;
  readonly through: number;
}
