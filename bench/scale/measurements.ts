import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';

const amount = z.number().nonnegative();
const jobCost = z.strictObject({
  jobs: z.int().positive(),
  cpuMs: amount,
  pontoRequests: amount,
  dynamoRequests: amount,
  writeUnits: amount,
  readUnits: amount,
  kmsRequests: amount,
  eventBridgeRequests: amount,
  secretsRequests: amount,
  logBytes: amount,
});

/** What `npm run measure:scale` wrote. */
export const measurements = z.strictObject({
  command: z.string(),
  machine: z.string(),
  jobs: z.strictObject({ quiet: jobCost, unchanged: jobCost, news: jobCost, invocationLogBytes: amount }),
  dispatch: z.array(
    z.strictObject({
      connections: z.int().positive(),
      wallMs: amount,
      cpuMs: amount,
      peakBytes: amount,
    }),
  ),
});

export type Measurements = z.output<typeof measurements>;
export type JobCost = z.output<typeof jobCost>;

export const measurementsFile = join(import.meta.dirname, 'measurements.json');

export const readMeasurements = (): Measurements =>
  measurements.parse(JSON.parse(readFileSync(measurementsFile, 'utf8')));
