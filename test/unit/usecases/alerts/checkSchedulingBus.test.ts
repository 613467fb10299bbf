import type { DomainEvent } from '../../../../shared/ports/events.ts';
import { checkSchedulingBus } from '../../../../shared/usecases/alerts/checkSchedulingBus.ts';
import { uuid } from '../../../builders/bank.ts';
import { anAccount } from '../../../builders/records.ts';

const aBus = (account = anAccount() as ReturnType<typeof anAccount> | undefined) => {
  const happened: string[] = [];
  const bus = checkSchedulingBus({
    bus: { publish: async (events) => void happened.push(...events.map(({ event }) => event.type)) },
    checks: {
      put: async (day, { tenantId, connectionId }) => void happened.push(`${day} ${tenantId} ${connectionId}`),
    },
    accounts: { get: async () => account },
  });
  const tell = (event: DomainEvent) =>
    bus.publish([{ id: '1', tenantId: 'tenant-1', occurredAt: '2026-03-10T22:30:00.000Z', event }]);
  return { happened, tell };
};
const accountId = uuid(101);

describe('a fact that may turn into trouble', () => {
  it('of a run that failed has the daily run look at the connection, before it is told', async () => {
    const { happened, tell } = aBus();

    await tell({ type: 'SyncFailed', accountId, syncId: 'x', code: 'bank_unavailable' });

    expect(happened).toEqual([`2026-03-10 tenant-1 ${uuid(1)}`, 'SyncFailed']);
  });

  it('of books that differ has it look after two days', async () => {
    const { happened, tell } = aBus();

    await tell({ type: 'BalanceMismatchFound', accountId });

    expect(happened).toEqual([`2026-03-12 tenant-1 ${uuid(1)}`, 'BalanceMismatchFound']);
  });

  it.each<DomainEvent>([
    { type: 'SyncFailed', accountId, syncId: 'x', code: 'authorization_expired' },
    { type: 'TransactionsChanged', accountId, from: 0, to: 1 },
  ])('is none of this: %j', async (event) => {
    const { happened, tell } = aBus();

    await tell(event);

    expect(happened).toEqual([event.type]);
  });

  it('is told all the same when the account is gone', async () => {
    const { happened, tell } = aBus(undefined);

    await tell({ type: 'SyncFailed', accountId, syncId: 'x', code: 'bank_unavailable' });

    expect(happened).toHaveLength(2);
  });
});
