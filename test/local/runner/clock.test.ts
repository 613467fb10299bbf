import { mkdirSync } from 'node:fs';
import * as z from 'zod';
import { LocalClock, openClock } from '../../../local/runner/clock.ts';
import { makePassTime } from '../../../local/runner/passTime.ts';
import { aDataDir, aRunner, type FixtureRunner } from './aRunner.ts';

const dayMs = 86_400_000;
const minuteOf = (instant: string): string => instant.slice(0, 16);
const start = Date.now();
const passed = z.object({ now: z.string(), ran: z.array(z.object({ schedule: z.string(), at: z.string() })) });
const echoed = z.object({ time: z.record(z.string(), z.number()) });
/** Two days ahead, at noon: what the fixture's daily schedule needs to fire twice. */
const noonIn = (days: number): string => `${new Date(start + days * dayMs).toISOString().slice(0, 10)}T12:00:00.000Z`;

describe('the clock of the local runner', () => {
  let fixture: FixtureRunner;
  const moments: string[] = [];
  beforeEach(async () => {
    moments.splice(0);
    fixture = await aRunner({ onMove: (now) => void moments.push(minuteOf(now.toISOString())) });
  });
  afterEach(() => fixture.stop());

  const clockNow = async () => z.object({ now: z.string() }).parse(await (await fixture.get('/local/clock')).json());
  const move = async (body: object): Promise<Response> => fixture.post('/local/clock', body);

  it('fires what lies in between, each at its time and after the work of the one before, and tells it', async () => {
    const answer = await move({ set: noonIn(2) });

    const { now, ran } = passed.parse(await answer.json());
    const days = ran.map(({ at }) => at);
    expect(answer.status).toBe(200);
    expect(Date.parse(now)).toBeGreaterThanOrEqual(Date.parse(noonIn(2)));
    expect(ran.length).toBeGreaterThanOrEqual(1);
    expect(days).toEqual(days.toSorted());
    expect(moments).toEqual([...days, noonIn(2)].map(minuteOf));
    expect(await (await fixture.get('/jobs')).json()).toEqual(
      days.map((at) => ({ key: `daily ${at.replace('.000Z', 'Z')}`, begun: 1, done: 1 })),
    );
  });

  it('is what a function asks for the time, by every way of asking', async () => {
    await move({ advance: 'P10D' });

    const { time: told } = echoed.parse(await (await fixture.get('/public/1')).json());

    for (const moment of Object.values(told)) {
      expect(moment).toBeGreaterThan(start + 9.9 * dayMs);
      expect(moment).toBeLessThan(Date.now() + 10 * dayMs + 60_000);
    }
    expect(Object.keys(told)).toEqual(['now', 'instance', 'text', 'subclass']);
  });

  it('goes on from where the one before has left it, when two move it at once', async () => {
    const [first, second] = await Promise.all([move({ advance: 'P1D' }), move({ advance: 'P1D' })]);

    const ran = [first, second].map(async (answer) => passed.parse(await answer.json()).ran.map(({ at }) => at));
    const times = (await Promise.all(ran)).flat();
    expect(await (await fixture.get('/jobs')).json()).toEqual(
      times.toSorted().map((at) => ({ key: `daily ${at.replace('.000Z', 'Z')}`, begun: 1, done: 1 })),
    );
    expect(new Set(times).size).toBe(times.length);
    expect(Date.parse((await clockNow()).now)).toBeGreaterThan(start + 1.99 * dayMs);
  });

  it.each([
    [{ set: '2020-01-01T00:00:00Z' }, 'must not be past'],
    [{ advance: 'P63D' }, 'must be at most 62 days ahead'],
    [{ advance: 'P1M' }, ''],
    [{ advance: 'P' }, ''],
    [{ advance: 'PT' }, ''],
    [{ advance: 'P1D', set: noonIn(2) }, ''],
    [{}, ''],
  ])('is not moved by %j', async (body, message) => {
    const answer = await move(body);

    expect(answer.status).toBe(400);
    expect(JSON.stringify(await answer.json())).toContain(message);
    expect(moments).toEqual([]);
  });
});

describe('time that is let pass', () => {
  const hour = (text: string): Date => new Date(`2131-03-${text}:00:00.000Z`);

  it('leaves out what falls due before the moment that it is skipped to', async () => {
    const clock = new LocalClock();
    clock.moveTo(hour('10T00').getTime());
    const due = [hour('11T08'), hour('12T08'), hour('13T08')].map((at) => ({ name: 'daily', at }));
    const [fired, told]: [string[], string[]] = [[], []];
    const passTime = makePassTime({
      nextDue: () => undefined,
      now: clock.now,
      scheduler: {
        dueBetween: (from, to) => due.filter(({ at }) => at >= from && at <= to),
        fire: async (_name, at) => {
          fired.push(at.toISOString());
          return { kind: 'returned', payload: 'null' };
        },
        withoutTicks: (work) => work(),
      },
      moveTo: async (at) => {
        clock.moveTo(at.getTime());
        told.push(at.toISOString());
      },
      idle: async () => undefined,
    });

    await passTime(() => hour('13T20'), new AbortController().signal, hour('12T20'));

    expect(fired).toEqual([hour('13T08').toISOString()]);
    expect(told).toEqual([hour('12T20'), hour('13T08'), hour('13T20')].map((at) => at.toISOString()));
  });
});

describe('the clock of a data directory', () => {
  it('goes on from where it was', () => {
    const dataDir = aDataDir();
    mkdirSync(dataDir, { recursive: true });
    openClock(dataDir).moveTo(Date.now() + 5 * dayMs);

    const again = openClock(dataDir);

    expect(again.aheadMs).toBeGreaterThan(4.99 * dayMs);
    expect(again.now()).toBeGreaterThan(start + 4.99 * dayMs);
  });

  it('never goes back', () => {
    const clock = new LocalClock();
    clock.moveTo(Date.now() + 2 * dayMs);
    clock.moveTo(Date.now() + dayMs);

    expect(clock.aheadMs).toBeGreaterThan(1.99 * dayMs);
  });
});
