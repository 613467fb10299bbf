import { DynamoConsentStore } from '../../../../shared/adapters/dynamodb/consentStore.ts';
import type { Connection } from '../../../../shared/domain/connections/connection.ts';
import type { PendingConsent } from '../../../../shared/ports/consents.ts';
import type { Newcomer } from '../../../../shared/ports/tokens.ts';
import { makeConsentPage } from '../../../../shared/usecases/connections/consentPage.ts';
import { uuid } from '../../../builders/bank.ts';
import { MemoryTable } from '../../../builders/memoryTable.ts';
import { aClock, aConnection, anInstitution, countedIds } from '../../../builders/records.ts';

const ref = { tenantId: 'tenant-1', connectionId: uuid(1) };
const token = 'the-token';
const begun: PendingConsent = {
  ...ref,
  userId: 'user-1',
  tenantName: 'Bakkerij Els',
  atStake: { endings: ['4563'], more: 0, others: false },
  expiresAt: '2026-03-10T09:10:00.000Z',
};

interface World {
  readonly connection: Connection | undefined;
  readonly bankIsKnown?: boolean;
}

const aPage = async ({ connection, bankIsKnown = true }: World = { connection: aConnection() }) => {
  const table = new MemoryTable();
  const consents = new DynamoConsentStore(table);
  await consents.begin(token, begun);
  const clock = aClock('2026-03-10T09:09:00.000Z');
  const newcomers: (Newcomer | undefined)[] = [];
  const page = makeConsentPage({
    consents,
    connections: { get: async () => connection },
    catalogue: {
      get: async () => {
        if (!bankIsKnown) throw new Error('the catalogue is away');
        return anInstitution();
      },
    },
    authorizationServer: {
      authorizationUrl: async ({ state, codeVerifier, redirectUri, newcomer }) => {
        newcomers.push(newcomer);
        return `https://ponto.example/oauth2/auth?${new URLSearchParams({ state, codeVerifier, redirectUri })}`;
      },
    },
    ids: countedIds(),
    clock,
    redirectUri: 'https://sync.example/oauth/callback',
  });
  /** Where a browser is led, as Ponto reads it. */
  const led = async (browser = 'browser'): Promise<Record<string, string>> => {
    const passed = await page.pass(token, browser);
    if (passed.kind !== 'passed') throw new Error(passed.kind);
    return Object.fromEntries(new URL(passed.url).searchParams);
  };
  return { table, consents, clock, newcomers, page, led };
};

describe('looking at the page of a consent', () => {
  it('tells who will read the accounts, at which bank, and what is at stake', async () => {
    const { page } = await aPage();

    expect(await page.show(token)).toEqual({
      kind: 'open',
      ref,
      tenant: { tenantId: 'tenant-1', tenantName: 'Bakkerij Els' },
      bankName: anInstitution().name,
      atStake: begun.atStake,
    });
  });

  it('writes nothing, however often, and stands without the name of the bank', async () => {
    const { table, page } = await aPage({ connection: aConnection(), bankIsKnown: false });
    const writes: string[] = [];
    table.onCall = (moment, call) => {
      if (moment === 'before' && call !== 'get') writes.push(call);
    };

    const [, shown] = [await page.show(token), await page.show(token)];

    expect(shown).toMatchObject({ kind: 'open' });
    expect(shown).not.toHaveProperty('bankName');
    expect(writes).toEqual([]);
  });

  it.each<[string, Connection | undefined, string]>([
    ['was disconnected', aConnection({ status: 'disconnected' }), 'disconnected'],
    ['was erased', undefined, 'over'],
  ])('leads no further when the connection %s', async (_how, connection, kind) => {
    const { page } = await aPage({ connection });

    expect([(await page.show(token)).kind, (await page.pass(token, 'browser')).kind]).toEqual([kind, kind]);
  });

  it('leads no further for a token that nobody drew, or when the time is over', async () => {
    const { page, clock } = await aPage();

    const unknown = [await page.show('made-up'), await page.pass('made-up', 'browser')];
    clock.at = begun.expiresAt;
    const late = [await page.show(token), await page.pass(token, 'browser')];

    expect([...unknown, ...late].map(({ kind }) => kind)).toEqual(['over', 'over', 'over', 'over']);
  });
});

describe('passing the page of a consent', () => {
  it('leads to Ponto under a state and a verifier that are fresh each time, for ten more minutes', async () => {
    const { led, consents, clock } = await aPage();

    const [one, other] = [await led('browser'), await led('browser')];

    clock.pass(9 * 60_000);
    expect(new Set([one, other].flatMap(({ state, codeVerifier }) => [state, codeVerifier])).size).toBe(4);
    expect(await consents.take(other['state'] ?? '', 'browser', clock.now())).toMatchObject({
      kind: 'taken',
      passage: { codeVerifier: other['codeVerifier'], redirectUri: 'https://sync.example/oauth/callback' },
    });
  });

  it('leaves what a first browser may do to it when a second one passes', async () => {
    const { led, consents, clock } = await aPage();
    const first = await led('first');
    const scanner = await led('scanner');

    const stolen = await consents.take(first['state'] ?? '', 'scanner', clock.now());
    const finished = await consents.take(first['state'] ?? '', 'first', clock.now());
    const late = await consents.take(scanner['state'] ?? '', 'scanner', clock.now());

    expect([stolen.kind, finished.kind, late.kind]).toEqual(['other_browser', 'taken', 'unknown']);
  });

  it('tells Ponto the bank and the contact of the connection, as far as they are known', async () => {
    const contact = { email: 'els@bakery.example', name: 'Els', locale: 'nl-BE' };
    const { institutionId, contact: _contact, ...legacy } = aConnection({ method: 'legacy_token' });
    const told: unknown[] = [];
    for (const connection of [aConnection({ contact }), aConnection(), legacy]) {
      const { led, newcomers } = await aPage({ connection });
      await led();
      told.push(...newcomers);
    }

    expect(told).toEqual([
      { institutionId, email: 'els@bakery.example', name: 'Els' },
      { institutionId, email: 'els@bakery.example' },
      {},
    ]);
  });

  it('can be gone through again after a crash before or after any of its calls', async () => {
    /** Passes, and dies at a moment. */
    const aTry = async (dies: number) => {
      const world = await aPage();
      let moments = 0;
      world.table.onCall = () => {
        moments += 1;
        if (moments > dies) throw new Error('crashed');
      };
      const outcome = await world.page.pass(token, 'browser').catch(() => 'crashed');
      world.table.onCall = () => undefined;
      return { ...world, outcome, moments };
    };
    const { moments } = await aTry(Infinity);
    expect(moments).toBe(6);

    for (let dies = 0; dies < moments; dies += 1) {
      const { outcome, led, consents, clock } = await aTry(dies);

      const again = await led('browser');

      expect(outcome).toBe('crashed');
      expect(await consents.take(again['state'] ?? '', 'browser', clock.now())).toMatchObject({ kind: 'taken' });
    }
  });
});
