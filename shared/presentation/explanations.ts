import type { Instant } from '../domain/calendar/calendarDate.ts';
import type { KeptRefusal } from '../domain/ledger/refusedLine.ts';
import type { Absence, KnownCode } from '../domain/ledger/whereIsPayment.ts';
import type { Language } from '../domain/mail/language.ts';
import { createCatalogue } from './catalogue.ts';
import { healthMessage } from './health.ts';
import de from './messages/de/explanations.json' with { type: 'json' };
import en from './messages/en/explanations.json' with { type: 'json' };
import es from './messages/es/explanations.json' with { type: 'json' };
import fr from './messages/fr/explanations.json' with { type: 'json' };
import nl from './messages/nl/explanations.json' with { type: 'json' };

export const explanationMessages = createCatalogue(
  { en, fr, nl, de, es },
  {
    before_import_from: { startsOn: 'day' },
    authorization_gap: { reached: 'text', blocked: 'text' },
    run_failed: { failure: 'text', read: 'text' },
    read_at: { at: 'moment' },
    line_refused: { lines: 'number' },
    not_at_bank: { completeUpTo: 'day' },
    not_at_ponto: { at: 'moment', reached: 'text' },
    reached_at: { at: 'moment' },
  },
);
const { text } = explanationMessages;

/** What a person reads, and what they can do next. */
export interface Explanation {
  readonly message: string;
  readonly nextStep: string;
}

/** What became of a payment that the books know, or why it may be missing. */
export const explainReason = (language: Language, reason: { readonly code: KnownCode } | Absence): Explanation =>
  reason.code === 'not_read_yet'
    ? unread(language, reason)
    : { message: messageOf(language, reason), nextStep: text(language, `${reason.code}_next`) };

/** Why a line cannot be booked. */
export const explainRefusal = (language: Language, reason: KeptRefusal['reason']): Explanation => ({
  message: text(language, `refused_${reason}`),
  nextStep: text(language, 'refused_next'),
});

const messageOf = (
  language: Language,
  reason: { readonly code: KnownCode } | Exclude<Absence, { readonly code: 'not_read_yet' }>,
): string => {
  switch (reason.code) {
    case 'before_import_from':
      return text(language, reason.code, { startsOn: reason.startsOn });
    case 'authorization_gap': {
      const blocked = healthMessage(language, reason.blocked);
      return text(language, reason.code, { reached: reached(language, reason.bankReachedAt), blocked });
    }
    case 'line_refused':
      return text(language, reason.code, { lines: reason.lines });
    case 'not_at_bank':
      return text(language, reason.code, { completeUpTo: reason.completeUpTo });
    case 'not_at_ponto':
      return text(language, reason.code, {
        at: reason.readAt,
        reached: reached(language, reason.bankReachedAt),
      });
    default:
      return text(language, reason.code);
  }
};

const unread = (
  language: Language,
  { underWay, failed, readAt }: Extract<Absence, { readonly code: 'not_read_yet' }>,
): Explanation => {
  if (underWay) return { message: text(language, 'being_read'), nextStep: text(language, 'being_read_next') };
  const read = readAt === undefined ? text(language, 'not_read_yet') : text(language, 'read_at', { at: readAt });
  if (!failed) return { message: read, nextStep: text(language, 'not_read_yet_next') };
  const message = text(language, 'run_failed', { failure: healthMessage(language, failed), read });
  return { message, nextStep: text(language, 'run_failed_next') };
};

const reached = (language: Language, at: Instant | undefined): string =>
  at === undefined ? '' : text(language, 'reached_at', { at });
