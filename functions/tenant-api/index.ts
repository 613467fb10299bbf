import { makeTenantApi } from '../../shared/api/tenantApi.ts';
import { createTenantApi } from '../../shared/composition/tenantApi.ts';
import { environments, parseEnvironment } from '../../shared/contracts/environment.ts';
import { httpFunction } from '../../shared/runtime/http/httpFunction.ts';
import { makeIdentify } from '../../shared/runtime/http/identity.ts';
import { makeLog } from '../../shared/runtime/log/log.ts';
import { makeCounters } from '../../shared/runtime/metrics.ts';

const env = parseEnvironment(environments['tenant-api'], process.env);
const observers = { log: makeLog('tenant-api'), counters: makeCounters(env.METRICS_NAMESPACE) };
const identify = makeIdentify({
  tenant: env.TENANT_CLAIM,
  tenantName: env.TENANT_NAME_CLAIM,
  softwareTenant: env.SOFTWARE_TENANT_CLAIM,
});

export const handler = httpFunction(
  observers,
  makeTenantApi({
    ...createTenantApi(env, observers),
    webhooks: async () => (await import('../../shared/composition/webhookEndpoints.ts')).createWebhookCalls(env),
    identify,
    release: env.RELEASE,
  }),
  env,
);
