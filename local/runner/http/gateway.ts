import type { IncomingMessage } from 'node:http';
import { readBody } from '../../cloud/body.ts';
import { maxEventBytes } from '../lambda/payloadLimits.ts';
import type { WorkerAnswer } from '../lambda/protocol.ts';
import type { Route } from '../template/deployment.ts';
import type { TokenIssuer } from './authorizer.ts';
import { gatewayEvent } from './gatewayEvent.ts';
import { gatewayMessage, internalServerError, toHttp, type HttpAnswer } from './gatewayResponse.ts';
import { makeRouter } from './routes.ts';

/**
 * Of a request: its body, and its first line with the values of its headers.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html
 */
const maxBodyBytes = 10 * 1024 * 1024;
const maxHeaderBytes = 10_240;

export interface GatewayDeps {
  readonly routes: readonly Route[];
  readonly tokens: TokenIssuer;
  /**
   * Whether the function behind a route does not let the gateway in.
   *
   * @default it lets it in
   */
  readonly isRefused?: (deliveries: Route['deliveries']) => boolean;
  readonly invoke: (functionName: string, event: unknown) => Promise<WorkerAnswer>;
}

const tooLong = gatewayMessage(413, 'Request Entity Too Large');

const headerBytes = ({ method = '', url = '', httpVersion, rawHeaders }: IncomingMessage): number =>
  rawHeaders
    .filter((_, index) => index % 2 === 1)
    .reduce((sum, value) => sum + value.length, `${method} ${url} HTTP/${httpVersion}`.length);

const unavailable = gatewayMessage(503, 'Service Unavailable');

/** The caller waits no longer than the integration allows, whatever the function still does. */
const within = async (milliseconds: number, answered: Promise<WorkerAnswer>): Promise<WorkerAnswer | 'too-late'> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<'too-late'>((resolve) => {
    timer = setTimeout(() => resolve('too-late'), milliseconds);
  });
  try {
    return await Promise.race([answered, late]);
  } finally {
    clearTimeout(timer);
  }
};

/** The HTTP API of the template: route, authorizer, function, answer. */
export const makeGateway = ({ routes, tokens, isRefused, invoke }: GatewayDeps) => {
  const router = makeRouter(routes);
  return async (request: IncomingMessage): Promise<HttpAnswer> => {
    const path = (request.url ?? '/').split('?')[0] ?? '/';
    const match = router(request.method ?? 'GET', path);
    const body = await readBody(request, maxBodyBytes);
    if (headerBytes(request) > maxHeaderBytes) return gatewayMessage(431, 'Request Header Fields Too Large');
    if (!match) return gatewayMessage(404, 'Not Found');
    const { authorizer, functionName, timeoutMs, deliveries } = match.route;
    const token = authorizer && (await tokens.verify(request.headers.authorization, authorizer));
    if (authorizer && !token) return gatewayMessage(401, 'Unauthorized', { 'www-authenticate': 'Bearer' });
    if (!body) return tooLong;
    if (isRefused?.(deliveries)) return internalServerError;
    const event = gatewayEvent({ request, body, match, token });
    if (Buffer.byteLength(JSON.stringify(event)) > maxEventBytes) return tooLong;
    const answer = await within(timeoutMs, invoke(functionName, event));
    if (answer === 'too-late') return unavailable;
    return answer.kind === 'failed' ? internalServerError : toHttp(answer.payload);
  };
};
