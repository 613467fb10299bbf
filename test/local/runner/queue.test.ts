import { aRunner, type FixtureRunner } from './aRunner.ts';

describe('the queue and its consumer', () => {
  let fixture: FixtureRunner;

  beforeEach(async () => {
    fixture = await aRunner();
  });

  afterEach(async () => {
    await fixture.stop();
  });

  const afterwards = async () => {
    await fixture.post('/local/idle');
    return await (await fixture.get('/jobs')).json();
  };

  it('does every job of a batch once', async () => {
    await fixture.post('/jobs', [{ key: 'a' }, { key: 'b' }, { key: 'c' }]);

    expect(await afterwards()).toEqual([
      { key: 'a', begun: 1, done: 1 },
      { key: 'b', begun: 1, done: 1 },
      { key: 'c', begun: 1, done: 1 },
    ]);
  });

  it('brings back only the job that a partial batch response names', async () => {
    await fixture.post('/jobs', [{ key: 'bad', first: 'fail' }, { key: 'good' }]);

    expect(await afterwards()).toEqual([
      { key: 'bad', begun: 2, done: 1 },
      { key: 'good', begun: 1, done: 1 },
    ]);
  });

  it('delivers again what a crashed or too slow worker held', async () => {
    await fixture.post('/jobs', [
      { key: 'crash', first: 'exit' },
      { key: 'slow', first: 'hang' },
    ]);

    const jobs = await afterwards();

    expect(jobs).toEqual([
      { key: 'crash', begun: expect.any(Number), done: 1 },
      { key: 'slow', begun: expect.any(Number), done: 1 },
    ]);
    expect(fixture.said).toContain('consume: Runtime.ExitError: the runtime exited with code 1');
    expect(fixture.said).toContain('consume: Sandbox.Timedout: Task timed out after 4.00 seconds');
  });

  it('moves a job that never succeeds to the dead letters, where it is no work any more', async () => {
    await fixture.post('/jobs', [{ key: 'hopeless', always: 'fail' }]);

    expect(await afterwards()).toEqual([{ key: 'hopeless', begun: 2, done: 0 }]);
  });

  it('is idle only when delayed jobs are done, too', async () => {
    await fixture.post('/jobs', [{ key: 'later', delaySeconds: 1 }]);

    expect(await afterwards()).toEqual([{ key: 'later', begun: 1, done: 1 }]);
  });

  it('brings forward what waits out a fault, for whoever waits for idle', async () => {
    await fixture.post('/jobs', [{ key: 'in ten minutes', delaySeconds: 600 }]);

    expect(await afterwards()).toEqual([{ key: 'in ten minutes', begun: 1, done: 1 }]);
  });
});
