import { healthy } from '../../../../shared/domain/outgoing/webhookEndpoint.ts';
import { renderEndpoint } from '../../../../shared/api/render/webhookEndpoint.ts';
import { makeChangeEndpoint } from '../../../../shared/usecases/outgoing/changeEndpoint.ts';
import { makeReplayDeliveries } from '../../../../shared/usecases/outgoing/replayDeliveries.ts';
import { answered, anEndpoint, anEvent, aWebhookWorker, webhookTime } from '../../../builders/webhooks.ts';

const later = (hours: number): string => new Date(Date.parse(webhookTime) + hours * 3_600_000).toISOString();
const secondsIn = (at: string): number => (Date.parse(at) - Date.parse(webhookTime)) / 1_000;

const onlyDelivery = async ({ deliveries }: ReturnType<typeof aWebhookWorker>, endpointId = 'endpoint-1') => {
  const { items } = await deliveries.list({ tenantId: 'tenant-1', endpointId }, { limit: 10 });
  const [delivery] = items;
  if (!delivery || items.length > 1) throw new Error(`there are ${items.length} deliveries`);
  return delivery;
};

describe('an event', () => {
  it('goes to every endpoint of its tenant that wants it, and to nobody else', async () => {
    const worker = aWebhookWorker();
    await worker.endpoints.add(anEndpoint());
    await worker.endpoints.add(
      anEndpoint({ id: 'endpoint-2', url: 'https://two.example/', events: ['AccountsFetched'] }),
    );
    await worker.endpoints.add(anEndpoint({ id: 'endpoint-3', url: 'https://three.example/', events: ['SyncFailed'] }));
    await worker.endpoints.add(anEndpoint({ id: 'endpoint-4', url: 'https://four.example/', tenantId: 'tenant-2' }));

    await worker.fanOut(anEvent());
    await worker.workUntil(webhookTime);

    expect(worker.sent.map(({ url }) => url).toSorted()).toEqual([
      'https://books.example/events',
      'https://two.example/',
    ]);
    const { detail } = anEvent();
    expect(JSON.parse(worker.sent[0]?.body ?? '')).toEqual({
      type: 'AccountsFetched',
      timestamp: webhookTime,
      data: detail,
    });
  });

  it('that the bus brings twice is one delivery', async () => {
    const worker = aWebhookWorker();
    await worker.endpoints.add(anEndpoint());

    await worker.fanOut(anEvent());
    await worker.workUntil(webhookTime);
    await worker.fanOut(anEvent());
    await worker.workUntil(later(1));

    expect(worker.sent).toHaveLength(1);
  });
});

describe('an event for an endpoint that is disabled', () => {
  it('is kept, and sent by a replay once it is enabled again', async () => {
    const worker = aWebhookWorker();
    await worker.endpoints.add(anEndpoint({ state: 'disabled', disabledBecause: 'gone', disabledAt: webhookTime }));
    await worker.fanOut(anEvent());
    await worker.workUntil(later(1));
    expect([worker.sent.length, (await onlyDelivery(worker)).failedBecause]).toEqual([0, 'disabled']);

    const ref = { tenantId: 'tenant-1', endpointId: 'endpoint-1' };
    const replay = makeReplayDeliveries(worker.deps);
    expect(await replay(ref, { since: webhookTime })).toBe('endpoint_disabled');
    await worker.endpoints.change(ref, {}, healthy);
    expect(await replay(ref, { since: webhookTime })).toEqual({ count: 1 });
    await worker.workUntil(later(2));

    expect(worker.sent.map(({ id }) => id)).toEqual(['event-1']);
  });
});

