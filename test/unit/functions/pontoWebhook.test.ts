import { makeHandler } from '../../../functions/ponto-webhook/handler.ts';
import { httpFunction } from '../../../shared/runtime/http/httpFunction.ts';
import { aContext, aCounters, aLog, anApiEvent, bodyOf } from '../../builders/api.ts';

describe('ponto-webhook, which comes later', () => {
  it('says that it is not there yet, whatever it is sent', async () => {
    const log = aLog();
    const observers = { log: log.log, counters: aCounters().counters };
    const handler = httpFunction(observers, makeHandler(observers));

    const answer = await handler(
      anApiEvent({ method: 'POST', path: '/webhooks/ponto', body: '{', claims: undefined }),
      aContext,
    );

    expect(answer.statusCode).toBe(501);
    expect(answer.headers['content-type']).toBe('application/problem+json');
    expect(bodyOf(answer)).toMatchObject({ code: 'not_implemented', detail: 'This call is not available yet.' });
    expect(log.codes()).toEqual(['STARTED', 'REQUEST_REFUSED', 'COMPLETED']);
  });
});
