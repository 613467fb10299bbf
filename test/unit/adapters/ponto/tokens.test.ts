import { DynamoTokenVault } from '../../../../shared/adapters/dynamodb/tokenVault.ts';
import { Table } from '../../../../shared/adapters/dynamodb/table.ts';
import { defaultLimits } from '../../../../shared/adapters/ponto/http.ts';
import { makePonto } from '../../../../shared/adapters/ponto/makePonto.ts';
import type { TokenVault } from '../../../../shared/ports/tokens.ts';
import { startDynamo, type Dynamo } from '../../../setup/dynamo.ts';
import { aClock, anApplicationSource, MemoryVault, noTenantSecrets } from './doubles.ts';
import { aServer, html, refusal, silence, type Answer, type LoopbackServer, type SeenRequest } from './loopback.ts';

const ref = { tenantId: 'tenant-1', connectionId: 'connection-1' };
const oauthConnection = { tenantId: ref.tenantId, id: ref.connectionId, method: 'oauth' as const };
const customConnection = { ...oauthConnection, method: 'client_credentials' as const };

let server: LoopbackServer;
let vault: MemoryVault;
let clock: ReturnType<typeof aClock>;

/** Ponto's token endpoint with single-use refresh tokens and reuse detection (Ponto reference, section 2.3). */
const aRotatingPonto = () => {
  let valid = 'refresh.1';
  let access = '';
  let revoked = false;
  let issued = 1;
  const token = ({ body }: SeenRequest): Answer => {
    const form = new URLSearchParams(body);
    if (form.get('grant_type') === 'refresh_token') {
      if (revoked || form.get('refresh_token') !== valid) {
        revoked = true;
        return { status: 400, body: { error: 'invalid_grant' } };
      }
    }
    issued += 1;
    access = `access.${issued}`;
    valid = `refresh.${issued}`;
    return { body: { access_token: access, expires_in: 1799, refresh_token: valid, token_type: 'bearer' } };
  };
  const answer = (request: SeenRequest): Answer => {
    if (request.path.endsWith('/oauth2/token')) return token(request);
    return request.headers.authorization === `Bearer ${access}`
      ? { body: { sub: 'organization-1' } }
      : refusal(401, 'invalidAccessToken');
  };
  return {
    answer,
    /** Ponto forgets the access token. */
    forget: (): void => {
      access = '';
    },
    revoke: (): void => {
      access = '';
      revoked = true;
    },
  };
};

const refreshes = (): number => server.seen.filter(({ path }) => path.endsWith('/oauth2/token')).length;
const calls = (): number => server.seen.filter(({ path }) => path.endsWith('/userinfo')).length;

const build = (
  on: TokenVault = vault,
  tenantSecrets: Parameters<typeof makePonto>[0]['tenantSecrets'] = noTenantSecrets,
) =>
  makePonto({
    urls: { api: `${server.origin}/ponto-connect`, customApi: `${server.origin}/custom` },
    application: anApplicationSource(),
    vault: on,
    tenantSecrets,
    clock,
    jitter: () => 0,
    limits: { timeoutMs: 5_000, tokenTimeoutMs: 5_000, maxAnswerBytes: 100_000 },
  }).feeds;

const inSeconds = (seconds: number): string => new Date(Date.parse(clock.now()) + seconds * 1000).toISOString();
const seed = (seconds: number, on: TokenVault = vault): Promise<void> =>
  on.store(ref, { accessToken: 'access.1', accessTokenExpiresAt: inSeconds(seconds), refreshToken: 'refresh.1' });
const failureOf = (work: Promise<unknown>): Promise<unknown> => work.catch((error: unknown) => error);

beforeEach(async () => {
  server = await aServer(() => ({}));
  vault = new MemoryVault();
  clock = aClock();
});

afterEach(async () => {
  await server.close();
});

