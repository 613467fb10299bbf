/** Repeatable randomness: equal seeds draw equal numbers, so that a whole world can be made again. */
export interface Chance {
  /** 0 (included) to 1 (excluded). */
  readonly next: () => number;
  /** Whole number, both ends included. */
  readonly whole: (from: number, to: number) => number;
  readonly happens: (probability: number) => boolean;
  readonly pick: <T>(list: readonly [T, ...T[]]) => T;
}

// Taken once: looking a global up for every letter is what a simulation would spend its time on.
const { imul } = Math;

const mix = (word: number): number => {
  let mixed = word;
  mixed = imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
};

const hash = (text: string, start: number): number => {
  let word = start;
  for (let index = 0; index < text.length; index += 1) {
    word = imul(word ^ text.charCodeAt(index), 0x01000193);
  }
  return mix(word);
};

/** Draws from a seed text; nothing else decides the numbers. */
export const chanceOf = (seed: string): Chance => {
  let counter = hash(seed, 0x811c9dc5);
  const next = (): number => {
    counter = (counter + 0x9e3779b9) >>> 0;
    return mix(counter) / 0x1_0000_0000;
  };
  const whole = (from: number, to: number): number => from + Math.floor(next() * (to - from + 1));
  return {
    next,
    whole,
    happens: (probability) => next() < probability,
    pick: (list) => list[whole(0, list.length - 1)] ?? list[0],
  };
};

const starts = [0x811c9dc5, 0x01234567, 0x7f4a7c15, 0x3c6ef372] as const;

const wordsOf = (name: string): string =>
  starts.map((start) => hash(name, start).toString(16).padStart(8, '0')).join('');

/** An id that always belongs to the same name, in the form of a version 4 UUID. */
export const idOf = (name: string): string => {
  const hex = wordsOf(name);
  const variant = ((Number.parseInt(hex.charAt(16), 16) & 0x3) | 0x8).toString(16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20)}`;
};

/** Opaque text in two parts joined by a dot, as Ponto's tokens are (reference, section 2). */
export const opaqueOf = (name: string): string => `${wordsOf(`${name}/1`)}.${wordsOf(`${name}/2`)}`;
