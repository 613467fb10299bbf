import { knownTimeZone, type CalendarDate } from '../../domain/calendar/calendarDate.ts';
import type { Account } from '../../domain/connections/connection.ts';
import { isExpected, type Expected } from '../../domain/revision.ts';
import type { KnownBalanceDay } from '../../domain/statements/knownBalanceDay.ts';
import type { KnownBalance } from '../../domain/statements/statement.ts';
import type { AccountStore } from '../../ports/accounts.ts';
import type { ConnectionStore } from '../../ports/connections.ts';
import type { InstitutionCatalogue } from '../../ports/institutions.ts';
import { institutionOf } from '../institutions/institutionOf.ts';
import type { StartSync } from '../syncs/startSync.ts';
import { dayOfFigure, type DayOfFigureDeps } from './dayOfFigure.ts';
import { untilUnchanged } from './untilUnchanged.ts';

interface Deps extends DayOfFigureDeps {
  readonly accounts: Pick<AccountStore, 'get' | 'setLink'>;
  readonly connections: Pick<ConnectionStore, 'get'>;
  readonly catalogue: Pick<InstitutionCatalogue, 'get'>;
  readonly startSync: StartSync;
}

export type KnownBalanceOutcome =
  | { readonly kind: 'set' }
  | { readonly kind: 'unknown_account' }
  | { readonly kind: 'account_not_linked' }
  | { readonly kind: 'changed_meanwhile' }
  | Exclude<KnownBalanceDay, { readonly kind: 'fits' }>;

/**
 * Takes a figure of the tenant for an account that feeds a journal, instead of the one before; or takes it back. A run
 * begins at once and holds it against the books; where none can begin now, the next one does.
 */
export const makeSetKnownBalance = (deps: Deps) => {
  const attempt = async (
    tenantId: string,
    accountId: string,
    known: KnownBalance | undefined,
    expected: Expected,
  ): Promise<KnownBalanceOutcome | { readonly kind: 'changed' }> => {
    const account = await deps.accounts.get({ tenantId, accountId });
    if (!account) return { kind: 'unknown_account' };
    if (!isExpected(account.linkRevision, expected)) return { kind: 'changed_meanwhile' };
    const { link } = account;
    if (!link) return { kind: 'account_not_linked' };
    const day = known ? await dayOn(account, known, link.importFrom) : { kind: 'fits' as const };
    if (day.kind !== 'fits') return day;
    const at = deps.clock.now();
    const to = known
      ? { ...link, knownBalance: known }
      : { ...link, knownBalance: 'taken_back' as const, figuresTakenBackAt: at };
    const written = await deps.accounts.setLink(account, { to, at });
    if (written === 'changed') return { kind: 'changed' };
    const connection = await deps.connections.get({ tenantId, connectionId: written.connectionId });
    if (connection?.status === 'active' && !written.authorization.revoked) {
      await deps.startSync(written, { trigger: 'link' });
    }
    return { kind: 'set' };
  };

  const dayOn = async (account: Account, known: KnownBalance, importFrom: CalendarDate): Promise<KnownBalanceDay> => {
    const institution = await institutionOf(deps.catalogue, account);
    return dayOfFigure(deps, account, known, { importFrom, timeZone: knownTimeZone(institution?.timeZone) });
  };

  /** @param known undefined takes it back */
  return (
    tenantId: string,
    accountId: string,
    known: KnownBalance | undefined,
    expected?: Expected,
  ): Promise<KnownBalanceOutcome> => untilUnchanged(() => attempt(tenantId, accountId, known, expected));
};

export type SetKnownBalance = ReturnType<typeof makeSetKnownBalance>;
