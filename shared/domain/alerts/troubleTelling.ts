import type { Instant } from '../calendar/calendarDate.ts';
import { againBy, type TellingState } from './telling.ts';

/** The last cause of one kind of trouble that one person was told. */
export interface TroubleTelling {
  readonly cause: string;
  readonly state: TellingState;
  readonly attempts: number;
  readonly run: Instant;
}

export type TroubleTurn =
  { readonly kind: 'told' } | { readonly kind: 'busy' } | { readonly kind: 'take'; readonly telling: TroubleTelling };

/** Whose turn it is to tell a cause: never twice for one. */
export const troubleTurnOf = (cause: string, known: TroubleTelling | undefined, run: Instant): TroubleTurn => {
  const attempts = known?.cause === cause ? againBy(known, run) : 1;
  if (attempts === 'told' || attempts === 'busy') return { kind: attempts };
  return { kind: 'take', telling: { cause, state: 'begun', attempts, run } };
};
