import { readUnits, writeUnits } from '../../../bench/wire/capacity.ts';
import { itemBytes, wireItem } from '../../../bench/wire/itemSize.ts';

describe('the size of an item', () => {
  it.each([
    ['the name and the UTF-8 bytes of a text', { naïf: { S: 'é€' } }, 5 + 5],
    ['half a byte for a digit and one more for a number', { n: { N: '12345' } }, 1 + 3 + 1],
    ['nothing for zeros at either end of a number', { n: { N: '0.0012000' } }, 1 + 1 + 1],
    ['one byte for the exponent of a number and all of it', { n: { N: '1e21' } }, 1 + 1 + 1],
    ['one more for a negative number', { n: { N: '-12' } }, 1 + 1 + 1 + 1],
    ['one byte and the name for a zero', { n: { N: '0' } }, 1 + 1],
    ['one byte for true, false and null', { a: { BOOL: true }, b: { BOOL: false }, c: { NULL: true } }, 3 + 3],
    ['the bytes behind the Base64 of a binary', { b: { B: Buffer.alloc(10).toString('base64') } }, 1 + 10],
    [
      'the members of a set',
      { s: { SS: ['ab', 'c'] }, n: { NS: ['1', '23'] }, b: { BS: ['AAAA'] } },
      1 + 3 + 1 + 4 + 1 + 3,
    ],
    ['three bytes for an empty list or map', { l: { L: [] }, m: { M: {} } }, 2 + 3 + 3],
    ['one more for each member of a list', { l: { L: [{ S: 'abc' }, { NULL: true }] } }, 1 + 3 + (3 + 1) + (1 + 1)],
    ['one more, and its name, for each member of a map', { m: { M: { key: { S: 'value' } } } }, 1 + 3 + 1 + 3 + 5],
  ])('counts %s', (_what, item, bytes) => {
    const size = itemBytes(wireItem.parse(item));

    expect(size).toBe(bytes);
  });
});

describe('write units', () => {
  it.each([
    ['a small item', 0, 1, 1],
    ['an item of a kilobyte', 0, 1024, 1],
    ['an item of one byte more', 0, 1025, 2],
    ['an item that has shrunk, by its size before', 3000, 10, 3],
    ['a delete of nothing', 0, 0, 1],
  ])('of %s', (_what, before, after, units) => {
    expect(writeUnits(before, after)).toBe(units);
  });
});

describe('read units', () => {
  it.each([
    ['four kilobytes', 4096, true, 1],
    ['one byte more', 4097, true, 2],
    ['the same when the answer may be a moment old', 4097, false, 1],
    ['nothing', 0, true, 1],
    ['nothing when the answer may be a moment old', 0, false, 0.5],
  ])('of %s', (_what, bytes, consistent, units) => {
    expect(readUnits(bytes, consistent)).toBe(units);
  });
});
