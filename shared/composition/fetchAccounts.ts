import { EventBridgeBus } from '../adapters/eventbridge/eventBus.ts';
import type { FetchAccountsDeps } from '../api/routes/fetchAccounts.ts';
import type { Environment } from '../contracts/environment.ts';
import type { Observers } from '../runtime/invocation.ts';
import { countingBus } from '../runtime/observing.ts';
import { randomIds as ids } from '../runtime/randomIds.ts';
import { systemClock as clock } from '../runtime/systemClock.ts';
import { makeFetchAccounts } from '../usecases/connections/fetchAccounts.ts';
import { makeRenewConsent } from '../usecases/connections/renewConsent.ts';
import { makeStoreAccounts } from '../usecases/connections/storeAccounts.ts';
import { dynamoClient } from './clients/dynamo.ts';
import { eventBridgeClient } from './clients/eventBridge.ts';
import { kmsClient } from './clients/kms.ts';
import { pacedClock } from './clients/pacedClock.ts';
import { secretsClient } from './clients/secrets.ts';
import { createBeginConsent } from './consents.ts';
import { createPontoClients } from './pontoClients.ts';
import { createSealers } from './sealers.ts';
import { createStores, type Stores } from './stores.ts';

type Variables = Omit<
  Environment<'account-fetch'>,
  'TENANT_CLAIM' | 'TENANT_NAME_CLAIM' | 'TENANT_REQUESTS_PER_MINUTE'
>;

/** What the call that fetches accounts needs, from the environment of a function. */
export const createFetchAccounts = (
  env: Variables,
  observers: Observers,
): FetchAccountsDeps & { readonly stores: Stores } => {
  const stores = createStores(
    dynamoClient(),
    env.CONNECTIONS_TABLE,
    createSealers(kmsClient(), env),
    env.TRANSACTIONS_TABLE,
  );
  const { feeds, catalogue } = createPontoClients(env, { secrets: secretsClient(), stores, observers });
  const beginConsent = createBeginConsent(env, { stores });
  return {
    stores,
    fetchAccounts: makeFetchAccounts({
      connections: stores.connections,
      renewConsent: makeRenewConsent({ connections: stores.connections, beginConsent }),
      feeds,
      storeAccounts: makeStoreAccounts({ ...stores, catalogue, ids }),
      catalogue,
      events: countingBus(new EventBridgeBus(eventBridgeClient(), env.EVENT_BUS_NAME, pacedClock), observers.counters),
      ids,
      clock,
    }),
  };
};
