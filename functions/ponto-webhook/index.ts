import { environments, parseEnvironment } from '../../shared/contracts/environment.ts';
import { httpFunction } from '../../shared/runtime/http/httpFunction.ts';
import { makeLog } from '../../shared/runtime/log/log.ts';
import { makeCounters } from '../../shared/runtime/metrics.ts';
import { makeHandler } from './handler.ts';

parseEnvironment(environments['ponto-webhook'], process.env);
const observers = { log: makeLog('ponto-webhook'), counters: makeCounters('ponto-webhook') };

export const handler = httpFunction(observers, makeHandler(observers));
