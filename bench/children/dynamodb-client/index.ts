import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';

/** The least that a function of ours could be: one client and one call. What bundles are compared with. */
const client = new DynamoDBClient({});

export const handler = (pk: string): Promise<unknown> =>
  client.send(new GetItemCommand({ TableName: 'any', Key: { pk: { S: pk } } }));
