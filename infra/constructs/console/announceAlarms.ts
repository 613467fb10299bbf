import type { IAlarm } from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import { CompositeImpactAlarm } from '../compositeAlarm.ts';
import { AnnouncedAlarm, type AlarmDesk, type Impact, type Severity } from '../impactAlarm.ts';

interface Composite extends Impact {
  readonly severity: Severity;
  readonly when: 'all' | 'any';
  /** Paths of alarms below the stack. */
  readonly of: readonly string[];
}

/** What no single sign proves, and what several signs would tell twice. Each costs as much as five alarms. */
const composites: Readonly<Record<string, Composite>> = {
  ApiDown: {
    severity: 'page',
    when: 'any',
    of: ['HealthWatch/Fails', 'Http/ServerErrorRate'],
    errorImpact: 'Nobody gets at the API or the pages, or one request in twenty and more fails: every tenant is hurt.',
    runbook: 'api-errors.md#the-api-is-down',
  },
  ScheduledRunLost: {
    severity: 'page',
    when: 'all',
    of: ['ScheduleDeadLetters/NotEmpty', 'SyncDispatch/Errors'],
    errorImpact: 'A scheduled run is given up: every account of its frequency is late.',
    runbook: 'schedules.md#dead-letters',
  },
};

/**
 * Makes the composite alarms of a complete stack, and tells the desk to every alarm in it.
 *
 * @returns every alarm, the composite ones first
 */
export const announceAlarms = (stack: Construct, desk: AlarmDesk): readonly IAlarm[] => {
  const single = alarmsBelow(stack);
  const named = new Map(single.map((alarm) => [alarm.node.path.slice(stack.node.path.length + 1), alarm]));
  const alarmAt = (path: string): AnnouncedAlarm => {
    const found = named.get(path);
    if (!found) throw new Error(`there is no alarm ${path}`);
    return found;
  };
  const over = Object.entries(composites).map(
    ([name, { of, ...props }]) => new CompositeImpactAlarm(stack, name, { ...props, of: of.map(alarmAt) }),
  );
  const all = [...over, ...single];
  for (const each of all) each.announceAt(desk);
  return all.map(({ alarm }) => alarm);
};

const alarmsBelow = (stack: Construct): readonly AnnouncedAlarm[] =>
  stack.node.findAll().filter((construct) => construct instanceof AnnouncedAlarm);
