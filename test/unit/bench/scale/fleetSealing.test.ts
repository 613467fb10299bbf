import { measureFleetSealing } from '../../../../bench/scale/fleetSealing.ts';
import { anEngine } from '../../../contract/sealer/anEngine.ts';

describe('a fleet that seals by data keys', () => {
  let engine: Awaited<ReturnType<typeof anEngine>>;
  beforeAll(async () => {
    engine = await anEngine();
  });
  afterAll(async () => {
    engine.client.destroy();
    await engine.stop();
  });

  it.each([
    // A twentieth of a slot of 100,000 connections and 20 workers, which drains at 22 jobs a second: two are needed without data keys.
    ['20 workers', { workers: 20, jobsPerSecond: 22, connections: 5_000 }, 0.1],
    // One worker alone meets its own keys only.
    ['one worker', { workers: 1, jobsPerSecond: 1, connections: 1_000 }, 0.005],
  ])(
    'asks KMS far less than twice a job: %s',
    async (_, fleet, most) => {
      const calls = await measureFleetSealing({ client: engine.client, keyId: engine.key }, fleet);

      expect(calls).toBeGreaterThan(0);
      expect(calls).toBeLessThan(most);
    },
    60_000,
  );
});
