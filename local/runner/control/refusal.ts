import { STATUS_CODES, type IncomingMessage } from 'node:http';
import type * as z from 'zod';
import { problemStatuses, type ProblemCode } from '../../../shared/contracts/http/problems.ts';
import { negotiateLanguage } from '../../../shared/presentation/negotiateLanguage.ts';
import { problemDetail } from '../../../shared/presentation/problems.ts';
import { readBody } from '../../cloud/body.ts';
import { readAs, wordsOf, type WrongMember } from '../../cloud/readAs.ts';
import type { HttpAnswer } from '../http/gatewayResponse.ts';

/** Something that cannot be answered; its words wait until the language of the reader is known. */
export class Refused extends Error {
  readonly code: ProblemCode;
  readonly errors: readonly WrongMember[];

  constructor(code: ProblemCode, errors: readonly WrongMember[] = []) {
    super(code);
    this.code = code;
    this.errors = errors;
  }
}

/** Something that is not there, and what is: whoever calls by hand reads it off. */
export const notThere = (code: 'route_not_found' | 'not_found', path: string, known: readonly string[]): Refused =>
  new Refused(code, [{ path, message: `must be one of: ${known.join(', ')}` }]);

export const json = (status: number, body: unknown): HttpAnswer => ({
  status,
  headers: { 'content-type': 'application/json', 'cache-control': 'no-store' },
  body: JSON.stringify(body),
});

export const problem = (request: IncomingMessage, { code, errors }: Refused): HttpAnswer => {
  const status = problemStatuses[code];
  const language = negotiateLanguage(request.headers['accept-language']);
  const told = { title: STATUS_CODES[status] ?? 'Error', status, code, detail: problemDetail(language, code) };
  const wrong = errors.map((one) => ({ path: one.path, message: wordsOf(language, one) }));
  const { body } = json(status, { type: 'about:blank', ...told, ...(wrong.length > 0 && { errors: wrong }) });
  const headers = {
    'content-type': 'application/problem+json',
    'cache-control': 'no-store',
    'content-language': language,
    vary: 'accept-language',
  };
  return { status, headers, body };
};

const maxBodyBytes = 64 * 1024;

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    throw new Refused('malformed_json');
  }
};

/**
 * An empty body is an empty object: these calls are made by hand, too.
 *
 * @throws Refused naming every member that is wrong
 */
export const bodyAs = async <S extends z.ZodObject>(request: IncomingMessage, schema: S): Promise<z.output<S>> => {
  const body = await readBody(request, maxBodyBytes);
  if (!body) throw new Refused('body_too_large');
  const read = readAs(schema, body.length === 0 ? {} : parseJson(body.toString('utf8')));
  if (read.wrong) throw new Refused('invalid_request', read.wrong);
  return read.data;
};
