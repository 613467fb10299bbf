import { createFetchAccounts } from '../../shared/composition/fetchAccounts.ts';
import { environments, parseEnvironment } from '../../shared/contracts/environment.ts';
import { defaultQuotas } from '../../shared/domain/quotas/quotas.ts';
import { httpFunction } from '../../shared/runtime/http/httpFunction.ts';
import { makeIdentify } from '../../shared/runtime/http/identity.ts';
import { makeWithIdempotency } from '../../shared/runtime/http/idempotency.ts';
import { makeLog } from '../../shared/runtime/log/log.ts';
import { makeCounters } from '../../shared/runtime/metrics.ts';
import { systemClock as clock } from '../../shared/runtime/systemClock.ts';
import { makeRequestMeter } from '../../shared/usecases/quotas/requestMeter.ts';
import { makeHandler } from './handler.ts';

const env = parseEnvironment(environments['account-fetch'], process.env);
const observers = { log: makeLog('account-fetch'), counters: makeCounters(env.METRICS_NAMESPACE) };
const { stores, fetchAccounts } = createFetchAccounts(env, observers);

export const handler = httpFunction(
  observers,
  makeHandler({
    log: observers.log,
    identify: makeIdentify({
      tenant: env.TENANT_CLAIM,
      tenantName: env.TENANT_NAME_CLAIM,
      softwareTenant: env.SOFTWARE_TENANT_CLAIM,
    }),
    meter: makeRequestMeter({
      usage: stores.usage,
      limit: env.TENANT_REQUESTS_PER_MINUTE ?? defaultQuotas.requestsPerMinute,
      clock,
    }),
    withIdempotency: makeWithIdempotency({ answers: stores.idempotency, clock, log: observers.log }),
    fetchAccounts,
  }),
  env,
);
