import { checksOf } from '../../../builders/allChecks.ts';
import { alertWorkers } from '../../../builders/alertWorkers.ts';
import { runOn } from '../../../builders/expiry.ts';
import { alertingOverTable, storeConnection } from '../../../builders/expiryOverTable.ts';
import { connectionsTableSuite } from '../../../setup/connectionsTable.ts';

describe('the expiry alerts over the table', () => {
  const suite = connectionsTableSuite();

  const aStoredConnection = (address: string, lastDay = '2026-06-30') => storeConnection(suite, { address, lastDay });
  const looksLeft = async (tenantId: string): Promise<string[]> =>
    (await checksOf(suite.table(), tenantId)).map(({ day }) => day);

  it('reach every tenant once a rung, and put the next look before they let go of the last', async () => {
    const tenants = await Promise.all(
      Array.from({ length: 12 }, (_, number) => aStoredConnection(`person-${number}@reach.example`)),
    );
    const { mails, over } = alertingOverTable();

    for (const day of ['2026-05-30', '2026-05-31', '2026-06-01', '2026-06-15'])
      await over(suite.table())({ now: runOn(day) });

    const reached = mails.filter((address) => address.endsWith('@reach.example'));
    expect(reached.sort()).toEqual(tenants.map((_, number) => `person-${number}@reach.example`).sort());
    for (const tenantId of tenants) expect(await looksLeft(tenantId)).toEqual(['2026-06-16']);
  });

  it('reach every tenant once when each worker has time for one connection', async () => {
    const tenants = await Promise.all(
      Array.from({ length: 40 }, (_, number) => aStoredConnection(`person-${number}@slices.example`, '2029-06-30')),
    );
    const { mails, storesOver } = alertingOverTable();
    const workers = alertWorkers(storesOver(suite.table()), { slice: 1 });

    await workers.begin(runOn('2029-05-31'));
    await workers.work();

    const reached = mails.filter((address) => address.endsWith('@slices.example'));
    expect(reached.toSorted()).toEqual(tenants.map((_, number) => `person-${number}@slices.example`).toSorted());
    expect(workers.done.filter((job) => job.kind === 'shard' && job.from !== undefined).length).toBeGreaterThan(7);
  });

  it('send one mail when the schedule fires twice at once', async () => {
    await aStoredConnection('els@twice.example', '2027-06-30');
    const { mails, events, over } = alertingOverTable();

    await Promise.all(Array.from({ length: 4 }, () => over(suite.table())({ now: runOn('2027-05-31') })));

    expect(mails.filter((address) => address === 'els@twice.example')).toHaveLength(1);
    expect(new Set(events.filter((id) => id.endsWith('2027-06-30'))).size).toBe(2);
  });

  it('lose nothing and repeat at most once, wherever a run is killed', async () => {
    const outcomes: string[] = [];
    let ended = false;
    for (let killAt = 1; !ended; killAt += 1) {
      const address = `els@kill-${killAt}.example`;
      const lastDay = '2028-06-30';
      const tenantId = await aStoredConnection(address, lastDay);
      const { mails, over } = alertingOverTable();
      let writes = 0;
      const killed = suite.hookedTable({
        before: ({ name, text }) => {
          if (!['PutItemCommand', 'UpdateItemCommand', 'DeleteItemCommand'].includes(name)) return;
          if (!text.includes(encodeURIComponent(tenantId))) return;
          writes += 1;
          if (writes >= killAt) throw new Error('killed');
        },
      });

      ended = await over(killed)({ now: runOn('2028-05-31') }).then(
        () => true,
        () => false,
      );
      const first = mails.filter((to) => to === address).length;
      await over(suite.table())({ now: runOn('2028-06-01') });
      await over(suite.table())({ now: runOn('2028-06-02') });

      outcomes.push(`${first} + ${mails.filter((to) => to === address).length - first}`);
      expect(await looksLeft(tenantId)).toEqual(['2028-06-16']);
    }

    // Before the mail: the catch-up. Between the mail and its note: the repeat. After both notes (the history, the looks): nothing more.
    expect(outcomes).toEqual([
      '0 + 1',
      '0 + 1',
      '1 + 1',
      '1 + 1',
      '1 + 0',
      '1 + 0',
      '1 + 0',
      '1 + 0',
      '1 + 0',
      '1 + 0',
    ]);
  });
});
