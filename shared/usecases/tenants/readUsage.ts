import { monthOf } from '../../domain/calendar/calendarDate.ts';
import type { Account, Connection } from '../../domain/connections/connection.ts';
import type { Integrations, Usage } from '../../ports/bankFeed.ts';
import type { AccountStore } from '../../ports/accounts.ts';
import type { ConnectionStore } from '../../ports/connections.ts';
import { allAccounts, allConnections } from './allOfTenant.ts';
import { isLive } from '../connections/storeAccounts.ts';

interface Deps {
  readonly connections: Pick<ConnectionStore, 'list'>;
  readonly accounts: Pick<AccountStore, 'list'>;
  readonly integrations: Pick<Integrations, 'usage'>;
}

export interface OrganizationUsage extends Usage {
  readonly organizationId: string;
  /** Connections of this tenant that stand on the organisation. */
  readonly connectionIds: readonly string[];
}

export interface MonthUsage {
  readonly month: string;
  readonly organizations: readonly OrganizationUsage[];
  /** Shared with us now, and so counted by Ponto, but feeding no journal. */
  readonly unlinkedAccounts: readonly Account[];
}

/**
 * What Ponto counts for a tenant in a month, by organisation that it had access to then: others may use one, too, and what
 * Ponto counts is theirs as well. A custom integration is the tenant's own and is not counted
 * with ours; its accounts that feed nothing are paid for all the same.
 */
export const makeReadUsage =
  ({ connections, accounts, integrations }: Deps) =>
  async (tenantId: string, month: string): Promise<MonthUsage> => {
    const known = await allConnections(connections, tenantId);
    const organizations: OrganizationUsage[] = [];
    const held = await allAccounts(accounts, tenantId);
    const live = new Set(known.filter(({ status }) => isLive(status)).map(({ id }) => id));
    const hadAccess = new Set(held.map(({ connectionId }) => connectionId));
    // An access that was never confirmed has brought no account, and of later months an ended one is told nothing.
    const counted = known.filter(
      ({ id, updatedAt }) => live.has(id) || (hadAccess.has(id) && month <= monthOf(updatedAt)),
    );
    for (const [organizationId, connectionIds] of byOrganization(counted)) {
      const usage = await integrations.usage(organizationId, month);
      if (usage) organizations.push({ organizationId, connectionIds, ...usage });
    }
    const unlinkedAccounts = held.filter(
      ({ connectionId, link, authorization }) => live.has(connectionId) && !link && !authorization.revoked,
    );
    return { month, organizations, unlinkedAccounts };
  };

const byOrganization = (connections: readonly Connection[]): ReadonlyMap<string, readonly string[]> => {
  const found = new Map<string, string[]>();
  for (const { method, organizationId, id } of connections) {
    if (method !== 'oauth' || organizationId === undefined) continue;
    found.set(organizationId, [...(found.get(organizationId) ?? []), id]);
  }
  return found;
};
