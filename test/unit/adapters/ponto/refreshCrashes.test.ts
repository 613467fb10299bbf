import { DynamoTokenVault } from '../../../../shared/adapters/dynamodb/tokenVault.ts';
import { makeAccessTokens } from '../../../../shared/adapters/ponto/tokens.ts';
import { Fault } from '../../../../shared/domain/faults/fault.ts';
import type { TokenSet, TokenVault } from '../../../../shared/ports/tokens.ts';
import { plainSealer } from '../../../builders/plainSealer.ts';
import { aClock } from '../../../builders/records.ts';
import { connectionsTableSuite } from '../../../setup/connectionsTable.ts';

/** The work of a process that has died: it neither goes on nor fails. */
const dead = (): Promise<never> => new Promise(() => undefined);

/** What a worker does at the vault and at Ponto, in order; each has a moment before and one after it. */
const steps = ['read', 'takeRefreshTurn', 'refresh', 'store'] as const;
type Step = (typeof steps)[number];
type CrashPoint = readonly ['before' | 'after', Step];
const points: readonly CrashPoint[] = steps.flatMap((step) => [['before', step] as const, ['after', step] as const]);

/** Ponto has rotated the token and we have not written it: the one instant that promise 7 excepts. */
const isTheInstant = ([when, step]: CrashPoint): boolean =>
  (when === 'after' && step === 'refresh') || (when === 'before' && step === 'store');

describe('every crash point of a refresh', () => {
  const suite = connectionsTableSuite();

  const aWorld = async () => {
    const ref = { tenantId: suite.aTenant(), connectionId: 'connection-1' };
    const vault = new DynamoTokenVault(suite.table(), plainSealer);
    const clock = aClock('2026-03-10T09:00:00.000Z');
    await vault.store(ref, { accessToken: 'a1', accessTokenExpiresAt: clock.now(), refreshToken: 'r1' });
    let valid = 1;
    const refresh = async (refreshToken: string): Promise<TokenSet> => {
      if (refreshToken !== `r${valid}`) throw new Fault('reconnect_required');
      valid += 1;
      const accessTokenExpiresAt = new Date(Date.parse(clock.now()) + 1_800_000).toISOString();
      return { accessToken: `a${valid}`, accessTokenExpiresAt, refreshToken: `r${valid}` };
    };
    return { ref, vault, clock, refresh, valid: () => `r${valid}` };
  };
  type World = Awaited<ReturnType<typeof aWorld>>;

  /** A worker that dies at one point; `reached` resolves when it is dead. */
  const aWorker = ({ ref, vault, clock, refresh }: World, point?: CrashPoint) => {
    let die: () => void = () => undefined;
    const reached = new Promise<void>((resolve) => (die = resolve));
    const dying = async <T>(step: Step, work: () => Promise<T>): Promise<T> => {
      const here = point?.[1] === step;
      if (here && point[0] === 'before') return (die(), dead());
      const done = await work();
      return here ? (die(), dead()) : done;
    };
    const through: TokenVault = {
      read: (...given) => dying('read', () => vault.read(...given)),
      takeRefreshTurn: (...given) => dying('takeRefreshTurn', () => vault.takeRefreshTurn(...given)),
      store: (...given) => dying('store', () => vault.store(...given)),
      giveTurnBack: (...given) => vault.giveTurnBack(...given),
      remove: (...given) => vault.remove(...given),
    };
    const tokens = makeAccessTokens({
      vault: through,
      tenantSecrets: { readCredentials: async () => undefined },
      authorizationServer: {
        refresh: (token) => dying('refresh', () => refresh(token)),
        customIntegrationToken: dead,
      },
      clock,
    })(ref, 'oauth');
    return { reached, tokens };
  };

  it.each(points.filter((point) => !isTheInstant(point)))(
    'leaves the only valid token in the vault, dead %s %s',
    async (...point) => {
      const world = await aWorld();
      const first = aWorker(world, point);
      void first.tokens.current();
      await first.reached;
      world.clock.pass(46_000);

      const { tokens } = await aWorker(world).tokens.current();

      expect(tokens.refreshToken).toBe(world.valid());
    },
  );

  it.each(points.filter(isTheInstant))(
    'asks for a reconnect, which heals all, dead %s %s: between the rotation and our write',
    async (...point) => {
      const world = await aWorld();
      const first = aWorker(world, point);
      void first.tokens.current();
      await first.reached;
      world.clock.pass(46_000);

      await expect(aWorker(world).tokens.current()).rejects.toMatchObject({ code: 'reconnect_required' });
      const consented = { accessToken: 'new', accessTokenExpiresAt: '2026-03-10T10:00:00.000Z', refreshToken: 'r9' };
      await world.vault.store(world.ref, consented);

      expect((await aWorker(world).tokens.current()).tokens).toEqual(consented);
    },
  );
});
