import { join } from 'node:path';
import { openClock } from '../../../local/runner/clock.ts';
import { makeNews } from '../../../local/runner/news.ts';
import { startRunner } from '../../../local/runner/runner.ts';
import { aFixtureAssembly } from './aFixtureAssembly.ts';

/** The runner over the fixture's stacks in a process of its own: `node startFixture.ts <data directory>`. */
const dataDir = process.argv[2];
if (dataDir === undefined) throw new Error('say which data directory');

const clock = openClock(dataDir);
const { port } = await startRunner({
  assembly: aFixtureAssembly(join(dataDir, 'cdk.out')),
  dataDir,
  port: 0,
  publicUrl: 'http://localhost:3000',
  pontoApplication: { clientId: 'client', clientSecret: 'not-a-secret' },
  clock,
  news: makeNews(() => undefined, clock.now),
});
process.stdout.write(`http://127.0.0.1:${port}\n`);
