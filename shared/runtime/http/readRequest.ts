import * as z from 'zod';
import { noBody } from '../../contracts/http/operations.ts';
import { headerOf, type ApiEvent } from './apiEvent.ts';
import { RequestProblem } from './answer.ts';
import { memberErrors, pathOf, type BrokenRule } from './memberErrors.ts';

const maxBytes = 256 * 1024;
const jsonMediaType = /^application\/json\s*(;|$)/i;

/** @throws RequestProblem when the body is too large, of another type, no JSON, or does not fit the schema */
export const readBody = <S extends z.ZodType>(schema: S, event: ApiEvent): z.output<S> =>
  validate(schema, schema === noBodySchema() ? undefined : jsonOf(event));

const noBodySchema: () => z.ZodType = noBody;

const jsonOf = (event: ApiEvent): unknown => {
  const text = textOf(event);
  if (text === '') return undefined;
  const encoded = headerOf(event, 'content-encoding') ?? 'identity';
  if (!jsonMediaType.test(headerOf(event, 'content-type') ?? '') || encoded.toLowerCase() !== 'identity') {
    throw new RequestProblem('unsupported_media_type');
  }
  try {
    return JSON.parse(text, escapesSurrogate.test(text) ? refuseHalfCharacters : undefined);
  } catch {
    // The error quotes the body, so that it goes no further.
    throw new RequestProblem('malformed_json');
  }
};

/** Half of a surrogate pair is in no text but one that escapes it. */
const escapesSurrogate = /\\u[dD][89a-fA-F]/;

/** It is in no key of the table, and UTF-8 cannot write it (RFC 8259, section 8.2; RFC 7493, section 2.1). */
const refuseHalfCharacters = (name: string, value: unknown): unknown => {
  if (!name.isWellFormed() || (typeof value === 'string' && !value.isWellFormed())) throw new SyntaxError();
  return value;
};

/** API Gateway hands over bodies of types that it takes for binary in Base64, whatever they are. */
const textOf = ({ body = '', isBase64Encoded }: ApiEvent): string => {
  const bytes = Buffer.from(body, isBase64Encoded === true ? 'base64' : 'utf8');
  if (bytes.byteLength > maxBytes) throw new RequestProblem('body_too_large');
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new RequestProblem('malformed_json');
  }
};

/**
 * Reads the query from the raw string: the gateway's own map joins repeated parameters with commas, which would turn a
 * mistake into a value.
 */
export const readQuery = <S extends z.ZodObject>(schema: S, { rawQueryString = '' }: ApiEvent): z.output<S> => {
  const given: Record<string, string[]> = {};
  for (const [name, value] of new URLSearchParams(rawQueryString)) (given[name] ??= []).push(value);
  const twice = Object.keys(given).filter((name) => given[name]?.length !== 1 && !isList(schema.shape[name]));
  if (twice.length > 0) {
    throw invalidRequest(twice.map((name) => ({ path: pathOf([name]), rule: 'given_twice' })));
  }
  const read = Object.entries(given).map(([name, values]) => [name, isList(schema.shape[name]) ? values : values[0]]);
  return validate(schema, Object.fromEntries(read));
};

/** A parameter that may be given more than once. */
const isList = (schema: z.core.$ZodType | undefined): boolean =>
  schema instanceof z.ZodArray || (schema instanceof z.ZodDefault && isList(schema.unwrap()));

/** Enough to mend a request; a hostile one with thousands of faults gets no longer answer. */
const maxErrors = 20;

/** @throws RequestProblem `invalid_request` naming every member that does not fit, never its value */
export const validate = <S extends z.ZodType>(schema: S, value: unknown): z.output<S> => {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw invalidRequest(memberErrors(parsed.error.issues, value));
};

export const invalidRequest = (errors: readonly BrokenRule[]): RequestProblem =>
  new RequestProblem('invalid_request', { errors: errors.slice(0, maxErrors) });
