import { late } from '../../../shared/language/late.ts';

/** Tells how often the code of a sum was loaded. */
const aSum = () => {
  const loads: string[] = [];
  const sum = late(async () => {
    loads.push('loaded');
    return (left: number, right: number) => left + right;
  });
  return { loads, sum };
};

describe('a function that is loaded late', () => {
  it('is not loaded before its first call', () => {
    expect(aSum().loads).toEqual([]);
  });

  it('is loaded once, also by calls that come together, and gets what each call gives', async () => {
    const { loads, sum } = aSum();

    expect(await Promise.all([sum(1, 2), sum(3, 4)])).toEqual([3, 7]);
    expect(await sum(5, 6)).toBe(11);
    expect(loads).toEqual(['loaded']);
  });

  it('fails as what it loads fails', async () => {
    const broken = late(async () => (): number => {
      throw new Error('no sum');
    });

    await expect(broken()).rejects.toThrow('no sum');
  });
});
