import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { EventBridgeBus } from '../../../shared/adapters/eventbridge/eventBus.ts';
import type { PublishedEvent } from '../../../shared/ports/events.ts';
import { aClock } from '../../builders/records.ts';
import { startAwsJson, type AwsCall } from '../../setup/awsJson.ts';
import { deployedStage, engineName } from '../../setup/deployedStage.ts';
import { ownBus, stageBus, type BusEngine } from './busEngine.ts';

const anEvent = (number: number): PublishedEvent => ({
  id: `event-${number}`,
  tenantId: 'tenant-1',
  occurredAt: '2026-03-10T09:00:00.000Z',
  event: { type: 'TransactionsChanged', accountId: 'account-1', from: number, to: number + 1 },
});

interface Entry {
  readonly Detail: string;
}
const entriesOf = ({ body }: AwsCall): Entry[] => body['Entries'] as Entry[];
const idsOf = (call: AwsCall): string[] => entriesOf(call).map(({ Detail }) => JSON.parse(Detail).id);

describe(`EventBridgeBus on ${engineName}`, () => {
  let engine: BusEngine;
  beforeAll(async () => {
    engine = deployedStage ? await stageBus(deployedStage) : await ownBus();
  });
  afterAll(() => engine.stop());

  it('brings every event to who listens, more than a batch of them, as the contract names them', async () => {
    const published = Array.from({ length: 12 }, (_, number) => anEvent(number));

    await new EventBridgeBus(engine.client, engine.busName, aClock()).publish(published);

    const arrived = await engine.arrived(published.length);
    expect(arrived).toHaveLength(published.length);
    expect(arrived).toEqual(
      expect.arrayContaining(
        published.map(({ id, tenantId, occurredAt }, number) => ({
          source: 'ponto-bank-sync',
          detailType: 'TransactionsChanged',
          detail: { version: 1, id, tenantId, occurredAt, accountId: 'account-1', from: number, to: number + 1 },
        })),
      ),
    );
  });
});

describe('EventBridgeBus', () => {
  /** Refuses the events that are still to be refused; every one once less each time. */
  const aBus = async (refusals: Record<string, number> = {}) => {
    const left = { ...refusals };
    const service = await startAwsJson((call) => {
      const entries = idsOf(call).map((id) => {
        const times = left[id] ?? 0;
        left[id] = times - 1;
        return times > 0 ? { ErrorCode: 'ThrottlingException', ErrorMessage: 'slow down' } : { EventId: `bus-${id}` };
      });
      return { body: { FailedEntryCount: entries.filter((entry) => 'ErrorCode' in entry).length, Entries: entries } };
    });
    const client = new EventBridgeClient(service.client);
    const clock = aClock();
    const close = async () => {
      client.destroy();
      await service.close();
    };
    return { service, clock, close, bus: new EventBridgeBus(client, 'bus-1', clock) };
  };

  it('puts events on the bus as the contract names them', async () => {
    const { service, bus, close } = await aBus();

    await bus.publish([anEvent(1)]);
    await close();

    expect(service.calls).toMatchObject([
      {
        operation: 'PutEvents',
        body: { Entries: [{ EventBusName: 'bus-1', Source: 'ponto-bank-sync', DetailType: 'TransactionsChanged' }] },
      },
    ]);
    expect(JSON.parse(service.calls.flatMap(entriesOf)[0]?.Detail ?? '')).toEqual({
      version: 1,
      id: 'event-1',
      tenantId: 'tenant-1',
      occurredAt: '2026-03-10T09:00:00.000Z',
      accountId: 'account-1',
      from: 1,
      to: 2,
    });
  });

  it('sends ten at a time, in order, and nothing for nothing', async () => {
    const { service, bus, close } = await aBus();

    await bus.publish([]);
    await bus.publish(Array.from({ length: 23 }, (_, number) => anEvent(number)));
    await close();

    expect(service.calls.map((call) => entriesOf(call).length)).toEqual([10, 10, 3]);
    expect(service.calls.flatMap(idsOf)).toEqual(Array.from({ length: 23 }, (_, number) => `event-${number}`));
  });

  it('sends those again that were refused, after a pause that grows, and no others', async () => {
    const { service, clock, bus, close } = await aBus({ 'event-1': 2, 'event-3': 1 });

    await bus.publish([anEvent(1), anEvent(2), anEvent(3)]);
    await close();

    expect(service.calls.map(idsOf)).toEqual([['event-1', 'event-2', 'event-3'], ['event-1', 'event-3'], ['event-1']]);
    expect(clock.pauses).toEqual([200, 400]);
  });

  it('fails when one stays refused, so that the work is done again', async () => {
    const { service, bus, close } = await aBus({ 'event-1': 99 });

    await expect(bus.publish([anEvent(1), anEvent(2)])).rejects.toThrow('refused 1 events');
    await close();
    expect(service.calls).toHaveLength(4);
  });

  it('puts nothing on the bus that the contract does not name', async () => {
    const { service, bus, close } = await aBus();
    const leaking = { ...anEvent(1), event: { ...anEvent(1).event, iban: 'BE68539007547034' } };

    await expect(bus.publish([leaking])).rejects.toThrow();
    await close();
    expect(service.calls).toEqual([]);
  });
});
