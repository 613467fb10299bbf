import { STATUS_CODES } from 'node:http';
import { docsPaths } from '../../contracts/docsPaths.ts';
import { problemStatuses, type Problem, type ProblemCode } from '../../contracts/http/problems.ts';
import type { Language } from '../../domain/mail/language.ts';
import { defined } from '../../language/defined.ts';
import { ruleText } from '../../presentation/rules.ts';
import { actionFor, problemDetail, type ProblemValues } from '../../presentation/problems.ts';
import { headerOf, readerOf, type ApiEvent } from './apiEvent.ts';
import type { BrokenRule } from './memberErrors.ts';

/** An answer before it is written for the gateway. */
export interface Answer {
  readonly status: number;
  readonly contentType: string;
  /** Text; empty for an answer without content. */
  readonly body: string;
  /** The body is bytes in Base64. */
  readonly isBase64Encoded?: true;
  readonly headers?: Readonly<Record<string, string>>;
  /** Set when the answer is a problem: its words wait until the language of the reader is known. */
  readonly problem?: { readonly code: ProblemCode } & Pick<ProblemExtras, 'errors' | 'values'>;
  /** The language that the text is in; missing where it has none, or none that we know. */
  readonly language?: Language;
}

/** An answer in the form that API Gateway takes. */
export interface HttpResult {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly isBase64Encoded?: true;
}

export const jsonType = 'application/json';
export const problemType = 'application/problem+json';

/** Lambda hands over 6 MB of JSON at most, in which the body is a text: every quotation mark in it takes one more byte. */
const maxAnswerBytes = 5_000_000;

/** Lists of an answer have an end, so that one that is too long all the same is a fault of ours. */
export class AnswerTooLong extends Error {
  constructor() {
    super('an answer is longer than 5 MB');
    this.name = 'AnswerTooLong';
  }
}

/** @throws AnswerTooLong for a body that no caller would get */
export const json = (status: number, body: unknown): Answer => {
  const text = JSON.stringify(body);
  if (Buffer.byteLength(text) > maxAnswerBytes) throw new AnswerTooLong();
  return { status, contentType: jsonType, body: text };
};

export const noContent: Answer = { status: 204, contentType: jsonType, body: '' };

/** What is wrong with a member of a request: a rule, whose words wait for the language of the reader, or words. */
export type MemberError = BrokenRule | { readonly path: string; readonly message: string };

const wordsOf = (language: Language, error: MemberError): string =>
  'rule' in error ? ruleText(language, error.rule, error.values) : error.message;

export interface ProblemExtras {
  readonly errors?: readonly MemberError[];
  /** What its sentence names. */
  readonly values?: ProblemValues;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A problem of the catalogue. Its words come from there alone, never from an error that was caught. */
export const problem = (code: ProblemCode, { errors, values, headers }: ProblemExtras = {}): Answer => ({
  status: problemStatuses[code],
  contentType: problemType,
  body: '',
  problem: { code, ...defined({ errors, values }) },
  ...defined({ headers }),
});

/** What a refusal says in a language (RFC 9457); undefined of a good answer. */
export const problemBody = (
  { status, problem: told }: Answer,
  language: Language,
  requestId?: string,
): Problem | undefined =>
  told && {
    type: `${docsPaths.problems}/${told.code}`,
    title: STATUS_CODES[status] ?? 'Error',
    status,
    code: told.code,
    detail: problemDetail(language, told.code, told.values),
    errors: told.errors?.map((error) => ({ path: error.path, message: wordsOf(language, error) })),
    action: actionFor(language, told.code),
    requestId,
  };

/** The answer as it is read: a problem gets its words. */
export const inLanguage = (answer: Answer, language: Language, requestId?: string): Answer =>
  answer.problem === undefined || answer.body !== ''
    ? answer
    : { ...answer, body: JSON.stringify(problemBody(answer, language, requestId)), language };

/** The id that the gateway has given the request: its log has it, and so has ours. */
export const requestIdHeader = 'x-request-id';

/** Bank data is kept by no cache, and no browser guesses another type than the one that is said. */
const everyAnswer = { 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' };

/** A year. Names below ours may be somebody else's, so that nothing is said of them. */
const keepToHttps = { 'strict-transport-security': 'max-age=31536000' };

/** The gateway is reached by HTTPS alone and says so; only the local one says `http`, where the header has no place. */
const cameByHttp = (event: Pick<ApiEvent, 'headers'>): boolean => headerOf(event, 'x-forwarded-proto') === 'http';

/**
 * Always whole: an answer without status or headers would become a 200 or a 500 of the gateway's own.
 *
 * @see https://www.rfc-editor.org/rfc/rfc6797#section-7.2
 */
export const toResult = (answer: Answer, event: Pick<ApiEvent, 'headers' | 'requestContext'>): HttpResult => {
  const { requestId } = event.requestContext;
  const spoken = inLanguage(answer, readerOf(event), requestId);
  const { status, contentType, body, headers, language, isBase64Encoded } = spoken;
  return {
    statusCode: status,
    headers: {
      ...everyAnswer,
      ...(requestId !== undefined && { [requestIdHeader]: requestId }),
      ...(!cameByHttp(event) && keepToHttps),
      ...(body !== '' && { 'content-type': contentType }),
      ...(body !== '' && language !== undefined && { 'content-language': language, vary: 'accept-language' }),
      ...headers,
    },
    body,
    ...(isBase64Encoded && { isBase64Encoded }),
  };
};

/** A request that is refused at the edge, before any use case. Only this becomes a 4xx; other errors are ours. */
export class RequestProblem extends Error {
  readonly code: ProblemCode;
  readonly extras: ProblemExtras;

  constructor(code: ProblemCode, extras: ProblemExtras = {}) {
    super(code);
    this.name = 'RequestProblem';
    this.code = code;
    this.extras = extras;
  }
}
