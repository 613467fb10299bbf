/** What happens at a moment, in seconds. */
export interface Timed {
  readonly at: number;
}

/** A binary heap: the earliest event comes out first, whatever the order in which they were put. */
export class EventQueue<T extends Timed> {
  readonly #heap: T[] = [];

  get size(): number {
    return this.#heap.length;
  }

  put(event: T): void {
    let place = this.#heap.length;
    while (place > 0) {
      const parent = (place - 1) >> 1;
      const above = this.#heap[parent];
      if (above === undefined || above.at <= event.at) break;
      this.#heap[place] = above;
      place = parent;
    }
    this.#heap[place] = event;
  }

  take(): T | undefined {
    const [first] = this.#heap;
    const last = this.#heap.pop();
    if (first === undefined || last === undefined || this.#heap.length === 0) return first;
    let place = 0;
    for (;;) {
      const left = 2 * place + 1;
      const right = left + 1;
      const [a, b] = [this.#heap[left], this.#heap[right]];
      if (a === undefined) break;
      const [child, below] = b !== undefined && b.at < a.at ? [right, b] : [left, a];
      if (below.at >= last.at) break;
      this.#heap[place] = below;
      place = child;
    }
    this.#heap[place] = last;
    return first;
  }
}
