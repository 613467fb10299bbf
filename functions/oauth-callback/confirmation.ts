import { confirmationPath } from '../../shared/contracts/confirmationPath.ts';
import type { Language } from '../../shared/domain/mail/language.ts';
import { confirmationWords, confirmedWords } from '../../shared/presentation/pages.ts';
import type { Answer } from '../../shared/runtime/http/answer.ts';
import { readerOf, type ApiEvent } from '../../shared/runtime/http/apiEvent.ts';
import type { Observers } from '../../shared/runtime/invocation.ts';
import { describeError } from '../../shared/runtime/log/describeError.ts';
import type { ConfirmationPage, QuestionNow } from '../../shared/usecases/mail/confirmationPage.ts';
import { pageAnswer } from './pageAnswer.ts';
import { formIn, single } from './parameters.ts';

export interface ConfirmationDeps extends Observers {
  readonly confirmationPage: ConfirmationPage;
}

const field = 'link';

/**
 * The page by which a reader confirms an address. Opening it shows one button and does nothing, because mail scanners open
 * links. It names nobody, whoever opens it.
 */
export const makeConfirmationRoutes =
  ({ confirmationPage, log, counters }: ConfirmationDeps) =>
  async (event: ApiEvent): Promise<Answer> => {
    const fallback = readerOf(event);
    const isPressed = event.requestContext.http.method === 'POST';
    const token = single(isPressed ? formIn(event) : new URLSearchParams(event.rawQueryString), field);
    try {
      const question = isPressed ? await confirmationPage.confirm(token) : await confirmationPage.show(token);
      if (isPressed) log.write('ADDRESS_CONFIRMED', { outcome: question.kind });
      return pageFor(token, question, question.kind === 'unknown' ? fallback : question.language);
    } catch (error) {
      log.write('INTERNAL_ERROR', { error: describeError(error) });
      counters.count('InternalErrors');
      return pageAnswer(500, { language: fallback, ...confirmedWords(fallback, 'unexpected') });
    }
  };

const pageFor = (token: string, { kind }: QuestionNow, language: Language): Answer => {
  if (kind !== 'open') {
    return pageAnswer(kind === 'unknown' ? 404 : 200, { language, ...confirmedWords(language, kind) });
  }
  const { button, ...words } = confirmationWords(language);
  const fields = [{ name: field, value: token }];
  return pageAnswer(200, { language, ...words, form: { action: confirmationPath, fields, button, mayLeadTo: [] } });
};
