import { dayOf, earliest, knownTimeZone } from '../../domain/calendar/calendarDate.ts';
import type { Account } from '../../domain/connections/connection.ts';
import { Fault } from '../../domain/faults/fault.ts';
import { knownBalanceDay, type KnownBalanceDay } from '../../domain/statements/knownBalanceDay.ts';
import type { KnownBalance } from '../../domain/statements/statement.ts';
import type { AccountStore } from '../../ports/accounts.ts';
import type { Clock } from '../../ports/ambient.ts';
import type { ConnectionStore } from '../../ports/connections.ts';
import type { InstitutionCatalogue } from '../../ports/institutions.ts';
import type { LedgerReader } from '../../ports/ledger.ts';
import { institutionOf } from '../institutions/institutionOf.ts';
import type { StartSync } from '../syncs/startSync.ts';

interface Deps {
  readonly accounts: Pick<AccountStore, 'get' | 'setLink'>;
  readonly connections: Pick<ConnectionStore, 'get'>;
  readonly catalogue: Pick<InstitutionCatalogue, 'get'>;
  readonly reader: Pick<LedgerReader, 'head'>;
  readonly startSync: StartSync;
  readonly clock: Pick<Clock, 'now'>;
}

export type KnownBalanceOutcome =
  | { readonly kind: 'set' }
  | { readonly kind: 'unknown_account' }
  | { readonly kind: 'account_not_linked' }
  | Exclude<KnownBalanceDay, { readonly kind: 'fits' }>;

const maxTries = 10;

/**
 * Takes a figure of the tenant for an account that feeds a journal, instead of the one before; or takes it back. A run
 * begins at once and holds it against the books; where none can begin now, the next one does.
 */
export const makeSetKnownBalance = (deps: Deps) => {
  const attempt = async (
    tenantId: string,
    accountId: string,
    known: KnownBalance | undefined,
  ): Promise<KnownBalanceOutcome | { readonly kind: 'changed' }> => {
    const account = await deps.accounts.get({ tenantId, accountId });
    if (!account) return { kind: 'unknown_account' };
    const { link } = account;
    if (!link) return { kind: 'account_not_linked' };
    const day = known ? await dayOn(account, known, link.importFrom) : { kind: 'fits' as const };
    if (day.kind !== 'fits') return day;
    const to = { ...link, knownBalance: known ?? ('taken_back' as const) };
    const written = await deps.accounts.setLink(account, { to, at: deps.clock.now() });
    if (written === 'changed') return { kind: 'changed' };
    const connection = await deps.connections.get({ tenantId, connectionId: written.connectionId });
    if (connection?.status === 'active' && !written.authorization.revoked) {
      await deps.startSync(written, { trigger: 'link' });
    }
    return { kind: 'set' };
  };

  const dayOn = async (account: Account, known: KnownBalance, importFrom: string): Promise<KnownBalanceDay> => {
    const { chain } = await deps.reader.head({ tenantId: account.tenantId, accountId: account.id });
    const timeZone = knownTimeZone((await institutionOf(deps.catalogue, account))?.timeZone);
    const start = earliest(importFrom, chain.coversFrom ?? importFrom);
    return knownBalanceDay(known.on, start, dayOf(deps.clock.now(), timeZone));
  };

  /** @param known undefined takes it back */
  return async (tenantId: string, accountId: string, known: KnownBalance | undefined): Promise<KnownBalanceOutcome> => {
    for (let tries = 0; tries < maxTries; tries += 1) {
      const outcome = await attempt(tenantId, accountId, known);
      if (outcome.kind !== 'changed') return outcome;
    }
    throw new Fault('interrupted');
  };
};

export type SetKnownBalance = ReturnType<typeof makeSetKnownBalance>;
