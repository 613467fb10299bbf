import * as z from 'zod';
import { type Goal, maxDays, type NotPassed, type Passed } from '../passTime.ts';
import type { Call } from './call.ts';
import { bodyAs, json, Refused } from './refusal.ts';

export interface ClockDeps {
  /** What the clock shows. */
  readonly now: () => number;
  /** Lets time pass, and tells which schedules have fired meanwhile. */
  readonly passTime: (goal: Goal, gone: AbortSignal) => Promise<Passed | NotPassed>;
}

/** Days, hours and minutes of ISO 8601: what every day has as many of. */
const duration = z.string().regex(/^P(?=.)(\d{1,3}D)?(T(?=.)(\d{1,4}H)?(\d{1,5}M)?)?$/, 'must look like P1D or PT6H');
const clockRequest = z
  .strictObject({
    advance: duration.optional(),
    set: z.iso.datetime('must look like 2026-03-10T07:40:00Z').optional(),
  })
  .refine(({ advance, set }) => (advance === undefined) !== (set === undefined), 'must have advance or set');

const millisecondsOf = (text: string): number => {
  const [, days = '0', , hours = '0', minutes = '0'] = /^P(?:(\d+)D)?(T(?:(\d+)H)?(?:(\d+)M)?)?$/.exec(text) ?? [];
  return ((Number(days) * 24 + Number(hours)) * 60 + Number(minutes)) * 60_000;
};

/** The one clock of product and sandbox: what it shows, and letting time pass. */
export const makeClockCalls = ({ now, passTime }: ClockDeps): Readonly<Record<string, Call>> => ({
  'GET /local/clock': () => json(200, { now: new Date(now()).toISOString() }),
  'POST /local/clock': async (request, gone) => {
    const { advance = 'PT0M', set } = await bodyAs(request, clockRequest);
    const goal: Goal = (from) => new Date(set ?? from + millisecondsOf(advance));
    const passed = await passTime(goal, gone);
    if (passed === 'past') throw new Refused('invalid_request', [{ path: 'set', message: 'must not be past' }]);
    if (passed === 'too_far') {
      throw new Refused('invalid_request', [{ path: '', message: `must be at most ${maxDays} days ahead` }]);
    }
    return json(200, passed);
  },
});
