import { createServer } from 'node:http';
import { serveOnLoopback, type Endpoint } from '../../../local/cloud/loopback.ts';
import { makeCatchUpWith } from '../../../local/runner/ownSandbox.ts';

describe('the clock of the sandbox', () => {
  const received: string[] = [];
  let refuses = false;
  let endpoint: Endpoint;

  beforeAll(async () => {
    endpoint = await serveOnLoopback(
      createServer((request, response) => {
        if (request.method === 'GET') return void response.end('{"now":"2026-03-10T08:00:00.000Z"}');
        request.on('data', (bytes) => received.push(`${request.url} ${bytes}`));
        request.on('end', () => response.writeHead(refuses ? 400 : 200).end());
      }),
    );
  });
  afterAll(() => endpoint.close());

  it('goes forward to the time of a schedule, and never back', async () => {
    const catchUpWith = makeCatchUpWith(endpoint.url);

    await catchUpWith(new Date('2026-03-10T07:00:00Z'));
    await catchUpWith(new Date('2026-03-10T08:00:00Z'));
    await catchUpWith(new Date('2026-03-11T07:40:00Z'));

    expect(received).toEqual(['/sandbox-control/clock {"now":"2026-03-11T07:40:00.000Z"}']);
  });

  it('that cannot be moved is an error', async () => {
    refuses = true;

    await expect(makeCatchUpWith(endpoint.url)(new Date('2026-04-01T00:00:00Z'))).rejects.toThrow(/status 400/);
  });
});
