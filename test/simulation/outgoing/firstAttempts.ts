import { Random } from '../random.ts';
import { Faults } from './faults.ts';
import { outgoingWorld } from './outgoingWorld.ts';
import { Receiver, type Temper } from './receiver.ts';
import { VirtualTime } from './virtualTime.ts';

const beganAt = Date.parse('2026-03-10T08:00:00Z');
const tenants = 100;
const eventsEach = 20;
/** All of a hundred tenants have an event within this, and there are no more workers than a batch has places. */
const roundMs = 300_000;
const workers = 10;
const dayMs = 24 * 3_600_000;

/**
 * How long after its event each receiver but the first was reached, in virtual milliseconds, one place for each event.
 *
 * @param first the temper of the first one, which has had it for days
 */
export const firstAttempts = async (first: Temper): Promise<readonly number[]> => {
  const random = new Random(1);
  const time = new VirtualTime(beganAt);
  const delays: number[] = [];
  const publishedAt = new Map<string, number>();
  const wrong: unknown[] = [];
  const world = outgoingWorld({
    time,
    random,
    faults: new Faults(random, 0, () => false),
    workers,
    jitterMs: 0,
    onSend: ({ url }, { headers }) => {
      const at = publishedAt.get(headers['webhook-id'] ?? '');
      if (url !== urlOf(0) && at !== undefined) delays.push(time.milliseconds - at);
    },
    onFannedOut: (_event, work) => work(),
    onError: (error) => wrong.push(error),
  });
  for (let tenant = 0; tenant < tenants; tenant += 1) {
    const made = await world.create(tenantOf(tenant), { url: urlOf(tenant) });
    if (typeof made === 'string') throw new Error(made);
    const temper = tenant === 0 ? first : 'well';
    const receiver = new Receiver(urlOf(tenant), temper, { random, beganAt: beganAt - 3 * dayMs, secret: made.secret });
    world.receivers.set(urlOf(tenant), receiver);
    for (let event = 0; event < eventsEach; event += 1) {
      const moment = beganAt + event * roundMs + tenant * 1_000;
      const [id, occurredAt] = [`event-${tenant}-${event}`, new Date(moment).toISOString()];
      publishedAt.set(id, moment);
      const detail = { version: 1, id, tenantId: tenantOf(tenant), occurredAt };
      const published = { id, tenantId: tenantOf(tenant), type: 'LedgerUpdated', occurredAt, detail };
      time.at(moment, () => world.queue.bring(published));
    }
  }
  await time.passUntil(beganAt + dayMs);
  if (wrong.length > 0) throw wrong[0];
  return delays;
};

const tenantOf = (tenant: number): string => `tenant-${tenant}`;
const urlOf = (tenant: number): string => `https://receiver-${tenant}.example/`;
