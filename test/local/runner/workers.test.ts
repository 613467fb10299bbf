import * as z from 'zod';
import { aRunner, type FixtureRunner } from './aRunner.ts';

const environment = z.object({ threadId: z.number(), calls: z.number() });

describe('functions in workers', () => {
  let fixture: FixtureRunner;

  beforeAll(async () => {
    fixture = await aRunner();
  });

  afterAll(async () => {
    await fixture.stop();
  });

  const fine = async () => environment.parse(await (await fixture.get('/unruly/fine')).json());

  it('reuses a warm environment', async () => {
    const first = await fine();
    const second = await fine();

    expect(second).toEqual({ threadId: first.threadId, calls: first.calls + 1 });
  });

  it.each([
    ['exits', 'Runtime.ExitError: the runtime exited with code 7'],
    ['rejects', 'Runtime.Crashed: nobody listens'],
    ['hangs', 'Sandbox.Timedout: Task timed out after 2.00 seconds'],
    ['spins', 'Sandbox.Timedout: Task timed out after 2.00 seconds'],
  ])('takes a function that %s as one failed invocation and starts a new environment', async (way, reason) => {
    const before = await fine();

    const response = await fixture.get(`/unruly/${way}`);

    expect(response.status).toBe(500);
    expect(await response.json()).toEqual({ message: 'Internal Server Error' });
    expect(fixture.said).toContain(`unruly: ${reason}`);
    expect(await fine()).toEqual({ threadId: expect.any(Number), calls: 1 });
    expect((await fine()).threadId).not.toBe(before.threadId);
  });

  it('runs invocations of one function beside each other, up to four', async () => {
    const answers = await Promise.all(Array.from({ length: 5 }, () => fixture.get('/unruly/hangs')));

    expect(answers.map(({ status }) => status)).toEqual([500, 500, 500, 500, 500]);
    expect((await fine()).calls).toBe(1);
  });
});
