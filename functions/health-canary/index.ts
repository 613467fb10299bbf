import { makeLookAtHealth } from '../../shared/adapters/health/lookAtHealth.ts';
import { makeTokenKeyState } from '../../shared/adapters/kms/tokenKeyState.ts';
import { kmsClient } from '../../shared/composition/clients/kms.ts';
import { environments, parseEnvironment } from '../../shared/contracts/environment.ts';
import { eventFunction } from '../../shared/runtime/invocation.ts';
import { makeLog } from '../../shared/runtime/log/log.ts';
import { makeCounters } from '../../shared/runtime/metrics.ts';
import { makeHandler } from './handler.ts';

const env = parseEnvironment(environments['health-canary'], process.env);
const observers = { log: makeLog('health-canary'), counters: makeCounters(env.METRICS_NAMESPACE) };

export const handler = eventFunction(
  observers,
  makeHandler({
    ...observers,
    lookAtHealth: makeLookAtHealth({ publicUrl: env.PUBLIC_URL, now: () => performance.now() }),
    tokenKeyState: makeTokenKeyState(kmsClient(), env.TOKEN_KEY_ID),
  }),
);
