import type { Random } from '../random.ts';

/** A worker that dies: what it was about to do is done again by whoever comes next. */
export class Crash extends Error {}

/** Crashes anywhere between two writes, in bad hours. */
export class Faults {
  readonly #random: Random;
  readonly #rate: number;
  readonly #isBadHour: () => boolean;
  #looks = 0;
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
    if (!this.areOn || !this.#random.chance(this.#rate)) return;
    this.count += 1;
    throw new Crash();
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
