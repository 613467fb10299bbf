import type { Exceeded, Quotas } from '../../domain/quotas/quotas.ts';
import type { AccountStore } from '../../ports/accounts.ts';
import type { Clock } from '../../ports/ambient.ts';
import type { ConnectionStore } from '../../ports/connections.ts';
import type { Usage } from '../../ports/usage.ts';
import { allAccounts, allConnections } from '../tenants/allOfTenant.ts';
import { windowAt } from './window.ts';

interface Deps {
  readonly usage: Usage;
  readonly connections: Pick<ConnectionStore, 'list'>;
  readonly accounts: Pick<AccountStore, 'list'>;
  readonly quotas: Quotas;
  readonly clock: Pick<Clock, 'now'>;
}

/** A call that takes something of which a tenant has only so much. */
export interface Asked {
  readonly tenantId: string;
  readonly operation: string;
  /** The `{id}` of its path. */
  readonly id: string;
}

const hourMs = 3_600_000;

/**
 * Judges the calls that begin something lasting: a connection, a link, a run. What exists already is counted when it is asked
 * for more, which is rare; two calls at the same moment may both get the last place.
 */
export const makeAdmission = ({ usage, connections, accounts, quotas, clock }: Deps) => {
  const connectionsOf = async (tenantId: string): Promise<Exceeded | undefined> => {
    const held = (await allConnections(connections, tenantId)).filter(({ status }) => status !== 'disconnected');
    const limit = quotas.connections;
    return held.length < limit ? undefined : { code: 'too_many_connections', limit };
  };

  const linksOf = async (tenantId: string, accountId: string): Promise<Exceeded | undefined> => {
    const others = (await allAccounts(accounts, tenantId)).filter(({ id, link }) => link && id !== accountId);
    const limit = quotas.linkedAccounts;
    return others.length < limit ? undefined : { code: 'too_many_linked_accounts', limit };
  };

  const syncsOf = async (tenantId: string): Promise<Exceeded | undefined> => {
    const { from, secondsLeft } = windowAt(clock.now(), hourMs);
    const used = await usage.add({ tenantId, what: 'syncs', from, by: 1 });
    const limit = quotas.syncsPerHour;
    return used <= limit ? undefined : { code: 'too_many_syncs', limit, retryAfterSeconds: secondsLeft };
  };

  return async ({ tenantId, operation, id }: Asked): Promise<Exceeded | undefined> => {
    if (operation === 'createConnection') return connectionsOf(tenantId);
    if (operation === 'linkAccount') return linksOf(tenantId, id);
    return operation === 'requestSync' ? syncsOf(tenantId) : undefined;
  };
};

export type Admission = ReturnType<typeof makeAdmission>;
