import { DynamoSentDigests } from '../../shared/adapters/dynamodb/sentDigests.ts';
import { DynamoSuppressionList } from '../../shared/adapters/dynamodb/suppressionList.ts';
import { Table } from '../../shared/adapters/dynamodb/table.ts';
import { dynamoClient } from '../../shared/composition/clients/dynamo.ts';
import { pacedClock } from '../../shared/composition/clients/pacedClock.ts';
import { environments, parseEnvironment } from '../../shared/contracts/environment.ts';
import { eventFunction } from '../../shared/runtime/invocation.ts';
import { makeLog } from '../../shared/runtime/log/log.ts';
import { makeCounters } from '../../shared/runtime/metrics.ts';
import { makeTakeFeedback } from '../../shared/usecases/alerts/takeFeedback.ts';
import { makeHandler } from './handler.ts';

const env = parseEnvironment(environments['mail-feedback'], process.env);
const observers = { log: makeLog('mail-feedback'), counters: makeCounters(env.METRICS_NAMESPACE) };
const table = new Table(dynamoClient(), env.CONNECTIONS_TABLE);
const takeFeedback = makeTakeFeedback({
  suppressionList: new DynamoSuppressionList(table, pacedClock),
  sentDigests: new DynamoSentDigests(table),
});

export const handler = eventFunction(observers, makeHandler({ ...observers, takeFeedback }));
