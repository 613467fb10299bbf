import { once } from 'node:events';
import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';

export interface AwsCall {
  /** The operation, such as `PutEvents`. */
  readonly operation: string;
  readonly body: Record<string, unknown>;
}

export type AwsAnswer = { readonly status?: number; readonly body: object };

/** A service that speaks AWS's JSON protocol on loopback, as a test tells it to answer. */
export const startAwsJson = async (answer: (call: AwsCall) => AwsAnswer) => {
  const calls: AwsCall[] = [];
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      const operation = String(request.headers['x-amz-target']).split('.')[1] ?? '';
      const call = { operation, body: JSON.parse(body) };
      calls.push(call);
      const { status = 200, body: reply } = answer(call);
      response.writeHead(status, { 'content-type': 'application/x-amz-json-1.1' });
      response.end(JSON.stringify(reply));
    });
  });
  server.listen(0, '127.0.0.1');
  server.unref();
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the service listens on no port');
  const close = () => new Promise<void>((resolve) => server.close(() => resolve()));
  const client = {
    endpoint: `http://127.0.0.1:${address.port}`,
    region: 'eu-central-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    maxAttempts: 1,
  };
  return { calls, close, client };
};
