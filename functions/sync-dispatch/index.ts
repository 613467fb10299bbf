import { DynamoDueIndex } from '../../shared/adapters/dynamodb/dueIndex.ts';
import { DynamoPausedTenants } from '../../shared/adapters/dynamodb/pausedTenants.ts';
import { Table } from '../../shared/adapters/dynamodb/table.ts';
import { SqsJobQueue } from '../../shared/adapters/sqs/jobQueue.ts';
import { dynamoClient } from '../../shared/composition/clients/dynamo.ts';
import { pacedClock } from '../../shared/composition/clients/pacedClock.ts';
import { queueClient } from '../../shared/composition/clients/queue.ts';
import { environments, parseEnvironment } from '../../shared/contracts/environment.ts';
import { eventFunction } from '../../shared/runtime/invocation.ts';
import { makeLog } from '../../shared/runtime/log/log.ts';
import { makeCounters } from '../../shared/runtime/metrics.ts';
import { systemClock } from '../../shared/runtime/systemClock.ts';
import { makeDispatchDue } from '../../shared/usecases/syncs/dispatchDue.ts';
import { makeHandler } from './handler.ts';

const env = parseEnvironment(environments['sync-dispatch'], process.env);
const observers = { log: makeLog('sync-dispatch'), counters: makeCounters(env.METRICS_NAMESPACE) };

const stores = new Table(dynamoClient(), env.CONNECTIONS_TABLE);
const dispatchDue = makeDispatchDue({
  due: new DynamoDueIndex(stores),
  paused: new DynamoPausedTenants(stores, systemClock),
  jobs: new SqsJobQueue(queueClient(), { scheduled: env.SYNC_QUEUE_URL }, pacedClock),
});

export const handler = eventFunction(observers, makeHandler({ ...observers, dispatchDue }));
