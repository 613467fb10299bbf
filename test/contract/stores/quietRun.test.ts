import { DynamoConnectionRuns } from '../../../shared/adapters/dynamodb/connectionRuns.ts';
import { DynamoConnectionStore } from '../../../shared/adapters/dynamodb/connectionStore.ts';
import { DynamoTokenVault } from '../../../shared/adapters/dynamodb/tokenVault.ts';
import type { BankFeed } from '../../../shared/ports/bankFeed.ts';
import type { ConnectionJob } from '../../../shared/usecases/jobs/job.ts';
import { makeProcessConnectionJob } from '../../../shared/usecases/jobs/processConnectionJob.ts';
import { aFeedAccount, uuid } from '../../builders/bank.ts';
import { inert } from '../../builders/inert.ts';
import { plainSealer } from '../../builders/plainSealer.ts';
import { aConnection } from '../../builders/records.ts';
import { engineName } from '../../setup/deployedStage.ts';
import { connectionsTableSuite } from '../../setup/connectionsTable.ts';

type Deps = Parameters<typeof makeProcessConnectionJob>[0];

describe(`a scheduled run over a connection with nothing new on ${engineName}`, () => {
  const suite = connectionsTableSuite();

  it.each([1, 12])('looks at Ponto once and costs at most three units for %d accounts', async (count) => {
    const tenantId = suite.aTenant();
    const ref = { tenantId, connectionId: uuid(1) };
    // Tokens as long as JSON Web Tokens are.
    const tokens = {
      accessToken: 'a'.repeat(1200),
      accessTokenExpiresAt: '2026-03-10T09:30:00.000Z',
      refreshToken: 'r'.repeat(200),
    };
    const seen = Array.from({ length: count }, (_, number) => aFeedAccount({ pontoId: uuid(500 + number) }));
    await new DynamoConnectionStore(suite.table()).create(aConnection({ tenantId }));
    await new DynamoTokenVault(suite.table(), plainSealer).store(ref, tokens);
    const past = new DynamoConnectionRuns(suite.table());
    for (const { pontoId, latestSynchronization } of seen) {
      await past.markRead(ref, pontoId, latestSynchronization?.id ?? '');
    }
    const commands: string[] = [];
    let units = 0;
    const table = suite.hookedTable({
      after: ({ name }, unitsSoFar) => {
        commands.push(name);
        units = unitsSoFar;
      },
    });
    let looks = 0;
    const vault = new DynamoTokenVault(table, plainSealer);
    const process = makeProcessConnectionJob(
      inert<Deps>('deps', {
        runs: new DynamoConnectionRuns(table),
        // Read once in half a minute by a whole process.
        paused: { all: async () => new Set() },
        fleetMetrics: { connection: () => undefined, staleAccounts: () => undefined, authorization: () => undefined },
        feeds: {
          of: () =>
            inert<BankFeed>('feed', {
              accounts: async () => {
                await vault.read(ref);
                looks += 1;
                return seen;
              },
            }),
        },
      }),
    );
    const job: ConnectionJob = {
      kind: 'connection',
      ...ref,
      frequency: 'daily',
      scheduledAt: '2026-03-10T07:40:00.000Z',
    };

    await process(job, { hasTime: () => true, lastTry: false });

    expect(looks).toBe(1);
    expect(commands).toEqual(['QueryCommand', 'GetItemCommand', 'PutItemCommand']);
    expect(units).toBeGreaterThan(0);
    expect(units).toBeLessThanOrEqual(3);
    expect((await past.load(ref))?.runs.lastRunAt).toBe('2026-03-10T07:40:00.000Z');
  });
});
