import { mkdir, open, readFile, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import * as z from 'zod';
import type { SandboxState } from '../core/state.ts';

/** Only this program writes the file, so its version and clock are enough to know it by. */
const envelope = z.looseObject({
  offsetMs: z.number(),
  state: z.looseObject({ version: z.literal(1), seed: z.string(), now: z.number(), organizations: z.looseObject({}) }),
});

interface SavedSandbox {
  /** What the clock is ahead of the wall. */
  readonly offsetMs: number;
  readonly state: SandboxState;
}

/** The saved sandbox; `unreadable` when the file is there and is not one of ours. */
export const loadSandbox = async (path: string): Promise<SavedSandbox | 'none' | 'unreadable'> => {
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    if (typeof error === 'object' && error !== null && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (text === undefined) return 'none';
  try {
    const saved: SavedSandbox = JSON.parse(text);
    return envelope.safeParse(saved).success ? saved : 'unreadable';
  } catch {
    return 'unreadable';
  }
};

/** Written beside, flushed, then put in place: a process that is killed leaves the old file or the new one. */
export const saveSandbox = async (path: string, saved: SavedSandbox): Promise<void> => {
  await mkdir(dirname(path), { recursive: true });
  const file = await open(`${path}.new`, 'w');
  try {
    await file.writeFile(JSON.stringify(saved));
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(`${path}.new`, path);
};
