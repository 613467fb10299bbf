import { environments, parseEnvironment } from '../../shared/contracts/environment.ts';
import { eventFunction } from '../../shared/runtime/eventFunction.ts';
import { makeLog } from '../../shared/runtime/log/log.ts';
import { makeCounters } from '../../shared/runtime/metrics.ts';
import { makeHandler } from './handler.ts';

parseEnvironment(environments['expiry-alert'], process.env);
const observers = { log: makeLog('expiry-alert'), counters: makeCounters('expiry-alert') };

export const handler = eventFunction(observers, makeHandler(observers));
