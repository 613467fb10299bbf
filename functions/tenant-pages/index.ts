import { DynamoPageSessions } from '../../shared/adapters/dynamodb/pageSessions.ts';
import { Table } from '../../shared/adapters/dynamodb/table.ts';
import { makeApiClient, ownClaims } from '../../shared/api/apiClient.ts';
import { makeTenantApiRoutes } from '../../shared/api/tenantApi.ts';
import { dynamoClient } from '../../shared/composition/clients/dynamo.ts';
import { createTenantApi } from '../../shared/composition/tenantApi.ts';
import { environments, parseEnvironment } from '../../shared/contracts/environment.ts';
import { httpFunction } from '../../shared/runtime/http/httpFunction.ts';
import { makeIdentify } from '../../shared/runtime/http/identity.ts';
import { lateRoutes } from '../../shared/runtime/http/lateRoutes.ts';
import { makeRouter } from '../../shared/runtime/http/router.ts';
import { makeLog } from '../../shared/runtime/log/log.ts';
import { makeCounters } from '../../shared/runtime/metrics.ts';
import { randomIds as ids } from '../../shared/runtime/randomIds.ts';
import { systemClock as clock } from '../../shared/runtime/systemClock.ts';
import { makePageSessions } from '../../shared/usecases/pages/pageSessions.ts';
import { readAssets } from './assets.ts';
import { makeHandler } from './handler.ts';

const env = parseEnvironment(environments['tenant-pages'], process.env);
const observers = { log: makeLog('tenant-pages'), counters: makeCounters(env.METRICS_NAMESPACE) };

const tenantApi = createTenantApi(env, observers);
const callApi = makeRouter({
  ...tenantApi,
  identify: makeIdentify(ownClaims),
  routes: {
    ...makeTenantApiRoutes(tenantApi),
    ...lateRoutes(['fetchAccounts'], async () => {
      const [{ makeFetchAccountsRoutes }, { createFetchAccounts }] = await Promise.all([
        import('../../shared/api/routes/fetchAccounts.ts'),
        import('../../shared/composition/fetchAccounts.ts'),
      ]);
      return makeFetchAccountsRoutes(createFetchAccounts(env, observers));
    }),
  },
});

const pageSessions = new DynamoPageSessions(new Table(dynamoClient(), env.CONNECTIONS_TABLE));

export const handler = httpFunction(
  observers,
  makeHandler({
    ...observers,
    pageSessions: makePageSessions({ pageSessions, ids, clock }),
    api: makeApiClient(callApi, observers, clock),
    assets: readAssets(),
    productName: env.PRODUCT_NAME ?? 'Ponto Bank Sync',
    publicUrl: env.PUBLIC_URL,
    pontoAuthorizationUrl: env.PONTO_AUTHORIZATION_URL,
    newOnce: ids.next,
    clock,
  }),
  env,
);
