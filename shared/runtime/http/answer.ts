import { STATUS_CODES } from 'node:http';
import { problemCatalogue, type Problem, type ProblemCode } from '../../contracts/http/problems.ts';
import { actionFor } from './actionFor.ts';

/** An answer before it is written for the gateway. */
export interface Answer {
  readonly status: number;
  readonly contentType: string;
  /** Text; empty for an answer without content. */
  readonly body: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Set when the answer is a problem. */
  readonly problem?: ProblemCode;
}

/** An answer in the form that API Gateway takes. */
export interface HttpResult {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export const jsonType = 'application/json';
export const problemType = 'application/problem+json';

export const json = (status: number, body: unknown): Answer => ({
  status,
  contentType: jsonType,
  body: JSON.stringify(body),
});

export const noContent: Answer = { status: 204, contentType: jsonType, body: '' };

export interface ProblemExtras {
  readonly errors?: Problem['errors'];
  readonly headers?: Readonly<Record<string, string>>;
}

/** A problem of the catalogue (RFC 9457). Its sentence comes from there alone, never from an error that was caught. */
export const problem = (code: ProblemCode, { errors, headers }: ProblemExtras = {}): Answer => {
  const { status, detail } = problemCatalogue[code];
  const body: Problem = {
    type: 'about:blank',
    title: STATUS_CODES[status] ?? 'Error',
    status,
    code,
    detail,
    errors,
    action: actionFor(code),
  };
  return {
    status,
    contentType: problemType,
    body: JSON.stringify(body),
    problem: code,
    ...(headers && { headers }),
  };
};

/** Bank data is kept by no cache, and no browser guesses another type than the one that is said. */
const everyAnswer = { 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' };

/** Always whole: an answer without status or headers would become a 200 or a 500 of the gateway's own. */
export const toResult = ({ status, contentType, body, headers }: Answer): HttpResult => ({
  statusCode: status,
  headers: { ...everyAnswer, ...(body !== '' && { 'content-type': contentType }), ...headers },
  body,
});