describe('access tokens of a consent', () => {
  it('are used as they are while they last, and read from the vault once in a run', async () => {
    await seed(61);
    server.answer(() => ({ body: { sub: 'organization-1' } }));
    const feed = build().of(oauthConnection);

    await feed.organization();
    await feed.organization();

    expect(server.seen.map(({ headers }) => headers.authorization)).toEqual(['Bearer access.1', 'Bearer access.1']);
    expect(refreshes()).toBe(0);
    expect(vault.reads).toBe(1);
  });

  it('are renewed a minute before their end, and the new set is in the vault before it is used', async () => {
    await seed(60);
    const ponto = aRotatingPonto();
    const kept: (string | undefined)[] = [];
    server.answer((request) => {
      if (request.path.endsWith('/userinfo')) {
        kept.push(vault.items.get(JSON.stringify(ref))?.stored?.tokens.refreshToken);
      }
      return ponto.answer(request);
    });

    await build().of(oauthConnection).organization();

    expect(kept).toEqual(['refresh.2']);
    expect(refreshes()).toBe(1);
  });

  it('are renewed once when Ponto refuses one, and the call is made again', async () => {
    await seed(1_000);
    server.answer(aRotatingPonto().answer);

    expect((await build().of(oauthConnection).organization()).id).toBe('organization-1');
    expect([refreshes(), calls()]).toEqual([1, 2]);
  });

  it('come from the vault when another worker has renewed the refused one already', async () => {
    await seed(1_000);
    const ponto = aRotatingPonto();
    server.answer(ponto.answer);
    const late = build().of(oauthConnection);
    await failureOf(late.accounts());
    await build().of(oauthConnection).organization();
    const before = refreshes();
    ponto.forget();
    await build().of(oauthConnection).organization();

    await late.organization();

    expect(refreshes()).toBe(before + 1);
  });

  it('that are refused even when fresh mean that the person must reconnect', async () => {
    await seed(1_000);
    const ponto = aRotatingPonto();
    server.answer((request) =>
      request.path.endsWith('/userinfo') ? refusal(401, 'invalidAccessToken') : ponto.answer(request),
    );

    expect(await failureOf(build().of(oauthConnection).organization())).toMatchObject({ code: 'reconnect_required' });
    expect([refreshes(), calls()]).toEqual([1, 2]);
  });

  it('are not blamed for a 401 page that is not from Ponto', async () => {
    await seed(1_000);
    const ponto = aRotatingPonto();
    server.answer((request) => (request.path.endsWith('/userinfo') ? html(401) : ponto.answer(request)));

    expect(await failureOf(build().of(oauthConnection).organization())).toMatchObject({
      code: 'ponto_answer_not_understood',
    });
  });

  it('are not renewed for a signature that Ponto refuses', async () => {
    await seed(1_000);
    server.answer(() => refusal(401, 'invalidSignature'));

    expect(await failureOf(build().of(oauthConnection).organization())).toMatchObject({ code: 'internal_error' });
    expect(refreshes()).toBe(0);
  });

  it('cannot be had after a revocation: the person must reconnect, and the turn is free again', async () => {
    await seed(0);
    const ponto = aRotatingPonto();
    ponto.revoke();
    server.answer(ponto.answer);

    expect(await failureOf(build().of(oauthConnection).organization())).toMatchObject({ code: 'reconnect_required' });
    expect(vault.items.get(JSON.stringify(ref))?.leaseUntil).toBeUndefined();
  });

  it('cannot be had without tokens or without a refresh token', async () => {
    const code = 'reconnect_required';

    expect(await failureOf(build().of(oauthConnection).organization())).toMatchObject({ code });
    await vault.store(ref, { accessToken: 'a', accessTokenExpiresAt: inSeconds(0) });
    expect(await failureOf(build().of(oauthConnection).organization())).toMatchObject({ code });
    expect(server.seen).toEqual([]);
    expect(vault.items.get(JSON.stringify(ref))?.leaseUntil).toBeUndefined();
  });

  it.each([
    ['is down', html(503)],
    ['does not answer', silence],
    ['answers with a page', html(200)],
  ])('stay as they were when Ponto %s, the refresh is sent once, and the next run renews', async (_what, bad) => {
    await seed(0);
    const ponto = aRotatingPonto();
    server.answer(() => bad);
    const quick = makePonto({
      urls: { api: `${server.origin}/ponto-connect`, customApi: `${server.origin}/custom` },
      application: anApplicationSource(),
      vault,
      tenantSecrets: noTenantSecrets,
      clock,
      jitter: () => 0,
      limits: { timeoutMs: 1_000, tokenTimeoutMs: 1_000, maxAnswerBytes: 100_000 },
    }).feeds;

    expect(await failureOf(quick.of(oauthConnection).organization())).toMatchObject({
      name: 'Fault',
      kind: 'transient',
    });
    expect(refreshes()).toBe(1);
    server.answer(ponto.answer);
    expect((await build().of(oauthConnection).organization()).id).toBe('organization-1');
  });

  it('are waited for longer than other answers: a refresh that Ponto answers late is not given up', async () => {
    await seed(0);
    const ponto = aRotatingPonto();
    server.answer(async (request) => {
      const answer = await ponto.answer(request);
      if (request.path.endsWith('/oauth2/token')) await new Promise((resolve) => setTimeout(resolve, 800));
      return answer;
    });
    const impatient = makePonto({
      urls: { api: `${server.origin}/ponto-connect`, customApi: `${server.origin}/custom` },
      application: anApplicationSource(),
      vault,
      tenantSecrets: noTenantSecrets,
      clock,
      jitter: () => 0,
      limits: { timeoutMs: 500, tokenTimeoutMs: 10_000, maxAnswerBytes: 100_000 },
    }).feeds;

    expect((await impatient.of(oauthConnection).organization()).id).toBe('organization-1');
    expect(refreshes()).toBe(1);
  });

  it('get 30 s and more in the functions, where other calls get 8', () => {
    expect(defaultLimits).toMatchObject({ timeoutMs: 8_000, tokenTimeoutMs: 30_000 });
  });

  it('are stored by all means: the only valid refresh token survives a store that stumbles', async () => {
    await seed(0);
    vault.failures = [new Error('throttled'), new Error('throttled'), new Error('throttled'), new Error('throttled')];
    server.answer(aRotatingPonto().answer);

    expect((await build().of(oauthConnection).organization()).id).toBe('organization-1');
    expect(vault.items.get(JSON.stringify(ref))?.stored?.tokens.refreshToken).toBe('refresh.2');
  });

  it("that were lost between Ponto's rotation and our write ask for a reconnect, which heals all", async () => {
    await seed(0);
    vault.failures = Array.from({ length: 5 }, () => new Error('the store is gone'));
    server.answer(aRotatingPonto().answer);

    expect(await failureOf(build().of(oauthConnection).organization())).toMatchObject({ message: 'the store is gone' });
    expect(calls()).toBe(0);
    expect(await failureOf(build().of(oauthConnection).organization())).toMatchObject({ code: 'reconnect_required' });

    const renewed = aRotatingPonto();
    server.answer(renewed.answer);
    await seed(0);
    expect((await build().of(oauthConnection).organization()).id).toBe('organization-1');
  });

  it('of a reconnect win over those of a refresh that was under way', async () => {
    await seed(0);
    server.answer(async (request) => {
      if (request.path.endsWith('/oauth2/token')) {
        await vault.store(ref, {
          accessToken: 'reconnected',
          accessTokenExpiresAt: inSeconds(1_799),
          refreshToken: 'r',
        });
        return { body: { access_token: 'refreshed', expires_in: 1799, refresh_token: 'old', token_type: 'bearer' } };
      }
      return { body: { sub: String(request.headers.authorization) } };
    });

    expect((await build().of(oauthConnection).organization()).id).toBe('Bearer reconnected');
    expect(vault.items.get(JSON.stringify(ref))?.stored?.tokens.refreshToken).toBe('r');
  });

  it('are gone when the connection was disconnected during the refresh', async () => {
    await seed(0);
    const ponto = aRotatingPonto();
    server.answer(async (request) => {
      await vault.remove(ref);
      return ponto.answer(request);
    });

    expect(await failureOf(build().of(oauthConnection).organization())).toMatchObject({ code: 'reconnect_required' });
    expect(vault.items.size).toBe(0);
    expect(calls()).toBe(0);
  });

  it('are taken from a worker that was quicker when our own refresh is refused', async () => {
    await seed(0);
    server.answer(async (request) => {
      if (!request.path.endsWith('/oauth2/token')) return { body: { sub: String(request.headers.authorization) } };
      await vault.store(ref, { accessToken: 'quicker', accessTokenExpiresAt: inSeconds(1_799), refreshToken: 'r' });
      return { status: 400, body: { error: 'invalid_grant' } };
    });

    expect((await build().of(oauthConnection).organization()).id).toBe('Bearer quicker');
  });

  it('are waited for a bounded time while another worker holds the turn, then the work is tried later', async () => {
    await seed(0);
    await vault.takeRefreshTurn(ref, 1, clock.now(), 3_600_000);

    expect(await failureOf(build().of(oauthConnection).organization())).toMatchObject({ code: 'ponto_unavailable' });
    expect(clock.slept.length).toBeGreaterThan(5);
    expect(server.seen).toEqual([]);
  });

  it('are renewed by the next worker when the one that held the turn has died', async () => {
    await seed(0);
    await vault.takeRefreshTurn(ref, 1, clock.now(), 5_000);
    server.answer(aRotatingPonto().answer);

    expect((await build().of(oauthConnection).organization()).id).toBe('organization-1');
    expect(refreshes()).toBe(1);
  });
});

