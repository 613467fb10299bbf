import { environments, parseEnvironment } from '../../shared/contracts/environment.ts';
import { httpFunction } from '../../shared/runtime/http/httpFunction.ts';
import { makeLog } from '../../shared/runtime/log/log.ts';
import { makeCounters } from '../../shared/runtime/metrics.ts';
import { makeHandler } from './handler.ts';

const env = parseEnvironment(environments['tenant-pages'], process.env);
const observers = { log: makeLog('tenant-pages'), counters: makeCounters(env.METRICS_NAMESPACE) };

export const handler = httpFunction(observers, makeHandler());
