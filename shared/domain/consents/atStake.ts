import type { Health } from '../connections/health.ts';

/**
 * What a consent would withdraw where it is not selected again, as the page of the consent may tell it: whoever was sent its
 * address reads it, so that accounts are known by the end of their numbers and by nothing else.
 */
export interface AtStake {
  readonly endings: readonly string[];
  /** Accounts beyond those. */
  readonly more: number;
  /** Others who use the organisation have accounts at stake, too. */
  readonly others: boolean;
}

const shown = 4;

export const atStakeOf = (notice: Health | undefined): AtStake | undefined => {
  if (notice?.code !== 'keep_selected') return undefined;
  const { accounts, more, others } = notice.values;
  return { endings: accounts.map(({ reference }) => reference.replaceAll(/\s/g, '').slice(-shown)), more, others };
};
