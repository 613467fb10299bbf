import { Table } from '../../../shared/adapters/dynamodb/table.ts';
import { MemoryTable } from '../../builders/memoryTable.ts';
import { deployedStage, engineName } from '../../setup/deployedStage.ts';
import { startDynamo } from '../../setup/dynamo.ts';
import { ledgerContract } from './ledgerContract.ts';

ledgerContract('a table in memory', async () => ({
  table: new MemoryTable(),
  close: async () => undefined,
}));

ledgerContract(engineName, async () => {
  const dynamo = await startDynamo(deployedStage);
  const name = deployedStage?.transactionsTable ?? 'transactions';
  if (!deployedStage) await dynamo.createTable(name);
  return { table: new Table(dynamo.client, name), close: dynamo.close };
});
