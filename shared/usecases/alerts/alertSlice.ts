/** What a worker of the alerts has for one job. */
export interface AlertSlice {
  /** Whether something further may be begun. */
  readonly hasTime: () => boolean;
}

/** What came of one job. */
export interface Alerted {
  readonly connections: number;
  readonly mails: number;
}

export const nobodyAlerted: Alerted = { connections: 0, mails: 0 };
