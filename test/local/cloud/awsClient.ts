import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Settings of an SDK client that talks to a local endpoint, once per call: a refused call is not tried again. */
export const clientOf = (endpoint: string) => ({
  endpoint,
  region: 'eu-central-1',
  credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  maxAttempts: 1,
});

/** A data directory for one suite; `remove` it at the end. */
export const aDataDir = () => {
  const path = mkdtempSync(join(tmpdir(), 'ponto-cloud-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
};
