/**
 * A number of places, of which each work takes one for as long as it goes on; the others wait in the order in which they
 * came. A wait has no end of its own: it is for work that has one.
 */
export const makeSlots = (places: number): (<T>(work: () => Promise<T>) => Promise<T>) => {
  let free = places;
  const waiting: (() => void)[] = [];
  return async (work) => {
    if (free > 0) free -= 1;
    else await new Promise<void>((begin) => waiting.push(begin));
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      // The place is handed over, so that nobody who comes meanwhile takes it.
      if (next) next();
      else free += 1;
    }
  };
};
