import type { HttpBindings } from '@hono/node-server';
import type { Context, MiddlewareHandler } from 'hono';
import { isForLoopback, isFromOwnPage } from '../../cloud/ownCaller.ts';

type Asked = Context<{ Bindings: HttpBindings }>;

const headersOf = (context: Asked) => ({
  host: context.req.header('host'),
  origin: context.req.header('origin'),
  site: context.req.header('sec-fetch-site'),
});

const refuse = (context: Asked): Response =>
  context.json(
    { error: 'Pages of other sites may not do this. Call it from a program, by a loopback name.' },
    { status: 403 },
  );

/**
 * Refuses what a page of another site makes a browser send. Consent begins on a page of another site, so that reading a
 * page is free; what changes something comes from the sandbox's own pages or from a program.
 *
 * @param publicUrl may have another name than a loopback one, as behind a tunnel
 */
export const refuseOtherSites =
  (publicUrl: string): MiddlewareHandler<{ Bindings: HttpBindings }> =>
  async (context, next) => {
    const headers = headersOf(context);
    const reads = ['GET', 'HEAD'].includes(context.req.method);
    const isForUs = isForLoopback(headers) || headers.host === new URL(publicUrl).host;
    return isForUs && (reads || isFromOwnPage(headers)) ? await next() : refuse(context);
  };

/** The control API is for this machine alone, and no page of another site reads or changes anything there. */
export const refuseStrangers: MiddlewareHandler<{ Bindings: HttpBindings }> = async (context, next) => {
  const headers = headersOf(context);
  return isForLoopback(headers) && isFromOwnPage(headers) ? await next() : refuse(context);
};
