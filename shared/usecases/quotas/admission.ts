import type { Allowance, Exceeded, Quotas } from '../../domain/quotas/quotas.ts';
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

/** Calls that begin a run: by themselves, or because there is something new to read. */
export const beginningRuns: ReadonlySet<string> = new Set([
  'requestSync',
  'linkAccount',
  'setKnownBalance',
  'takeBackKnownBalance',
  'succeedAccount',
  'takeBackSuccession',
]);

/** Calls that read from Ponto as much as a run does. */
const countedAsRuns: ReadonlySet<string> = new Set([...beginningRuns, 'previewLink']);

/**
 * Judges the calls that begin something lasting: a connection, a link, a run. What exists already is counted when it is asked
 * for more, which is rare. Calls of the same moment may all get the last place.
 */
export const makeAdmission = ({ usage, connections, accounts, quotas, clock }: Deps) => {
  const connectionsOf = async (tenantId: string): Promise<Exceeded | undefined> => {
    const held = (await allConnections(connections, tenantId)).filter(({ status }) => status !== 'disconnected');
    const limit = quotas.connections;
    return held.length < limit ? undefined : { code: 'too_many_connections', limit };
  };

  const linksOf = async (tenantId: string, accountId: string): Promise<Exceeded | undefined> => {
    const linked = (await allAccounts(accounts, tenantId)).filter(({ link }) => link !== undefined);
    // Whoever has too many can still change a link, and end it.
    if (linked.some(({ id }) => id === accountId)) return undefined;
    const over = (await allConnections(connections, tenantId)).filter(({ status }) => status === 'disconnected');
    const ended = new Set(over.map(({ id }) => id));
    const limit = quotas.linkedAccounts;
    const fed = linked.filter(({ connectionId }) => !ended.has(connectionId));
    return fed.length < limit ? undefined : { code: 'too_many_linked_accounts', limit };
  };

  const inAnHour = async (
    tenantId: string,
    { of, limit, code }: Pick<Allowance, 'of' | 'limit'> & Pick<Exceeded, 'code'>,
  ): Promise<Exceeded | undefined> => {
    const { from, secondsLeft } = windowAt(clock.now(), hourMs);
    const used = await usage.add({ tenantId, what: of, from, by: 1 });
    if (used <= limit) return undefined;
    return { code, limit, allowance: { of, limit, windowSeconds: hourMs / 1_000, remaining: 0, secondsLeft } };
  };

  const syncsOf = (tenantId: string) =>
    inAnHour(tenantId, { of: 'syncs', limit: quotas.syncsPerHour, code: 'too_many_syncs' });

  const pageSessionsOf = (tenantId: string) =>
    inAnHour(tenantId, { of: 'page_sessions', limit: quotas.pageSessionsPerHour, code: 'too_many_page_sessions' });

  return async ({ tenantId, operation, id }: Asked): Promise<Exceeded | undefined> => {
    if (operation === 'createPageSession') return pageSessionsOf(tenantId);
    if (operation === 'createConnection') return connectionsOf(tenantId);
    const exceeded = operation === 'linkAccount' ? await linksOf(tenantId, id) : undefined;
    return exceeded ?? (countedAsRuns.has(operation) ? syncsOf(tenantId) : undefined);
  };
};
