import { makeTurns } from '../../shared/language/takeTurns.ts';
import type { Scheduler } from './sources/scheduler.ts';

/** Longer takes minutes: whoever wants a year asks several times. */
export const maxDays = 62;
const dayMs = 86_400_000;
const minuteMs = 60_000;

export interface PassTimeDeps {
  readonly now: () => number;
  readonly scheduler: Pick<Scheduler, 'dueBetween' | 'fire' | 'withoutTicks'>;
  /** Moves the clock, and has all that lives by it live through the time. */
  readonly moveTo: (at: Date, gone: AbortSignal) => Promise<void>;
  readonly idle: (gone: AbortSignal) => Promise<void>;
  /** When the next work is due that waits for the clock; undefined where none does. */
  readonly nextDue: () => number | undefined;
}

export interface Passed {
  /** What the clock shows now. */
  readonly now: string;
  /** The schedules that have fired, in their order. */
  readonly ran: readonly { readonly schedule: string; readonly at: string; readonly outcome: 'done' | 'failed' }[];
}

/** Why the clock was not moved. */
export type NotPassed = 'past' | 'too_far';

/** Where the clock is to go, from what it shows (milliseconds since 1970) when the turn of the caller has come. */
export type Goal = (now: number) => Date;

/**
 * Lets time pass: the schedules that lie in between fire, each at its own time and one after the other, and the work of one
 * is done before the next. Whoever asks meanwhile waits: two at once would each fire what both pass.
 *
 * @param skipUntil what falls due before is left out, as if the service had stood still so long
 */
export const makePassTime = ({ now, scheduler, moveTo, idle, nextDue }: PassTimeDeps) => {
  const pass = async (goal: Goal, gone: AbortSignal, skipUntil?: Date): Promise<Passed | NotPassed> => {
    const to = goal(now());
    /** To the full minute: what is due within one comes together. */
    const workUntil = async (until: number): Promise<void> => {
      for (let due = nextDue(); due !== undefined && due <= until && !gone.aborted; due = nextDue()) {
        const at = Math.max(now(), Math.min(until, Math.ceil(due / minuteMs) * minuteMs));
        await moveTo(new Date(at), gone);
        await idle(gone);
      }
    };
    if (to.getTime() < now()) return 'past';
    if (skipUntil && skipUntil < to) await moveTo(skipUntil, gone);
    const from = now();
    if (to.getTime() - from > maxDays * dayMs) return 'too_far';
    const ran: Passed['ran'][number][] = [];
    const firstMinute = Math.floor(from / minuteMs) * minuteMs + minuteMs;
    for (const { name, at } of scheduler.dueBetween(new Date(firstMinute), to)) {
      if (gone.aborted) break;
      await workUntil(at.getTime());
      await moveTo(at, gone);
      const answer = await scheduler.fire(name, at);
      const failed = answer === 'unknown-schedule' || answer.kind === 'failed';
      ran.push({ schedule: name, at: at.toISOString(), outcome: failed ? 'failed' : 'done' });
      await idle(gone);
    }
    if (!gone.aborted) {
      await workUntil(to.getTime());
      await moveTo(to, gone);
    }
    return { now: new Date(now()).toISOString(), ran };
  };
  const inTurn = makeTurns();
  return (goal: Goal, gone: AbortSignal, skipUntil?: Date): Promise<Passed | NotPassed> =>
    inTurn(() => scheduler.withoutTicks(() => pass(goal, gone, skipUntil)));
};
