import { DynamoAccountStore } from '../../../../shared/adapters/dynamodb/accountStore.ts';
import { DynamoConnectionStore } from '../../../../shared/adapters/dynamodb/connectionStore.ts';
import { DynamoUsage } from '../../../../shared/adapters/dynamodb/usage.ts';
import { operations } from '../../../../shared/contracts/http/operations.ts';
import { beginningRuns, makeAdmission } from '../../../../shared/usecases/quotas/admission.ts';
import { makeRequestMeter } from '../../../../shared/usecases/quotas/requestMeter.ts';
import { uuid } from '../../../builders/bank.ts';
import { MemoryTable } from '../../../builders/memoryTable.ts';
import { aConnection, aLink, anAccount } from '../../../builders/records.ts';

const quotas = { requestsPerMinute: 100, syncsPerHour: 2, pageSessionsPerHour: 3, connections: 2, linkedAccounts: 2 };

const aWorld = () => {
  const table = new MemoryTable();
  let now = '2026-03-10T09:00:10.000Z';
  const clock = { now: () => now };
  const usage = new DynamoUsage(table);
  const connections = new DynamoConnectionStore(table);
  const accounts = new DynamoAccountStore(table);
  let writes = 0;
  table.onCall = (moment, call) => void (writes += moment === 'before' && call === 'update' ? 1 : 0);
  return {
    connections,
    accounts,
    writes: () => writes,
    at: (moment: string) => (now = moment),
    meter: () => makeRequestMeter({ usage, limit: quotas.requestsPerMinute, clock }),
    admission: makeAdmission({ usage, connections, accounts, quotas, clock }),
  };
};

const times = async (count: number, ask: () => Promise<unknown>): Promise<number> => {
  let refused = 0;
  for (let one = 0; one < count; one += 1) if ((await ask()) !== undefined) refused += 1;
  return refused;
};

describe('the requests of a tenant in a minute', () => {
  it('are refused above the limit, until the next minute begins', async () => {
    const { meter, at } = aWorld();
    const ask = meter();

    expect(await times(100, async () => (await ask('tenant-1')).exceeded)).toBe(0);
    const allowance = { of: 'requests', limit: 100, windowSeconds: 60, remaining: 0, secondsLeft: 50 };
    expect(await ask('tenant-1')).toEqual({
      allowance,
      exceeded: { code: 'too_many_requests', limit: 100, allowance },
    });
    expect(await ask('tenant-2')).not.toHaveProperty('exceeded');
    at('2026-03-10T09:01:00.000Z');
    expect(await ask('tenant-1')).not.toHaveProperty('exceeded');
  });

  it('tell how many remain, and when the minute ends', async () => {
    const { meter, at } = aWorld();
    const ask = meter();

    const first = await ask('tenant-1');
    const second = await ask('tenant-1');
    at('2026-03-10T09:01:59.500Z');
    const inTheNextMinute = await ask('tenant-1');

    const of = { of: 'requests', limit: 100, windowSeconds: 60 };
    expect([first, second, inTheNextMinute]).toEqual([
      { allowance: { ...of, remaining: 99, secondsLeft: 50 } },
      { allowance: { ...of, remaining: 98, secondsLeft: 50 } },
      { allowance: { ...of, remaining: 99, secondsLeft: 1 } },
    ]);
  });

  it('count together for all workers, but for the last step of each', async () => {
    const { meter } = aWorld();
    const workers = [meter(), meter(), meter()];

    let passed = 0;
    for (let round = 0; round < 100; round += 1) {
      for (const worker of workers) if (!(await worker('tenant-1')).exceeded) passed += 1;
    }

    expect(passed).toBeGreaterThanOrEqual(100 - workers.length);
    expect(passed).toBeLessThanOrEqual(100 + 2 * workers.length);
  });

  it('cost a tenant that asks little no write', async () => {
    const { meter, writes } = aWorld();

    const ask = meter();
    await ask('tenant-1');

    expect(writes()).toBe(0);
  });
});

