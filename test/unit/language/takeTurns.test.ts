import { makeTurns } from '../../../shared/language/takeTurns.ts';

describe('turns', () => {
  it('let one piece of work go on at a time, in the order of asking, also after one that failed', async () => {
    const inTurn = makeTurns();
    const seen: string[] = [];
    const work = (name: string, fails = false) =>
      inTurn(async () => {
        seen.push(`${name} begins`);
        await new Promise((resolve) => setImmediate(resolve));
        seen.push(`${name} ends`);
        if (fails) throw new Error(name);
        return name;
      });

    const all = [work('a'), work('b', true).catch((error: Error) => `${error.message} failed`), work('c')];

    expect(await Promise.all(all)).toEqual(['a', 'b failed', 'c']);
    expect(seen).toEqual(['a begins', 'a ends', 'b begins', 'b ends', 'c begins', 'c ends']);
  });
});
