import type { Instant } from '../../domain/calendar/calendarDate.ts';
import type { Language } from '../../domain/mail/language.ts';
import type { Frame } from './layout.ts';

/** To whom a page is shown, and when. */
export interface Shown {
  readonly language: Language;
  readonly frame: Frame;
  readonly now: Instant;
  /** Proof that a form is ours. */
  readonly formToken: string;
  /** Another value for each form of a page. */
  readonly newOnce: () => string;
}
