import { createHash, timingSafeEqual } from 'node:crypto';
import { isIP } from 'node:net';
import { edgeKeyHeader } from '../../contracts/edge.ts';
import type { Log } from '../log/log.ts';
import { problem, type Answer } from './answer.ts';
import { headerOf, type ApiEvent } from './apiEvent.ts';

/** The way in before the gateway, where an installation has one. */
export interface Edge {
  readonly EDGE_KEY_DIGESTS?: readonly string[];
  readonly EDGE_ONLY?: 'on' | 'off';
}

type Respond = (event: ApiEvent) => Promise<Answer>;

/**
 * Takes a request that came through CloudFront as the visitor sent it: with their address instead of CloudFront's. One that
 * came past it is answered as if there were nothing here, before anything else is looked at, once that is the only way.
 */
export const throughEdge = (
  { EDGE_KEY_DIGESTS: digests = [], EDGE_ONLY }: Edge,
  log: Pick<Log, 'write'>,
  respond: Respond,
): Respond => {
  const good = digests.map((digest) => Buffer.from(digest, 'hex'));
  if (good.length === 0) return respond;
  return async (event) => {
    if (isGood(headerOf(event, edgeKeyHeader), good)) return respond(asSent(event));
    if (EDGE_ONLY !== 'on') return respond(event);
    log.write('EDGE_PASSED_BY', {});
    return problem('route_not_found');
  };
};

/** Compared by digests of one length, in a time that tells nothing of where they differ. */
const isGood = (key: string | undefined, good: readonly Buffer[]): boolean => {
  if (key === undefined) return false;
  const given = createHash('sha256').update(key).digest();
  return good.map((digest) => timingSafeEqual(given, digest)).includes(true);
};

/** CloudFront puts the visitor's address behind what the visitor sent, and the gateway that of CloudFront behind it. */
const asSent = (event: ApiEvent): ApiEvent => {
  const { http } = event.requestContext;
  const chain = (headerOf(event, 'x-forwarded-for') ?? '').split(',').map((address) => address.trim());
  if (chain.at(-1) === http.sourceIp) chain.pop();
  const visitor = chain.at(-1);
  if (visitor === undefined || isIP(visitor) === 0) return event;
  return { ...event, requestContext: { ...event.requestContext, http: { ...http, sourceIp: visitor } } };
};
