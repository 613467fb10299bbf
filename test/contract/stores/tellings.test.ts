import { DynamoTellings } from '../../../shared/adapters/dynamodb/tellings.ts';
import type { Telling } from '../../../shared/domain/alerts/telling.ts';
import type { TellingRef } from '../../../shared/ports/expiry.ts';
import { uuid } from '../../builders/bank.ts';
import { engineName } from '../../setup/deployedStage.ts';
import { connectionsTableSuite } from '../../setup/connectionsTable.ts';

const aTelling = (overrides: Partial<Telling> = {}): Telling => ({
  authorizedAt: '2026-01-01T10:00:00.000Z',
  lastDay: '2026-06-30',
  step: 7,
  state: 'begun',
  attempts: 1,
  run: '2026-06-23T05:00:00.000Z',
  ...overrides,
});

describe(`Tellings on ${engineName}`, () => {
  const suite = connectionsTableSuite();
  const aRef = (overrides: Partial<TellingRef> = {}): TellingRef => ({
    tenantId: suite.aTenant(),
    accountId: uuid(101),
    audience: { kind: 'person', address: 'els@bakery.example' },
    ...overrides,
  });

  it('keeps what one audience was told of one account, apart from all others', async () => {
    const tellings = new DynamoTellings(suite.table());
    const ref = aRef();
    await tellings.put(ref, aTelling(), undefined);

    const others: readonly TellingRef[] = [
      { ...ref, audience: { kind: 'bus' } },
      { ...ref, audience: { kind: 'person', address: 'office@bakery.example' } },
      { ...ref, accountId: uuid(102) },
      aRef(),
    ];

    expect(await tellings.get(ref)).toEqual(aTelling());
    for (const other of others) expect(await tellings.get(other)).toBeUndefined();
  });

  it.each([
    ['the first telling', undefined],
    ['the one that both have read', aTelling({ state: 'refused', attempts: 0 })],
  ])('lets one of many write after %s', async (_, seen) => {
    const tellings = new DynamoTellings(suite.table());
    const ref = aRef();
    if (seen) await tellings.put(ref, seen, undefined);

    const outcomes = await Promise.all(
      Array.from({ length: 10 }, () => tellings.put(ref, aTelling({ run: '2026-06-24T05:00:00.000Z' }), seen)),
    );

    expect(outcomes.filter((outcome) => outcome === 'written')).toHaveLength(1);
  });

  it('shows nobody’s address and vanishes by itself', async () => {
    const sent: string[] = [];
    const table = suite.hookedTable({ before: ({ text }) => void sent.push(text) });

    await new DynamoTellings(table).put(aRef(), aTelling(), undefined);

    expect(sent.join()).not.toContain('bakery');
    expect(sent.join()).toContain('expiresAtEpochSeconds');
  });
});
