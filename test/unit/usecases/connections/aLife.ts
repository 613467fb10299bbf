/** The work of a process that has died: it neither goes on nor fails. */
const dead = (): Promise<never> => new Promise(() => undefined);

/**
 * The life of a process, which ends at one of the moments around what it does outside itself. A moment lies after one
 * thing and before the next: for the outside these are the same. The first moment is 0, before everything.
 */
export const aLife = (endsAt = Infinity) => {
  const done: string[] = [];
  let end: () => void = () => undefined;
  const ended = new Promise<'dead'>((resolve) => (end = () => resolve('dead')));

  const before = async (): Promise<void> => {
    if (done.length < endsAt) return;
    end();
    await dead();
  };
  const after = async (what: string): Promise<void> => {
    done.push(what);
    await before();
  };

  return {
    /** What was done outside, in order. */
    done,
    ended,
    before,
    after,
    /** A port that is outside, such as Ponto or the bus: every call of it is one thing done. */
    outside: <T extends object>(name: string, port: T): T =>
      new Proxy(port, {
        get: (target, method) => {
          const known: unknown = Reflect.get(target, method);
          if (typeof known !== 'function') return known;
          return async (...given: readonly unknown[]): Promise<unknown> => {
            await before();
            const answer: unknown = await Reflect.apply(known, target, given);
            await after(`${name}.${String(method)}`);
            return answer;
          };
        },
      }),
  };
};

export type Life = ReturnType<typeof aLife>;