describe('a replay', () => {
  it('goes on from its cursor, a hundred at a time, and leaves alone what is on its way', async () => {
    const worker = aWebhookWorker();
    await worker.endpoints.add(anEndpoint());
    for (let event = 0; event < 150; event += 1) await worker.fanOut(anEvent(`event-${event}`));
    await worker.workUntil(webhookTime);
    worker.state.answer = () => answered(500);
    await worker.fanOut(anEvent('on-its-way'));
    await worker.workUntil(webhookTime);
    const before = worker.sent.length;
    worker.state.answer = () => answered(200);

    const ref = { tenantId: 'tenant-1', endpointId: 'endpoint-1' };
    const replay = makeReplayDeliveries(worker.deps);
    const first = await replay(ref, { since: webhookTime });
    const second =
      typeof first === 'object' ? await replay(ref, { since: webhookTime, cursor: first.nextCursor ?? '' }) : first;
    await worker.workUntil(later(1));

    const counts = [first, second].map((part) => (typeof part === 'object' ? part.count : 0));
    expect(counts.reduce((sum, count) => sum + count)).toBe(150);
    expect(second).not.toHaveProperty('nextCursor');
    expect(worker.sent.length - before).toBe(151);
  });

  it('of one delivery sends it alone, and finds none of another endpoint', async () => {
    const worker = aWebhookWorker();
    await worker.endpoints.add(anEndpoint());
    await worker.endpoints.add(anEndpoint({ id: 'endpoint-2' }));
    await worker.fanOut(anEvent());
    await worker.fanOut(anEvent('event-2'));
    await worker.workUntil(webhookTime);
    const { items } = await worker.deliveries.list({ tenantId: 'tenant-1', endpointId: 'endpoint-1' }, { limit: 10 });
    const before = worker.sent.length;

    const replay = makeReplayDeliveries(worker.deps);
    const wish = { deliveryId: items[0]?.id ?? '' };
    expect(await replay({ tenantId: 'tenant-1', endpointId: 'endpoint-1' }, wish)).toEqual({ count: 1 });
    expect(await replay({ tenantId: 'tenant-1', endpointId: 'endpoint-1' }, { deliveryId: 'x' })).toBe('not_found');
    expect(await replay({ tenantId: 'tenant-2', endpointId: 'endpoint-1' }, wish)).toBe('not_found');
    await worker.workUntil(later(1));

    expect(worker.sent.slice(before).map(({ id }) => id)).toEqual([items[0]?.eventId]);
  });

  it('whose job a crash has kept from the queue, and whose endpoint is disabled since, is shown as failed', async () => {
    const worker = aWebhookWorker(() => answered(410));
    await worker.endpoints.add(anEndpoint());
    await worker.fanOut(anEvent('event-1'));
    worker.queue.length = 0;
    await worker.fanOut(anEvent('event-2'));
    await worker.workUntil(later(1));

    await worker.fanOut(anEvent('event-1'));
    await worker.workUntil(later(2));

    const { items } = await worker.deliveries.list({ tenantId: 'tenant-1', endpointId: 'endpoint-1' }, { limit: 10 });
    expect(items.map(({ eventId, state, failedBecause }) => [eventId, state, failedBecause]).toSorted()).toEqual([
      ['event-1', 'failed', 'disabled'],
      ['event-2', 'failed', 'gone'],
    ]);
    expect(worker.sent).toHaveLength(1);
  });
});

