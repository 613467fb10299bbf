import type { Random } from '../random.ts';

/** A worker that dies: what it was about to do is done again by whoever comes next. */
export class Crash extends Error {}

/** Crashes anywhere between two writes, in bad hours. */
export class Faults {
  readonly #random: Random;
  readonly #rate: number;
  readonly #isBadHour: () => boolean;
  #looks = 0;
  /** Calls until one is cut short. */
  #callsLeft = Number.POSITIVE_INFINITY;
  isOver = false;
  count = 0;

  constructor(random: Random, rate: number, isBadHour: () => boolean) {
    this.#random = random;
    this.#rate = rate;
    this.#isBadHour = isBadHour;
  }

  get areOn(): boolean {
    return this.#rate > 0 && this.#looks === 0 && !this.isOver && this.#isBadHour();
  }

  strike(): void {
    this.#callsLeft -= 1;
    if (this.#callsLeft === 0) throw new Crash();
    if (!this.areOn || !this.#random.chance(this.#rate)) return;
    this.count += 1;
    throw new Crash();
  }

  /** Work that dies at one of its calls, and is done again by whoever asked for it. */
  async cutShort<T>(calls: number, work: () => Promise<T>): Promise<T> {
    this.#callsLeft = calls;
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof Crash)) throw error;
      return await work();
    } finally {
      this.#callsLeft = Number.POSITIVE_INFINITY;
    }
  }

  /** What the tests themselves look at does not fail. */
  async undisturbed<T>(look: () => Promise<T>): Promise<T> {
    this.#looks += 1;
    try {
      return await look();
    } finally {
      this.#looks -= 1;
    }
  }
}
