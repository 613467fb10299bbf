import { dayOf, defaultTimeZone } from '../../domain/calendar/calendarDate.ts';
import { isAnswered, isLinkOver } from '../../domain/mail/confirmation.ts';
import type { Language } from '../../domain/mail/language.ts';
import type { ScheduledChecks } from '../../ports/alerts.ts';
import type { Clock } from '../../ports/ambient.ts';
import type { AddressConfirmations, FoundQuestion } from '../../ports/mail.ts';

interface Deps {
  readonly confirmations: Pick<AddressConfirmations, 'find' | 'confirm'>;
  readonly checks: Pick<ScheduledChecks, 'put'>;
  readonly clock: Pick<Clock, 'now'>;
}

/** What the link of a question is worth now; `unknown`: made up, replaced by a later question, or too old. */
export type QuestionNow =
  { readonly kind: 'unknown' } | { readonly kind: 'open' | 'confirmed'; readonly language: Language };

/**
 * The page behind the link of a question. Looking at it changes nothing, because mail scanners look; only what the reader
 * presses on it confirms the address.
 */
export const makeConfirmationPage = ({ confirmations, checks, clock }: Deps) => {
  const open = async (token: string): Promise<FoundQuestion | undefined> => {
    const found = await confirmations.find(token);
    return found && !isLinkOver(found, clock.now()) ? found : undefined;
  };

  return {
    show: async (token: string): Promise<QuestionNow> => {
      const found = await open(token);
      if (!found) return { kind: 'unknown' };
      return { kind: isAnswered(found) ? 'confirmed' : 'open', language: found.language };
    },

    confirm: async (token: string): Promise<QuestionNow> => {
      const found = await open(token);
      if (!found) return { kind: 'unknown' };
      const { tenantId, connectionId, language } = found;
      const now = clock.now();
      // What was due meanwhile is told by the next run. First, so that a crash leaves a look for nothing and no silence.
      if (!isAnswered(found)) await checks.put(dayOf(now, defaultTimeZone), { tenantId, connectionId });
      await confirmations.confirm(token, now);
      return { kind: 'confirmed', language };
    },
  };
};

export type ConfirmationPage = ReturnType<typeof makeConfirmationPage>;
