import { once } from 'node:events';
import { createServer } from 'node:http';
import { problem, Refused } from '../../../local/runner/control/refusal.ts';
import { makeScenarioCalls } from '../../../local/runner/control/scenarioCalls.ts';
import type { Outcome } from '../../../local/scenarios/playScenario.ts';

const made: Outcome = { connectionId: 'a-connection', accountIds: ['an-account'], token: 'a-token' };

describe('a scenario that is asked for while the same tenant is being made', () => {
  it('is refused and plays nothing, and another tenant is not', async () => {
    const began: string[] = [];
    const finish = Promise.withResolvers<Outcome>();
    const calls = makeScenarioCalls(async (_scenario, { tenantId }) => {
      began.push(tenantId);
      return began.length === 1 ? await finish.promise : made;
    });
    const server = createServer((request, response) => {
      void (async () => {
        try {
          const answer = await calls['POST /local/scenarios/{name}']?.(request, new AbortController().signal, 'broken');
          response.writeHead(answer?.status ?? 500).end(answer?.body);
        } catch (error) {
          if (!(error instanceof Refused)) throw error;
          const { status, body } = problem(request, error);
          response.writeHead(status).end(body);
        }
      })();
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const ask = (tenantId: string) =>
      fetch(`http://127.0.0.1:${port}/`, { method: 'POST', body: JSON.stringify({ tenantId }) });

    const [first, second] = [ask('bakery'), ask('bakery')];
    const refused = await Promise.race([first, second]);
    const other = ask('butcher');
    finish.resolve(made);
    const statuses = (await Promise.all([first, second, other])).map(({ status }) => status);
    const later = await ask('bakery');
    server.close();

    expect(refused.status).toBe(400);
    expect(await refused.text()).toContain('bakery is being made by another call');
    expect(statuses.toSorted((a, b) => a - b)).toEqual([200, 200, 400]);
    expect(began).toEqual(['bakery', 'butcher', 'bakery']);
    expect(later.status).toBe(200);
  });
});
