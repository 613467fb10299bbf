import { onFirstUse } from '../../../shared/language/onFirstUse.ts';

/** Counts how often it was made. */
const counted = <T>(it: T) => {
  const made: T[] = [];
  return { made, get: onFirstUse(() => (made.push(it), it)) };
};

describe('what is made on its first use', () => {
  it('is not made before', () => {
    expect(counted('it').made).toEqual([]);
  });

  it.each([[{}], [undefined]])('is made once and kept: %j', (it) => {
    const { made, get } = counted(it);

    expect([get(), get()]).toEqual([it, it]);
    expect(made).toHaveLength(1);
  });
});
