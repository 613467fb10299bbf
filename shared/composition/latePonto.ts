import { onFirstUse } from '../language/onFirstUse.ts';
import type { BankFeed, BankFeeds, Integrations } from '../ports/bankFeed.ts';
import type { AuthorizationServer, TenantSecrets } from '../ports/tokens.ts';
import type { Observers } from '../runtime/invocation.ts';
import { systemClock } from '../runtime/systemClock.ts';
import { makeInstitutionCatalogue } from '../usecases/institutions/institutionCatalogue.ts';
import type { PontoVariables } from './pontoClients.ts';
import type { Stores } from './stores.ts';

/**
 * Ponto for a function most of whose calls never ask it: what speaks to it, and the client of Secrets Manager, is loaded
 * with the first question. The catalogue of banks, which is mostly read from the table, stands at once.
 */
export const createLatePonto = (
  variables: PontoVariables,
  { stores, observers }: { readonly stores: Stores; readonly observers: Observers },
) => {
  const catalogue = makeInstitutionCatalogue({
    source: { all: async () => (await ponto()).institutionSource.all() },
    snapshots: stores.snapshots,
    clock: systemClock,
  });
  const ponto = onFirstUse(async () => {
    const [{ createPonto }, { secretsClient }] = await Promise.all([
      import('./pontoClients.ts'),
      import('./clients/secrets.ts'),
    ]);
    return createPonto(variables, { secrets: secretsClient(), stores, observers, catalogue });
  });

  const feeds: BankFeeds = {
    of: (connection) => lateFeed(onFirstUse(async () => (await ponto()).feeds.of(connection))),
  };
  const authorizationServer: AuthorizationServer = {
    authorizationUrl: async (request) => (await ponto()).authorizationServer.authorizationUrl(request),
    exchangeCode: async (request) => (await ponto()).authorizationServer.exchangeCode(request),
    refresh: async (token) => (await ponto()).authorizationServer.refresh(token),
    revoke: async (token) => (await ponto()).authorizationServer.revoke(token),
    customIntegrationToken: async (given) => (await ponto()).authorizationServer.customIntegrationToken(given),
  };
  const integrations: Integrations = {
    end: async (organizationId) => (await ponto()).integrations.end(organizationId),
    usage: async (organizationId, month) => (await ponto()).integrations.usage(organizationId, month),
  };
  const tenantSecrets: TenantSecrets = {
    readCredentials: async (ref) => (await ponto()).tenantSecrets.readCredentials(ref),
    storeCredentials: async (ref, credentials) => (await ponto()).tenantSecrets.storeCredentials(ref, credentials),
    removeCredentials: async (ref) => (await ponto()).tenantSecrets.removeCredentials(ref),
  };
  return { feeds, authorizationServer, catalogue, integrations, tenantSecrets };
};

const lateFeed = (feed: () => Promise<BankFeed>): BankFeed => ({
  organization: async () => (await feed()).organization(),
  accounts: async () => (await feed()).accounts(),
  institution: async (institutionId) => (await feed()).institution(institutionId),
  lines: async (account, options) => (await feed()).lines(account, options),
  line: async (account, line, timeZone) => (await feed()).line(account, line, timeZone),
  pendingLines: async (account, options) => (await feed()).pendingLines(account, options),
  startSynchronization: async (request) => (await feed()).startSynchronization(request),
  synchronization: async (synchronizationId) => (await feed()).synchronization(synchronizationId),
  reauthorizationUrl: async (request) => (await feed()).reauthorizationUrl(request),
  endAccount: async (account) => (await feed()).endAccount(account),
  updatedLines: async (synchronizationId, options) => (await feed()).updatedLines(synchronizationId, options),
});
