import { answer, createClient, ProblemError } from '../../../client/src/index.ts';
import { aService, type Reply, type Seen, type Service } from './aService.ts';

let service: Service;
afterEach(() => service.close());

const tries = { maxTries: 3, firstPauseMs: 0, timeoutMs: 5000 };
const journals: Reply = { status: 200, body: { items: [] } };
const problem = (status: number, code: string, headers = {}): Reply => ({
  status,
  body: { type: 'about:blank', title: 'No', status, code, detail: `It is ${code}.` },
  headers,
});
const made: Reply = { status: 201, body: { id: 'j-1', code: 'BNK2', name: 'Second', currency: 'EUR' } };

const served = async (
  reply: (seen: Seen, count: number) => Reply | 'hang up' | 'silence',
  token: string | (() => string) = 'one',
) => {
  service = await aService(reply);
  return createClient({ baseUrl: service.url, token, repeats: tries });
};

describe('a call', () => {
  it('carries the token and gives the body', async () => {
    const client = await served(() => journals);
    expect(await answer(client.GET('/v1/journals'))).toEqual({ items: [] });
    expect(service.seen.map(({ headers }) => headers.authorization)).toEqual(['Bearer one']);
  });

  it('throws the problem of a refusal, with its code', async () => {
    const client = await served(() => problem(409, 'journal_code_taken'));
    const refused = answer(client.POST('/v1/journals', { body: { code: 'BNK1', name: 'First', currency: 'EUR' } }));
    await expect(refused).rejects.toBeInstanceOf(ProblemError);
    await expect(refused).rejects.toMatchObject({
      status: 409,
      code: 'journal_code_taken',
      message: 'It is journal_code_taken.',
    });
    expect(service.seen).toHaveLength(1);
  });

  it('names the members that are wrong', async () => {
    const errors = [{ path: 'code', message: 'is required' }];
    const client = await served(() => ({
      status: 400,
      body: { code: 'invalid_request', detail: 'It does not fit.', errors },
    }));
    await expect(answer(client.GET('/v1/journals'))).rejects.toThrow('It does not fit. code is required.');
  });

  it('says the status where the gateway refused in its own form', async () => {
    const client = await served(() => ({ status: 403, body: { message: 'Forbidden' } }));
    await expect(answer(client.GET('/v1/journals'))).rejects.toMatchObject({ status: 403, code: undefined });
  });
});

describe('what passes by itself', () => {
  it.each([429, 502, 503, 504])('is tried again after %i', async (status) => {
    const client = await served((_, count) =>
      count < 3 ? problem(status, 'passing', { 'retry-after': '0' }) : journals,
    );
    expect(await answer(client.GET('/v1/journals'))).toEqual({ items: [] });
    expect(service.seen).toHaveLength(3);
  });

  it('is tried again after a connection that broke', async () => {
    const client = await served((_, count) => (count === 1 ? 'hang up' : journals));
    expect(await answer(client.GET('/v1/journals'))).toEqual({ items: [] });
  });

  it('is tried again where no answer comes', async () => {
    service = await aService((_, count) => (count === 1 ? 'silence' : journals));
    const client = createClient({ baseUrl: service.url, token: 'one', repeats: { ...tries, timeoutMs: 200 } });
    expect(await answer(client.GET('/v1/journals'))).toEqual({ items: [] });
  });

  it('is given up after the last try, with the problem', async () => {
    const client = await served(() => problem(503, 'unavailable'));
    await expect(answer(client.GET('/v1/journals'))).rejects.toMatchObject({ status: 503 });
    expect(service.seen).toHaveLength(3);
  });

  it('does its work once: every try of a POST has the same key and the same body', async () => {
    const client = await served((_, count) => (count === 1 ? 'hang up' : made));
    await answer(client.POST('/v1/journals', { body: { code: 'BNK2', name: 'Second', currency: 'EUR' } }));
    await answer(client.POST('/v1/journals', { body: { code: 'BNK3', name: 'Third', currency: 'EUR' } }));
    const keys = service.seen.map(({ headers }) => headers['idempotency-key']);
    expect(keys[0]).toBeDefined();
    expect(keys[1]).toBe(keys[0]);
    expect(keys[2]).not.toBe(keys[0]);
    expect(service.seen[1]?.body).toBe(service.seen[0]?.body);
  });

  it('leaves a server error alone, which another try does not mend', async () => {
    const client = await served(() => problem(500, 'internal_error'));
    await expect(answer(client.GET('/v1/journals'))).rejects.toMatchObject({ status: 500 });
    expect(service.seen).toHaveLength(1);
  });
});

describe('a token that has ended', () => {
  const knowsTwo = ({ headers }: Seen): Reply =>
    headers.authorization === 'Bearer two' ? journals : { status: 401, body: {} };

  it('is replaced once, and the request goes out again', async () => {
    service = await aService(knowsTwo);
    const token = (refused?: string) => (refused === undefined ? 'one' : 'two');
    const client = createClient({ baseUrl: service.url, token, repeats: tries });
    expect(await answer(client.GET('/v1/journals'))).toEqual({ items: [] });
    expect(service.seen.map(({ headers }) => headers.authorization)).toEqual(['Bearer one', 'Bearer two']);
  });

  it('is refused where there is no other', async () => {
    const client = await served(knowsTwo);
    await expect(answer(client.GET('/v1/journals'))).rejects.toMatchObject({ status: 401 });
    expect(service.seen).toHaveLength(1);
  });
});
