import { DescribeTableCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { setTimeout as pause } from 'node:timers/promises';

const lookMs = 5;
const maxLooks = 2000;

/**
 * Waits until a table that was just made can be used; until then every call says that it does not exist. The SDK's own
 * waiter pauses for whole seconds.
 */
export const untilActive = async (client: DynamoDBClient, tableName: string): Promise<void> => {
  for (let look = 0; look < maxLooks; look += 1) {
    const { Table } = await client.send(new DescribeTableCommand({ TableName: tableName }));
    if (Table?.TableStatus === 'ACTIVE') return;
    await pause(lookMs);
  }
  throw new Error(`the table ${tableName} was made and never became usable`);
};
