import type { Account, Connection } from '../../domain/connections/connection.ts';
import { endingOf, type Ending } from '../../domain/alerts/ending.ts';

/** An account with the end of its authorization. */
export interface WithEnding {
  readonly account: Account;
  readonly ending: Ending;
}

/** One connection in one run, with those of its accounts whose end is known. */
export interface Visit {
  readonly connection: Connection;
  readonly endings: readonly WithEnding[];
  readonly now: string;
  readonly bankNames: ReadonlyMap<string, string>;
}

export const withEndings = (accounts: readonly Account[]): readonly WithEnding[] =>
  accounts.flatMap((account) => {
    const ending = endingOf(account.authorization);
    return ending ? [{ account, ending }] : [];
  });
