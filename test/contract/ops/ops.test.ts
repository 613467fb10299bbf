import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { DynamoAccountStore } from '../../../shared/adapters/dynamodb/accountStore.ts';
import { DynamoConnectionRuns } from '../../../shared/adapters/dynamodb/connectionRuns.ts';
import { DynamoSuppressionList } from '../../../shared/adapters/dynamodb/suppressionList.ts';
import { DynamoConnectionStore } from '../../../shared/adapters/dynamodb/connectionStore.ts';
import { DynamoDueIndex } from '../../../shared/adapters/dynamodb/dueIndex.ts';
import { DynamoLedgerWriter } from '../../../shared/adapters/dynamodb/ledger/dynamoLedgerWriter.ts';
import { DynamoSyncStore } from '../../../shared/adapters/dynamodb/syncStore.ts';
import type { SyncJobMessage } from '../../../shared/contracts/syncJob.ts';
import type { Account, Connection } from '../../../shared/domain/connections/connection.ts';
import { emptyHead } from '../../../shared/domain/ledger/head.ts';
import type { Sync } from '../../../shared/domain/syncs/sync.ts';
import { systemClock } from '../../../shared/runtime/systemClock.ts';
import { uuid } from '../../builders/bank.ts';
import { aClock, aConnection, aLink, anAccount, aSync } from '../../builders/records.ts';
import { aDataDir } from '../../local/cloud/awsClient.ts';
import { anInstallation } from './anInstallation.ts';

const hoursAgo = (hours: number): string => new Date(Date.now() - hours * 3_600_000).toISOString();

