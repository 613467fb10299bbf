/** A worker that dies at one of its steps: whatever it calls from then on has no effect, and its invocation is over. */
export const aMortal = (diesAt: number) => {
  let steps = 0;
  let isDead = false;
  const step = (): void => {
    if (isDead) throw new Error('nobody is there any more');
    steps += 1;
    if (steps === diesAt) {
      isDead = true;
      throw new Error('killed');
    }
  };
  /** Every call of these is two steps: a worker dies before it, or when it is done and nobody knows. */
  const watched = <T extends object>(parts: T): T =>
    new Proxy(parts, {
      get: (target, name): unknown => {
        const member: unknown = Reflect.get(target, name);
        if (typeof member === 'object' && member !== null && !Array.isArray(member)) return watched(member);
        if (typeof member !== 'function') return member;
        return (...given: unknown[]): unknown => {
          step();
          const answer: unknown = Reflect.apply(member, target, given);
          if (!(answer instanceof Promise)) return answer;
          return answer.then((value: unknown) => {
            step();
            return value;
          });
        };
      },
    });
  return {
    watched,
    /** Another worker goes on. */
    rise: (): void => {
      isDead = false;
    },
    hasDied: (): boolean => steps >= diesAt,
  };
};
