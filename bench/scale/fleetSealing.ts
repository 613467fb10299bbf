import type { KMSClient } from '@aws-sdk/client-kms';
import { DataKeys } from '../../shared/adapters/kms/dataKeys.ts';
import { EnvelopeSealer } from '../../shared/adapters/kms/envelopeSealer.ts';
import { seededRandom } from './random.ts';

export interface Fleet {
  readonly workers: number;
  readonly jobsPerSecond: number;
  readonly connections: number;
}

const slotSeconds = 6 * 3600;
const purpose = 'tokens';

/**
 * Calls of KMS for each job of a slot in which every connection refreshes its token, as a fleet of workers makes them that
 * seals by data keys: each job goes to any worker, opens what any worker of the slot before has sealed, and seals anew.
 */
export const measureFleetSealing = async (
  { client, keyId }: { readonly client: KMSClient; readonly keyId: string },
  { workers, jobsPerSecond, connections }: Fleet,
): Promise<number> => {
  const random = seededRandom(7);
  let calls = 0;
  client.middlewareStack.add(
    (next) => (call) => {
      calls += 1;
      return next(call);
    },
    { step: 'initialize', name: 'countCalls', override: true },
  );
  let seconds = 0;
  const clock = { now: () => new Date(seconds * 1000).toISOString() };
  const fleet = Array.from(
    { length: workers },
    () => new EnvelopeSealer(new DataKeys(client, { keyId, purpose }, clock), purpose),
  );
  const owner = (index: number) => ({ tenantId: 'tenant', connectionId: String(index) });
  const sealed: string[] = [];
  for (const slot of [0, 1]) {
    calls = 0;
    for (let index = 0; index < connections; index += 1) {
      seconds = slot * slotSeconds + index / jobsPerSecond;
      const worker = fleet[Math.floor(random() * workers)];
      if (!worker) throw new Error('a fleet has a worker');
      const before = sealed[index];
      if (before !== undefined) await worker.unseal(before, owner(index));
      sealed[index] = await worker.seal('token', owner(index));
    }
  }
  client.middlewareStack.remove('countCalls');
  return calls / connections;
};
