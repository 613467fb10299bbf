import { EventBridgeBus } from '../../shared/adapters/eventbridge/eventBus.ts';
import { KmsSealer } from '../../shared/adapters/kms/kmsSealer.ts';
import { createPontoClients } from '../../shared/composition/pontoClients.ts';
import {
  dynamoClient,
  eventBridgeClient,
  kmsClient,
  pacedClock,
  secretsClient,
} from '../../shared/composition/clients.ts';
import { createBeginConsent } from '../../shared/composition/consents.ts';
import { createStores } from '../../shared/composition/stores.ts';
import { environments, parseEnvironment } from '../../shared/contracts/environment.ts';
import { httpFunction } from '../../shared/runtime/http/httpFunction.ts';
import { makeIdentify } from '../../shared/runtime/http/identity.ts';
import { makeWithIdempotency } from '../../shared/runtime/http/idempotency.ts';
import { makeLog } from '../../shared/runtime/log/log.ts';
import { makeCounters } from '../../shared/runtime/metrics.ts';
import { countingBus } from '../../shared/runtime/observing.ts';
import { randomIds as ids } from '../../shared/runtime/randomIds.ts';
import { systemClock as clock } from '../../shared/runtime/systemClock.ts';
import { makeFetchAccounts } from '../../shared/usecases/connections/fetchAccounts.ts';
import { makeRenewConsent } from '../../shared/usecases/connections/renewConsent.ts';
import { makeStoreAccounts } from '../../shared/usecases/connections/storeAccounts.ts';
import { defaultQuotas } from '../../shared/domain/quotas/quotas.ts';
import { makeRequestMeter } from '../../shared/usecases/quotas/requestMeter.ts';
import { makeHandler } from './handler.ts';

const env = parseEnvironment(environments['account-fetch'], process.env);
const observers = { log: makeLog('account-fetch'), counters: makeCounters(env.METRICS_NAMESPACE) };

const stores = createStores(
  dynamoClient(),
  env.CONNECTIONS_TABLE,
  new KmsSealer(kmsClient(), env.TOKEN_KEY_ID),
  env.TRANSACTIONS_TABLE,
);
const { feeds, catalogue } = createPontoClients(env, {
  secrets: secretsClient(),
  stores,
  observers,
});
const beginConsent = createBeginConsent(env, { stores });

export const handler = httpFunction(
  observers,
  makeHandler({
    log: observers.log,
    identify: makeIdentify(env.TENANT_CLAIM, env.TENANT_NAME_CLAIM),
    meter: makeRequestMeter({
      usage: stores.usage,
      limit: env.TENANT_REQUESTS_PER_MINUTE ?? defaultQuotas.requestsPerMinute,
      clock,
    }),
    withIdempotency: makeWithIdempotency({ answers: stores.idempotency, clock, log: observers.log }),
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
  }),
);
