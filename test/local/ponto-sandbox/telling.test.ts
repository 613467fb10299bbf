import { createServer, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { setImmediate as turn } from 'node:timers/promises';
import * as z from 'zod';
import { serveOnLoopback } from '../../../local/cloud/loopback.ts';
import { control, linkedUser, startTestSandbox } from './harness.ts';

const told = z.object({ data: z.object({ attributes: z.looseObject({ createdAt: z.string() }) }) });

describe('what a jump of the clock makes Ponto tell', () => {
  it('comes in small numbers, and leaves out what is more than a day behind', async () => {
    const [days, waiting]: [string[], ServerResponse[]] = [[], []];
    let mostAtOnce = 0;
    const receiver = await serveOnLoopback(
      createServer((request, response) => {
        void text(request).then((body) => {
          days.push(told.parse(JSON.parse(body)).data.attributes.createdAt.slice(0, 10));
          waiting.push(response);
          mostAtOnce = Math.max(mostAtOnce, waiting.length);
        });
      }),
    );
    const sandbox = await startTestSandbox({ webhookUrl: `${receiver.url}/webhooks/ponto` });
    await linkedUser(sandbox);

    await control(sandbox, '/clock', { now: '2026-12-24T12:00:00Z' });
    while (sandbox.isTelling()) {
      for (const response of waiting.splice(0)) response.writeHead(204).end();
      await turn();
    }

    await sandbox.close();
    await receiver.close();
    const late = days.filter((day) => day > '2026-11-24');
    expect(late.length).toBeGreaterThan(4);
    expect([...new Set(late)].toSorted()).toEqual(['2026-12-23', '2026-12-24']);
    expect(mostAtOnce).toBeLessThanOrEqual(4);
  });

  it('goes nowhere where nobody was named', async () => {
    const sandbox = await startTestSandbox();
    await linkedUser(sandbox);

    await control(sandbox, '/clock', { now: '2026-11-26T12:00:00Z' });

    expect(sandbox.isTelling()).toBe(false);
    await sandbox.close();
  });

  it('is told again at once where it is brought forward, until it was taken', async () => {
    let taken = 0;
    const asked: string[] = [];
    const receiver = await serveOnLoopback(
      createServer((request, response) => {
        void text(request).then((body) => {
          asked.push(body);
          const isAgain = asked.filter((one) => one === body).length > 1;
          if (isAgain) taken++;
          response.writeHead(isAgain ? 204 : 503).end();
        });
      }),
    );
    const sandbox = await startTestSandbox({ webhookUrl: `${receiver.url}/webhooks/ponto` });
    await linkedUser(sandbox);

    while (sandbox.isTelling()) {
      sandbox.bringForward();
      await turn();
    }

    await sandbox.close();
    await receiver.close();
    expect(taken).toBeGreaterThan(0);
    expect(asked).toHaveLength(2 * taken);
  });
});
