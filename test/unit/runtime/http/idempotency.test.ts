import { DynamoIdempotencyStore } from '../../../../shared/adapters/dynamodb/idempotencyStore.ts';
import { Table } from '../../../../shared/adapters/dynamodb/table.ts';
import { Fault } from '../../../../shared/domain/faults/fault.ts';
import type { IdempotencyStore } from '../../../../shared/ports/idempotency.ts';
import { json, problem, type Answer } from '../../../../shared/runtime/http/answer.ts';
import { makeWithIdempotency } from '../../../../shared/runtime/http/idempotency.ts';
import { aLog, anApiEvent, bodyOf } from '../../../builders/api.ts';
import { plainSealer } from '../../../builders/plainSealer.ts';
import { aClock } from '../../../builders/records.ts';
import { startDynamo, type Dynamo } from '../../../setup/dynamo.ts';

let dynamo: Dynamo;
let tables = 0;

beforeAll(async () => {
  dynamo = await startDynamo();
});
afterAll(() => dynamo.close());

const caller = { tenantId: 'tenant-1', userId: 'user-1' };
const post = (key: string, body: object = {}, path = '/v1/journals') =>
  anApiEvent({ method: 'POST', path, body, headers: { 'Idempotency-Key': key } });

/** Idempotency over a real table, and work that counts how often it is carried out. */
const aSetting = async (wrap: (store: IdempotencyStore) => IdempotencyStore = (store) => store) => {
  tables += 1;
  await dynamo.createTable(`answers-${tables}`);
  const store = new DynamoIdempotencyStore(new Table(dynamo.client, `answers-${tables}`), plainSealer);
  const log = aLog();
  const once = makeWithIdempotency({ answers: wrap(store), clock: aClock(), log: log.log });
  let carriedOut = 0;
  const work =
    (answer: (time: number) => Answer = (time) => json(201, { time })) =>
    async (): Promise<Answer> => {
      carriedOut += 1;
      return answer(carriedOut);
    };
  return { once, work, log, times: (): number => carriedOut };
};

describe('a request with an Idempotency-Key', () => {
  it('is carried out once, and a repeat gets the same answer', async () => {
    const { once, work, times } = await aSetting();

    const first = await once(post('k'), caller, work());
    const second = await once(post('k'), caller, work());

    expect(second).toEqual(first);
    expect(times()).toBe(1);
  });

  it('is refused under the same key with another body', async () => {
    const { once, work, times } = await aSetting();
    await once(post('k', { name: 'a' }), caller, work());

    const second = await once(post('k', { name: 'b' }), caller, work());

    expect(second).toMatchObject({ status: 422, problem: { code: 'idempotency_key_reused' } });
    expect(times()).toBe(1);
  });

  it('is refused under the same key with another query: the next page is no repeat of the first', async () => {
    const { once, work, times } = await aSetting();
    const page = (rawQueryString: string) => ({ ...post('k', { text: 'a' }), rawQueryString });
    await once(page('limit=1'), caller, work());

    const next = await once(page('limit=1&cursor=c'), caller, work());
    const again = await once(page('limit=1'), caller, work());

    expect(next).toMatchObject({ status: 422, problem: { code: 'idempotency_key_reused' } });
    expect(again.status).toBe(201);
    expect(times()).toBe(1);
  });

  it('is told to wait while the first one is at work', async () => {
    const { once, work, times } = await aSetting();
    let during: Answer | undefined;

    await once(post('k'), caller, async () => {
      during = await once(post('k'), caller, work());
      return json(201, {});
    });

    expect(during).toMatchObject({ status: 409, problem: { code: 'idempotency_in_progress' } });
    expect(times()).toBe(0);
  });

  it.each([
    ['another tenant', { tenantId: 'tenant-2', userId: 'user-1' }, '/v1/journals'],
    ['another user', { tenantId: 'tenant-1', userId: 'user-2' }, '/v1/journals'],
    ['another call', caller, '/v1/connections'],
  ])('is no repeat for %s', async (_, otherCaller, path) => {
    const { once, work, times } = await aSetting();
    await once(post('k'), caller, work());

    await once(post('k', {}, path), otherCaller, work());

    expect(times()).toBe(2);
  });

  it('keeps a refusal that the request itself has caused, as a problem', async () => {
    const { once, work, times } = await aSetting();
    await once(
      post('k'),
      caller,
      work(() => problem('return_url_not_allowed')),
    );

    const second = await once(post('k'), caller, work());

    expect(second).toMatchObject({ status: 422, contentType: 'application/problem+json' });
    expect(bodyOf(second)).toMatchObject({ code: 'return_url_not_allowed', detail: expect.any(String) });
    expect(times()).toBe(1);
  });

  it.each([['journal_taken'], ['ponto_unavailable']] as const)('is carried out again after %s', async (code) => {
    const { once, work, times } = await aSetting();
    await once(
      post('k'),
      caller,
      work(() => problem(code)),
    );

    const second = await once(post('k'), caller, work());

    expect(second.status).toBe(201);
    expect(times()).toBe(2);
  });

  it('is carried out again after a fault', async () => {
    const { once, work } = await aSetting();
    const failing = once(post('k'), caller, async () => {
      throw new Fault('ponto_unavailable');
    });
    await expect(failing).rejects.toThrow(Fault);

    const second = await once(post('k'), caller, work());

    expect(second.status).toBe(201);
  });

  it('tells the fault that was met, also when its turn cannot be given back', async () => {
    const { once } = await aSetting((store) => ({
      begin: (request) => store.begin(request),
      complete: (request, answer) => store.complete(request, answer),
      forget: () => Promise.reject(new Error('the table is away')),
    }));

    const failing = once(post('k'), caller, async () => {
      throw new Fault('ponto_unavailable');
    });

    await expect(failing).rejects.toMatchObject({ code: 'ponto_unavailable' });
  });

  it('tells its success, also when the answer cannot be kept', async () => {
    const { once, work, log } = await aSetting((store) => ({
      begin: (request) => store.begin(request),
      complete: () => Promise.reject(new Error('the key is away')),
      forget: (request) => store.forget(request),
    }));

    const answer = await once(post('k'), caller, work());

    expect(answer.status).toBe(201);
    expect(log.codes()).toEqual(['ANSWER_NOT_KEPT']);
  });

  it.each([[''], ['a b'], ['é'], ['x'.repeat(256)]])('is refused when the key is no key: %p', async (key) => {
    const { once, work, times } = await aSetting();

    const asked = once(post(key), caller, work());

    await expect(asked).rejects.toMatchObject({ code: 'invalid_request' });
    expect(times()).toBe(0);
  });
});

describe('a request without an Idempotency-Key', () => {
  it('is carried out every time', async () => {
    const { once, work, times } = await aSetting();
    const event = anApiEvent({ method: 'POST', path: '/v1/journals', body: {} });

    await once(event, caller, work());
    await once(event, caller, work());

    expect(times()).toBe(2);
  });
});
