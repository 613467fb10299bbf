/** Maps a list with a number of workers; the order stays. */
export const mapInParallel = async <T, R>(
  items: readonly T[],
  workers: number,
  work: (item: T) => Promise<R>,
): Promise<readonly R[]> => {
  const results: { readonly index: number; readonly result: R }[] = [];
  await inParallel(items.entries(), workers, async ([index, item]) => {
    results.push({ index, result: await work(item) });
  });
  return results.sort((a, b) => a.index - b.index).map(({ result }) => result);
};

/**
 * Works through a sequence with a number of workers that each take the next item when they are done with one. When one
 * fails, nothing further is begun: the work ends with the request that asked for it.
 */
export const inParallel = async <T>(
  items: Iterable<T>,
  workers: number,
  work: (item: T) => Promise<void>,
): Promise<void> => {
  const iterator = items[Symbol.iterator]();
  let isOver = false;
  const worker = async (): Promise<void> => {
    try {
      for (let next = iterator.next(); !isOver && next.done !== true; next = iterator.next()) await work(next.value);
    } catch (error) {
      isOver = true;
      throw error;
    }
  };
  // eslint-disable-next-line no-restricted-syntax -- the one place where a number of promises is bounded
  await Promise.all(Array.from({ length: workers }, worker));
};

/**
 * Works through a sequence as `inParallel` does, for as long as it may go on; what was begun is done.
 *
 * @returns the first item that was not begun
 */
export const inParallelWhile = async <T>(
  mayGoOn: () => boolean,
  items: Iterable<T>,
  workers: number,
  work: (item: T) => Promise<void>,
): Promise<T | undefined> => {
  const left: { first?: T } = {};
  const allowed = function* (): Generator<T> {
    for (const item of items) {
      if (!mayGoOn()) {
        left.first = item;
        return;
      }
      yield item;
    }
  };
  await inParallel(allowed(), workers, work);
  return left.first;
};
