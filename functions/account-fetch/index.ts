import { EventBridgeBus } from '../../shared/adapters/eventbridge/eventBus.ts';
import { KmsSealer } from '../../shared/adapters/kms/kmsSealer.ts';
import { bankSideOf } from '../../shared/composition/bankSide.ts';
import { dynamoClient, eventBridgeClient, kmsClient, secretsClient } from '../../shared/composition/clients.ts';
import { beginConsentOf } from '../../shared/composition/consents.ts';
import { registryOf } from '../../shared/composition/registry.ts';
import { environments, parseEnvironment } from '../../shared/contracts/environment.ts';
import { httpFunction } from '../../shared/runtime/http/httpFunction.ts';
import { makeIdentify } from '../../shared/runtime/http/identity.ts';
import { makeOnce } from '../../shared/runtime/http/idempotency.ts';
import { makeLog } from '../../shared/runtime/log/log.ts';
import { makeCounters } from '../../shared/runtime/metrics.ts';
import { countingBus } from '../../shared/runtime/observing/bus.ts';
import { randomIds as ids } from '../../shared/runtime/randomIds.ts';
import { systemClock as clock } from '../../shared/runtime/systemClock.ts';
import { makeFetchAccounts } from '../../shared/usecases/connections/fetchAccounts.ts';
import { makeRenewConsent } from '../../shared/usecases/connections/renewConsent.ts';
import { makeStoreAccounts } from '../../shared/usecases/connections/storeAccounts.ts';
import { makeHandler } from './handler.ts';

const env = parseEnvironment(environments['account-fetch'], process.env);
const observers = { log: makeLog('account-fetch'), counters: makeCounters(env.METRICS_NAMESPACE) };

const registry = registryOf(dynamoClient(), env.CONNECTIONS_TABLE, new KmsSealer(kmsClient(), env.TOKEN_KEY_ID));
const { feeds, authorizationServer, catalogue } = bankSideOf(env, { secrets: secretsClient(), registry, observers });
const beginConsent = beginConsentOf(env, { registry, authorizationServer });

export const handler = httpFunction(
  observers,
  makeHandler({
    log: observers.log,
    identify: makeIdentify(env.TENANT_CLAIM),
    once: makeOnce({ answers: registry.idempotency, clock, log: observers.log }),
    fetchAccounts: makeFetchAccounts({
      connections: registry.connections,
      renewConsent: makeRenewConsent({ connections: registry.connections, beginConsent }),
      feeds,
      storeAccounts: makeStoreAccounts({ ...registry, catalogue, ids }),
      catalogue,
      events: countingBus(new EventBridgeBus(eventBridgeClient(), env.EVENT_BUS_NAME, clock), observers.counters),
      ids,
      clock,
    }),
  }),
);
