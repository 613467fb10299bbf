import { inTwoHomes } from '../../../../shared/adapters/secrets/inTwoHomes.ts';
import type { ClientCredentials, CredentialsHome, TenantSecrets } from '../../../../shared/ports/tokens.ts';
import type { ConnectionRef } from '../../../../shared/ports/refsAndPages.ts';
import { makeMoveCredentials } from '../../../../shared/usecases/operations/moveCredentials.ts';

const ref = { tenantId: 'tenant-1', connectionId: 'connection-1' };
const given = { clientId: 'client', clientSecret: 'hush' };
const other = { clientId: 'client', clientSecret: 'changed' };

interface Kept {
  readonly credentials: ClientCredentials;
  readonly mark: string;
  readonly since: string;
}

/** Two homes in memory, and what happens before the call with a number. */
const aWorld = () => {
  let [calls, marks] = [0, 0];
  let before: (call: number) => void = () => undefined;
  const idOf = ({ tenantId, connectionId }: ConnectionRef) => `${tenantId} ${connectionId}`;
  const aHome = () => {
    const held = new Map<string, Kept>();
    const meet = () => before((calls += 1));
    const keep = (to: ConnectionRef, credentials: ClientCredentials): string => {
      marks += 1;
      const mark = `mark ${marks}`;
      held.set(idOf(to), { credentials, mark, since: new Date(marks * 1000).toISOString() });
      return mark;
    };
    const home: CredentialsHome & TenantSecrets = {
      pages: async function* () {
        const refs = [...held.keys()].map((id) => {
          const [tenantId = '', connectionId = ''] = id.split(' ');
          return { tenantId, connectionId };
        });
        for (let at = 0; at < refs.length; at += 100) yield refs.slice(at, at + 100);
      },
      look: async (of) => (meet(), held.get(idOf(of))),
      putNew: async (to, credentials) => (meet(), held.has(idOf(to)) ? undefined : keep(to, credentials)),
      takeOut: async (of, mark) => (meet(), held.get(idOf(of))?.mark === mark && held.delete(idOf(of))),
      readCredentials: async (of) => held.get(idOf(of))?.credentials,
      storeCredentials: async (to, credentials) => void keep(to, credentials),
      removeCredentials: async (of) => void held.delete(idOf(of)),
    };
    return { home, held, keep };
  };
  const [from, to] = [aHome(), aHome()];
  const functions = (chosen: 'from' | 'to') =>
    inTwoHomes({ 'secrets-manager': from.home, table: to.home }, chosen === 'to' ? 'table' : 'secrets-manager');
  return {
    from,
    to,
    functions,
    mover: makeMoveCredentials({ from: from.home, to: to.home }),
    before: (what: typeof before) => {
      calls = 0;
      before = what;
    },
  };
};

const failing: unknown[] = [];
const onFailure = (_: ConnectionRef, error: unknown) => failing.push(error);
beforeEach(() => failing.splice(0));

/** Calls of one move, and one more: the events of these tests come before each of them. */
const moments = [1, 2, 3, 4, 5];

