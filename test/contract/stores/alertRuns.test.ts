import { DynamoAlertRuns } from '../../../shared/adapters/dynamodb/alertRuns.ts';
import { engineName } from '../../setup/deployedStage.ts';
import { connectionsTableSuite } from '../../setup/connectionsTable.ts';

describe(`AlertRuns on ${engineName}`, () => {
  const suite = connectionsTableSuite();

  it('count each shard of a run once, however often it was checked', async () => {
    const runs = new DynamoAlertRuns(suite.table());
    const run = '2031-03-10T06:00:00Z';
    const counts: number[] = [];

    for (const shard of ['00', '31', '00']) counts.push(await runs.markChecked(run, shard));

    expect(counts).toEqual([1, 2, 2]);
    expect(await runs.checkedShards(run)).toBe(2);
  });

  it('know nothing of a run before its first shard, nor by another run', async () => {
    const runs = new DynamoAlertRuns(suite.table());
    await runs.markChecked('2031-04-10T06:00:00Z', '00');

    expect(await runs.checkedShards('2031-04-11T06:00:00Z')).toBe(0);
  });

  it('tell exactly one of many workers that it was through with the last shard', async () => {
    const runs = new DynamoAlertRuns(suite.table());
    const shards = Array.from({ length: 32 }, (_, shard) => String(shard));

    const counts = await Promise.all(shards.map((shard) => runs.markChecked('2031-05-10T06:00:00Z', shard)));

    expect(counts.filter((count) => count === 32)).toHaveLength(1);
  });

  it('are forgotten a month after the run', async () => {
    const run = '2031-06-10T06:00:00Z';
    await new DynamoAlertRuns(suite.table()).markChecked(run, '00');

    const { items } = await suite.table().query('ALERTRUNS', { prefix: run });

    expect(items).toMatchObject([{ expiresAtEpochSeconds: Date.parse(run) / 1000 + 30 * 86_400 }]);
  });
});
