import type { Account, Connection } from '../../domain/connections/connection.ts';
import { keepSelected, type Health } from '../../domain/connections/health.ts';
import type { AccountStore } from '../../ports/accounts.ts';
import type { ConnectionStore } from '../../ports/connections.ts';
import { allAccounts, allConnections } from '../tenants/allOfTenant.ts';
import { otherConnections, type OtherConnectionsDeps } from './otherConnections.ts';

interface Deps extends OtherConnectionsDeps {
  readonly accounts: Pick<AccountStore, 'list' | 'ofConnection'>;
  readonly connections: Pick<ConnectionStore, 'get' | 'list'>;
}

/** Where so many were looked at in vain, it is said all the same: a warning too much is better than one too few. */
const maxLookedAt = 20;

const isFed = ({ link, authorization }: Account): boolean => link !== undefined && !authorization.revoked;

/** A consent of one organisation at Ponto is one, whatever connection it is for. */
const mayBeOne = (connection: Connection, own: Pick<Connection, 'organizationId'>): boolean =>
  connection.method === 'oauth' &&
  connection.status !== 'disconnected' &&
  (own.organizationId === undefined ||
    connection.organizationId === undefined ||
    connection.organizationId === own.organizationId);

/**
 * What a consent would take away where it is not selected again: linked accounts of this tenant by name, and whether others
 * have any, but never whose or how many. For a connection whose organisation is not known yet, those of all organisations
 * of the tenant: mostly there is one.
 *
 * @returns undefined where nothing is at stake
 */
export const makeWarnOfWithdrawal = (deps: Deps) => {
  const concernsOthers = async (tenantId: string, organizationIds: ReadonlySet<string>): Promise<boolean> => {
    let looks = 0;
    for (const organizationId of organizationIds) {
      for await (const other of otherConnections(deps, organizationId, { tenantId, connectionId: '' })) {
        if (other.tenantId === tenantId) continue;
        looks += 1;
        const held = await deps.accounts.ofConnection({ tenantId: other.tenantId, connectionId: other.id });
        if (held.some(isFed) || looks === maxLookedAt) return true;
      }
    }
    return false;
  };

  return async (tenantId: string, own: Pick<Connection, 'organizationId'>): Promise<Health | undefined> => {
    const connections = (await allConnections(deps.connections, tenantId)).filter((each) => mayBeOne(each, own));
    const ids = new Set(connections.map(({ id }) => id));
    const accounts = (await allAccounts(deps.accounts, tenantId)).filter(
      (account) => isFed(account) && ids.has(account.connectionId),
    );
    const known = own.organizationId === undefined ? connections.map(({ organizationId }) => organizationId) : [];
    const organizationIds = new Set([own.organizationId, ...known].filter((id) => id !== undefined));
    return keepSelected(accounts, await concernsOthers(tenantId, organizationIds));
  };
};

export type WarnOfWithdrawal = ReturnType<typeof makeWarnOfWithdrawal>;