describe('ten workers at once', () => {
  let dynamo: Dynamo;

  beforeAll(async () => {
    dynamo = await startDynamo();
    await dynamo.createTable('connections');
  });

  afterAll(async () => {
    await dynamo.close();
  });

  const sealer = { seal: async (text: string) => text, unseal: async (text: string) => text };
  const vaults: readonly [string, () => TokenVault][] = [
    ['in memory', () => vault],
    ['in DynamoDB', () => new DynamoTokenVault(new Table(dynamo.client, 'connections'), sealer)],
  ];

  /** A sleep ends when the first refreshed set is stored, however long that takes: no machine is too slow for this. */
  const untilStored = (inner: TokenVault) => {
    let wake: () => void = () => undefined;
    const stored = new Promise<void>((resolve) => (wake = resolve));
    const watched: TokenVault = {
      read: (...given) => inner.read(...given),
      takeRefreshTurn: (...given) => inner.takeRefreshTurn(...given),
      store: (...given) => inner.store(...given).finally(wake),
      giveTurnBack: (...given) => inner.giveTurnBack(...given).finally(wake),
      remove: (...given) => inner.remove(...given),
    };
    return { watched, sleep: () => stored };
  };

  /** Each worker is a function of its own: nothing but the vault is shared. */
  const tenWorkers = (real: TokenVault, connection: typeof oauthConnection | typeof customConnection) => {
    const { watched, sleep } = untilStored(real);
    const credentials = { clientId: 'tenant-client', clientSecret: 'hush' };
    return Array.from({ length: 10 }, () =>
      makePonto({
        urls: { api: `${server.origin}/ponto-connect`, customApi: `${server.origin}/custom` },
        application: anApplicationSource(),
        vault: watched,
        tenantSecrets: { readCredentials: async () => credentials },
        clock: { now: clock.now, sleep },
        jitter: () => 0,
      }).feeds.of(connection),
    );
  };
  const tenTimes = Array.from({ length: 10 }, () => 'organization-1');

  it.each(vaults)('renew a rotating token once, with the vault %s', async (_where, open) => {
    const real = open();
    await seed(0, real);
    server.answer(aRotatingPonto().answer);

    const organizations = await Promise.all(tenWorkers(real, oauthConnection).map((worker) => worker.organization()));

    expect(organizations.map(({ id }) => id)).toEqual(tenTimes);
    expect(refreshes()).toBe(1);
    expect((await real.read(ref))?.tokens.refreshToken).toBe('refresh.2');
  });

  it.each(vaults)('ask for the first token of credentials once, with the vault %s', async (_where, open) => {
    const connection = { ...customConnection, id: 'connection-2' };
    server.answer(aRotatingPonto().answer);

    const organizations = await Promise.all(tenWorkers(open(), connection).map((worker) => worker.organization()));

    expect(organizations.map(({ id }) => id)).toEqual(tenTimes);
    expect(refreshes()).toBe(1);
  });

  it('ask once when ten calls of one run find the token old', async () => {
    await seed(0);
    server.answer(aRotatingPonto().answer);
    const feed = build().of(oauthConnection);

    await Promise.all(Array.from({ length: 10 }, () => feed.organization()));

    expect(refreshes()).toBe(1);
    expect(vault.turnsAsked).toBe(1);
  });
});

