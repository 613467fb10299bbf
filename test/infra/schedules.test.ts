import { cronOf } from '../../infra/constructs/schedules.ts';
import { scheduleEvent, schedules } from '../../shared/contracts/schedules.ts';
import { at, ofType, statementsByRole, synthesize } from './support.ts';

describe('the schedules', () => {
  const { resources } = synthesize('dev');
  const all = ofType(resources, 'AWS::Scheduler::Schedule').map(({ Properties }) => Properties);
  const canary = all.find(({ Name }) => Name === 'ponto-bank-sync-dev-health-canary');
  const found = all.filter((schedule) => schedule !== canary);
  const named = (name: string) => found.find(({ Name }) => Name === `ponto-bank-sync-dev-${name}`);

  it.each([
    ['every_6_hours', 'cron(40 2,8,14,20 * * ? *)'],
    ['every_12_hours', 'cron(40 8,20 * * ? *)'],
    ['daily', 'cron(40 8 * * ? *)'],
    ['weekly', 'cron(40 8 ? * MON *)'],
    ['monthly', 'cron(40 8 1 * ? *)'],
    ['expiry-alert', 'cron(0 7 * * ? *)'],
  ])('fire %s by the clock of Brussels', (name, expression) => {
    expect(named(name)).toMatchObject({
      ScheduleExpression: expression,
      ScheduleExpressionTimezone: 'Europe/Brussels',
    });
  });

  it('are those of the contract, and no more', () => {
    const names = found.map(({ Name }) => String(Name).replace('ponto-bank-sync-dev-', '')).sort();

    expect(names).toEqual([...Object.keys(schedules), 'expiry-alert'].sort());
  });

  it('tell the function its frequency and their own time', () => {
    const inputs = [...Object.keys(schedules), 'expiry-alert'].map((name) =>
      String(at(named(name), 'Target', 'Input')).replace('<aws.scheduler.scheduled-time>', '2026-11-24T07:40:00Z'),
    );

    const events = inputs.map((input) => scheduleEvent().parse(JSON.parse(input)));

    expect(events).toEqual(
      [...Object.keys(schedules), 'expiry-alert'].map((frequency) => ({ frequency, time: '2026-11-24T07:40:00Z' })),
    );
  });

  it('fire in parts where a setting says so, beside the schedules that were there', () => {
    const parted = ofType(synthesize('dev', { dispatchParts: '8' }).resources, 'AWS::Scheduler::Schedule');
    const daily = parted.filter(({ Properties }) => /-daily(-part-\d)?$/.test(String(Properties['Name'])));
    const events = daily.map(({ Properties }) => JSON.parse(String(at(Properties, 'Target', 'Input'))));

    expect(events.map(({ part }) => part)).toEqual(
      Array.from({ length: 8 }, (_, index) => ({ number: index + 1, of: 8 })),
    );
    expect(parted.filter(({ Properties }) => String(Properties['Name']).includes('expiry-alert'))).toHaveLength(1);
    expect(parted.map(({ id }) => id)).toEqual(
      expect.arrayContaining(ofType(resources, 'AWS::Scheduler::Schedule').map(({ id }) => id)),
    );
  });

  it('go to the dispatcher, and expiry alerts to their own function', () => {
    const targetOf = (name: string) =>
      at(resources.get(String(at(named(name), 'Target', 'Arn', 'Fn::GetAtt', 0)))?.Properties, 'FunctionName');

    expect(Object.keys(schedules).map(targetOf)).toEqual(
      Object.keys(schedules).map(() => 'ponto-bank-sync-dev-sync-dispatch'),
    );
    expect(targetOf('expiry-alert')).toBe('ponto-bank-sync-dev-expiry-alert');
  });

  it('try again for an hour and then leave the event where somebody sees it', () => {
    const lost = found.filter(
      (properties) =>
        at(properties, 'Target', 'RetryPolicy', 'MaximumEventAgeInSeconds') !== 3600 ||
        at(properties, 'Target', 'DeadLetterConfig', 'Arn') === undefined,
    );

    expect(lost).toEqual([]);
  });

  it('may call their function and keep what failed, and only from this account', () => {
    const roles = new Set(found.map((properties) => String(at(properties, 'Target', 'RoleArn', 'Fn::GetAtt', 0))));

    for (const role of roles) {
      const actions = statementsByRole(resources)
        .filter((statement) => statement.role === role)
        .flatMap(({ Action }) => Action);
      expect(actions).toEqual(['lambda:InvokeFunction', 'sqs:SendMessage']);
      expect(at(resources.get(role)?.Properties, 'AssumeRolePolicyDocument', 'Statement', 0, 'Condition')).toEqual({
        StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } },
      });
    }
    expect(roles.size).toBe(2);
  });

  it('wake the canary every minute and make up for no look, but on a laptop, where it is asked', () => {
    const enabled = (stage: 'dev' | 'local') =>
      ofType(synthesize(stage).resources, 'AWS::Scheduler::Schedule')
        .filter(({ Properties }) => Properties['State'] !== 'DISABLED')
        .map(({ Properties }) => String(Properties['Name']).replace(/^ponto-bank-sync-(dev|local)-/, ''));

    expect(canary).toMatchObject({
      ScheduleExpression: 'cron(* * * * ? *)',
      FlexibleTimeWindow: { Mode: 'OFF' },
      Target: { RetryPolicy: { MaximumRetryAttempts: 0 } },
    });
    expect(enabled('dev')).toContain('health-canary');
    expect(enabled('local').toSorted()).toEqual([...Object.keys(schedules), 'expiry-alert'].toSorted());
  });

  it('refuse a day of the week that does not exist', () => {
    expect(() => cronOf({ hours: [8], minute: 0, weekday: 8 })).toThrow('no day of the week');
  });
});
