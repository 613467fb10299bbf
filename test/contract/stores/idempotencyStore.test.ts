import { idempotencyKey } from '../../../shared/adapters/dynamodb/keys.ts';
import { DynamoIdempotencyStore } from '../../../shared/adapters/dynamodb/idempotencyStore.ts';
import type { IdempotentRequest } from '../../../shared/ports/idempotency.ts';
import { plainSealer } from '../../builders/plainSealer.ts';
import { engineName } from '../../setup/deployedStage.ts';
import { connectionsTableSuite } from '../../setup/connectionsTable.ts';

describe(`IdempotencyStore on ${engineName}`, () => {
  const suite = connectionsTableSuite();
  const aStore = () => new DynamoIdempotencyStore(suite.table(), plainSealer);
  const now = '2026-03-10T08:00:00.000Z';
  const later = (seconds: number) => new Date(Date.parse(now) + seconds * 1000).toISOString();
  const aRequest = (overrides: Partial<IdempotentRequest> = {}): IdempotentRequest => ({
    tenantId: suite.aTenant(),
    key: 'user-1 POST /v1/connections key-1',
    fingerprint: 'body-1',
    now,
    ...overrides,
  });
  const answer = { status: 201, body: '{"authorizationUrl":"https://ponto.example/?state=secret"}' };

  it('lets one of two repeats at once carry the request out', async () => {
    const request = aRequest();

    const turns = await Promise.all([aStore().begin(request), aStore().begin(request)]);

    expect(turns.map(({ kind }) => kind).sort()).toEqual(['first', 'in_progress']);
  });

  it('gives the same answer to a repeat for a day, and keeps it sealed', async () => {
    const request = aRequest();
    await aStore().begin(request);
    await aStore().complete(request, answer);

    const soon = await aStore().begin({ ...request, now: later(1) });
    const almostADay = await aStore().begin({ ...request, now: later(86_399) });
    const item = await suite.table().get(idempotencyKey(request.tenantId, request.key));
    const aDay = await aStore().begin({ ...request, now: later(86_400) });

    expect([soon, almostADay, aDay]).toEqual([
      { kind: 'answered', answer },
      { kind: 'answered', answer },
      { kind: 'first' },
    ]);
    expect(JSON.stringify(item)).not.toMatch(/secret|user-1/);
  });

  it('tells another request under the same key, while the first is at work and after', async () => {
    const request = aRequest();
    const other = { ...request, fingerprint: 'body-2' };
    await aStore().begin(request);

    const meanwhile = await aStore().begin(other);
    await aStore().complete(request, answer);

    expect([meanwhile, await aStore().begin(other)]).toEqual([{ kind: 'other_request' }, { kind: 'other_request' }]);
    expect(await aStore().begin({ ...other, now: later(120) })).toEqual({ kind: 'other_request' });
  });

  it('carries the request out anew after a crash, once the first must be over', async () => {
    const request = aRequest();
    await aStore().begin(request);

    const early = await aStore().begin({ ...request, now: later(59) });
    const late = await aStore().begin({ ...request, now: later(60) });

    expect([early, late]).toEqual([{ kind: 'in_progress' }, { kind: 'first' }]);
  });

  it('carries the request out anew after a fault, and forgets no answer', async () => {
    const request = aRequest();
    await aStore().begin(request);
    await aStore().forget(request);

    const again = await aStore().begin(request);
    await aStore().complete(request, answer);
    await aStore().forget(request);

    expect(again).toEqual({ kind: 'first' });
    expect(await aStore().begin(request)).toEqual({ kind: 'answered', answer });
  });

  it('keeps the same key of two tenants apart', async () => {
    const request = aRequest();
    await aStore().begin(request);

    expect(await aStore().begin({ ...request, tenantId: suite.aTenant() })).toEqual({ kind: 'first' });
  });
});