describe("the operator's terminal", () => {
  let place: Awaited<ReturnType<typeof anInstallation>>;
  let other: typeof place;
  let alerts: typeof place;
  let webhooks: typeof place;
  let tenants = 0;
  beforeAll(async () => {
    [place, other, alerts, webhooks] = await Promise.all([
      anInstallation(),
      anInstallation(),
      anInstallation(),
      anInstallation(),
    ]);
  });
  afterAll(() => Promise.all([place.close(), other.close(), alerts.close(), webhooks.close()]));

  /** A tenant with one connection that schedules visit. */
  const aFeed = async (given: {
    readonly connection?: Partial<Connection>;
    readonly account?: Partial<Account>;
    readonly lastRunAt?: string;
    readonly sync?: Partial<Sync>;
  }) => {
    tenants += 1;
    const tenantId = `tenant/${tenants}`;
    const ref = { tenantId, connectionId: uuid(tenants) };
    const { frequency = 'every_12_hours' } = given.account?.link ?? {};
    await new DynamoConnectionStore(place.table).create(
      aConnection({ tenantId, id: uuid(tenants), ...given.connection }),
    );
    const account = { tenantId, id: uuid(100 + tenants), connectionId: uuid(tenants), link: aLink(), ...given.account };
    await new DynamoAccountStore(place.table).create(anAccount(account));
    if (frequency !== 'manual') await new DynamoDueIndex(place.table).add(frequency, ref, 'mark');
    if (given.lastRunAt !== undefined) await new DynamoConnectionRuns(place.table).recordRun(ref, given.lastRunAt);
    if (given.sync) {
      await new DynamoSyncStore(place.table).begin(aSync({ tenantId, accountId: account.id, ...given.sync }));
    }
    return { ...ref, accountId: account.id };
  };

  it('tells which accounts are stale and why, and of the others nothing', async () => {
    const fresh = await aFeed({ lastRunAt: hoursAgo(1) });
    const noRun = await aFeed({ lastRunAt: hoursAgo(40) });
    const refused = await aFeed({ lastRunAt: hoursAgo(1), connection: { status: 'reconnect_required' } });
    const expired = await aFeed({
      lastRunAt: hoursAgo(1),
      account: { authorization: { revoked: false, expiresAt: hoursAgo(30) } },
    });
    const failed = await aFeed({
      lastRunAt: hoursAgo(1),
      sync: { status: 'failed', errorCode: 'bank_unavailable', createdAt: hoursAgo(1), updatedAt: hoursAgo(1) },
    });
    const weekly = await aFeed({ lastRunAt: hoursAgo(1), account: { link: aLink({ frequency: 'weekly' }) } });
    const unlinked = await aFeed({ lastRunAt: hoursAgo(40), account: { link: aLink({ frequency: 'manual' }) } });
    await new DynamoDueIndex(place.table).add('daily', unlinked, 'left over');

    const { said } = await place.ops('stale', '--frequency', 'every_12_hours');
    const all = await place.ops('stale');

    const rows = said.slice(1, -1).map((line) => line.split('\t'));
    expect(new Map(rows.map((row) => [row[0], row[5]]))).toEqual(
      new Map([
        [noRun.tenantId, 'no_run'],
        [refused.tenantId, 'reconnect_required'],
        [expired.tenantId, 'authorization_expired'],
        [failed.tenantId, 'bank_unavailable'],
      ]),
    );
    expect(rows.find(([tenant]) => tenant === noRun.tenantId)).toEqual([
      noRun.tenantId,
      noRun.connectionId,
      noRun.accountId,
      'every_12_hours',
      expect.stringMatching(/Z$/),
      'no_run',
    ]);
    expect(said.at(-1)).toBe(
      'Stale: authorization_expired 1, bank_unavailable 1, no_run 1, reconnect_required 1; looked at 5 connections.',
    );
    for (const { tenantId } of [fresh, weekly, unlinked]) expect(all.text).not.toContain(`${tenantId}\t`);
  });

  it('knows of an account what the API knows: books that differ, lines, a first import', async () => {
    const began = await aFeed({ lastRunAt: hoursAgo(1) });
    const differs = await aFeed({ lastRunAt: hoursAgo(1) });
    const books = new DynamoLedgerWriter(place.books, systemClock);
    const acquired = await books.acquire(differs, hoursAgo(1), 60_000);
    if (acquired.kind === 'busy') throw new Error('the lease is taken');
    await books.commit(acquired.lease, undefined, {
      ...emptyHead,
      completedAt: hoursAgo(1),
      chain: {
        opening: { amount: '0', anchoredOn: '2026-03-01' },
        balance: { mismatch: { amount: '93.00', on: '2026-03-05', difference: '7.00', since: hoursAgo(1) } },
      },
    });

    const told = [
      await place.ops('connection', began.connectionId),
      await place.ops('connection', differs.connectionId),
    ];

    expect(told[0]?.text).toContain('health      passing (first_import)');
    expect(told[1]?.text).toContain('health      attention (books_differ)');
  });

  it('tells what happened to a connection, without a word about the person, the account number or the lines', async () => {
    const feed = await aFeed({
      connection: {
        status: 'reconnect_required',
        statusCode: 'reconnect_required',
        name: 'Els Peeters',
        contact: { email: 'els@bakery.example', name: 'Els' },
        notify: ['boss@bakery.example'],
      },
      account: {
        holderName: 'Bakkerij Els',
        description: 'Zichtrekening',
        balances: { current: { amount: '1234.56', currency: 'EUR' } },
      },
      sync: { status: 'failed', errorCode: 'reconnect_required', counts: { ...aSync().counts, added: 7 }, pages: 2 },
      lastRunAt: '2026-03-10T07:40:00.000Z',
    });

    const { isThere, text } = await place.ops('connection', feed.connectionId);
    const named = await place.ops('connection', feed.connectionId, '--tenant', feed.tenantId);

    expect(isThere).toBe(true);
    expect(named.text).toBe(text);
    for (const part of [
      feed.tenantId,
      'reconnect_required (reconnect_required), oauth',
      'last run    2026-03-10T07:40:00.000Z',
      feed.accountId,
      'every_12_hours, statements daily, from 2026-03-01',
      'failed (reconnect_required)  +7 ~0 -0, 2 pages',
    ]) {
      expect(text).toContain(part);
    }
    for (const secret of ['els@', 'boss@', 'Els', 'Zichtrekening', '1234', 'BE68', anAccount().pontoId]) {
      expect(text).not.toContain(secret);
    }
  });

  it('tells that nobody of a connection can be reached, since when and why, and names no address', async () => {
    const contact = { email: 'els@bakery.example' };
    const feed = await aFeed({ connection: { contact, notify: ['boss@bakery.example'] } });
    const { tenantId } = feed;
    const list = new DynamoSuppressionList(place.table, aClock());
    const at = hoursAgo(1);
    await list.add({ tenantId }, 'els@bakery.example', { reason: 'bounced', at });
    const before = await place.ops('connection', feed.connectionId);
    await list.add({ tenantId }, 'boss@bakery.example', { reason: 'complained', at });

    const { text } = await place.ops('connection', feed.connectionId);

    expect(before.text).toContain(`mails       somebody is reached, of 2 addresses; bounced ${at}`);
    expect(text).toContain(`mails       nobody is reached, of 2 addresses; bounced ${at}, complained ${at}`);
    expect(text).not.toContain('@');
  });

  it('says how to find a connection that no schedule visits, and that another tenant has none', async () => {
    const manual = await aFeed({ account: { link: aLink({ frequency: 'manual' }) } });

    const alone = await place.ops('connection', manual.connectionId);
    const withTenant = await place.ops('connection', manual.connectionId, '--tenant', manual.tenantId);
    const stranger = await place.ops('connection', manual.connectionId, '--tenant', 'somebody else');

    expect([alone.isThere, withTenant.isThere, stranger.isThere]).toEqual([false, true, false]);
    expect(alone.text).toContain('--tenant TENANT');
    expect(stranger.text).toBe('This tenant has no such connection.');
  });

  it('pauses a tenant, says so wherever it is looked at, and resumes it', async () => {
    const feed = await aFeed({ lastRunAt: hoursAgo(1), account: { link: aLink({ frequency: 'monthly' }) } });

    await place.ops('pause', feed.tenantId);
    const stale = await place.ops('stale', '--frequency', 'monthly');
    const connection = await place.ops('connection', feed.connectionId);
    const outcomes = [await place.ops('resume', feed.tenantId), await place.ops('resume', feed.tenantId)];

    expect(stale.text).toContain('feed_paused');
    expect(connection.text).toContain('the tenant is paused');
    expect(outcomes.map(({ isThere }) => isThere)).toEqual([true, false]);
    expect((await place.ops('stale', '--frequency', 'monthly')).text).not.toContain('feed_paused');
  });

  it('says of a tenant without a connection that it has none, and pauses it all the same', async () => {
    const feed = await aFeed({ lastRunAt: hoursAgo(1) });

    const known = await place.ops('pause', feed.tenantId);
    const misspelt = await place.ops('pause', `${feed.tenantId}x`);
    const outcomes = [await place.ops('resume', feed.tenantId), await place.ops('resume', `${feed.tenantId}x`)];

    expect(known.text).not.toContain('no connection');
    expect(misspelt.text).toContain('this tenant has no connection. Is its id spelt right?');
    expect(outcomes.map(({ isThere }) => isThere)).toEqual([true, true]);
  });

  describe('with dead letters', () => {
    const aJob = (number: number): SyncJobMessage => ({
      kind: 'connection',
      tenantId: `tenant-${number}`,
      connectionId: uuid(number),
      frequency: 'daily',
      scheduledAt: '2026-03-10T07:40:00.000Z',
    });
    const textOf = (job: SyncJobMessage): string => JSON.stringify(job);

    it('shows whom they are about and leaves them there until it is told yes', async () => {
      await place.send('deadLetters', textOf(aJob(1)));
      await place.send('deadLetters', 'customer 203.0.113.7');
      await place.send('scheduleDeadLetters', '{"frequency":"daily","time":"2026-03-10T07:40:00Z"}');

      const { said } = await place.ops('redrive');

      expect(said).toEqual([
        '1 runs of schedules are dead letters too: docs/runbooks/schedules.md, step 3.',
        'About 2 dead letters; of 2 that were looked at:',
        '  kind: connection 1, unknown 1',
        '  tenant: (none named) 1, tenant-1 1',
        expect.stringContaining('redrive --yes'),
      ]);
      expect(place.depth('work').visible).toBe(0);
      expect(await place.take('deadLetters')).toHaveLength(2);
      await place.take('scheduleDeadLetters');
    });

    it('brings every job back once, also one that died twice, and leaves what nobody can read', async () => {
      const jobs = Array.from({ length: 24 }, (_, number) => aJob(number));
      const letters = [...jobs, aJob(3), { ...aJob(4), attempts: 2 }, { ...aJob(5), kind: 'of a later release' }];
      for (const letter of letters) await other.send('deadLetters', JSON.stringify(letter));

      const { text } = await other.ops('redrive', '--yes');
      const again = await other.ops('redrive', '--yes');

      expect(text).toBe(
        '24 jobs are back on their queues; 2 repeats were dropped; 1 stay: of an unknown shape or refused.',
      );
      expect(again.text).toMatch(/^0 jobs are back.* 1 stay/);
      const back = (await other.take('work')).map((body) => ({ ...JSON.parse(body), attempts: undefined }));
      expect(back.map((job) => JSON.stringify(job)).toSorted()).toEqual(jobs.map(textOf).toSorted());
      expect(await other.take('deadLetters')).toEqual([expect.stringContaining('of a later release')]);
    });

    it('brings alerts back to their own queue, and names the connection that failed', async () => {
      const run = { run: '2026-03-10T06:00:00Z', begunAt: '2026-03-10T06:00:02.000Z' };
      const shard = {
        kind: 'shard',
        ...run,
        shard: '07',
        from: { day: '2026-03-09', tenantId: 't', connectionId: 'c' },
      };
      const connection = {
        kind: 'connection',
        ...run,
        tenantId: 'tenant-7',
        connectionId: uuid(7),
        checks: [{ day: '2026-03-10' }],
      };
      for (const job of [shard, connection, connection]) await alerts.send('alertDeadLetters', JSON.stringify(job));

      const { said } = await alerts.ops('redrive');
      const { text } = await alerts.ops('redrive', '--yes');

      expect(said).toEqual([
        'About 3 dead letters; of 3 that were looked at:',
        '  kind: alert of a connection 2, alert of a shard 1',
        '  tenant: (none named) 1, tenant-7 2',
        expect.stringContaining('redrive --yes'),
      ]);
      expect(text).toMatch(/^2 jobs are back on their queues; 1 repeats were dropped; 0 stay/);
      const back = (await alerts.take('alerts')).map((body): unknown => JSON.parse(body));
      expect(back).toEqual(expect.arrayContaining([shard, connection]));
      expect(back).toHaveLength(2);
    });

    it('puts events and attempts of webhooks back on their own queue, events with all that stands in them', async () => {
      const attempt = {
        kind: 'attempt',
        tenantId: 'tenant-8',
        endpointId: 'endpoint-1',
        deliveryId: 'delivery-1',
        turn: 3,
        dueAt: '2026-03-10T06:00:00.000Z',
      };
      const event = {
        version: '0',
        source: 'ponto-bank-sync',
        'detail-type': 'LedgerUpdated',
        detail: { id: 'event-1', tenantId: 'tenant-9', occurredAt: '2026-03-10T06:00:00.000Z', accountId: uuid(9) },
      };
      const letters = [attempt, { ...attempt, dueAt: '2026-03-10T07:00:00.000Z' }, { ...attempt, turn: 4 }, event];
      for (const letter of letters) await webhooks.send('webhookDeadLetters', JSON.stringify(letter));
      const slow = { ...attempt, lane: 'slow' };
      await webhooks.send('slowWebhookDeadLetters', JSON.stringify(slow));

      const { said } = await webhooks.ops('redrive');
      const { text } = await webhooks.ops('redrive', '--yes');

      expect(said.slice(1, 3)).toEqual([
        '  kind: webhook of an attempt 4, webhook of an event 1',
        '  tenant: tenant-8 4, tenant-9 1',
      ]);
      expect(text).toMatch(/^4 jobs are back on their queues; 1 repeats were dropped; 0 stay/);
      const back = (await webhooks.take('webhooks')).map((body): unknown => JSON.parse(body));
      expect(back).toEqual(
        expect.arrayContaining([
          expect.objectContaining({ ...attempt, dueAt: expect.any(String), lane: 'prompt' }),
          { ...attempt, turn: 4, lane: 'prompt' },
          event,
        ]),
      );
      expect((await webhooks.take('slowWebhooks')).map((body): unknown => JSON.parse(body))).toEqual([slow]);
    });
  });

  it('finds an installation by the variables of a file, as a process of its own, and answers by its exit code', async () => {
    const folder = aDataDir();
    const file = join(folder.path, 'aws.env');
    const variables = { ...place.environment, BANK_SYNC_STAGE: 'dev' };
    writeFileSync(
      file,
      Object.entries(variables)
        .map(([name, value]) => `${name}=${value}\n`)
        .join(''),
    );
    const root = join(import.meta.dirname, '../../..');
    const run = async (...words: string[]) => {
      const env = { PATH: process.env['PATH'] };
      const child = promisify(execFile)(process.execPath, ['infra/ops/main.ts', ...words], { cwd: root, env });
      return child.then(
        ({ stdout, stderr }) => ({ code: 0, stdout, stderr }),
        ({ code, stdout, stderr }: { code: number; stdout: string; stderr: string }) => ({ code, stdout, stderr }),
      );
    };

    const [found, missing, unknown] = await Promise.all([
      run('stale', '--frequency', 'weekly', '--env', file),
      run('connection', uuid(999), '--tenant', 'nobody', '--env', file),
      run('remove', '--env', file),
    ]);
    folder.remove();

    expect(found).toMatchObject({ code: 0, stdout: expect.stringContaining('looked at') });
    expect(missing).toMatchObject({ code: 1, stdout: 'This tenant has no such connection.\n' });
    expect(unknown).toMatchObject({ code: 2, stdout: '' });
    // What is wrong stands where the eye is: all that can be said is longer than a terminal.
    expect(unknown.stderr.trim().split('\n').at(-1)).toBe('there is no command remove');
  });
});
