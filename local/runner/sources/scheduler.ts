import type { WorkerAnswer } from '../lambda/protocol.ts';
import type { Schedule } from '../template/deployment.ts';
import { makeCron } from './cron.ts';
import type { HandOver } from './handOver.ts';

export interface SchedulerDeps {
  readonly schedules: readonly Schedule[];
  readonly handOver: HandOver;
  /**
   * Told of each that fires.
   *
   * @default nobody is
   */
  readonly onFire?: (name: string, at: Date) => void;
}

const minuteMs = 60_000;
const minuteOf = (at: Date): number => Math.floor(at.getTime() / minuteMs) * minuteMs;

/** As EventBridge writes it: no fraction where there is none. */
const eventTime = (at: Date): string => at.toISOString().replace('.000Z', 'Z');

export interface Scheduler {
  readonly names: readonly string[];
  /** Fires a schedule as if it were that time. */
  readonly fire: (name: string, at: Date) => Promise<WorkerAnswer | 'unknown-schedule'>;
  /** What falls due from one moment to another, both inclusive, in its order. */
  readonly dueBetween: (from: Date, to: Date) => readonly { readonly name: string; readonly at: Date }[];
  /** Fires what is due in the minute of `at`, unless it was fired for that minute already. */
  readonly tick: (at: Date) => Promise<void>;
  /** No tick fires meanwhile: whoever moves the clock fires what it passes, and nothing is to run twice. */
  readonly withoutTicks: <T>(work: () => Promise<T>) => Promise<T>;
}

/** EventBridge Scheduler: the template's expressions, zones, targets and inputs. */
export const makeScheduler = ({ schedules, handOver, onFire }: SchedulerDeps): Scheduler => {
  const timed = schedules
    .filter(({ enabled }) => enabled)
    .map((schedule) => ({ schedule, isDue: makeCron(schedule.expression, schedule.timeZone) }));
  /** The minute that each has last fired for, by whatever hand: no tick repeats it. */
  const firedFor = new Map<string, number>();
  let movers = 0;

  const deliver = async (schedule: Schedule, at: Date): Promise<WorkerAnswer> => {
    firedFor.set(schedule.name, minuteOf(at));
    onFire?.(schedule.name, at);
    const event: unknown = JSON.parse(schedule.input.replaceAll('<aws.scheduler.scheduled-time>', eventTime(at)));
    return await handOver({ functionName: schedule.functionName, event, deliveries: schedule.deliveries });
  };

  return {
    names: schedules.map(({ name }) => name),
    dueBetween: (from, to) => {
      const found: { name: string; at: Date }[] = [];
      for (let minute = Math.ceil(from.getTime() / minuteMs); minute * minuteMs <= to.getTime(); minute += 1) {
        const at = new Date(minute * minuteMs);
        for (const { schedule, isDue } of timed) if (isDue(at)) found.push({ name: schedule.name, at });
      }
      return found;
    },
    fire: async (name, at) => {
      const schedule = schedules.find((candidate) => candidate.name === name);
      return schedule ? await deliver(schedule, at) : 'unknown-schedule';
    },
    withoutTicks: async (work) => {
      movers += 1;
      try {
        return await work();
      } finally {
        movers -= 1;
      }
    },
    tick: async (at) => {
      if (movers > 0) return;
      const moment = new Date(minuteOf(at));
      const due = timed.filter(
        ({ schedule, isDue }) => firedFor.get(schedule.name) !== moment.getTime() && isDue(moment),
      );
      await Promise.all(due.map(({ schedule }) => deliver(schedule, moment)));
    },
  };
};
