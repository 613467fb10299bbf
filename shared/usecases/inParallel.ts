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

/** Works through a sequence with a number of workers that each take the next item when they are done with one. */
export const inParallel = async <T>(
  items: Iterable<T>,
  workers: number,
  work: (item: T) => Promise<void>,
): Promise<void> => {
  const iterator = items[Symbol.iterator]();
  const worker = async (): Promise<void> => {
    for (let next = iterator.next(); next.done !== true; next = iterator.next()) await work(next.value);
  };
  await Promise.all(Array.from({ length: workers }, worker));
};
