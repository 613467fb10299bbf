import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, statSync, utimesSync } from 'node:fs';
import { join } from 'node:path';

/** Enough for a branch or two and a few ports; each is some ten megabytes. */
const keptBuilds = 12;
/** Nobody's start takes this long: a build that was used since may be read right now. */
const surelyUnusedMs = 10 * 60_000;

/**
 * What was built before, by a name that says what it was made from. A build appears whole or not at all, so that
 * several starts at once need no lock: the second to finish throws its own away.
 */
export class BuildStore {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** @param make fills an empty folder; called only when nothing of this name is there */
  async take(name: string, make: (folder: string) => Promise<void>): Promise<string> {
    const path = join(this.#folder, name);
    if (!existsSync(path)) await this.#make(path, make);
    const now = new Date();
    utimesSync(path, now, now);
    this.#forgetOld(now);
    return path;
  }

  async #make(path: string, make: (folder: string) => Promise<void>): Promise<void> {
    mkdirSync(this.#folder, { recursive: true });
    const beside = mkdtempSync(`${path}.`);
    try {
      await make(beside);
      appear(beside, path);
    } finally {
      rmSync(beside, { recursive: true, force: true });
    }
  }

  /** Half-made ones of a killed start go the same way. */
  #forgetOld(now: Date): void {
    const builds = readdirSync(this.#folder)
      .map((name) => join(this.#folder, name))
      .flatMap((path) => {
        const usedAt = statSync(path, { throwIfNoEntry: false })?.mtimeMs;
        return usedAt === undefined ? [] : [{ path, usedAt }];
      })
      .toSorted((a, b) => b.usedAt - a.usedAt);
    for (const { path, usedAt } of builds.slice(keptBuilds)) {
      if (usedAt < now.getTime() - surelyUnusedMs) rmSync(path, { recursive: true, force: true });
    }
  }
}

/** Another process may have been quicker, at any moment: what it made is as good. */
const appear = (made: string, path: string): void => {
  try {
    renameSync(made, path);
  } catch (error) {
    if (!existsSync(path)) throw error;
  }
};
