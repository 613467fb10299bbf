import { DynamoAlertDeliveries } from '../../../shared/adapters/dynamodb/alertDeliveries.ts';
import type { AlertDelivery, DeliveryProgress, ReminderTopic } from '../../../shared/domain/alerts/delivery.ts';
import type { ReminderRef } from '../../../shared/ports/alerts.ts';
import { uuid } from '../../builders/bank.ts';
import { engineName } from '../../setup/deployedStage.ts';
import { connectionsTableSuite } from '../../setup/connectionsTable.ts';

const aDelivery = (overrides: Partial<ReminderTopic & DeliveryProgress> = {}): AlertDelivery => ({
  authorizedAt: '2026-01-01T10:00:00.000Z',
  lastDay: '2026-06-30',
  step: 7,
  state: 'begun',
  attempts: 1,
  run: '2026-06-23T05:00:00.000Z',
  ...overrides,
});

describe(`AlertDeliveries on ${engineName}`, () => {
  const suite = connectionsTableSuite();
  const aRef = (overrides: Partial<ReminderRef> = {}): ReminderRef => ({
    tenantId: suite.aTenant(),
    accountId: uuid(101),
    audience: { kind: 'person', address: 'els@bakery.example' },
    ...overrides,
  });

  it('keeps what one audience was told of one account, apart from all others', async () => {
    const deliveries = new DynamoAlertDeliveries(suite.table());
    const ref = aRef();
    await deliveries.put(ref, aDelivery(), undefined);

    const others: readonly ReminderRef[] = [
      { ...ref, audience: { kind: 'bus' } },
      { ...ref, audience: { kind: 'person', address: 'office@bakery.example' } },
      { ...ref, accountId: uuid(102) },
      aRef(),
    ];

    expect(await deliveries.get(ref)).toEqual(aDelivery());
    for (const other of others) expect(await deliveries.get(other)).toBeUndefined();
  });

  it.each([
    ['the first delivery', undefined],
    ['the one that both have read', aDelivery({ state: 'refused', attempts: 0 })],
  ])('lets one of many write after %s', async (_, seen) => {
    const deliveries = new DynamoAlertDeliveries(suite.table());
    const ref = aRef();
    if (seen) await deliveries.put(ref, seen, undefined);

    const outcomes = await Promise.all(
      Array.from({ length: 10 }, () => deliveries.put(ref, aDelivery({ run: '2026-06-24T05:00:00.000Z' }), seen)),
    );

    expect(outcomes.filter((outcome) => outcome === 'written')).toHaveLength(1);
  });

  it('shows nobody’s address and vanishes by itself', async () => {
    const sent: string[] = [];
    const table = suite.hookedTable({ before: ({ text }) => void sent.push(text) });

    await new DynamoAlertDeliveries(table).put(aRef(), aDelivery(), undefined);

    expect(sent.join()).not.toContain('bakery');
    expect(sent.join()).toContain('expiresAtEpochSeconds');
  });
});
