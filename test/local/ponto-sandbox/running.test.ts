import { createHash, createPublicKey, verify } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as z from 'zod';
import type { PontoSandbox } from '../../../local/ponto-sandbox/startPontoSandbox.ts';
import {
  accountsOf,
  allLines,
  bearer,
  call,
  control,
  firstAccount,
  linkedUser,
  present,
  refresh,
  startTestSandbox,
  synchronize,
  tokens,
  transactionsUrl,
} from './harness.ts';

describe('a sandbox that is stopped and started again', () => {
  let dataDir: string;

  beforeEach(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'ponto-sandbox-'));
  });
  afterEach(async () => {
    await rm(dataDir, { recursive: true });
  });

  it('finds consents, tokens, accounts, lines and its clock again', async () => {
    const first = await startTestSandbox({ dataDir });
    const issued = await linkedUser(first);
    await control(first, '/clock', { now: '2026-11-24T09:10:00Z' });
    const accounts = await accountsOf(first, issued.access_token);
    const lines = await allLines(transactionsUrl(first, present(accounts[0]).id), issued.access_token);
    await first.close();

    const second = await startTestSandbox({ dataDir });
    const refreshed = tokens.parse((await refresh(second, issued.refresh_token)).json);
    const accountsAgain = await accountsOf(second, issued.access_token);
    const linesAgain = await allLines(transactionsUrl(second, present(accounts[0]).id), refreshed.access_token);
    const clock = await control(second, '/clock', undefined, 'GET');
    await second.close();

    expect(accountsAgain).toEqual(accounts);
    expect(linesAgain.map(({ id }) => id)).toEqual(lines.map(({ id }) => id));
    expect(clock.json).toEqual({ now: '2026-11-24T09:10:00.000Z' });
  });

  it('refuses after a restart a refresh token that was used before it', async () => {
    const first = await startTestSandbox({ dataDir });
    const issued = await linkedUser(first);
    await refresh(first, issued.refresh_token);
    await first.close();

    const second = await startTestSandbox({ dataDir });
    const reused = await refresh(second, issued.refresh_token);
    await second.close();

    expect(reused.status).toBe(400);
  });

  it('puts a state that cannot be read aside and begins anew', async () => {
    const path = join(dataDir, 'ponto-sandbox.json');
    await writeFile(path, '{"half":');
    const said: string[] = [];

    const sandbox = await startTestSandbox({ dataDir, log: (line) => said.push(line) });
    await sandbox.close();

    expect(said).toHaveLength(1);
    expect(await readFile(`${path}.unreadable`, 'utf8')).toBe('{"half":');
    expect(JSON.parse(await readFile(path, 'utf8'))).toMatchObject({ state: { version: 1 } });
  });
});

