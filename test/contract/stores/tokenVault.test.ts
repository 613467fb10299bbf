import { tokensKey } from '../../../shared/adapters/dynamodb/keys.ts';
import { DynamoTokenVault } from '../../../shared/adapters/dynamodb/tokenVault.ts';
import type { TokenSet } from '../../../shared/ports/tokens.ts';
import { uuid } from '../../builders/bank.ts';
import { plainSealer } from '../../builders/plainSealer.ts';
import { engineName } from '../../setup/deployedStage.ts';
import { connectionsTableSuite } from '../../setup/connectionsTable.ts';

const aSet = (name: string): TokenSet => ({
  accessToken: `access-${name}`,
  accessTokenExpiresAt: '2026-03-10T08:30:00.000Z',
  refreshToken: `refresh-${name}`,
});

describe(`TokenVault on ${engineName}`, () => {
  const suite = connectionsTableSuite();
  const aVault = () => new DynamoTokenVault(suite.table(), plainSealer);
  const aRef = () => ({ tenantId: suite.aTenant(), connectionId: uuid(1) });
  const now = '2026-03-10T08:00:00.000Z';
  const later = (seconds: number) => new Date(Date.parse(now) + seconds * 1000).toISOString();

  it('keeps sets sealed, with a version that grows by one', async () => {
    const ref = aRef();

    const empty = await aVault().read(ref);
    await aVault().store(ref, aSet('one'));
    const first = await aVault().read(ref);
    await aVault().store(ref, aSet('two'));

    expect(empty).toBeUndefined();
    expect(first).toEqual({ tokens: aSet('one'), version: 1 });
    expect(await aVault().read(ref)).toEqual({ tokens: aSet('two'), version: 2 });
    expect(JSON.stringify(await suite.table().get(tokensKey(ref)))).not.toMatch(/access-|refresh-/);
  });

  it('keeps a set without a refresh token', async () => {
    const ref = aRef();
    const tokens = { accessToken: 'access', accessTokenExpiresAt: now };

    await aVault().store(ref, tokens);

    expect(await aVault().read(ref)).toEqual({ tokens, version: 1 });
  });

  it('does not open a set of another connection that was put in its place', async () => {
    const [ref, other] = [aRef(), aRef()];
    await aVault().store(ref, aSet('one'));
    const stolen = (await suite.table().get(tokensKey(ref))) ?? {};

    await suite.table().put(tokensKey(other), stolen);

    await expect(aVault().read(other)).rejects.toThrow('another owner');
  });

  it('opens a set once and seals one in a whole refresh, for each call at the key is paid for', async () => {
    const ref = aRef();
    await aVault().store(ref, aSet('one'));
    const calls: string[] = [];
    const vault = new DynamoTokenVault(suite.table(), {
      seal: (...args) => (calls.push('seal'), plainSealer.seal(...args)),
      unseal: (...args) => (calls.push('open'), plainSealer.unseal(...args)),
    });

    await vault.read(ref);
    await vault.takeRefreshTurn(ref, 1, now, 30_000);
    await vault.store(ref, aSet('two'), { fromVersion: 1 });
    const won = await vault.read(ref);

    expect(won).toEqual({ tokens: aSet('two'), version: 2 });
    expect(calls).toEqual(['open', 'seal']);
  });

  it('opens the sets of a batch once each while they go side by side, and forgets those of batches before', async () => {
    const refs = Array.from({ length: 5 }, aRef);
    const [first, another] = [refs[0] ?? aRef(), aRef()];
    for (const ref of [...refs, another]) await aVault().store(ref, aSet('one'));
    let opened = 0;
    const vault = new DynamoTokenVault(suite.table(), {
      seal: plainSealer.seal,
      unseal: (...args) => ((opened += 1), plainSealer.unseal(...args)),
    });
    const readAll = () => Promise.all(refs.map((ref) => vault.read(ref)));

    await readAll();
    await readAll();
    expect(opened).toBe(5);
    await vault.read(another);
    await vault.read(first);
    expect(opened).toBe(7);
  });

  it('remembers what it opened for its owner alone, and no longer than the set is the stored one', async () => {
    const [ref, other] = [aRef(), aRef()];
    const vault = aVault();
    await vault.store(ref, aSet('one'));
    await suite.table().put(tokensKey(other), (await suite.table().get(tokensKey(ref))) ?? {});
    await vault.read(ref);

    await expect(vault.read(other)).rejects.toThrow('another owner');
    await aVault().store(ref, aSet('of a reconnect'));

    expect((await vault.read(ref))?.tokens).toEqual(aSet('of a reconnect'));
  });

  it('gives the turn to one of two workers at once, and to the next when the set is stored', async () => {
    const ref = aRef();
    await aVault().store(ref, aSet('one'));

    const turns = await Promise.all([
      aVault().takeRefreshTurn(ref, 1, now, 30_000),
      aVault().takeRefreshTurn(ref, 1, now, 30_000),
    ]);
    await aVault().store(ref, aSet('two'), { fromVersion: 1 });
    const stale = await aVault().takeRefreshTurn(ref, 1, now, 30_000);
    const next = await aVault().takeRefreshTurn(ref, 2, now, 30_000);

    expect(turns.map(({ kind }) => kind).sort()).toEqual(['granted', 'taken']);
    expect(turns).toContainEqual({
      kind: 'granted',
      stored: { tokens: aSet('one'), version: 1 },
      leaseUntil: later(30),
    });
    expect(stale).toEqual({ kind: 'taken' });
    expect(next).toMatchObject({ kind: 'granted', stored: { tokens: aSet('two'), version: 2 } });
  });

  it('gives the turn anew when the worker that had it died, not a moment before', async () => {
    const ref = aRef();
    await aVault().store(ref, aSet('one'));
    await aVault().takeRefreshTurn(ref, 1, now, 30_000);

    const early = await aVault().takeRefreshTurn(ref, 1, later(29.999), 30_000);
    const late = await aVault().takeRefreshTurn(ref, 1, later(30), 30_000);

    expect(early).toEqual({ kind: 'taken' });
    expect(late).toMatchObject({ kind: 'granted', stored: { tokens: aSet('one'), version: 1 } });
  });

  it('gives the turn at once after a refresh that failed, and keeps the set', async () => {
    const ref = aRef();
    await aVault().store(ref, aSet('one'));
    await aVault().takeRefreshTurn(ref, 1, now, 30_000);

    await aVault().giveTurnBack(ref, later(30));

    expect(await aVault().read(ref)).toEqual({ tokens: aSet('one'), version: 1 });
    expect(await aVault().takeRefreshTurn(ref, 1, now, 30_000)).toMatchObject({ kind: 'granted' });
  });

  it('does not give back the turn of the worker that came after one that was too slow', async () => {
    const ref = aRef();
    await aVault().store(ref, aSet('one'));
    await aVault().takeRefreshTurn(ref, 1, now, 30_000);
    await aVault().takeRefreshTurn(ref, 1, later(31), 30_000);

    await aVault().giveTurnBack(ref, later(30));

    expect(await aVault().takeRefreshTurn(ref, 1, later(32), 30_000)).toEqual({ kind: 'taken' });
  });

  it('takes no turn when what seals is not ready: Ponto must not rotate a token that cannot be stored', async () => {
    const ref = aRef();
    await aVault().store(ref, aSet('one'));
    const vault = new DynamoTokenVault(suite.table(), {
      ...plainSealer,
      prepare: () => Promise.reject(new Error('KMS is down')),
    });

    await expect(vault.takeRefreshTurn(ref, 1, now, 30_000)).rejects.toThrow('KMS is down');

    expect(await aVault().takeRefreshTurn(ref, 1, now, 30_000)).toMatchObject({ kind: 'granted' });
  });

  it('gives one worker the turn to fetch the first set', async () => {
    const ref = aRef();

    const turns = await Promise.all([
      aVault().takeRefreshTurn(ref, undefined, now, 30_000),
      aVault().takeRefreshTurn(ref, undefined, now, 30_000),
    ]);
    const before = await aVault().read(ref);
    await aVault().store(ref, aSet('one'));

    expect(turns).toContainEqual({ kind: 'granted', stored: undefined, leaseUntil: later(30) });
    expect(turns).toContainEqual({ kind: 'taken' });
    expect(before).toBeUndefined();
    expect(await aVault().read(ref)).toMatchObject({ version: 1 });
    expect(await aVault().takeRefreshTurn(ref, undefined, now, 30_000)).toEqual({ kind: 'taken' });
  });

  it('drops a refreshed set when a reconnect stored one meanwhile', async () => {
    const ref = aRef();
    await aVault().store(ref, aSet('one'));
    await aVault().takeRefreshTurn(ref, 1, now, 30_000);

    await aVault().store(ref, aSet('reconnected'));
    await aVault().store(ref, aSet('refreshed'), { fromVersion: 1 });

    expect(await aVault().read(ref)).toEqual({ tokens: aSet('reconnected'), version: 2 });
  });

  it('does not bring back the set of a connection that was disconnected during a refresh', async () => {
    const ref = aRef();
    await aVault().store(ref, aSet('one'));
    await aVault().takeRefreshTurn(ref, 1, now, 30_000);

    await aVault().remove(ref);
    await aVault().store(ref, aSet('two'), { fromVersion: 1 });
    await aVault().giveTurnBack(ref, later(30));

    expect(await suite.table().get(tokensKey(ref))).toBeUndefined();
  });

  it('loses no set in a crash before the new one is written', async () => {
    const ref = aRef();
    await aVault().store(ref, aSet('one'));
    await aVault().takeRefreshTurn(ref, 1, now, 30_000);
    const crashing = suite.hookedTable({
      before: () => {
        throw new Error('crashed');
      },
    });
    await expect(
      new DynamoTokenVault(crashing, plainSealer).store(ref, aSet('two'), { fromVersion: 1 }),
    ).rejects.toThrow('crashed');

    const next = await aVault().takeRefreshTurn(ref, 1, later(31), 30_000);

    expect(next).toMatchObject({ kind: 'granted', stored: { tokens: aSet('one'), version: 1 } });
  });

  it('stores once when the answer to a write was lost and the write is repeated', async () => {
    const ref = aRef();
    await aVault().store(ref, aSet('one'));
    await aVault().takeRefreshTurn(ref, 1, now, 30_000);
    const losing = suite.hookedTable({
      after: () => {
        throw new Error('answer lost');
      },
    });
    await expect(new DynamoTokenVault(losing, plainSealer).store(ref, aSet('two'), { fromVersion: 1 })).rejects.toThrow(
      'answer lost',
    );

    await aVault().store(ref, aSet('two'), { fromVersion: 1 });

    expect(await aVault().read(ref)).toEqual({ tokens: aSet('two'), version: 2 });
  });

  it('lets staged tokens vanish by themselves, and keeps the connection’s own', async () => {
    const ref = aRef();
    const staged = { ...ref, connectionId: `${ref.connectionId}~${uuid(2)}` };

    await aVault().store(staged, aSet('staged'), { keepUntil: '2026-03-10T09:00:00.000Z' });
    await aVault().store(ref, aSet('own'));

    const endOf = async (key: typeof ref) => (await suite.table().get(tokensKey(key)))?.['expiresAtEpochSeconds'];
    expect(await endOf(staged)).toBe(Date.parse('2026-03-10T09:00:00.000Z') / 1000);
    expect(await endOf(ref)).toBeUndefined();
  });
});
