import { createHash } from 'node:crypto';
import { json } from '../../../../shared/runtime/http/answer.ts';
import { httpFunction } from '../../../../shared/runtime/http/httpFunction.ts';
import type { Edge } from '../../../../shared/runtime/http/throughEdge.ts';
import { aContext, aCounters, aLog, anApiEvent, bodyOf } from '../../../builders/api.ts';

const digestOf = (key: string): string => createHash('sha256').update(key).digest('hex');
const cloudFront = '203.0.113.7';
const visitor = '198.51.100.9';

const aFunction = (edge: Edge) => {
  const log = aLog();
  const handler = httpFunction(
    { log: log.log, counters: aCounters().counters },
    async ({ requestContext }) => json(200, { sourceIp: requestContext.http.sourceIp }),
    edge,
  );
  const ask = (headers: Record<string, string>, sourceIp = cloudFront) =>
    handler(anApiEvent({ headers, sourceIp }), aContext);
  return { ask, log };
};

describe('a request of an installation behind CloudFront', () => {
  const edge = { EDGE_KEY_DIGESTS: [digestOf('new'), digestOf('old')], EDGE_ONLY: 'on' } as const;

  it.each(['new', 'old'])('comes from the visitor, not from CloudFront, with the key that is %s', async (key) => {
    const forwarded = `${visitor}, ${cloudFront}`;

    const answer = await aFunction(edge).ask({ 'X-Origin-Key': key, 'X-Forwarded-For': forwarded });

    expect(bodyOf(answer)).toEqual({ sourceIp: visitor });
  });

  it('takes no address that the visitor has made up', async () => {
    const { ask } = aFunction(edge);

    const behind = await ask({ 'x-origin-key': 'new', 'x-forwarded-for': `192.0.2.1, ${visitor}, ${cloudFront}` });
    const notAppended = await ask({ 'x-origin-key': 'new', 'x-forwarded-for': `192.0.2.1, ${visitor}` });
    const unreadable = await ask({ 'x-origin-key': 'new', 'x-forwarded-for': 'unknown' });

    expect([behind, notAppended, unreadable].map((answer) => bodyOf(answer)['sourceIp'])).toEqual([
      visitor,
      visitor,
      cloudFront,
    ]);
  });

  it.each([
    ['no key', {}],
    ['a wrong key', { 'x-origin-key': 'newer' }],
    ['the digest in place of the key', { 'x-origin-key': digestOf('new') }],
    ['an empty key', { 'x-origin-key': '' }],
  ])('is answered as if there were nothing here when it came past it, with %s', async (_, headers) => {
    const { ask, log } = aFunction(edge);

    const answer = await ask({ ...headers, 'x-forwarded-for': '192.0.2.1' });

    expect([answer.statusCode, bodyOf(answer)['code']]).toEqual([404, 'route_not_found']);
    expect(log.codes()).toContain('EDGE_PASSED_BY');
  });

  it('may come past it while that is not the only way, and is then from where the gateway says', async () => {
    const { ask } = aFunction({ ...edge, EDGE_ONLY: 'off' });

    const answer = await ask({ 'x-forwarded-for': '192.0.2.1' }, visitor);

    expect(bodyOf(answer)).toEqual({ sourceIp: visitor });
  });

  it('needs no key, and believes no header, where there is no CloudFront', async () => {
    const answer = await aFunction({}).ask({ 'x-origin-key': 'new', 'x-forwarded-for': '192.0.2.1' }, visitor);

    expect(bodyOf(answer)).toEqual({ sourceIp: visitor });
  });
});
