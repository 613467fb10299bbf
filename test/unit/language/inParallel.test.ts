import { inParallel, mapInParallel } from '../../../shared/language/inParallel.ts';
import { makeSlots } from '../../../shared/language/slots.ts';

/** Work that ends when it is told to, and tells how much of it goes on at once. */
const aWorkshop = () => {
  const ends: (() => void)[] = [];
  let most = 0;
  return {
    begun: () => ends.length,
    most: () => most,
    work: () =>
      new Promise<void>((end) => {
        ends.push(end);
        most = Math.max(most, ends.length - ended);
      }),
    end: (one: number) => {
      ended += 1;
      ends[one]?.();
    },
  };
};
let ended = 0;
const turn = () => new Promise((resolve) => setImmediate(resolve));

beforeEach(() => {
  ended = 0;
});

describe('many things in parallel', () => {
  it('are mapped in their order, so many at a time', async () => {
    const mapped = await mapInParallel([3, 1, 2], 2, async (number) => number * 10);

    expect(mapped).toEqual([30, 10, 20]);
  });

  it('begin nothing further once one has failed', async () => {
    const begun: number[] = [];
    const work = inParallel([0, 1, 2, 3, 4, 5], 2, async (number) => {
      begun.push(number);
      await turn();
      if (number === 1) throw new Error('failed');
    });

    await expect(work).rejects.toThrow('failed');
    await turn();
    await turn();
    expect(begun.length).toBeLessThan(4);
  });
});

describe('slots', () => {
  it('let so many work at once, and the others in the order in which they came', async () => {
    const inSlot = makeSlots(2);
    const { begun, end, most, work } = aWorkshop();
    const all = [0, 1, 2, 3].map(() => inSlot(work));

    await turn();
    expect(begun()).toBe(2);
    end(0);
    await turn();
    expect(begun()).toBe(3);
    [1, 2].forEach(end);
    await turn();
    end(3);
    await Promise.all(all);
    expect(most()).toBe(2);
  });

  it('are free again after a failure', async () => {
    const inSlot = makeSlots(1);

    await expect(inSlot(() => Promise.reject(new Error('failed')))).rejects.toThrow('failed');
    await expect(inSlot(async () => 'done')).resolves.toBe('done');
  });
});
