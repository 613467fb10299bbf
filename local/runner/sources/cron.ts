import { Cron } from 'croner';

/**
 * Tells whether a `cron(...)` expression of EventBridge Scheduler names a minute.
 *
 * @throws Error for `rate` and `at`, and for what is no expression
 * @see https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html#cron-based
 */
export const makeCron = (expression: string, timeZone: string): ((at: Date) => boolean) => {
  const fields = /^cron\((.*)\)$/.exec(expression)?.[1]?.trim().split(/\s+/) ?? [];
  if (fields.length !== 6) throw new Error(`the schedule expression ${expression} is not run locally`);
  // EventBridge counts the days of the week from Sunday as 1 and has no seconds; where it names both days, both must hold.
  const cron = new Cron(`0 ${fields.join(' ')}`, {
    timezone: timeZone,
    alternativeWeekdays: true,
    domAndDow: true,
    sloppyRanges: true,
    paused: true,
  });
  return (at) => cron.match(new Date(Math.floor(at.getTime() / 60_000) * 60_000));
};
