import { sourceAddress } from '../../../local/runner/http/gatewayEvent.ts';
import { makeRouter } from '../../../local/runner/http/routes.ts';
import { failedMessages } from '../../../local/runner/sources/queueSource.ts';

describe('a batch', () => {
  const messages = [{ MessageId: 'a' }, { MessageId: 'b' }];
  const returned = (value: unknown) => ({ kind: 'returned', payload: JSON.stringify(value) }) as const;
  const failed = { kind: 'failed', errorType: 'Error', errorMessage: 'no' } as const;

  it.each([
    ['that was done', returned({ batchItemFailures: [] }), []],
    ['whose answer is empty', returned(null), []],
    ['with one failure', returned({ batchItemFailures: [{ itemIdentifier: 'b' }] }), ['b']],
    ['with a failure that nobody knows', returned({ batchItemFailures: [{ itemIdentifier: 'c' }] }), ['a', 'b']],
    ['with a failure without a name', returned({ batchItemFailures: [{}] }), ['a', 'b']],
    ['whose invocation failed', failed, ['a', 'b']],
  ])('%s brings back what it must', (_what, answer, expected) => {
    expect(failedMessages(messages, answer, true).map(({ MessageId }) => MessageId)).toEqual(expected);
  });

  it('of a function that does not answer in parts is done when the function returns', () => {
    const answer = returned({ batchItemFailures: [{ itemIdentifier: 'b' }] });

    expect(failedMessages(messages, answer, false)).toEqual([]);
    expect(failedMessages(messages, failed, false)).toEqual(messages);
  });
});

describe('a source address', () => {
  it.each([
    ['127.0.0.1', '127.0.0.1'],
    ['::1', '::1'],
    ['::ffff:127.0.0.1', '127.0.0.1'],
    [undefined, ''],
  ])('%s is told as %s', (remote, expected) => {
    expect(sourceAddress(remote)).toBe(expected);
  });
});

describe('the router', () => {
  const keys = ['ANY /v1/{proxy+}', 'GET /v1/{id}', 'ANY /v1/accounts', 'GET /v1/accounts', 'POST /v1/{id}/syncs'];
  const route = makeRouter(keys.map((key) => ({ key, functionName: 'f', timeoutMs: 1, deliveries: [] })));
  const chosen = (method: string, path: string) => {
    const match = route(method, path);
    return match && [match.route.key, match.pathParameters];
  };

  it('takes the most specific route, and a method of its own before ANY', () => {
    expect(chosen('GET', '/v1/accounts')).toEqual(['GET /v1/accounts', {}]);
    expect(chosen('PUT', '/v1/accounts')).toEqual(['ANY /v1/accounts', {}]);
    expect(chosen('GET', '/v1/a%2Fb')).toEqual(['GET /v1/{id}', { id: 'a/b' }]);
    expect(chosen('DELETE', '/v1/a')).toEqual(['ANY /v1/{proxy+}', { proxy: 'a' }]);
    expect(chosen('POST', '/v1/a/syncs')).toEqual(['POST /v1/{id}/syncs', { id: 'a' }]);
    expect(chosen('GET', '/v1/a/b/c')).toEqual(['ANY /v1/{proxy+}', { proxy: 'a/b/c' }]);
  });

  it('finds nothing where no route is, unless there is a default', () => {
    const withDefault = makeRouter([{ key: '$default', functionName: 'f', timeoutMs: 1, deliveries: [] }]);

    expect(chosen('GET', '/v2/accounts')).toBeUndefined();
    expect(chosen('GET', '/v1/')).toBeUndefined();
    expect(withDefault('GET', '/anything')?.route.key).toBe('$default');
  });
});
