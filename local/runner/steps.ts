/** Does work that takes a while, and says what it is before it begins and how long it took. */
export type Step = <T>(what: string, work: () => Promise<T>) => Promise<T>;

/** Says nothing. */
export const silently: Step = async (_what, work) => await work();

/**
 * @param write gets pieces of a line
 * @param now milliseconds of a clock that never jumps
 */
export const makeStep =
  (write: (text: string) => void, now: () => number): Step =>
  async (what, work) => {
    write(`${what} ...`);
    const began = now();
    const seconds = (): string => `${((now() - began) / 1000).toFixed(1)} s`;
    try {
      const done = await work();
      write(` ${seconds()}\n`);
      return done;
    } catch (error) {
      write(` gave up after ${seconds()}\n`);
      throw error;
    }
  };
