import { openFeedSwitches, feedParts } from '../../../infra/ops/feed/feedSwitch.ts';
import { showStatus, turnFeed } from '../../../infra/ops/feed/stopAndGo.ts';
import { aFeedAtAws } from './aFeedAtAws.ts';

const { schedules: names } = feedParts('dev');
const aSchedule = {
  ScheduleExpression: 'cron(40 8 * * ? *)',
  ScheduleExpressionTimezone: 'Europe/Brussels',
  FlexibleTimeWindow: { Mode: 'FLEXIBLE', MaximumWindowInMinutes: 5 },
  Target: { Arn: 'arn:dispatch', RoleArn: 'arn:role', Input: '{}', DeadLetterConfig: { Arn: 'arn:dead' } },
  State: 'ENABLED',
};
const aMapping = (lane: string, State = 'Enabled') => ({
  UUID: `uuid-of-${lane}`,
  EventSourceArn: `arn:aws:sqs:eu-central-1:000000000000:ponto-bank-sync-dev-${lane}`,
  FunctionArn: 'arn:aws:lambda:eu-central-1:000000000000:function:ponto-bank-sync-dev-statement-sync',
  State,
});
type Given = Parameters<typeof aFeedAtAws>[0];

const places: Awaited<ReturnType<typeof aFeedAtAws>>[] = [];
afterEach(() => Promise.all(places.splice(0).map((place) => place.close())));

/** A stage at AWS, and what the terminal says to an order about it. */
const aStage = async (given: Partial<Given> = {}) => {
  const place = await aFeedAtAws({
    schedules: Object.fromEntries(names.map((name) => [name, aSchedule])),
    mappings: [aMapping('work'), aMapping('urgent-work')],
    ...given,
  });
  places.push(place);
  const order = async (
    run: (feed: ReturnType<typeof openFeedSwitches>, log: (line: string) => void) => Promise<boolean>,
  ) => {
    Object.assign(process.env, place.environment);
    const said: string[] = [];
    const feed = openFeedSwitches('dev');
    try {
      return { isWell: await run(feed, (line) => said.push(line)), said, text: said.join('\n') };
    } finally {
      feed.close();
    }
  };
  return {
    ...place,
    stop: (yes = true) => order((feed, log) => turnFeed('off', yes, feed, log)),
    go: () => order((feed, log) => turnFeed('on', true, feed, log)),
    status: () => order(showStatus),
  };
};

describe('stop and go', () => {
  const before = { ...process.env };
  afterAll(() => {
    for (const name of Object.keys(process.env)) if (!(name in before)) delete process.env[name];
  });

  it('turns off every schedule and every hold on a queue, and keeps everything else of a schedule', async () => {
    const stage = await aStage();

    const { isWell, text } = await stage.stop();

    expect(isWell).toBe(true);
    expect(stage.changes).toEqual([
      ...names.map((name) => `${name} DISABLED`),
      'uuid-of-work false',
      'uuid-of-urgent-work false',
    ]);
    expect(stage.schedules.get(names[0] ?? '')).toEqual({ ...aSchedule, GroupName: 'default', State: 'DISABLED' });
    expect(text).toContain('`-c feed=stopped`');
    expect(text).toContain('four days');
  });

  it('turns every part of a schedule that fires in parts, and no schedule of another stage', async () => {
    const parts = ['daily-part-2', 'every_6_hours-part-2', 'every_6_hours-part-10'].map(
      (name) => `ponto-bank-sync-dev-${name}`,
    );
    const others = ['two-daily', 'daily-part-daily', 'health-canary'].map((name) => `ponto-bank-sync-dev-${name}`);
    const stage = await aStage({
      schedules: Object.fromEntries([...names, ...parts, ...others].map((name) => [name, aSchedule])),
    });

    await stage.stop();

    const off = [...stage.schedules].filter(([, { State }]) => State === 'DISABLED').map(([name]) => name);
    expect(off.toSorted()).toEqual([...names, ...parts].toSorted());
  });

  it('tells what it would do, and does nothing, until it is told yes', async () => {
    const stage = await aStage();

    const { isWell, said } = await stage.stop(false);

    expect([isWell, stage.changes]).toEqual([true, []]);
    expect(said.at(-1)).toBe(`${names.length + 2} would be turned off. Do it with: npm run ops -- stop --yes`);
  });

  it('changes nothing the second time, and goes on as it was', async () => {
    const stage = await aStage();
    await stage.stop();
    stage.changes.splice(0);

    const again = await stage.stop();
    const changed = [...stage.changes];
    const going = await stage.go();

    expect([again.isWell, changed]).toEqual([true, []]);
    expect(going.isWell).toBe(true);
    expect(stage.changes).toHaveLength(names.length + 2);
    expect(stage.schedules.get(names[0] ?? '')).toEqual({ ...aSchedule, GroupName: 'default' });
  });

  it('turns what it can, and says of what is missing or changing that it was not turned', async () => {
    const stage = await aStage({
      schedules: Object.fromEntries(names.slice(1).map((name) => [name, aSchedule])),
      mappings: [aMapping('work'), aMapping('urgent-work', 'Updating')],
    });

    const { isWell, text } = await stage.stop();

    expect(isWell).toBe(false);
    expect(stage.changes).toEqual([...names.slice(1).map((name) => `${name} DISABLED`), 'uuid-of-work false']);
    expect(text).toContain(`MISSING   schedule ${names[0]}`);
    expect(text).toContain('changing  queue    ponto-bank-sync-dev-urgent-work');
  });

  it('shows the release, what is off, and which alarms are on', async () => {
    const alarm = (name: string) => ({
      AlarmName: `PontoBankSync-dev-Application-${name}`,
      StateValue: 'ALARM',
      StateUpdatedTimestamp: Date.parse('2026-11-24T08:00:00Z') / 1000,
    });
    const sick = await aStage({
      mappings: [aMapping('work'), aMapping('urgent-work', 'Disabled')],
      alarms: { CompositeAlarms: [alarm('ApiDown0001')], MetricAlarms: [alarm('FeedAlarmsNoSyncRun0002')] },
      tags: { release: '0.1.0+6aee1b3f2a10' },
    });
    const well = await aStage();

    const told = await sick.status();

    expect(told.isWell).toBe(false);
    expect(told.said[0]).toBe('release 0.1.0+6aee1b3f2a10, deployed 2026-11-24T08:00:00.000+0000');
    expect(told.text).toContain('OFF       queue    ponto-bank-sync-dev-urgent-work');
    expect(told.said.slice(-2)).toEqual([
      'ALARM     ApiDown0001 since 2026-11-24T08:00:00.000Z',
      'ALARM     FeedAlarmsNoSyncRun0002 since 2026-11-24T08:00:00.000Z',
    ]);
    expect((await well.status()).isWell).toBe(true);
  });
});
