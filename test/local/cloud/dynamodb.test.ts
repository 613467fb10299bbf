import { DescribeTableCommand, DynamoDBClient, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { startDynamo, type TableProperties } from '../../../local/cloud/dynamodb.ts';
import { aDataDir, clientOf } from './awsClient.ts';

const books: TableProperties = {
  TableName: 'books',
  KeySchema: [
    { AttributeName: 'pk', KeyType: 'HASH' },
    { AttributeName: 'sk', KeyType: 'RANGE' },
  ],
  AttributeDefinitions: [
    { AttributeName: 'pk', AttributeType: 'S' },
    { AttributeName: 'sk', AttributeType: 'S' },
  ],
};
const key = { pk: { S: 'p' }, sk: { S: 's' } };

describe('the local DynamoDB', () => {
  const dataDir = aDataDir();
  const start = (tables: readonly TableProperties[]) =>
    startDynamo({ dataDir: dataDir.path, region: 'eu-central-1', tables });

  afterAll(() => dataDir.remove());

  it('makes the tables of the template, and keeps their lines across a restart', async () => {
    const first = await start([books]);
    const before = new DynamoDBClient(clientOf(first.url));
    await before.send(new PutItemCommand({ TableName: 'books', Item: { ...key, amount: { S: '-12.50' } } }));
    before.destroy();
    await first.close();

    const second = await start([books]);
    const after = new DynamoDBClient(clientOf(second.url));
    const { Table } = await after.send(new DescribeTableCommand({ TableName: 'books' }));
    const { Item } = await after.send(new GetItemCommand({ TableName: 'books', Key: key }));
    after.destroy();
    await second.close();

    expect(Table?.KeySchema).toEqual(books.KeySchema);
    expect(Item).toMatchObject({ amount: { S: '-12.50' } });
  });

  it('refuses a table on disk that has other keys than the template', async () => {
    const changed = {
      ...books,
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' as const }],
      AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' as const }],
    };
    await (await start([books])).close();

    await expect(start([changed])).rejects.toThrow(/the table books on disk has other keys than the template/);
    await (await start([books])).close();
  });
});
