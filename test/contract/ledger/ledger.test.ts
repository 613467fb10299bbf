import { MemoryTable } from '../../builders/memoryTable.ts';
import { startDynamo } from '../../setup/dynamo.ts';
import { ledgerContract } from './ledgerContract.ts';

ledgerContract('a table in memory', async () => ({ client: new MemoryTable().client(), close: async () => undefined }));

ledgerContract('DynamoDB over the wire', async () => {
  const dynamo = await startDynamo();
  await dynamo.createTable('books');
  return dynamo;
});
