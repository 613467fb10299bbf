import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { VerifiedToken } from './authorizer.ts';
import { decodePath, type RouteMatch } from './routes.ts';

export interface GatewayRequest {
  readonly request: IncomingMessage;
  readonly body: Buffer;
  readonly match: RouteMatch;
  readonly token: VerifiedToken | undefined;
}

/** An IPv4 address that came in over an IPv6 socket is written as the IPv4 address that it is. */
export const sourceAddress = (remote: string | undefined): string => (remote ?? '').replace(/^::ffff:/i, '');

const textTypes = /^(text\/|application\/(json|javascript|xml|x-www-form-urlencoded|[\w.-]+\+(json|xml)))/i;

/** Names in lower case, repeated ones joined by commas; cookies stand in their own list. */
const headersOf = (request: IncomingMessage, sourceIp: string): Record<string, string> => {
  const headers: Record<string, string> = {};
  for (let index = 0; index < request.rawHeaders.length; index += 2) {
    const name = request.rawHeaders[index]?.toLowerCase() ?? '';
    const value = request.rawHeaders[index + 1] ?? '';
    if (name !== 'cookie') headers[name] = headers[name] === undefined ? value : `${headers[name]},${value}`;
  }
  const forwarded = headers['x-forwarded-for'];
  return {
    ...headers,
    'x-forwarded-for': forwarded === undefined ? sourceIp : `${forwarded}, ${sourceIp}`,
    'x-forwarded-proto': 'http',
  };
};

const queryOf = (query: string): Record<string, string> => {
  const parameters: Record<string, string> = {};
  for (const [name, value] of new URLSearchParams(query)) {
    parameters[name] = parameters[name] === undefined ? value : `${parameters[name]},${value}`;
  }
  return parameters;
};

const bodyOf = (body: Buffer, contentType: string | undefined) => {
  if (body.length === 0) return { isBase64Encoded: false };
  const isText = contentType === undefined || textTypes.test(contentType);
  return { body: body.toString(isText ? 'utf8' : 'base64'), isBase64Encoded: !isText };
};

/** @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-logging-variables.html */
const clfTime = (at: Date): string => {
  const [, weekdayless = ''] = /^\w+, (.*) GMT$/.exec(at.toUTCString()) ?? [];
  return `${weekdayless.replace(' ', '/').replace(' ', '/').replace(' ', ':')} +0000`;
};

/**
 * The event of payload format 2.0.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
 */
export const gatewayEvent = ({ request, body, match, token }: GatewayRequest) => {
  const [encodedPath = '/', query = ''] = (request.url ?? '/').split(/\?(.*)/s);
  // Unlike a REST API or a function URL, an HTTP API decodes the path.
  const path = decodePath(encodedPath);
  const sourceIp = sourceAddress(request.socket.remoteAddress);
  const cookies = request.headers.cookie?.split(/;[ \t]*/);
  const now = new Date();
  return {
    version: '2.0',
    routeKey: match.route.key,
    rawPath: path,
    rawQueryString: query,
    ...(cookies && { cookies }),
    headers: headersOf(request, sourceIp),
    ...(query !== '' && { queryStringParameters: queryOf(query) }),
    ...(Object.keys(match.pathParameters).length > 0 && { pathParameters: match.pathParameters }),
    requestContext: {
      accountId: '000000000000',
      apiId: 'local',
      ...(token && { authorizer: { jwt: { claims: token.claims, scopes: token.scopes } } }),
      domainName: request.headers.host ?? 'localhost',
      domainPrefix: 'local',
      http: {
        method: request.method ?? 'GET',
        path,
        protocol: `HTTP/${request.httpVersion}`,
        sourceIp,
        userAgent: request.headers['user-agent'] ?? '',
      },
      requestId: randomUUID(),
      routeKey: match.route.key,
      stage: '$default',
      time: clfTime(now),
      timeEpoch: now.getTime(),
    },
    ...bodyOf(body, request.headers['content-type']),
  };
};
