import { EventBridgeBus } from '../../shared/adapters/eventbridge/eventBus.ts';
import { SqsJobQueue } from '../../shared/adapters/sqs/jobQueue.ts';
import { digest } from '../../shared/composition/fingerprint.ts';
import { createPontoClients } from '../../shared/composition/pontoClients.ts';
import { dynamoClient } from '../../shared/composition/clients/dynamo.ts';
import { eventBridgeClient } from '../../shared/composition/clients/eventBridge.ts';
import { kmsClient } from '../../shared/composition/clients/kms.ts';
import { pacedClock } from '../../shared/composition/clients/pacedClock.ts';
import { queueClient } from '../../shared/composition/clients/queue.ts';
import { secretsClient } from '../../shared/composition/clients/secrets.ts';
import {
  createBeginConsent,
  createConsentPage,
  createReauthorizeAccount,
  returnAddresses,
} from '../../shared/composition/consents.ts';
import { createSealers } from '../../shared/composition/sealers.ts';
import { createStores } from '../../shared/composition/stores.ts';
import { environments, parseEnvironment } from '../../shared/contracts/environment.ts';
import { httpFunction } from '../../shared/runtime/http/httpFunction.ts';
import { makeLog } from '../../shared/runtime/log/log.ts';
import { makeCounters } from '../../shared/runtime/metrics.ts';
import { countingBus, watchLooks } from '../../shared/runtime/observing.ts';
import { randomIds as ids } from '../../shared/runtime/randomIds.ts';
import { systemClock as clock } from '../../shared/runtime/systemClock.ts';
import { makeFinishReauthorization } from '../../shared/usecases/accounts/finishReauthorization.ts';
import { makeAnnounceActive } from '../../shared/usecases/connections/announceActive.ts';
import { makeFillGap } from '../../shared/usecases/connections/fillGap.ts';
import { makeFinishConsent } from '../../shared/usecases/connections/finishConsent.ts';
import { makeLookAtNeighbours } from '../../shared/usecases/connections/lookAtNeighbours.ts';
import { makeVerifyNewAccess } from '../../shared/usecases/connections/verifyNewAccess.ts';
import { makeStoreAccounts } from '../../shared/usecases/connections/storeAccounts.ts';
import { makeConfirmationPage } from '../../shared/usecases/mail/confirmationPage.ts';
import { makeRenewalLink } from '../../shared/usecases/renewal/renewalLink.ts';
import { makeStartSync } from '../../shared/usecases/syncs/startSync.ts';
import { makeHandler } from './handler.ts';

const env = parseEnvironment(environments['oauth-callback'], process.env);
const observers = { log: makeLog('oauth-callback'), counters: makeCounters(env.METRICS_NAMESPACE) };

const stores = createStores(
  dynamoClient(),
  env.CONNECTIONS_TABLE,
  createSealers(kmsClient(), env),
  env.TRANSACTIONS_TABLE,
);
const { feeds, authorizationServer, catalogue } = createPontoClients(env, {
  secrets: secretsClient(),
  stores,
  observers,
});

const events = countingBus(new EventBridgeBus(eventBridgeClient(), env.EVENT_BUS_NAME, pacedClock), observers.counters);
const jobs = new SqsJobQueue(queueClient(), { urgent: env.URGENT_QUEUE_URL }, pacedClock);
const fillGap = makeFillGap({ startSync: makeStartSync({ syncs: stores.syncs, jobs, ids, clock }) });

export const handler = httpFunction(
  observers,
  makeHandler({
    ...observers,
    returnUrlAllowList: returnAddresses(env),
    pontoAuthorizationUrl: env.PONTO_AUTHORIZATION_URL,
    publicUrl: env.PUBLIC_URL,
    productName: env.PRODUCT_NAME ?? 'Ponto Bank Sync',
    newSecret: ids.secret,
    consentPage: createConsentPage(env, { stores, authorizationServer, catalogue }),
    confirmationPage: makeConfirmationPage({ confirmations: stores.confirmations, checks: stores.checks, clock }),
    renewalLink: makeRenewalLink({
      links: stores.renewalLinks,
      ...stores,
      catalogue,
      reauthorizeAccount: createReauthorizeAccount(env, { stores, feeds }),
      beginConsent: createBeginConsent(env, { stores }),
      clock,
    }),
    findReauthorization: (token) => stores.reauthorizations.find(token, clock.now()),
    finishReauthorization: makeFinishReauthorization({
      ...stores,
      feeds,
      catalogue,
      bus: events,
      fillGap,
      jobs,
      onLookFailure: watchLooks(observers),
      clock,
    }),
    finishConsent: makeFinishConsent({
      ...stores,
      digest,
      authorizationServer,
      verifyNewAccess: makeVerifyNewAccess({ vault: stores.vault, feeds, ids }),
      storeAccounts: makeStoreAccounts({ ...stores, catalogue, ids }),
      lookAtNeighbours: makeLookAtNeighbours({ ...stores, jobs, onLookFailure: watchLooks(observers) }),
      fillGap,
      announceActive: makeAnnounceActive({ events, ids }),
      ids,
      clock,
      mustBeConfirmed: env.CONSENT_CONFIRMATION === 'required',
    }),
  }),
  env,
);
