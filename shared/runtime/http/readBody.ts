import type * as z from 'zod';
import { noBody } from '../../contracts/http/operations.ts';
import { headerOf, type ApiEvent } from './apiEvent.ts';
import { RequestProblem } from './requestProblem.ts';
import { validate } from './validate.ts';

const maxBytes = 256 * 1024;
const jsonMediaType = /^application\/json\s*(;|$)/i;

/** @throws RequestProblem when the body is too large, of another type, no JSON, or does not fit the schema */
export const readBody = <S extends z.ZodType>(schema: S, event: ApiEvent): z.output<S> =>
  validate(schema, schema === noBodySchema ? undefined : jsonOf(event));

const noBodySchema: z.ZodType = noBody;

const jsonOf = (event: ApiEvent): unknown => {
  const text = textOf(event);
  if (text === '') return undefined;
  const encoded = headerOf(event, 'content-encoding') ?? 'identity';
  if (!jsonMediaType.test(headerOf(event, 'content-type') ?? '') || encoded.toLowerCase() !== 'identity') {
    throw new RequestProblem('unsupported_media_type');
  }
  try {
    return JSON.parse(text);
  } catch {
    // The error quotes the body, so that it goes no further.
    throw new RequestProblem('malformed_json');
  }
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
