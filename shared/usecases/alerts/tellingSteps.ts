import type { Ending } from '../../domain/alerts/ending.ts';
import { turnOf, type Step, type Telling } from '../../domain/alerts/telling.ts';
import type { TellingRef, Tellings } from '../../ports/expiry.ts';
import type { MailOutcome } from '../../ports/mail.ts';

/** A telling that this worker alone has begun. */
export interface BegunTelling {
  readonly ref: TellingRef;
  readonly telling: Telling;
}

interface ToTell {
  readonly ref: TellingRef;
  readonly ending: Ending;
  readonly step: Step;
  readonly now: string;
}

/**
 * Begins a telling by a conditional write before the mail goes: two workers cannot both send it, and what a crash leaves
 * open the next run finds (see `turnOf`).
 *
 * @returns undefined when it was told before
 */
export const beginTelling = async (
  tellings: Tellings,
  { ref, ending, step, now }: ToTell,
): Promise<BegunTelling | 'busy' | undefined> => {
  const seen = await tellings.get(ref);
  const turn = turnOf(ending, step, seen, now);
  if (turn.kind === 'told') return undefined;
  if (turn.kind === 'busy') return 'busy';
  const written = await tellings.put(ref, turn.telling, seen);
  return written === 'written' ? { ref, telling: turn.telling } : 'busy';
};

/** A mail that was refused was no attempt: a later run tries it as if for the first time. */
export const noteTelling = async (
  tellings: Tellings,
  { ref, telling }: BegunTelling,
  sent: MailOutcome,
): Promise<void> => {
  const noted: Telling =
    sent.kind === 'sent'
      ? { ...telling, state: 'done' }
      : { ...telling, state: 'refused', attempts: telling.attempts - 1 };
  await tellings.put(ref, noted, telling);
};