describe('an attempt', () => {
  it('in vain is made again with the same id and body, signed with what signs then', async () => {
    const worker = aWebhookWorker(() => answered(500));
    await worker.endpoints.add(anEndpoint());
    await worker.fanOut(anEvent());
    await worker.workUntil(webhookTime);

    const endpoint = await worker.endpoints.get({ tenantId: 'tenant-1', endpointId: 'endpoint-1' });
    if (!endpoint) throw new Error('no endpoint');
    await worker.endpoints.rotate(endpoint, [{ sealed: 'sealed-2' }]);
    worker.state.answer = () => answered(200);
    await worker.workUntil(later(1));

    expect(worker.sent.map(({ id, signedBy }) => [id, signedBy])).toEqual([
      ['event-1', 'secret of sealed-1'],
      ['event-1', 'secret of sealed-2'],
    ]);
    expect(worker.sent[1]?.body).toBe(worker.sent[0]?.body);
    expect(await onlyDelivery(worker)).toMatchObject({
      state: 'delivered',
      attempts: [{ status: 500 }, { status: 200 }],
    });
  });

  it('that a crash has kept from being recorded is made again', async () => {
    const worker = aWebhookWorker();
    await worker.endpoints.add(anEndpoint());
    await worker.fanOut(anEvent());
    const [job] = worker.queue;
    if (!job) throw new Error('no job');
    let isDown = true;
    worker.table.onCall = (moment, call, key) => {
      if (isDown && moment === 'before' && call === 'put' && key?.sk.startsWith('D#')) throw new Error('crashed');
    };
    await expect(worker.attempt(job)).rejects.toThrow('crashed');

    isDown = false;
    await worker.attempt(job);

    expect(worker.sent.map(({ id }) => id)).toEqual(['event-1', 'event-1']);
    expect((await onlyDelivery(worker)).state).toBe('delivered');
  });

  it('whose next one a crash has kept from the queue is made again, and that one is put', async () => {
    const worker = aWebhookWorker(() => answered(500));
    await worker.endpoints.add(anEndpoint());
    await worker.fanOut(anEvent());
    const job = worker.queue.shift();
    if (!job) throw new Error('no job');
    const { put } = worker.deps.attempts;
    worker.deps.attempts.put = () => Promise.reject(new Error('crashed'));
    await expect(worker.attempt(job)).rejects.toThrow('crashed');

    worker.deps.attempts.put = put;
    worker.queue.push(job);
    await worker.workUntil(later(1));
    worker.state.answer = () => answered(200);
    await worker.workUntil(later(9));

    expect(worker.queue).toEqual([]);
    expect((await onlyDelivery(worker)).state).toBe('delivered');
  });

  it('whose message comes back when the next one is put makes no chain of its own', async () => {
    const worker = aWebhookWorker(() => answered(500));
    await worker.endpoints.add(anEndpoint());
    await worker.fanOut(anEvent());
    for (let message = 0; message < 6; message += 1) {
      const job = worker.queue[0];
      if (!job) throw new Error('no job');
      await worker.workUntil(job.dueAt);
      worker.queue.push(job);
      await worker.workUntil(worker.state.now);
    }

    expect(worker.queue).toHaveLength(1);
    // One of six only looks, in the middle of a pause of two hours.
    expect(worker.sent).toHaveLength(5);
  });

  it('that a crash has kept from being recorded, though the next one is put, leaves one chain', async () => {
    const worker = aWebhookWorker(() => answered(500));
    await worker.endpoints.add(anEndpoint());
    await worker.fanOut(anEvent());
    const job = worker.queue.shift();
    if (!job) throw new Error('no job');
    let isDown = true;
    worker.table.onCall = (moment, call, key) => {
      if (isDown && moment === 'before' && call === 'put' && key?.sk.startsWith('D#')) throw new Error('crashed');
    };
    await expect(worker.attempt(job)).rejects.toThrow('crashed');
    isDown = false;

    await worker.workUntil(later(0.05));
    worker.queue.push(job);
    await worker.workUntil(later(0.1));

    expect(worker.queue).toHaveLength(1);
    worker.state.answer = () => answered(200);
    await worker.workUntil(later(9));
    expect((await onlyDelivery(worker)).state).toBe('delivered');
  });

  it('whose next message is faster than its record is made by that message', async () => {
    const worker = aWebhookWorker(() => answered(500));
    await worker.endpoints.add(anEndpoint());
    await worker.fanOut(anEvent());
    const job = worker.queue.shift();
    if (!job) throw new Error('no job');
    worker.deps.attempts.put = async ([next = job]) => {
      worker.state.now = next.dueAt;
      worker.state.answer = () => answered(200);
      await worker.attempt(next);
    };

    await worker.attempt(job);

    expect((await onlyDelivery(worker)).state).toBe('delivered');
  });

  it('that disables its endpoint tells it once more where a crash came before', async () => {
    const worker = aWebhookWorker(() => answered(410));
    await worker.endpoints.add(anEndpoint());
    await worker.fanOut(anEvent());
    await worker.fanOut(anEvent('event-2'));
    const job = worker.queue.shift();
    if (!job) throw new Error('no job');
    const { onDisabled } = worker.deps;
    worker.deps.onDisabled = () => Promise.reject(new Error('crashed'));
    await expect(worker.attempt(job)).rejects.toThrow('crashed');

    worker.deps.onDisabled = onDisabled;
    await worker.workUntil(later(0.1));
    expect(worker.disabled).toEqual([]);
    worker.queue.push(job, job);
    await worker.workUntil(later(0.2));

    expect(worker.disabled).toMatchObject([{ disabledBecause: 'gone', disabledAt: webhookTime }]);
    expect(worker.sent).toHaveLength(1);
  });

  it('of an endpoint that is gone, or is deleted, ends quietly', async () => {
    const worker = aWebhookWorker(() => answered(500));
    await worker.endpoints.add(anEndpoint());
    await worker.fanOut(anEvent());
    await worker.workUntil(webhookTime);
    await worker.endpoints.remove({ tenantId: 'tenant-1', endpointId: 'endpoint-1' });

    await worker.workUntil(later(100));

    expect([worker.sent.length, worker.queue.length, worker.disabled.length]).toEqual([1, 0, 0]);
  });

  it('that is answered 410 disables its endpoint at once', async () => {
    const worker = aWebhookWorker(() => answered(410));
    await worker.endpoints.add(anEndpoint());
    await worker.fanOut(anEvent());
    await worker.fanOut(anEvent('event-2'));

    await worker.workUntil(later(1));

    expect(worker.sent).toHaveLength(1);
    expect(worker.disabled.map(({ disabledBecause }) => disabledBecause)).toEqual(['gone']);
    const { items } = await worker.deliveries.list({ tenantId: 'tenant-1', endpointId: 'endpoint-1' }, { limit: 10 });
    expect(items.map(({ state, failedBecause }) => [state, failedBecause]).toSorted()).toEqual([
      ['failed', 'disabled'],
      ['failed', 'gone'],
    ]);
  });
});