describe("access tokens of a tenant's own credentials", () => {
  let read = 0;
  const tenantSecrets = {
    readCredentials: async () => {
      read += 1;
      return { clientId: 'tenant-client', clientSecret: 'hush' };
    },
  };

  beforeEach(() => {
    read = 0;
  });

  it('are asked for with the credentials, kept in the vault and used by the next run', async () => {
    server.answer(aRotatingPonto().answer);

    await build(vault, tenantSecrets).of(customConnection).organization();
    await build(vault, tenantSecrets).of(customConnection).organization();

    expect(refreshes()).toBe(1);
    expect(read).toBe(1);
    expect(server.seen.map(({ path }) => path)).toEqual([
      '/custom/oauth2/token',
      '/custom/userinfo',
      '/custom/userinfo',
    ]);
  });

  it('are asked for anew when Ponto has forgotten one', async () => {
    const ponto = aRotatingPonto();
    server.answer(ponto.answer);
    await build(vault, tenantSecrets).of(customConnection).organization();
    ponto.forget();

    expect((await build(vault, tenantSecrets).of(customConnection).organization()).id).toBe('organization-1');
    expect(refreshes()).toBe(2);
  });

  it('that are refused even when fresh mean that the credentials are', async () => {
    server.answer(({ path }) =>
      path.endsWith('/oauth2/token')
        ? { body: { access_token: 'a', expires_in: 1799, token_type: 'bearer' } }
        : refusal(401, 'credentialsInvalid'),
    );

    expect(await failureOf(build(vault, tenantSecrets).of(customConnection).organization())).toMatchObject({
      code: 'credentials_refused',
    });
  });

  it('cannot be had when Ponto refuses the credentials or none are kept', async () => {
    server.answer(() => ({ status: 401, body: { error: 'invalid_client' } }));
    const code = 'credentials_refused';

    expect(await failureOf(build(vault, tenantSecrets).of(customConnection).organization())).toMatchObject({ code });
    expect(await failureOf(build().of(customConnection).organization())).toMatchObject({ code });
  });
});
