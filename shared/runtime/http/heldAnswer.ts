import type { Answer } from './answer.ts';
import { headerOf, type ApiEvent } from './apiEvent.ts';

const opaque = (tag: string): string => tag.trim().replace(/^W\//, '');

/** Tags are compared weakly: compressed or not, it is the same answer. */
const holds = (event: Pick<ApiEvent, 'headers'>, tag: string): boolean => {
  const header = headerOf(event, 'if-none-match')?.trim();
  return header === '*' || (header?.split(',').some((held) => opaque(held) === opaque(tag)) ?? false);
};

/**
 * The answer; to a caller who holds it already (`If-None-Match`), its headers alone and a 304.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9110#section-13.1.2
 */
export const unlessHeldBy =
  (event: Pick<ApiEvent, 'headers'>) =>
  (answer: Answer): Answer => {
    const { 'content-encoding': _ofTheBody, ...headers } = answer.headers ?? {};
    const { etag } = headers;
    if (etag === undefined || !holds(event, etag)) return answer;
    return { status: 304, contentType: answer.contentType, body: '', headers };
  };
