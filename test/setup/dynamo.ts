import { CreateTableCommand, DynamoDBClient, type DynamoDBClientConfig } from '@aws-sdk/client-dynamodb';
import dynalite from 'dynalite';
import { once } from 'node:events';
import { untilActive } from '../../local/cloud/untilActive.ts';
import type { DeployedStage } from './deployedStage.ts';

/** A DynamoDB over the wire, for a suite. */
export interface Dynamo {
  readonly client: DynamoDBClient;
  /** None where the SDK's own variables say it. */
  readonly endpoint: string | undefined;
  /** Makes a table with the keys of our own tables; a name has at least three letters. */
  readonly createTable: (name: string) => Promise<void>;
  readonly close: () => Promise<void>;
}

/** A client of an engine on loopback; without an endpoint, of whatever the SDK's own variables name. */
export const clientOfEngine = (endpoint: string | undefined, settings: DynamoDBClientConfig = {}): DynamoDBClient =>
  new DynamoDBClient({
    ...(endpoint !== undefined && {
      endpoint,
      region: 'eu-central-1',
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    }),
    ...settings,
  });

/** A table as the stack makes it: two keys, paid by use. */
export const newTable = (name: string): CreateTableCommand =>
  new CreateTableCommand({
    TableName: name,
    BillingMode: 'PAY_PER_REQUEST',
    KeySchema: [
      { AttributeName: 'pk', KeyType: 'HASH' },
      { AttributeName: 'sk', KeyType: 'RANGE' },
    ],
    AttributeDefinitions: [
      { AttributeName: 'pk', AttributeType: 'S' },
      { AttributeName: 'sk', AttributeType: 'S' },
    ],
  });

/**
 * Starts an engine on a free loopback port, or takes that of a deployed stage; call `close` when the suite is done.
 */
export const startDynamo = async (stage?: DeployedStage): Promise<Dynamo> => {
  const engine = stage ? { endpoint: undefined, close: async () => undefined } : await startEngine();
  const client = clientOfEngine(engine.endpoint);
  const createTable = async (name: string): Promise<void> => {
    await client.send(newTable(name));
    await untilActive(client, name);
  };
  const close = async (): Promise<void> => {
    client.destroy();
    await engine.close();
  };
  return { client, endpoint: engine.endpoint, createTable, close };
};

const startEngine = async () => {
  const server = dynalite({ createTableMs: 0 });
  server.listen(0, '127.0.0.1');
  // A suite that fails before it closes the engine must still end.
  server.unref();
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the engine listens on no port');
  const close = () =>
    new Promise<void>((resolve, reject) => server.close((error) => (error ? reject(error) : resolve())));
  return { endpoint: `http://127.0.0.1:${address.port}`, close };
};
