import { setImmediate } from 'node:timers/promises';

interface Timer {
  readonly at: number;
  readonly ring: () => void;
}

/** Time that moves on when all that can be done at its moment is done. */
export class VirtualTime {
  readonly #timers: Timer[] = [];
  #now: number;

  constructor(now: number) {
    this.#now = now;
  }

  get milliseconds(): number {
    return this.#now;
  }

  now(): string {
    return new Date(this.#now).toISOString();
  }

  at(moment: number, ring: () => void): void {
    // Behind those of the same moment, so that a history is told the same way each time.
    const place = this.#timers.findIndex(({ at }) => at > moment);
    this.#timers.splice(place < 0 ? this.#timers.length : place, 0, { at: Math.max(moment, this.#now), ring });
  }

  wait(milliseconds: number): Promise<void> {
    return new Promise((done) => this.at(this.#now + milliseconds, done));
  }

  /** @returns whether everything that was waited for has happened by then */
  async passUntil(moment: number): Promise<boolean> {
    for (;;) {
      // Whatever goes on without waiting for time comes to its end first.
      await setImmediate();
      const [next] = this.#timers;
      if (!next || next.at > moment) break;
      this.#now = next.at;
      // What happens at one moment happens side by side.
      const later = this.#timers.findIndex(({ at }) => at > next.at);
      for (const { ring } of this.#timers.splice(0, later < 0 ? this.#timers.length : later)) ring();
    }
    const isQuiet = this.#timers.length === 0;
    this.#now = Math.max(this.#now, moment);
    return isQuiet;
  }
}
