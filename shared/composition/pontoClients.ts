import type { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { makePonto } from '../adapters/ponto/makePonto.ts';
import { SecretsManagerPontoApplication } from '../adapters/secrets/secretsManagerPontoApplication.ts';
import { SecretsManagerTenantSecrets } from '../adapters/secrets/secretsManagerTenantSecrets.ts';
import { inTwoHomes } from '../adapters/secrets/inTwoHomes.ts';
import type { CredentialsHomeName } from '../contracts/sealOwners.ts';
import type { InstitutionCatalogue } from '../ports/institutions.ts';
import type { Observers } from '../runtime/invocation.ts';
import { watchPonto } from '../runtime/observing.ts';
import { systemClock } from '../runtime/systemClock.ts';
import { makeInstitutionCatalogue } from '../usecases/institutions/institutionCatalogue.ts';
import type { Stores } from './stores.ts';
import { watchCertificates } from './watchCertificates.ts';

/** The variables that say where Ponto is, as `environments` parses them. */
export interface PontoVariables {
  readonly PONTO_API_URL: string;
  readonly PONTO_CUSTOM_API_URL: string;
  readonly PONTO_SECRET_ID: string;
  readonly TENANT_SECRET_PREFIX: string;
  readonly TENANT_CREDENTIALS?: CredentialsHomeName | undefined;
  readonly PONTO_PROXY_URL?: string | undefined;
  /** Only functions that begin a consent have it. */
  readonly PONTO_AUTHORIZATION_URL?: string;
}

interface PontoParts {
  readonly secrets: SecretsManagerClient;
  readonly stores: Stores;
  readonly observers: Observers;
}

/** Ponto and the secrets it is asked with. The zone of a bank, which its feed needs, is known to the catalogue. */
export const createPonto = (
  variables: PontoVariables,
  { secrets, stores, observers, catalogue }: PontoParts & { readonly catalogue: Pick<InstitutionCatalogue, 'get'> },
) => {
  const homes = {
    'secrets-manager': new SecretsManagerTenantSecrets(secrets, variables.TENANT_SECRET_PREFIX),
    table: stores.credentials,
  };
  const tenantSecrets = inTwoHomes(homes, variables.TENANT_CREDENTIALS ?? 'secrets-manager');
  const ponto = makePonto({
    urls: {
      api: variables.PONTO_API_URL,
      customApi: variables.PONTO_CUSTOM_API_URL,
      authorization: variables.PONTO_AUTHORIZATION_URL,
    },
    application: new SecretsManagerPontoApplication(
      secrets,
      {
        secretId: variables.PONTO_SECRET_ID,
        pontoUrl: variables.PONTO_API_URL,
        onRead: watchCertificates(observers),
      },
      systemClock,
    ),
    vault: stores.vault,
    tenantSecrets,
    clock: systemClock,
    jitter: Math.random,
    proxyUrl: variables.PONTO_PROXY_URL,
    onExchange: watchPonto(observers),
    timeZoneOf: async (institutionId) => (await catalogue.get(institutionId))?.timeZone,
  });
  return { ...ponto, tenantSecrets };
};

/** Ponto, the secrets it is asked with, and the catalogue of banks that it reaches. */
export const createPontoClients = (variables: PontoVariables, { secrets, stores, observers }: PontoParts) => {
  // The feeds need the catalogue, which comes from their other half.
  const catalogue: InstitutionCatalogue = makeInstitutionCatalogue({
    source: { all: () => ponto.institutionSource.all() },
    snapshots: stores.snapshots,
    clock: systemClock,
  });
  const ponto = createPonto(variables, { secrets, stores, observers, catalogue });
  return { ...ponto, catalogue };
};
