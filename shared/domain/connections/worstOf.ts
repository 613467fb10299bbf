import type { Account } from './connection.ts';
import type { Health, HealthCode } from './health.ts';

/** An account with its own health. */
export interface ToldAccount {
  readonly account: Account;
  readonly health: Health;
}

const stateRanks: Readonly<Record<Health['state'], number>> = { action_required: 0, passing: 1, attention: 2, ok: 3 };

/** Among equals in state, worst first; a code that is missing here stands between refused lines and setting up. */
const codesFirst: readonly HealthCode[] = [
  'no_accounts',
  'authorization_lost',
  'authorization_expired',
  'feed_paused',
  'onboarding_incomplete',
  'books_differ',
  'known_balance_differs',
  'line_refused',
  'lines_uncertain',
  'succession_undecided',
];
const codesLast: readonly HealthCode[] = ['other_bank', 'accounts_missing', 'authorization_expiring', 'first_import'];

const rankOf = ({ state, code }: Health): number => {
  const [early, late] = [codesFirst.indexOf(code), codesLast.indexOf(code)];
  return stateRanks[state] * 100 + (early >= 0 ? early : 50 + late + 1);
};

/** More are counted, not named. */
const maxNamed = 3;

/**
 * The worst of what is known of a connection itself and of the accounts that feed a journal; undefined where all is well.
 * What comes from accounts names them.
 */
export const worstOf = (own: readonly (Health | undefined)[], told: readonly ToldAccount[]): Health | undefined => {
  const fed = told.filter(({ account }) => account.link !== undefined);
  const all = [...own.filter((health) => health !== undefined), ...fed.map(({ health }) => health)];
  const bad = all.filter(({ state }) => state !== 'ok');
  const worst = bad.reduce<Health | undefined>(
    (found, health) => (found === undefined || rankOf(health) < rankOf(found) ? health : found),
    undefined,
  );
  if (worst === undefined || own.includes(worst)) return worst;
  const [first, ...others] = fed.filter(({ health }) => health === worst || health.code === worst.code);
  if (!first) return worst;
  const references = [first, ...others].map(({ account }) => account.reference);
  const more = Math.max(0, references.length - maxNamed);
  return { ...first.health, of: { accountId: first.account.id, references: references.slice(0, maxNamed), more } };
};
