import { DynamoTenantEraser } from '../../../shared/adapters/dynamodb/tenantEraser.ts';
import { DynamoWebhookDeliveries } from '../../../shared/adapters/dynamodb/webhookDeliveryStore.ts';
import { DynamoWebhookEndpoints } from '../../../shared/adapters/dynamodb/webhookEndpointStore.ts';
import { deliveryIdOf, givenUp } from '../../../shared/domain/outgoing/webhookDelivery.ts';
import { disabled, healthy } from '../../../shared/domain/outgoing/webhookEndpoint.ts';
import { aDelivery, anEndpoint } from '../../builders/webhooks.ts';
import { engineName } from '../../setup/deployedStage.ts';
import { connectionsTableSuite } from '../../setup/connectionsTable.ts';

const at = '2026-03-10T08:00:00.000Z';
const minutesLater = (minutes: number): string => new Date(Date.parse(at) + minutes * 60_000).toISOString();

describe(`WebhookEndpoints on ${engineName}`, () => {
  const suite = connectionsTableSuite();
  const aStore = () => new DynamoWebhookEndpoints(suite.table());

  it('keeps endpoints by their tenant, and forgets them', async () => {
    const [tenantId, other] = [suite.aTenant(), suite.aTenant()];
    const full = anEndpoint({
      tenantId,
      events: ['SyncFailed'],
      description: 'Books',
      contact: { email: 'it@books.example', locale: 'nl' },
    });
    await aStore().add(full);
    await aStore().add(anEndpoint({ tenantId: other }));

    expect(await aStore().list(tenantId)).toEqual([full]);
    expect(await aStore().get({ tenantId, endpointId: full.id })).toEqual(full);
    expect(await aStore().remove({ tenantId, endpointId: full.id })).toBe(true);
    expect(await aStore().remove({ tenantId, endpointId: full.id })).toBe(false);
    expect([await aStore().list(tenantId), (await aStore().list(other)).length]).toEqual([[], 1]);
  });

  it('changes what is said, takes away what is null, and makes nothing that is not there', async () => {
    const tenantId = suite.aTenant();
    const ref = { tenantId, endpointId: 'endpoint-1' };
    expect(await aStore().change(ref, { description: 'x' })).toBeUndefined();
    await aStore().add(anEndpoint({ tenantId, events: ['SyncFailed'], isPrompt: true }));

    await aStore().change(ref, { events: null, description: 'x' }, disabled('tenant', at));
    const changed = await aStore().change(ref, {
      description: null,
      url: 'https://new.example/',
      isPrompt: null,
    });

    expect(changed).toEqual(
      anEndpoint({
        tenantId,
        url: 'https://new.example/',
        state: 'disabled',
        disabledBecause: 'tenant',
        disabledAt: at,
      }),
    );
  });

  it('writes what one attempt has shown, and not what another one has shown of a state that is over', async () => {
    const tenantId = suite.aTenant();
    const seen = anEndpoint({ tenantId });
    await aStore().add(seen);
    const failing = { state: 'enabled', failures: 1, failingSince: at, pausedUntil: minutesLater(1) } as const;

    const written = [await aStore().recordHealth(seen, failing), await aStore().recordHealth(seen, failing)];
    const probing = { ...seen, ...failing };
    const turns = await Promise.all(
      [1, 2, 3].map(() => aStore().recordHealth(probing, { ...failing, leasedUntil: minutesLater(2) })),
    );

    expect(written).toEqual([true, false]);
    expect(turns.toSorted()).toEqual([false, false, true]);
    const now = { ...seen, ...failing, leasedUntil: minutesLater(2) };
    expect(await aStore().get({ tenantId, endpointId: seen.id })).toEqual(now);
    await aStore().recordHealth(now, { ...healthy, isPrompt: true, slowUntil: at });
    const prompt = { ...seen, isPrompt: true, slowUntil: at };
    expect(await aStore().get({ tenantId, endpointId: seen.id })).toEqual(prompt);
    const told = [await aStore().recordHealth(seen, failing), await aStore().recordHealth(prompt, healthy)];
    expect(told).toEqual([false, true]);
    expect(await aStore().get({ tenantId, endpointId: seen.id })).toEqual(seen);
  });

  it('rotates once from what was read, and gives no life to an endpoint that is gone', async () => {
    const tenantId = suite.aTenant();
    const seen = anEndpoint({ tenantId });
    await aStore().add(seen);
    const secrets = [{ sealed: 'sealed-2' }, { sealed: 'sealed-1', until: minutesLater(1_440) }];

    expect(await aStore().rotate(seen, secrets)).toEqual({ ...seen, secrets, rotation: 1 });
    expect(await aStore().rotate(seen, secrets)).toBeUndefined();
    await aStore().remove({ tenantId, endpointId: seen.id });
    expect(await aStore().recordHealth({ ...seen, rotation: 1 }, disabled('gone', at))).toBe(false);
    expect(await aStore().list(tenantId)).toEqual([]);
  });
});

