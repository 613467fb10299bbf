import { gzipSync } from 'node:zlib';
import type { Answer } from '../../shared/runtime/http/answer.ts';
import { acceptsGzip, type ApiEvent } from '../../shared/runtime/http/apiEvent.ts';

/** Less fits one packet anyway. */
const worthCompressing = 1_400;
const isText = (contentType: string): boolean => /^(text\/|application\/json)/.test(contentType);

/** The request as the web's own, for the router of the pages. Its host is ours, whatever the caller says. */
export const requestOf = (event: ApiEvent, ownOrigin: string): Request => {
  const { method } = event.requestContext.http;
  const query = event.rawQueryString ? `?${event.rawQueryString}` : '';
  const body =
    event.body === undefined ? undefined : Buffer.from(event.body, event.isBase64Encoded ? 'base64' : 'utf8');
  const type = Object.entries(event.headers ?? {}).find(([name]) => name.toLowerCase() === 'content-type')?.[1];
  return new Request(`${ownOrigin}${event.rawPath}${query}`, {
    method,
    ...(type !== undefined && { headers: { 'content-type': type } }),
    ...(body !== undefined && method !== 'GET' && method !== 'HEAD' && { body }),
  });
};

/** The answer as the gateway takes it; compressed where the browser takes that, because the gateway does not. */
export const answerOf = async (response: Response, event: ApiEvent): Promise<Answer> => {
  const { 'content-type': contentType = 'text/plain; charset=utf-8', ...headers } = Object.fromEntries(
    response.headers,
  );
  const bytes = Buffer.from(await response.arrayBuffer());
  const base = { status: response.status, contentType };
  const compressed = headers['content-encoding'] !== undefined;
  if (!compressed && bytes.byteLength > worthCompressing && isText(contentType) && acceptsGzip(event)) {
    const body = gzipSync(bytes).toString('base64');
    return { ...base, body, isBase64Encoded: true, headers: { ...headers, 'content-encoding': 'gzip' } };
  }
  if (compressed || !isText(contentType)) {
    return { ...base, body: bytes.toString('base64'), isBase64Encoded: true, headers };
  }
  return { ...base, body: bytes.toString('utf8'), headers };
};
