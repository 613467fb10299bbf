import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';

/** The clock of a laptop that days can pass on: what the wall says, and how far ahead of it the product lives. */
export class LocalClock {
  /** Shared with every worker, so that all of them see the move at once. */
  readonly shared: SharedArrayBuffer;
  readonly #aheadMs: BigInt64Array;
  readonly #onMove: (aheadMs: number) => void;

  constructor(
    shared = new SharedArrayBuffer(BigInt64Array.BYTES_PER_ELEMENT),
    onMove: (aheadMs: number) => void = () => undefined,
  ) {
    this.shared = shared;
    this.#aheadMs = new BigInt64Array(shared);
    this.#onMove = onMove;
  }

  get aheadMs(): number {
    return Number(Atomics.load(this.#aheadMs, 0));
  }

  /** Milliseconds since 1970. */
  readonly now = (): number => wall.now() + this.aheadMs;

  /** A moment that is past already changes nothing: time never goes back. */
  readonly moveTo = (to: number): void => {
    const ahead = to - wall.now();
    if (ahead <= this.aheadMs) return;
    Atomics.store(this.#aheadMs, 0, BigInt(ahead));
    this.#onMove(ahead);
  };
}

/** Kept from before anybody replaces it. */
const wall = Date;

/**
 * Makes every `Date` of this thread follow a clock. Only for the thread of a function: its code asks for the time as it does
 * at AWS, and never learns that a day was skipped.
 */
export const followClock = (clock: LocalClock): void => {
  globalThis.Date = new Proxy(wall, {
    construct: (target, parts: [] | [number], newTarget) =>
      Reflect.construct(target, parts.length === 0 ? [clock.now()] : parts, newTarget),
    apply: () => new wall(clock.now()).toString(),
    get: (target, member, receiver) => (member === 'now' ? clock.now : Reflect.get(target, member, receiver)),
  });
};

const kept = z.object({ aheadMs: z.number().nonnegative() });

/** The clock of a data directory: what was stored in the future is not read in the past after a restart. */
export const openClock = (dataDir: string): LocalClock => {
  const file = join(dataDir, 'clock.json');
  const clock = new LocalClock(undefined, (aheadMs) => writeFileSync(file, JSON.stringify({ aheadMs })));
  if (existsSync(file)) clock.moveTo(wall.now() + kept.parse(JSON.parse(readFileSync(file, 'utf8'))).aheadMs);
  return clock;
};
