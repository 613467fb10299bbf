import { problem as problemSchema } from '../../../shared/contracts/http/problems.ts';
import type { Html } from '../../../shared/presentation/pages/layout.ts';
import type { ProblemPlace } from '../../../shared/presentation/pages/problemNext.ts';
import type { Answer } from '../../../shared/runtime/http/answer.ts';
import { problemAnswer } from '../problemAnswer.ts';
import type { PageContext } from '../visit.ts';

/** A form that came back, with what was typed. */
export const refused = (c: PageContext, page: Html): Response | Promise<Response> => c.html(page, 422);

/** A file of the API as the browser saves it; a problem is told on a page. */
export const fileAnswer = (
  c: PageContext,
  answer: Answer,
  place: Omit<ProblemPlace, 'language'>,
): Response | Promise<Response> => {
  if (answer.problem) return problemAnswer(c, problemSchema().parse(JSON.parse(answer.body)), place);
  const bytes = Uint8Array.from(Buffer.from(answer.body, answer.isBase64Encoded ? 'base64' : 'utf8'));
  return c.body(bytes, 200, { ...answer.headers, 'content-type': answer.contentType });
};