describe('the control API', () => {
  let sandbox: PontoSandbox & { readonly wall: { at: number } };
  let token: string;
  let accountId: string;

  beforeEach(async () => {
    sandbox = await startTestSandbox();
    token = (await linkedUser(sandbox)).access_token;
    accountId = (await firstAccount(sandbox, token)).id;
  });
  afterEach(async () => {
    await sandbox.close();
  });

  const accountsUrl = () => `${sandbox.url}/ponto-connect/accounts`;
  const get = () => call(accountsUrl(), { headers: bearer(token) });

  it('moves the clock forward only, and lets it run on from there', async () => {
    await control(sandbox, '/clock', { now: '2026-11-24T09:20:00Z' });
    sandbox.wall.at += 1_000;

    const clock = await control(sandbox, '/clock', undefined, 'GET');
    const back = await control(sandbox, '/clock', { now: '2026-11-24T09:00:00Z' });

    expect(clock.json).toEqual({ now: '2026-11-24T09:20:01.000Z' });
    expect(back.status).toBe(400);
  });

  it('shows a status as often as asked, with Retry-After, and only on its route', async () => {
    await control(sandbox, '/faults', { route: 'listAccounts', status: 429, retryAfterSeconds: 7, times: 2 });

    const [one, two, three] = [await get(), await get(), await get()];

    expect({ first: one.status, second: two.status, third: three.status }).toEqual({
      first: 429,
      second: 429,
      third: 200,
    });
    expect(one.headers.get('retry-after')).toBe('7');
    expect(one.json).toMatchObject({ errors: [{ code: 'tooManyRequests' }] });
  });

  it('answers HTML like a gateway, and a body that ends in the middle', async () => {
    await control(sandbox, '/faults', { route: '*', html: true });
    await control(sandbox, '/faults', { route: '*', truncate: true });

    const [page, half] = [await get(), await get()];

    expect(page.status).toBe(502);
    expect(page.headers.get('content-type')).toBe('text/html');
    expect(half.status).toBe(200);
    expect(half.json).toBeUndefined();
  });

  it('takes faults back', async () => {
    await control(sandbox, '/faults', { route: '*', status: 500, times: 5 });
    await control(sandbox, '/faults', undefined, 'DELETE');

    expect((await get()).status).toBe(200);
  });

  it('cuts the line before anything happened, or after it did', async () => {
    const request = { resourceId: accountId };
    await control(sandbox, '/faults', { route: 'createSynchronization', closeBeforeAnswer: true });
    await expect(synchronize(sandbox, token, request)).rejects.toThrow('fetch failed');
    const notDone = await synchronize(sandbox, token, request);
    sandbox.wall.at += 11_000;
    await control(sandbox, '/faults', { route: 'createSynchronization', closeAfterEffect: true });
    await expect(synchronize(sandbox, token, request)).rejects.toThrow('fetch failed');
    const done = await synchronize(sandbox, token, request);

    expect(notDone.status).toBe(201);
    expect(done.status).toBe(400);
  });

  it('books many lines fast and in order, and the balance follows', async () => {
    const before = await allLines(transactionsUrl(sandbox, accountId), token);

    const booked = await control(sandbox, '/generate', {
      accountId,
      lines: 10_000,
      from: '2026-11-01',
      to: '2026-11-23',
    });
    const page = await call(transactionsUrl(sandbox, accountId), { headers: bearer(token) });
    const after = await allLines(transactionsUrl(sandbox, accountId), token);

    expect(booked.json).toEqual({ booked: 10_000 });
    expect(page.status).toBe(200);
    expect(after.length).toBe(before.length + 10_000);
  });

  it('books a pending line under a new id at Ponto, and the pending one goes', async () => {
    const pendingUrl = `${accountsUrl()}/${accountId}/pending-transactions`;
    const add = [{ amount: -9.99, valueDate: '2026-11-24T00:00:00Z', pending: true }];
    const made = await control(sandbox, '/transactions', { accountId, add, synchronize: true });
    const [id] = z.object({ added: z.array(z.string()) }).parse(made.json).added;
    const shown = await allLines(pendingUrl, token);

    await control(sandbox, '/transactions', { accountId, book: [id], synchronize: true });

    const [newest] = await allLines(transactionsUrl(sandbox, accountId), token);
    expect(shown.map(({ attributes }) => attributes.amount)).toEqual([-9.99]);
    expect(await allLines(pendingUrl, token)).toEqual([]);
    expect(newest).toMatchObject({ attributes: { amount: -9.99 } });
    expect(present(newest).id).not.toBe(present(shown[0]).id);
  });

  it('counts a withheld line in the balance and gives it to Ponto only when it is delivered', async () => {
    const closing = async () =>
      (await control(sandbox, `/accounts/${accountId}/closing-balance?date=2026-11-23`, undefined, 'GET')).json;
    const amounts = async () =>
      (await allLines(transactionsUrl(sandbox, accountId), token)).map(({ attributes }) => attributes.amount);
    const before = z.object({ amount: z.coerce.number() }).parse(await closing()).amount;
    const add = [{ amount: -77.01, executionDate: '2026-11-23T12:00:00Z', withheld: true }];

    const made = await control(sandbox, '/transactions', { accountId, add, synchronize: true });

    expect(await closing()).toEqual({ date: '2026-11-23', amount: (before - 77.01).toFixed(2) });
    expect(await amounts()).not.toContain(-77.01);
    const { added } = z.object({ added: z.array(z.string()) }).parse(made.json);
    await control(sandbox, '/transactions', { accountId, deliver: added, synchronize: true });
    expect(await amounts()).toContain(-77.01);
  });

  it('gives an account that was unlinked in Ponto a new id when it is shared again', async () => {
    await control(sandbox, `/accounts/${accountId}/unlink`);
    const gone = await accountsOf(sandbox, token);

    const again = await accountsOf(sandbox, (await linkedUser(sandbox)).access_token);

    expect(gone).toHaveLength(1);
    expect(again).toHaveLength(2);
    expect(again.map(({ id }) => id)).not.toContain(accountId);
  });

  it('says in a sentence what is wrong with a call', async () => {
    const unknown = await control(sandbox, '/synchronize', { accountId: 'nothing' });
    const wrong = await control(sandbox, '/faults', { rout: '*' });

    expect(unknown.status).toBe(404);
    expect(wrong.status).toBe(400);
    expect(z.object({ error: z.string() }).parse(wrong.json).error).toContain('rout');
  });

  it.each([
    ['/clock', {}, 'POST', 'now is required'],
    ['/clock', { now: 'soon' }, 'POST', 'now must be a moment in UTC such as 2026-03-31T09:00:00Z'],
    ['/synchronize', { account: 'a' }, 'POST', 'accountId is required. account is not known here; there is accountId'],
    ['/generate', { accountId: 'a', lines: 0 }, 'POST', 'lines must be 1 or more'],
    ['/organizations', { name: 'A', accounts: 'many' }, 'POST', 'accounts must be one of: bakery, none'],
    ['/settings', { pkceAlways: 'yes' }, 'PATCH', 'pkceAlways must be true or false'],
    [
      '/settings',
      { webhookUrl: 'https://example.org' },
      'PATCH',
      'webhookUrl must be an address of this machine, such as http://localhost:3000/webhooks/ponto',
    ],
    ['/transactions', { accountId: 'a', change: [{ attributes: {} }] }, 'POST', 'change.0.id is required'],
    ['/faults', [], 'POST', 'the body must be an object'],
  ])('says what would be right: %s %j', async (path, body, method, sentence) => {
    const { status, json } = await control(sandbox, path, body, method);

    expect([status, json]).toEqual([400, { error: sentence }]);
  });

  it('resets to a world in which old tokens mean nothing', async () => {
    await control(sandbox, '/reset');
    const issued = await linkedUser(sandbox);

    expect((await get()).status).toBe(401);
    expect(issued.access_token).not.toBe(token);
    expect(await accountsOf(sandbox, issued.access_token)).toHaveLength(2);
  });
});

