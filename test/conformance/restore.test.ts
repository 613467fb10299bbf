import {
  DeleteTableCommand,
  DescribeContinuousBackupsCommand,
  DescribeTableCommand,
  RestoreTableToPointInTimeCommand,
  type DynamoDBClient,
} from '@aws-sdk/client-dynamodb';
import { setTimeout as pause } from 'node:timers/promises';
import { DynamoLedgerReader } from '../../shared/adapters/dynamodb/ledger/dynamoLedgerReader.ts';
import { Table } from '../../shared/adapters/dynamodb/table.ts';
import { DynamoLedgerWriter } from '../../shared/adapters/dynamodb/ledger/dynamoLedgerWriter.ts';
import { emptyHead } from '../../shared/domain/ledger/head.ts';
import { deployedStage, runMark } from '../setup/deployedStage.ts';
import { clientOfEngine } from '../setup/dynamo.ts';

const at = '2026-03-10T09:00:00.000Z';

/** AWS takes a while to fill a table, an emulator none. */
const maxLooks = 900;
const patienceMs = 1_900_000;

describe('Restoring the books on the deployed stage', () => {
  const books = deployedStage?.transactionsTable ?? '';
  let client: DynamoDBClient;
  const restored: string[] = [];
  beforeAll(() => {
    client = clientOfEngine(undefined);
  });
  afterAll(async () => {
    for (const TableName of restored) await client.send(new DeleteTableCommand({ TableName }));
    client.destroy();
  });

  const aLedger = (name: string) => ({ tenantId: 'tenant-1', accountId: `${runMark}restored-${name}` });
  const commit = async (ledger: ReturnType<typeof aLedger>, sequence: number): Promise<void> => {
    const writer = new DynamoLedgerWriter(new Table(client, books), { now: () => at, sleep: async () => undefined });
    const outcome = await writer.acquire(ledger, at, 1);
    if (outcome.kind === 'busy') throw new Error('the lease is taken');
    await writer.commit(outcome.lease, undefined, { ...emptyHead, sequence });
    await writer.release(outcome.lease);
  };
  const sequenceIn = async (table: string, ledger: ReturnType<typeof aLedger>): Promise<number> =>
    (await new DynamoLedgerReader(new Table(client, table), { consistent: true }).head(ledger)).sequence;
  const untilFilled = async (table: string): Promise<void> => {
    for (let look = 0; look < maxLooks; look += 1) {
      const { Table } = await client.send(new DescribeTableCommand({ TableName: table }));
      if (Table?.TableStatus === 'ACTIVE') return;
      await pause(Math.min(2000, 50 * (look + 1)));
    }
    throw new Error('the restored table was never filled');
  };
  const restore = async (name: string, moment: { RestoreDateTime: Date } | { UseLatestRestorableTime: true }) => {
    const table = `${books}-${runMark}${name}`;
    await client.send(
      new RestoreTableToPointInTimeCommand({ SourceTableName: books, TargetTableName: table, ...moment }),
    );
    restored.push(table);
    await untilFilled(table);
    return table;
  };

  it('is possible to any second of the last 35 days', async () => {
    const { ContinuousBackupsDescription } = await client.send(
      new DescribeContinuousBackupsCommand({ TableName: books }),
    );

    expect(ContinuousBackupsDescription?.PointInTimeRecoveryDescription).toMatchObject({
      PointInTimeRecoveryStatus: 'ENABLED',
      RecoveryPeriodInDays: 35,
    });
  });

  it(
    'gives a table beside the old one, in which the ledgers are read as before',
    async () => {
      const ledger = aLedger('latest');
      await commit(ledger, 1);

      const table = await restore('latest', { UseLatestRestorableTime: true });
      await commit(ledger, 2);

      expect(await sequenceIn(table, ledger)).toBe(1);
      expect(await sequenceIn(books, ledger)).toBe(2);
    },
    patienceMs,
  );

  it(
    'leaves out what came after the moment',
    async () => {
      const ledger = aLedger('moment');
      await commit(ledger, 1);
      // A moment is told in whole seconds.
      await pause(2000);
      const moment = new Date(Date.now() - 1000);
      await commit(ledger, 2);

      const table = await restore('moment', { RestoreDateTime: moment });

      expect(await sequenceIn(table, ledger)).toBe(1);
    },
    patienceMs,
  );
});
