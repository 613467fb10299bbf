import { retryUnprocessed } from '../../../shared/adapters/retryUnprocessed.ts';
import { aClock } from '../../builders/records.ts';

describe('a batch that is taken in part', () => {
  /** A service that takes one entry, the first, at every try. */
  const takingOne = (options: { readonly maxTries: number; readonly random?: () => number }) => {
    const clock = aClock();
    const sent: (readonly string[])[] = [];
    const send = (entries: readonly string[]) =>
      retryUnprocessed(
        entries,
        async (left) => {
          sent.push(left);
          return left.slice(1);
        },
        {
          maxTries: options.maxTries,
          firstPauseMs: 100,
          maxPauseMs: 300,
          refusal: (left) => `${left} left`,
          pacing: options.random ? { sleep: clock.sleep, random: options.random } : clock,
        },
      );
    return { clock, sent, send };
  };

  it('is sent again with what is left, after pauses that double up to the longest', async () => {
    const { clock, sent, send } = takingOne({ maxTries: 5 });

    await send(['a', 'b', 'c', 'd']);

    expect(sent).toEqual([['a', 'b', 'c', 'd'], ['b', 'c', 'd'], ['c', 'd'], ['d']]);
    expect(clock.pauses).toEqual([100, 200, 300]);
  });

  it.each([
    [0, [50, 100]],
    [0.5, [75, 150]],
    [1, [100, 200]],
  ])('pauses by chance between half and all of that (%s)', async (chance, pauses) => {
    const { clock, send } = takingOne({ maxTries: 5, random: () => chance });

    await send(['a', 'b', 'c']);

    expect(clock.pauses).toEqual(pauses);
  });

  it('is given up after the last try, without another pause', async () => {
    const { clock, sent, send } = takingOne({ maxTries: 2 });

    await expect(send(['a', 'b', 'c'])).rejects.toThrow('1 left');
    expect({ tries: sent.length, pauses: clock.pauses }).toEqual({ tries: 2, pauses: [100] });
  });

  it('is not sent when it is empty', async () => {
    const { sent, send } = takingOne({ maxTries: 2 });

    await send([]);

    expect(sent).toEqual([]);
  });
});
