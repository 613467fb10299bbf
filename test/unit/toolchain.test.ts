import { readFileSync } from 'node:fs';
import * as z from 'zod';

const lock = z.object({ packages: z.record(z.string(), z.object({ deprecated: z.string().optional() })) });

describe('toolchain', () => {
  it('runs on the Node.js line that the Lambdas run on', () => {
    expect(process.version).toMatch(/^v24\./);
  });

  it('locks no deprecated package: what `.npmrc` keeps npm from warning of is other lines of Node.js alone', () => {
    const { packages } = lock.parse(JSON.parse(readFileSync('package-lock.json', 'utf8')));

    expect(Object.entries(packages).flatMap(([path, { deprecated }]) => (deprecated ? [path] : []))).toEqual([]);
  });
});
