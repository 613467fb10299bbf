import { latest, type CalendarDate } from '../../domain/calendar/calendarDate.ts';
import { cut, maxNamedLeftOut, type JudgedPeriod, type LeftOut } from '../../domain/certificates/certificate.ts';
import type { Account } from '../../domain/connections/connection.ts';
import type { LedgerHead } from '../../domain/ledger/head.ts';
import type { Period } from '../../domain/statements/period.ts';
import { mapInParallel } from '../../language/inParallel.ts';
import type { AccountStore } from '../../ports/accounts.ts';
import type { LedgerHeads, LedgerReader } from '../../ports/ledger.ts';
import { allAccounts } from '../tenants/allOfTenant.ts';

interface Deps {
  readonly accounts: Pick<AccountStore, 'get' | 'list'>;
  readonly heads: LedgerHeads;
  readonly reader: Pick<LedgerReader, 'statements'>;
}

export interface ChosenAccounts {
  readonly chosen: readonly Account[];
  readonly leftOut: JudgedPeriod['leftOut'];
}

const readsAtOnce = 16;

/**
 * The accounts that a period is judged by: those that are named, else every one that feeds a journal or has books that reach
 * into the period. Whatever is left out is told, so that a certificate never looks like more than it covers.
 */
export const makeChooseAccounts =
  ({ accounts, heads, reader }: Deps) =>
  async (
    tenantId: string,
    period: Period,
    accountIds: readonly string[] | undefined,
  ): Promise<ChosenAccounts | 'account_unknown'> => {
    const all = await allAccounts(accounts, tenantId);
    const named =
      accountIds &&
      (await mapInParallel(accountIds, readsAtOnce, (accountId) => accounts.get({ tenantId, accountId })));
    if (named?.includes(undefined)) return 'account_unknown';
    const wanted = named && new Map(named.flatMap((account) => (account ? [[account.id, account] as const] : [])));
    const unlinked = all.filter(({ link }) => !link);
    const reach = await reachOf({ heads, reader }, unlinked);
    const told = (account: Account): LeftOut['code'] | undefined => {
      const books = reach.get(account.id);
      if (!account.link && books === 'none') return 'account_not_linked';
      return account.link || books === undefined || books >= period.from ? undefined : 'ended';
    };
    const chosen = wanted ? [...wanted.values()] : all.filter((account) => told(account) === undefined);
    const ids = new Set(chosen.map(({ id }) => id));
    const rest = all
      .filter(({ id }) => !ids.has(id))
      .map((account) => leftOutAs(account, told(account) ?? 'not_chosen'));
    return {
      chosen: chosen.toSorted(byReference),
      leftOut: { count: rest.length, accounts: rest.toSorted(byReference).slice(0, maxNamedLeftOut) },
    };
  };

const leftOutAs = ({ id, reference, currency }: Account, code: LeftOut['code']): LeftOut => ({
  accountId: id,
  reference: cut(reference),
  currency,
  code,
});

interface Named {
  readonly reference: string;
  readonly currency: string;
}
const placeOf = ({
  reference,
  currency,
  ...rest
}: Named & ({ readonly id: string } | { readonly accountId: string })) =>
  `${reference} ${currency} ${'id' in rest ? rest.id : rest.accountId}`;
const byReference = (a: Parameters<typeof placeOf>[0], b: Parameters<typeof placeOf>[0]): number =>
  placeOf(a) < placeOf(b) ? -1 : 1;

/** The last day that the books of accounts without a link say anything of; `none` of one that has no books. */
const reachOf = async (
  { heads, reader }: Pick<Deps, 'heads' | 'reader'>,
  unlinked: readonly Account[],
): Promise<ReadonlyMap<string, CalendarDate | 'none' | undefined>> => {
  const refs = unlinked.map(({ tenantId, id: accountId }) => ({ tenantId, accountId }));
  const found = await heads.of(refs);
  const reach = await mapInParallel([...refs.entries()], readsAtOnce, async ([index, ref]) => {
    const head = found[index];
    if (!head || hasNoBooks(head)) return [ref.accountId, 'none'] as const;
    const [newest] = await reader.statements(ref, { limit: 1 });
    const days = [newest?.period.to, head.completeUpTo].filter((day) => day !== undefined);
    return [ref.accountId, ...(days.length > 0 ? [days.reduce(latest)] : [undefined])] as const;
  });
  return new Map(reach.map(([id, day]) => [id, day]));
};

const hasNoBooks = ({ sequence, chain }: LedgerHead): boolean => sequence === 0 && !chain.opening;
