import { DynamoPausedTenants } from '../../../shared/adapters/dynamodb/pausedTenants.ts';
import { aClock } from '../../builders/records.ts';
import { connectionsTableSuite } from '../../setup/connectionsTable.ts';

const at = '2026-03-10T09:00:00.000Z';

describe('PausedTenants', () => {
  const suite = connectionsTableSuite();

  it('holds a tenant from its pause until it is resumed, whatever characters its id has', async () => {
    const tenantId = suite.aTenant();
    const pauses = () => new DynamoPausedTenants(suite.table(), aClock());

    await pauses().pause(tenantId, at);
    await pauses().pause(tenantId, at);
    const paused = await pauses().all();
    const outcomes = [await pauses().resume(tenantId), await pauses().resume(tenantId)];

    expect(paused).toContain(tenantId);
    expect(outcomes).toEqual(['resumed', 'not_paused']);
    expect(await pauses().all()).not.toContain(tenantId);
  });

  it('is read once in half a minute, however many jobs ask', async () => {
    const tenantId = suite.aTenant();
    const clock = aClock();
    let reads = 0;
    const asked = new DynamoPausedTenants(suite.hookedTable({ before: () => void (reads += 1) }), clock);
    await Promise.all([asked.all(), asked.all(), asked.all()]);
    await new DynamoPausedTenants(suite.table(), clock).pause(tenantId, at);

    const stillKept = await asked.all();
    clock.pass(30_000);
    const anew = await asked.all();

    expect([stillKept.has(tenantId), anew.has(tenantId), reads]).toEqual([false, true, 2]);
    await new DynamoPausedTenants(suite.table(), clock).resume(tenantId);
  });

  it('asks anew after a read that failed', async () => {
    let isDown = true;
    const table = suite.hookedTable({
      before: () => {
        if (isDown) throw new Error('down');
      },
    });
    const asked = new DynamoPausedTenants(table, aClock());

    await expect(asked.all()).rejects.toThrow('down');
    isDown = false;

    expect(await asked.all()).toEqual(new Set());
  });
});