describe('the lane of an attempt', () => {
  const ref = { tenantId: 'tenant-1', endpointId: 'endpoint-1' };
  /** Of the attempts that an event makes, each of one endpoint. */
  const lanesOf = async (worker: ReturnType<typeof aWebhookWorker>, eventId: string) => {
    await worker.fanOut(anEvent(eventId));
    return worker.queue.map(({ lane }) => lane);
  };

  it('is the slow one until an endpoint has answered within a second, of another address anew', async () => {
    const worker = aWebhookWorker(() => answered(200, undefined, 1_000));
    await worker.endpoints.add(anEndpoint());

    const first = await lanesOf(worker, 'event-1');
    await worker.workUntil(webhookTime);
    const second = await lanesOf(worker, 'event-2');
    await worker.workUntil(webhookTime);
    const change = makeChangeEndpoint({ endpoints: worker.endpoints, receivers: 'public', clock: worker.deps.clock });
    await change(ref, { description: 'the same address' });
    const third = await lanesOf(worker, 'event-3');
    await worker.workUntil(webhookTime);
    await change(ref, { url: 'https://new.example/' });
    const afterMove = await lanesOf(worker, 'event-4');

    expect([first, second, third, afterMove]).toEqual([['slow'], ['prompt'], ['prompt'], ['slow']]);
  });

  it.each([
    ['an answer that took its time', answered(200, undefined, 1_001), 'slow'],
    ['none', { kind: 'unreachable', reason: 'timeout', durationMs: 10_000 } as const, 'slow'],
    ['a refusal that came at once', answered(500), 'prompt'],
  ] as const)('is the slow one after %s, for an hour if it was late', async (_what, answer, soon) => {
    const worker = aWebhookWorker(() => answer);
    await worker.endpoints.add(anEndpoint({ isPrompt: true }));
    const lanes = [await lanesOf(worker, 'event-1')];
    await worker.workUntil(webhookTime);
    worker.state.answer = () => answered(200);
    worker.queue.length = 0;
    for (const minutes of [1, 30, 61, 62]) {
      worker.state.now = later(minutes / 60);
      lanes.push(await lanesOf(worker, `event-at-${minutes}`));
      await worker.workUntil(worker.state.now);
    }

    expect(lanes).toEqual([['prompt'], ['slow'], [soon], [soon], ['prompt']]);
  });

  it('is not written down again for each late answer of an endpoint that is slow', async () => {
    const worker = aWebhookWorker(() => answered(200, undefined, 4_000));
    await worker.endpoints.add(anEndpoint({ isPrompt: true }));
    const states: unknown[] = [];
    for (let event = 0; event < 3; event += 1) {
      await worker.fanOut(anEvent(`event-${event}`));
      worker.state.now = later(event / 10);
      await worker.workUntil(worker.state.now);
      states.push((await worker.endpoints.get(ref))?.slowUntil);
    }

    expect(states).toEqual([later(1), later(1), later(1)]);
  });

  it('is the slow one for that hour also where a quick attempt has shown something meanwhile', async () => {
    const worker = aWebhookWorker();
    await worker.endpoints.add(anEndpoint({ isPrompt: true }));
    await worker.fanOut(anEvent('event-1'));
    await worker.fanOut(anEvent('event-2'));
    const [late, quick] = worker.queue;
    if (!late || !quick) throw new Error('no jobs');
    worker.state.answer = async () => {
      worker.state.answer = () => answered(500);
      await worker.attempt(quick);
      return answered(200, undefined, 4_000);
    };

    await worker.attempt(late);

    expect(await worker.endpoints.get(ref)).toMatchObject({ failures: 1, slowUntil: later(1) });
  });

  it('is written down when it changes, and not otherwise', async () => {
    const worker = aWebhookWorker();
    await worker.endpoints.add(anEndpoint());
    let writes = 0;
    worker.table.onCall = (moment, call, key) => {
      if (moment === 'before' && call === 'update' && key?.sk.startsWith('E#')) writes += 1;
    };

    for (let event = 0; event < 5; event += 1) {
      await worker.fanOut(anEvent(`event-${event}`));
      await worker.workUntil(webhookTime);
    }

    expect([worker.sent.length, writes]).toEqual([5, 1]);
  });

  it.each([
    ['fails meanwhile', { isPrompt: true, failures: 1, failingSince: webhookTime, pausedUntil: webhookTime }],
    ['was slow meanwhile', {}],
  ])('changes without a request where the endpoint %s, and nothing is lost or doubled by it', async (_what, health) => {
    const worker = aWebhookWorker();
    await worker.endpoints.add(anEndpoint({ isPrompt: true }));
    await worker.fanOut(anEvent());
    const [job] = worker.queue;
    if (!job) throw new Error('no job');
    await worker.endpoints.change(ref, {}, { ...healthy, ...health });

    await worker.attempt(job);
    expect([worker.sent.length, worker.queue]).toEqual([0, [job, { ...job, lane: 'slow' }]]);
    await worker.workUntil(later(1));

    expect(worker.sent.map(({ id }) => id)).toEqual(['event-1']);
    expect([worker.queue, (await onlyDelivery(worker)).state]).toEqual([[], 'delivered']);
  });
});

