interface Field {
  readonly min: number;
  readonly max: number;
  readonly names?: readonly string[];
}

const fields: readonly Field[] = [
  { min: 0, max: 59 },
  { min: 0, max: 23 },
  { min: 1, max: 31 },
  { min: 1, max: 12, names: ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'] },
  { min: 1, max: 7, names: ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'] },
  { min: 1970, max: 2199 },
];

/** A moment as a clock on the wall shows it: minute, hour, day, month, day of the week (1 is Sunday), year. */
type WallClock = readonly number[];

const valueOf = (text: string, field: Field): number => {
  const named = field.names?.indexOf(text.toUpperCase()) ?? -1;
  const value = named >= 0 ? named + field.min : Number(text);
  if (!Number.isInteger(value) || value < field.min || value > field.max)
    throw new Error(`cron: unknown value ${text}`);
  return value;
};

const valuesOf = (text: string, field: Field): ReadonlySet<number> => {
  const values = new Set<number>();
  for (const item of text.split(',')) {
    const [range = '', step = '1'] = item.split('/');
    const [first = '', last] =
      range === '*' || range === '?' ? [String(field.min), String(field.max)] : range.split('-');
    const from = valueOf(first, field);
    const to = last === undefined ? (item.includes('/') ? field.max : from) : valueOf(last, field);
    for (let value = from; value <= to; value += Number(step)) values.add(value);
  }
  return values;
};

const wallClockIn = (timeZone: string) => {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
  });
  return (at: Date): WallClock => {
    const parts = new Map(format.formatToParts(at).map(({ type, value }) => [type, Number(value)]));
    const [year = 0, month = 0, day = 0] = [parts.get('year'), parts.get('month'), parts.get('day')];
    const weekday = new Date(Date.UTC(year, month - 1, day)).getUTCDay() + 1;
    return [parts.get('minute') ?? 0, parts.get('hour') ?? 0, day, month, weekday, year];
  };
};

/**
 * Tells whether a `cron(...)` expression of EventBridge Scheduler names a minute.
 *
 * @throws Error for what it does not know (`rate`, `at`, `L`, `W`, `#`)
 * @see https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html#cron-based
 */
export const makeCron = (expression: string, timeZone: string): ((at: Date) => boolean) => {
  const texts = /^cron\((.*)\)$/.exec(expression)?.[1]?.trim().split(/\s+/) ?? [];
  if (texts.length !== fields.length) throw new Error(`the schedule expression ${expression} is not run locally`);
  const allowed = fields.map((field, index) => valuesOf(texts[index] ?? '', field));
  const wallClock = wallClockIn(timeZone);
  return (at) => wallClock(at).every((value, index) => allowed[index]?.has(value));
};
