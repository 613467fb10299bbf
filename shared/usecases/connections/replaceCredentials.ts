import type { Clock } from '../../ports/ambient.ts';
import type { ConnectionStore } from '../../ports/connections.ts';
import type { ClientCredentials } from '../../ports/tokens.ts';
import { type Person, userOf } from './beginConsent.ts';
import type { EnterCredentials } from './enterCredentials.ts';

interface Deps {
  readonly connections: Pick<ConnectionStore, 'get'>;
  readonly enterCredentials: EnterCredentials;
  readonly clock: Pick<Clock, 'now'>;
}

export type ReplacedCredentials =
  | { readonly kind: 'replaced' }
  | {
      readonly kind: 'unknown_connection' | 'wrong_method' | 'disconnected' | 'no_accounts' | 'other_organization';
    };

/**
 * Gives a connection a new Client ID and Secret ID, which also brings a refused one back and migrates a legacy one. The
 * old ones stay until the new have shown the same organisation and at least one account: new ones without any would make
 * every account look lost.
 */
export const makeReplaceCredentials =
  ({ connections, enterCredentials, clock }: Deps) =>
  async (person: Person, connectionId: string, credentials: ClientCredentials): Promise<ReplacedCredentials> => {
    const ref = { tenantId: person.tenantId, connectionId };
    const connection = await connections.get(ref);
    if (!connection) return { kind: 'unknown_connection' };
    if (connection.status === 'disconnected') return { kind: 'disconnected' };
    if (connection.method === 'oauth') return { kind: 'wrong_method' };
    const { organizationId } = connection;
    const by = userOf(person);
    const entered = await enterCredentials({ ref, credentials, organizationId, at: clock.now(), by }, async () => {
      // The look took its time: a person may have disconnected, or migrated by consent, meanwhile.
      const now = await connections.get(ref);
      return now && now.status !== 'disconnected' && now.method !== 'oauth' ? ref : undefined;
    });
    return entered.kind === 'entered' ? { kind: 'replaced' } : { kind: entered.kind };
  };