describe('what a tenant takes for long', () => {
  it('is refused when it has as many connections as it may have, other than disconnected ones', async () => {
    const { admission, connections } = aWorld();
    const ask = () => admission({ tenantId: 'tenant-1', operation: 'createConnection', id: '' });
    await connections.create(aConnection({ id: uuid(1) }));
    await connections.create(aConnection({ id: uuid(2), status: 'disconnected' }));
    expect(await ask()).toBeUndefined();

    await connections.create(aConnection({ id: uuid(3) }));

    expect(await ask()).toEqual({ code: 'too_many_connections', limit: 2 });
    expect(await admission({ tenantId: 'tenant-2', operation: 'createConnection', id: '' })).toBeUndefined();
  });

  it('is refused when it has linked as many accounts as it may; a link that is there can be changed', async () => {
    const { admission, accounts } = aWorld();
    const ask = (id: string) => admission({ tenantId: 'tenant-1', operation: 'linkAccount', id });
    await accounts.create(anAccount({ id: uuid(101), pontoId: uuid(101), link: aLink() }));
    await accounts.create(anAccount({ id: uuid(102), pontoId: uuid(102), link: aLink() }));
    const { link: _none, ...bare } = anAccount({ id: uuid(103), pontoId: uuid(103) });
    await accounts.create(bare);

    expect(await ask(uuid(103))).toEqual({ code: 'too_many_linked_accounts', limit: 2 });
    expect(await ask(uuid(101))).toBeUndefined();
  });

  it('leaves a tenant that has linked too many its links, and counts none of a connection that is over', async () => {
    const { admission, accounts, connections } = aWorld();
    const ask = (id: string) => admission({ tenantId: 'tenant-1', operation: 'linkAccount', id });
    await connections.create(aConnection({ id: uuid(1) }));
    await connections.create(aConnection({ id: uuid(2), status: 'disconnected' }));
    const link = (number: number, connection: number) =>
      accounts.create(
        anAccount({ id: uuid(number), pontoId: uuid(number), connectionId: uuid(connection), link: aLink() }),
      );
    for (const number of [101, 102, 103]) await link(number, 2);
    await link(104, 1);
    expect(await ask(uuid(199))).toBeUndefined();

    await link(105, 1);
    await link(106, 1);

    expect((await ask(uuid(199)))?.code).toBe('too_many_linked_accounts');
    expect(await ask(uuid(106))).toBeUndefined();
  });

  it('counts a look at what a link would bring as a run: Ponto is asked as much', async () => {
    const { admission } = aWorld();
    const ask = (operation: string) => admission({ tenantId: 'tenant-1', operation, id: '' });

    expect(await times(3, () => ask('previewLink'))).toBe(1);
    expect((await ask('requestSync'))?.code).toBe('too_many_syncs');
  });

  it('is refused when it has asked for as many runs as it may in an hour', async () => {
    const { admission, at } = aWorld();
    const ask = (operation = 'requestSync') => admission({ tenantId: 'tenant-1', operation, id: uuid(101) });

    expect(await times(1, ask)).toBe(0);
    expect(await ask('setKnownBalance')).toBeUndefined();
    expect((await ask('linkAccount'))?.code).toBe('too_many_syncs');
    const allowance = { of: 'syncs', limit: 2, windowSeconds: 3_600, remaining: 0, secondsLeft: 3_590 };
    expect(await ask()).toEqual({ code: 'too_many_syncs', limit: 2, allowance });
    at('2026-03-10T10:00:00.000Z');
    expect(await ask()).toBeUndefined();
  });

  it('is counted by names that calls of the API have', () => {
    expect([...beginningRuns].filter((name) => !(name in operations))).toEqual([]);
    expect(beginningRuns.size).toBeGreaterThan(5);
  });

  it('is nothing for a call that only reads', async () => {
    const { admission, writes } = aWorld();

    expect(await admission({ tenantId: 'tenant-1', operation: 'listAccounts', id: '' })).toBeUndefined();
    expect(writes()).toBe(0);
  });
});

describe('addresses of page sessions', () => {
  it('are refused above the limit, until the next hour begins', async () => {
    const { admission, at } = aWorld();
    const ask = () => admission({ tenantId: 'tenant-1', operation: 'createPageSession', id: '' });

    expect(await times(3, ask)).toBe(0);
    const allowance = { of: 'page_sessions', limit: 3, windowSeconds: 3_600, remaining: 0, secondsLeft: 3_590 };
    expect(await ask()).toEqual({ code: 'too_many_page_sessions', limit: 3, allowance });
    at('2026-03-10T10:00:00.000Z');
    expect(await ask()).toBeUndefined();
  });
});