describe('moving credentials', () => {
  it('leaves them in the new home alone, and has nothing to do the next time', async () => {
    const { from, to, mover } = aWorld();
    for (let index = 0; index < 250; index += 1) from.keep({ ...ref, connectionId: `c${index}` }, given);

    const found = await mover.count();
    const first = await mover.move(onFailure);
    const second = await mover.move(onFailure);

    expect([found, from.held.size, to.held.size]).toEqual([250, 0, 250]);
    expect(first).toMatchObject({ moved: 250, failed: 0 });
    expect(Object.values(second).every((count) => count === 0)).toBe(true);
  });

  it('moves at most ten thousand in a call, and the rest in the next', async () => {
    const { from, mover } = aWorld();
    for (let index = 0; index < 10_050; index += 1) from.keep({ ...ref, connectionId: `c${index}` }, given);

    const [found, first, second] = [await mover.count(), await mover.move(onFailure), await mover.move(onFailure)];

    expect([found, first.moved, second.moved, from.held.size]).toEqual([10_000, 10_000, 50, 0]);
  });

  it.each(moments)('loses none in a crash before its call %i, and the next call ends what it left', async (moment) => {
    const { from, functions, mover, before, to } = aWorld();
    from.keep(ref, given);
    before((call) => {
      if (call === moment) throw new Error('crashed');
    });

    await mover.move(onFailure);
    const meanwhile = [await functions('from').readCredentials(ref), await functions('to').readCredentials(ref)];
    before(() => undefined);
    await mover.move(onFailure);

    expect(meanwhile).toEqual([given, given]);
    expect([from.held.size, to.held.size]).toEqual([0, 1]);
    expect(failing).toHaveLength(moment === 5 ? 0 : 1);
  });

  it.each(moments.flatMap((moment) => [['to', moment] as const, ['from', moment] as const]))(
    'keeps what a tenant gives meanwhile: stored %s, before call %i',
    async (chosen, moment) => {
      const { from, functions, mover, before } = aWorld();
      from.keep(ref, given);
      const storing: Promise<void>[] = [];
      before((call) => {
        if (call === moment) storing.push(functions(chosen).storeCredentials(ref, other));
      });

      await mover.move(onFailure);
      if (storing.length === 0) await functions(chosen).storeCredentials(ref, other);
      await Promise.all(storing);

      expect(await functions(chosen).readCredentials(ref)).toEqual(other);
    },
  );

  it.each(moments)('brings nothing back that a disconnect removes before its call %i', async (moment) => {
    const { from, to, mover, before } = aWorld();
    from.keep(ref, given);
    before((call) => {
      if (call !== moment) return;
      from.held.clear();
      to.held.clear();
    });

    await mover.move(onFailure);

    expect(from.held.size).toBe(0);
    // After its last call nothing was removed any more.
    expect(to.held.size).toBe(moment === 5 ? 1 : 0);
  });

  it('brings nothing back that a disconnect has removed from the new home before it was put there', async () => {
    const { from, to, mover, before } = aWorld();
    from.keep(ref, given);
    before((call) => {
      if (call === 3) from.held.clear();
    });

    const counts = await mover.move(onFailure);

    expect([from.held.size, to.held.size, counts.changed]).toEqual([0, 0, 1]);
  });

  it('lets the younger ones count where a function stored them and has not come to remove the others', async () => {
    const { from, to, mover } = aWorld();
    from.keep(ref, given);
    to.keep(ref, other);

    const counts = await mover.move(onFailure);

    expect(counts).toMatchObject({ already_there: 1, moved: 0 });
    expect([from.held.size, [...to.held.values()][0]?.credentials]).toEqual([0, other]);
  });

  it('leaves both alone where the younger ones are in the home that is left: functions still store there', async () => {
    const { from, to, mover } = aWorld();
    to.keep(ref, other);
    from.keep(ref, given);

    const counts = await mover.move(onFailure);

    expect(counts).toMatchObject({ newer_here: 1 });
    expect([from.held.size, to.held.size]).toEqual([1, 1]);
  });

  it('takes nothing out when what was put does not read back as it was', async () => {
    const { from, to } = aWorld();
    from.keep(ref, given);
    const deaf: CredentialsHome = {
      ...to.home,
      look: async (of) => {
        const kept = await to.home.look(of);
        return kept && { ...kept, credentials: other };
      },
    };

    const counts = await makeMoveCredentials({ from: from.home, to: deaf }).move(onFailure);

    expect([counts.failed, from.held.size, to.held.size]).toEqual([1, 1, 0]);
  });

  it('goes on with the others when one fails, and says which', async () => {
    const { from, to, mover } = aWorld();
    for (const connectionId of ['a', 'b', 'c']) from.keep({ ...ref, connectionId }, given);
    const failed: ConnectionRef[] = [];
    const sick: CredentialsHome = {
      ...from.home,
      look: (of) => (of.connectionId === 'b' ? Promise.reject(new Error('throttled')) : from.home.look(of)),
    };

    const counts = await makeMoveCredentials({ from: sick, to: to.home }).move((of) => failed.push(of));

    expect(counts).toMatchObject({ moved: 2, failed: 1 });
    expect(failed).toEqual([{ ...ref, connectionId: 'b' }]);
    expect((await mover.move(onFailure)).moved).toBe(1);
  });
});
