import { Random } from '../random.ts';
import { Faults } from './faults.ts';
import { outgoingWorld } from './outgoingWorld.ts';
import { Receiver, type Temper } from './receiver.ts';
import { VirtualTime } from './virtualTime.ts';

const beganAt = Date.parse('2026-03-10T08:00:00Z');
const tenants = 100;
const eventsEach = 20;
/** All of a hundred tenants have an event within this. */
const roundMs = 300_000;
/** As few as Lambda lets a lane have. */
const workers = 2;
const dayMs = 24 * 3_600_000;

/** The receivers of the first tenant. */
export interface FirstReceivers {
  readonly count: number;
  readonly temper: Temper;
  /** The first event that they have it at. */
  readonly fromEvent: number;
}

/**
 * How long after its event the receiver of each tenant but the first was reached, in virtual milliseconds, one place for each
 * event.
 */
export const firstAttempts = async ({ count, temper, fromEvent }: FirstReceivers): Promise<readonly number[]> => {
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
      if (!url.startsWith(urlOf(0)) && at !== undefined) delays.push(time.milliseconds - at);
    },
    onHeld: () => undefined,
    onFannedOut: (_event, work) => work(),
    onError: (error) => wrong.push(error),
  });
  for (let tenant = 0; tenant < tenants; tenant += 1) {
    for (let place = 0; place < (tenant === 0 ? count : 1); place += 1) {
      const url = `${urlOf(tenant)}${place}`;
      const made = await world.create(tenantOf(tenant), { url });
      if (typeof made === 'string') throw new Error(made);
      const troubledFrom = beganAt + fromEvent * roundMs;
      const of = { random, beganAt, secret: made.secret, troubledFrom };
      world.receivers.set(url, new Receiver(url, tenant === 0 ? temper : 'well', of));
    }
    // The first tenant comes when the others have had an event: it is new among them.
    for (let event = tenant === 0 ? 1 : 0; event < eventsEach; event += 1) {
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
