import type { Expected, Revision } from '../../domain/revision.ts';
import type { Answer } from './answer.ts';
import { headerOf, type ApiEvent } from './apiEvent.ts';
import { invalidRequest } from './readRequest.ts';

/** The answer with the state of what can be edited as its tag. What changes by itself, such as a balance, is not in it. */
export const withRevision = (answer: Answer, revision: Revision = 0): Answer => ({
  ...answer,
  headers: { ...answer.headers, etag: `"${revision}"` },
});

const tagShape = /^"(\d{1,15})"$/;
/**
 * How `If-Match` is written (RFC 9110, sections 8.8.3 and 13.1.1): tags in quotes, or `*`. What is no tag is refused: without its
 * quotes, a caller that reads again and tries again would be refused for ever.
 */
export const entityTags = '^(\\*|(W/)?"[!#-~]*"( *, *(W/)?"[!#-~]*")*)$';
const tagList = new RegExp(entityTags);
/** Nothing is ever at it. */
const noRevision = -1;

/**
 * The states that an edit is meant for (`If-Match`). A weak tag, and one that we never gave out, is none of them.
 *
 * @throws RequestProblem `invalid_request` for what is no tag
 * @see https://www.rfc-editor.org/rfc/rfc9110#section-13.1.1
 */
export const expectedBy = (event: Pick<ApiEvent, 'headers'>): Expected => {
  const header = headerOf(event, 'if-match')?.trim();
  if (header === undefined || header === '*') return undefined;
  if (!tagList.test(header)) throw invalidRequest([{ path: 'If-Match', rule: 'etag' }]);
  return header.split(',').map((tag) => Number(tagShape.exec(tag.trim())?.[1] ?? noRevision));
};
