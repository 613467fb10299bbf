import { writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { measureDispatch } from '../measurements/dispatch.ts';
import { measureJobs } from '../measurements/jobs.ts';
import { startRig } from '../rig/startRig.ts';
import { measurementsFile, readMeasurements, type Measurements } from './measurements.ts';

/**
 * `npm run measure:scale`: measures what the simulation reckons with, and writes it down. `-- --jobs` measures the jobs alone
 * and keeps what was measured of the dispatch, which takes ten minutes.
 */

// Lambda's clock is set to UTC; a worker cannot have a zone of its own.
process.env['TZ'] = 'UTC';

const { values } = parseArgs({ options: { jobs: { type: 'boolean' } } });
const jobs = 30;
const dispatched = [1000, 10_000, 100_000];

const dispatches = async () =>
  (await measureDispatch(rig, dispatched)).map((one) => ({
    ...one,
    wallMs: Math.round(one.wallMs),
    cpuMs: Math.round(one.cpuMs),
  }));

const rig = await startRig(new AbortController().signal);
try {
  const measured: Measurements = {
    command: 'npm run measure:scale',
    machine: `Node ${process.version}, ${process.platform} ${process.arch}, ${availableParallelism()} cores, shared with other work`,
    jobs: await measureJobs(rig, jobs),
    dispatch: values.jobs === true ? readMeasurements().dispatch : await dispatches(),
  };
  writeFileSync(measurementsFile, `${JSON.stringify(measured, undefined, 2)}\n`);
  console.log(JSON.stringify(measured, undefined, 2));
} finally {
  await rig.close();
}
