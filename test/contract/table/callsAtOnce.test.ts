import { createServer } from 'node:http';
import { once } from 'node:events';
import { Table } from '../../../shared/adapters/dynamodb/table.ts';
import { dynamoClient } from '../../../shared/composition/clients/dynamo.ts';

/** A database that answers each read only when the one before it was answered long ago: a thousand reads take seconds. */
const startSlowDatabase = async () => {
  let open = 0;
  let most = 0;
  const server = createServer((request, response) => {
    open += 1;
    most = Math.max(most, open);
    request.resume();
    setTimeout(() => {
      open -= 1;
      response.writeHead(200, { 'content-type': 'application/x-amz-json-1.0' });
      response.end('{}');
    }, 100);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  return { url: `http://127.0.0.1:${port}`, most: () => most, close: () => server.close() };
};

describe('a thousand reads at once', () => {
  const before = { ...process.env };
  afterEach(() => {
    process.env = { ...before };
  });

  it('wait for their turn instead of being given up', async () => {
    const database = await startSlowDatabase();
    Object.assign(process.env, {
      AWS_ENDPOINT_URL_DYNAMODB: database.url,
      AWS_REGION: 'eu-central-1',
      AWS_ACCESS_KEY_ID: 'test',
      AWS_SECRET_ACCESS_KEY: 'test',
    });
    const client = dynamoClient();
    const table = new Table(client, 'books');

    const reads = Array.from({ length: 1_000 }, (_, number) => table.get({ pk: 'p', sk: String(number) }));
    const answers = await Promise.allSettled(reads);

    client.destroy();
    database.close();
    expect(answers.filter(({ status }) => status === 'rejected')).toEqual([]);
    expect(database.most()).toBeLessThanOrEqual(40);
  });
});