describe(`WebhookDeliveries on ${engineName}`, () => {
  const suite = connectionsTableSuite();
  const aStore = () => new DynamoWebhookDeliveries(suite.table());
  const ofMinute = (tenantId: string, minute: number) =>
    aDelivery({
      tenantId,
      id: deliveryIdOf(minutesLater(minute), `${minute}`.padStart(24, '0')),
      occurredAt: minutesLater(minute),
    });

  it('adds a delivery once, and lets one of two writers go on', async () => {
    const delivery = ofMinute(suite.aTenant(), 0);

    expect([await aStore().add(delivery), await aStore().add(delivery)]).toEqual(['added', 'known']);
    const next = givenUp(delivery, at);
    expect([await aStore().record(delivery, next), await aStore().record(delivery, next)]).toEqual([true, false]);
    const { tenantId, endpointId, id: deliveryId } = delivery;
    expect(await aStore().get({ tenantId, endpointId, deliveryId })).toEqual(next);
  });

  it('lists them newest first, in pages, also only those in a state', async () => {
    const tenantId = suite.aTenant();
    const all = [0, 1, 2, 3, 4, 5].map((minute) => ofMinute(tenantId, minute));
    for (const delivery of all) await aStore().add(delivery);
    for (const delivery of [all[0], all[3]]) if (delivery) await aStore().record(delivery, givenUp(delivery, at));
    const ref = { tenantId, endpointId: 'endpoint-1' };

    const first = await aStore().list(ref, { limit: 4 });
    const second = await aStore().list(ref, { limit: 4, cursor: first.nextCursor ?? '' });
    const failed = await aStore().list(ref, { limit: 2 }, 'failed');

    expect([...first.items, ...second.items].map(({ id }) => id)).toEqual(all.map(({ id }) => id).toReversed());
    expect(second).not.toHaveProperty('nextCursor');
    expect(failed.items.map(({ id }) => id)).toEqual([all[3]?.id, all[0]?.id]);
    expect((await aStore().list({ tenantId, endpointId: 'endpoint-2' }, { limit: 4 })).items).toEqual([]);
  });

  it('gives those of events since a moment, that moment with them, oldest first', async () => {
    const tenantId = suite.aTenant();
    for (const minute of [0, 1, 2, 3]) await aStore().add(ofMinute(tenantId, minute));
    const ref = { tenantId, endpointId: 'endpoint-1' };

    const first = await aStore().since(ref, minutesLater(1), { limit: 2 });
    const rest = await aStore().since(ref, minutesLater(1), { limit: 2, cursor: first.nextCursor ?? '' });

    expect([...first.items, ...rest.items].map(({ occurredAt }) => occurredAt)).toEqual([1, 2, 3].map(minutesLater));
  });

  it('goes with its tenant when that is erased', async () => {
    const tenantId = suite.aTenant();
    await aStore().add(ofMinute(tenantId, 0));
    await new DynamoWebhookEndpoints(suite.table()).add(anEndpoint({ tenantId }));

    await new DynamoTenantEraser(suite.table(), suite.table()).everythingElse(tenantId);

    expect(await new DynamoWebhookEndpoints(suite.table()).list(tenantId)).toEqual([]);
    expect((await aStore().list({ tenantId, endpointId: 'endpoint-1' }, { limit: 4 })).items).toEqual([]);
  });
});
