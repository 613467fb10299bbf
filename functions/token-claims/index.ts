import { DynamoSoftwareClients } from '../../shared/adapters/dynamodb/softwareClients.ts';
import { Table } from '../../shared/adapters/dynamodb/table.ts';
import { dynamoClient } from '../../shared/composition/clients/dynamo.ts';
import { environments, parseEnvironment } from '../../shared/contracts/environment.ts';
import { eventFunction } from '../../shared/runtime/invocation.ts';
import { makeLog } from '../../shared/runtime/log/log.ts';
import { makeCounters } from '../../shared/runtime/metrics.ts';
import { makeHandler } from './handler.ts';

const env = parseEnvironment(environments['token-claims'], process.env);
const observers = { log: makeLog('token-claims'), counters: makeCounters(env.METRICS_NAMESPACE) };
const softwareClients = new DynamoSoftwareClients(new Table(dynamoClient(), env.CONNECTIONS_TABLE));

export const handler = eventFunction(observers, makeHandler({ ...observers, softwareClients }));
