import { setTimeout as delay } from 'node:timers/promises';
import type { HttpBindings } from '@hono/node-server';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import type { Context } from 'hono';
import { answerApi, placeOf } from '../core/api/answerApi.ts';
import type { ApiRequest } from '../core/api/call.ts';
import type { Fault, FaultBoard } from './faults.ts';
import type { Running } from './running.ts';

type Carried = Context<{ Bindings: HttpBindings }>;

/** Carries requests to the core and shows the faults that were asked for. */
export const makeApiHandler =
  (running: Running, faults: FaultBoard) =>
  async (context: Carried): Promise<Response> => {
    const target = context.env.incoming.url ?? '/';
    const request: ApiRequest = {
      method: context.req.method,
      target,
      headers: context.req.header(),
      body: await context.req.text(),
    };
    const operationId = placeOf(request.method, target).operationId ?? 'unknown';
    const fault = faults.take(operationId);
    if (fault?.delayMs !== undefined) await delay(fault.delayMs);
    if (fault?.closeBeforeAnswer) return cutOff(context);
    if (fault?.html) return gatewayPage(fault);
    if (fault?.status !== undefined) return refusal(fault, fault.status);
    const answer = answerApi(running.world, request, running.now());
    running.worked();
    // A token that a killed sandbox forgot would look like a stolen one when it is used.
    if (operationId === 'createToken') await running.saved();
    if (fault?.closeAfterEffect) return cutOff(context);
    const body = fault?.truncate ? answer.body.slice(0, Math.floor(answer.body.length / 2)) : answer.body;
    return new Response(body, {
      status: answer.status,
      headers: { ...answer.headers, 'content-type': answer.contentType },
    });
  };

const cutOff = (context: Carried): Response => {
  context.env.incoming.socket.destroy();
  return RESPONSE_ALREADY_SENT;
};

const gatewayPage = ({ status = 502 }: Fault): Response =>
  new Response('<html><body><h1>Bad gateway</h1></body></html>', { status, headers: { 'content-type': 'text/html' } });

const refusal = ({ retryAfterSeconds }: Fault, status: number): Response =>
  new Response(
    JSON.stringify({ errors: [{ code: codeOf(status), detail: 'A fault of the sandbox, as asked for.' }] }),
    {
      status,
      headers: {
        'content-type': 'application/vnd.api+json',
        ...(retryAfterSeconds === undefined ? {} : { 'retry-after': String(retryAfterSeconds) }),
      },
    },
  );

const codeOf = (status: number): string => (status === 429 ? 'tooManyRequests' : 'simulatedFault');
