import { DynamoLedgerReader } from '../../../../shared/adapters/dynamodb/ledger/dynamoLedgerReader.ts';
import type { Table } from '../../../../shared/adapters/dynamodb/table.ts';
import { makeGetStatement } from '../../../../shared/usecases/ledger/statements.ts';
import { makeStatementsForFile } from '../../../../shared/usecases/ledger/statementsForFile.ts';
import { aFeedAccount, aLine, aLinkedAccount } from '../../../builders/bank.ts';
import { anEngine, ledger } from '../../../builders/engine.ts';
import { MemoryTable } from '../../../builders/memoryTable.ts';

const day = '2026-03-20';
const account = { ...aLinkedAccount(), tenantId: ledger.tenantId, id: ledger.accountId };
const line = (number: number, amount: string) => aLine(number, { executionDate: day, amount });

/** An open statement of one line; `finish` puts another one on it and makes it final. */
const anOpenStatement = async () => {
  const engine = anEngine();
  engine.feed.create(line(1, '1.00'));
  await engine.run({ now: '2026-03-20T09:00:00.000Z' });
  const finish = async (): Promise<void> => {
    engine.feed.create(line(2, '7.00'));
    engine.feed.account = aFeedAccount({
      latestSynchronization: { id: 'later', subtype: 'accountTransactions', status: 'success', errorCodes: [] },
    });
    await engine.run({ now: '2026-04-20T09:00:00.000Z' });
  };
  /** Lets a run make the statement final behind the first look of a reader at the table. */
  const finishBehindTheFirstLook = (): void => {
    engine.table.onCall = async (moment) => {
      if (moment === 'before') return;
      engine.table.onCall = () => undefined;
      await finish();
    };
  };
  return { ...engine, finish, finishBehindTheFirstLook };
};

type Opened = Awaited<ReturnType<typeof anOpenStatement>>;
const shown = async ({ reader }: Opened) => {
  const { state, statement } = (await makeGetStatement({ reader })(ledger, day, { limit: 10 })) ?? {};
  return [state, statement?.lineCount];
};
const filed = async ({ reader }: Opened) => {
  const found = await makeStatementsForFile({ reader }).one(account, day, { open: true, broken: true });
  if (found.kind !== 'statements') return [found.kind];
  return found.views.flatMap(({ state, statement }) => [state, statement.lineCount]);
};

describe('a statement that becomes final while it is read', () => {
  it.each([
    ['the API', shown],
    ['a file', filed],
  ])('is never called final by %s with what stood on it before', async (_where, read) => {
    const [before, after, between] = [await anOpenStatement(), await anOpenStatement(), await anOpenStatement()];
    await after.finish();
    between.finishBehindTheFirstLook();

    expect(await read(before)).toEqual(['open', 1]);
    expect(await read(after)).toEqual(['final', 2]);
    expect([
      ['open', 1],
      ['open', 2],
      ['final', 2],
    ]).toContainEqual(await read(between));
    expect(await read(between)).toEqual(['final', 2]);
  });

  it('is never read from a replica that is behind', async () => {
    const asked: unknown[] = [];
    const table = new (class extends MemoryTable {
      override get(...[key, options]: Parameters<Table['get']>) {
        asked.push(options);
        return super.get(key);
      }

      override query(...[pk, range]: Parameters<MemoryTable['query']>) {
        asked.push(range);
        return super.query(pk, range);
      }
    })();
    const reader = new DynamoLedgerReader(table, { consistent: false });

    await reader.statement(ledger, day);
    await reader.statements(ledger, { limit: 1 });
    await reader.statementsBetween(ledger, day, day);
    for await (const _one of reader.statementsFrom(ledger, day)) break;

    expect(asked).toEqual(Array.from({ length: 4 }, () => expect.objectContaining({ eventuallyConsistent: false })));
  });
});