describe('webhooks', () => {
  const jwks = z.object({
    keys: z.array(z.object({ kid: z.string(), n: z.string(), e: z.string(), kty: z.string() })),
  });

  it('come signed as the real ones, and again after a refusal, signed anew under the same id', async () => {
    const sandbox = await startTestSandbox({ applicationId: 'the-application', webhookRetryAfterMs: [0] });
    const { access_token } = await linkedUser(sandbox);
    const { id } = await firstAccount(sandbox, access_token);
    const received: { readonly signature: string; readonly body: string }[] = [];
    const enough = Promise.withResolvers<void>();
    const receiver = createServer((request, answer) => {
      const parts: Buffer[] = [];
      request.on('data', (part: Buffer) => parts.push(part));
      request.on('end', () => {
        received.push({ signature: String(request.headers['signature']), body: Buffer.concat(parts).toString('utf8') });
        // The first is refused, so that it comes again.
        answer.writeHead(received.length === 1 ? 503 : 204).end();
        if (received.length === 3) enough.resolve();
      });
    });
    await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
    const address = receiver.address();
    const port = typeof address === 'object' ? address?.port : 0;
    await control(sandbox, '/settings', { webhookUrl: `http://127.0.0.1:${port}/webhooks/ponto` }, 'PATCH');

    await control(sandbox, '/transactions', {
      accountId: id,
      add: [{ amount: 5, executionDate: '2026-11-20T00:00:00Z' }],
      synchronize: true,
    });
    await enough.promise;

    const { keys } = jwks.parse((await call(`${sandbox.url}/webhooks/keys`)).json);
    const { n, ...key } = present(keys[0]);
    const events = received.map(
      ({ body }) => z.object({ data: z.looseObject({ type: z.string() }) }).parse(JSON.parse(body)).data,
    );
    const [head = '', claims = '', signature = ''] = present(received[0]).signature.split('.');
    const publicKey = createPublicKey({ format: 'jwk', key: { ...key, n: n.replace(/=+$/, '') } });
    const told = z
      .object({ aud: z.string(), iss: z.string(), iat: z.number(), exp: z.number(), digest: z.string() })
      .parse(JSON.parse(Buffer.from(claims, 'base64url').toString('utf8')));
    expect(n.endsWith('=')).toBe(true);
    expect(new Set(received.map(({ signature: jwt }) => jwt)).size).toBe(3);
    expect(new Set(events.map(({ id: eventId }) => eventId)).size).toBe(2);
    expect([...new Set(events.map(({ type }) => type))].toSorted()).toEqual([
      'pontoConnect.account.detailsUpdated',
      'pontoConnect.account.transactionsCreated',
    ]);
    expect(verify('RSA-SHA512', Buffer.from(`${head}.${claims}`), publicKey, Buffer.from(signature, 'base64url'))).toBe(
      true,
    );
    expect(told).toMatchObject({ aud: 'the-application', iss: sandbox.url, exp: told.iat + 60 });
    expect(told.digest).toBe(createHash('sha512').update(present(received[0]).body).digest('base64'));
    await sandbox.close();
    receiver.close();
    receiver.closeAllConnections();
  });
});