describe('an endpoint that fails', () => {
  it('is disabled after three days, once, and everything that it missed is shown as failed', async () => {
    const worker = aWebhookWorker(() => ({ kind: 'unreachable', reason: 'timeout', durationMs: 10_000 }));
    await worker.endpoints.add(anEndpoint());
    for (const id of ['event-1', 'event-2', 'event-3']) await worker.fanOut(anEvent(id));

    await worker.workUntil(later(90));

    const { items } = await worker.deliveries.list({ tenantId: 'tenant-1', endpointId: 'endpoint-1' }, { limit: 10 });
    expect(items.map(({ state }) => state)).toEqual(['failed', 'failed', 'failed']);
    expect(worker.disabled.map(({ disabledBecause }) => disabledBecause)).toEqual(['failing']);
    expect(worker.queue).toEqual([]);
  });

  it('is looked at by one delivery at a time while others wait, and they all come when it is back', async () => {
    const worker = aWebhookWorker(() => answered(503));
    await worker.endpoints.add(anEndpoint());
    for (let event = 0; event < 50; event += 1) await worker.fanOut(anEvent(`event-${event}`));

    await worker.workUntil(later(0.25));
    const knocks = worker.sent.length;
    worker.state.answer = () => answered(200);
    await worker.workUntil(later(24));

    // Rests of 5, 10, 20 … seconds: eight of them fill a quarter of an hour.
    expect(knocks).toBeLessThan(10);
    expect(new Set(worker.sent.slice(knocks).map(({ id }) => id)).size).toBe(50);
  });

  it('shows its rest, and no longer one while a delivery looks whether it is back', async () => {
    const worker = aWebhookWorker(() => answered(429, 120));
    const shown = async () => {
      const endpoint = await worker.endpoints.get({ tenantId: 'tenant-1', endpointId: 'endpoint-1' });
      return endpoint && renderEndpoint(endpoint, worker.state.now).failing;
    };
    await worker.endpoints.add(anEndpoint());
    await worker.fanOut(anEvent());
    await worker.workUntil(webhookTime);
    const failing = { since: webhookTime, attempts: 1 };
    expect(await shown()).toEqual({ ...failing, pausedUntil: later(120 / 3_600) });

    let underWay: unknown;
    worker.state.answer = async () => {
      underWay = await shown();
      return answered(200);
    };
    await worker.workUntil(later(1));

    expect(underWay).toEqual(failing);
    expect(await shown()).toBeUndefined();
  });

  it('is asked by nobody else while a delivery looks whether it is back', async () => {
    const worker = aWebhookWorker(() => answered(503));
    await worker.endpoints.add(anEndpoint());
    await worker.fanOut(anEvent());
    await worker.workUntil(later(0.01));
    await worker.fanOut(anEvent('event-2'));
    const [first, second] = worker.queue
      .splice(0)
      .toSorted((a, b) => a.dueAt.localeCompare(b.dueAt))
      .toReversed();
    if (!first || !second) throw new Error('no jobs');
    worker.state.now = first.dueAt;
    const before = worker.sent.length;
    worker.state.answer = async () => {
      worker.state.now = new Date(Date.parse(first.dueAt) + 10_000).toISOString();
      worker.state.answer = () => answered(200);
      await worker.attempt(second);
      return answered(200);
    };

    await worker.attempt(first);

    expect(worker.sent).toHaveLength(before + 1);
    expect(worker.queue).toHaveLength(1);
  });

  it('rests as long as it asks for', async () => {
    const worker = aWebhookWorker(() => answered(429, 120));
    await worker.endpoints.add(anEndpoint());
    await worker.fanOut(anEvent());
    await worker.workUntil(webhookTime);
    worker.state.answer = () => answered(200);
    await worker.workUntil(later(1));

    expect(secondsIn(worker.sent[1]?.at ?? '')).toBeGreaterThanOrEqual(120);
  });

  it('keeps nobody else waiting', async () => {
    const worker = aWebhookWorker((url) => answered(url.includes('dead') ? 500 : 200));
    for (let place = 0; place < 20; place += 1) {
      const url = `https://${place === 7 ? 'dead' : 'well'}-${place}.example/`;
      await worker.endpoints.add(anEndpoint({ id: `endpoint-${place}`, tenantId: `tenant-${place}`, url }));
      await worker.fanOut(anEvent('event-1', `tenant-${place}`));
    }

    await worker.workUntil(webhookTime);

    expect(worker.sent.filter(({ url }) => url.includes('well')).map(({ at }) => at)).toEqual(
      Array.from({ length: 19 }, () => webhookTime),
    );
  });
});
