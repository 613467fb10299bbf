import { MemoryTable } from '../../builders/memoryTable.ts';
import { deployedStage, engineName } from '../../setup/deployedStage.ts';
import { startDynamo } from '../../setup/dynamo.ts';
import { ledgerContract } from './ledgerContract.ts';

ledgerContract('a table in memory', async () => ({
  client: new MemoryTable().client(),
  table: 'books',
  close: async () => undefined,
}));

ledgerContract(engineName, async () => {
  const dynamo = await startDynamo(deployedStage);
  const table = deployedStage?.transactionsTable ?? 'books';
  if (!deployedStage) await dynamo.createTable(table);
  return { client: dynamo.client, table, close: dynamo.close };
});
