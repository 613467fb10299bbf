import { makeCron } from '../../../local/runner/sources/cron.ts';
import { makeScheduler } from '../../../local/runner/sources/scheduler.ts';

describe('cron expressions', () => {
  const isDue = (expression: string, at: string, zone = 'Europe/Brussels'): boolean =>
    makeCron(expression, zone)(new Date(at));

  it('are read in their zone, in winter and in summer', () => {
    expect(isDue('cron(40 8 * * ? *)', '2026-01-15T07:40:00Z')).toBe(true);
    expect(isDue('cron(40 8 * * ? *)', '2026-07-15T06:40:00Z')).toBe(true);
    expect(isDue('cron(40 8 * * ? *)', '2026-07-15T07:40:00Z')).toBe(false);
  });

  it.each([
    ['cron(40 2,8,14,20 * * ? *)', '2026-03-10T13:40:00Z', true],
    ['cron(40 2,8,14,20 * * ? *)', '2026-03-10T13:41:00Z', false],
    ['cron(40 8 ? * MON *)', '2026-03-09T07:40:00Z', true],
    ['cron(40 8 ? * MON *)', '2026-03-10T07:40:00Z', false],
    ['cron(40 8 ? * 2 *)', '2026-03-09T07:40:00Z', true],
    ['cron(40 8 1 * ? *)', '2026-04-01T06:40:00Z', true],
    ['cron(40 8 1 * ? *)', '2026-04-02T06:40:00Z', false],
    ['cron(0/15 * * * ? *)', '2026-03-10T07:45:00Z', true],
    ['cron(0/15 * * * ? *)', '2026-03-10T07:46:00Z', false],
    ['cron(0 8-17 ? JAN-MAR MON-FRI 2026)', '2026-03-10T08:00:00Z', true],
    ['cron(0 0 * * ? *)', '2026-03-09T23:00:00Z', true],
    ['cron(0 8 L * ? *)', '2026-04-30T06:00:00Z', true],
    ['cron(0 8 L * ? *)', '2026-04-29T06:00:00Z', false],
    ['cron(0 8 ? * 1 *)', '2026-03-08T07:00:00Z', true],
  ])('%s at %s: %s', (expression, at, due) => {
    expect(isDue(expression, at)).toBe(due);
  });

  it.each(['rate(5 minutes)', 'cron(61 * * * ? *)', 'cron(0 8 * * ?)'])(
    'that cannot be run stop the start: %s',
    (expression) => {
      expect(() => makeCron(expression, 'UTC')).toThrow(/Cron|schedule expression/);
    },
  );
});

describe('the scheduler', () => {
  const schedule = {
    name: 'daily',
    expression: 'cron(40 8 * * ? *)',
    timeZone: 'Europe/Brussels',
    enabled: true,
    functionName: 'dispatch',
    input: '{"frequency":"daily","time":"<aws.scheduler.scheduled-time>"}',
    deliveries: [],
  };
  const returned = { kind: 'returned', payload: 'null' } as const;

  it('fires once in the minute that is due, with that minute as its time', async () => {
    const events: unknown[] = [];
    const scheduler = makeScheduler({
      schedules: [schedule, { ...schedule, enabled: false }],
      handOver: async ({ event }) => {
        events.push(event);
        return returned;
      },
    });

    await scheduler.tick(new Date('2026-03-10T07:39:59Z'));
    await scheduler.tick(new Date('2026-03-10T07:40:05Z'));
    await scheduler.tick(new Date('2026-03-10T07:40:35Z'));

    expect(events).toEqual([{ frequency: 'daily', time: '2026-03-10T07:40:00Z' }]);
  });

  it('leaves what falls due to whoever moves the clock, until the clock is where it was to go', async () => {
    const fired: string[] = [];
    const scheduler = makeScheduler({
      schedules: [schedule],
      handOver: async () => returned,
      onFire: (_name, at) => void fired.push(at.toISOString()),
    });
    const due = new Date('2026-03-10T07:40:05Z');

    const moved = scheduler.withoutTicks(() => scheduler.tick(due));
    const broken = scheduler.withoutTicks(() => Promise.reject(new Error('the work failed')));
    await moved;
    await expect(broken).rejects.toThrow('the work failed');
    const meanwhile = [...fired];
    await scheduler.tick(due);

    expect(meanwhile).toEqual([]);
    expect(fired).toEqual(['2026-03-10T07:40:00.000Z']);
  });

  it('does not fire by itself what was fired for that minute by hand', async () => {
    const fired: string[] = [];
    const scheduler = makeScheduler({
      schedules: [schedule],
      handOver: async () => returned,
      onFire: (name, at) => void fired.push(`${name} ${at.toISOString()}`),
    });

    await scheduler.fire(schedule.name, new Date('2026-03-10T07:40:00Z'));
    await scheduler.tick(new Date('2026-03-10T07:40:05Z'));
    await scheduler.tick(new Date('2026-03-11T07:40:05Z'));

    expect(fired).toEqual([`${schedule.name} 2026-03-10T07:40:00.000Z`, `${schedule.name} 2026-03-11T07:40:00.000Z`]);
  });
});
