import { html } from 'hono/html';
import type { Html } from '../layout.ts';

/**
 * What a state asks of its reader: nothing (`well`, `quiet`), patience (`waiting`), attention (`soon`), an act (`needed`).
 * Red is for `differs` and `ended` alone.
 */
export type ChipKind = 'well' | 'quiet' | 'waiting' | 'soon' | 'needed' | 'differs' | 'ended';

/** One shape a kind, on a field of 10 by 10: whoever sees no colours tells them apart. */
const shapes: Readonly<Record<ChipKind, string>> = {
  // a disc
  well: 'M5 1a4 4 0 1 1 0 8a4 4 0 1 1 0-8z',
  // a ring
  quiet: 'M5 1a4 4 0 1 1 0 8a4 4 0 1 1 0-8zm0 1.5a2.5 2.5 0 1 0 0 5a2.5 2.5 0 1 0 0-5z',
  // half a disc
  waiting: 'M5 1a4 4 0 1 1 0 8a4 4 0 1 1 0-8zm0 1.5v5a2.5 2.5 0 1 0 0-5z',
  // a triangle
  soon: 'M5 .8L9.6 9H.4z',
  // a square on its corner
  needed: 'M5 0l5 5l-5 5l-5-5z',
  // not equal
  differs: 'M1 2.6h4.3L6.2 .6h1.5l-.9 2H9v1.6H6.1l-.7 1.6H9v1.6H4.7l-.9 2H2.3l.9-2H1V5.8h2.9l.7-1.6H1z',
  // a square
  ended: 'M1 1h8v8H1z',
};

/** A state in short: a word first, a shape second, a colour last. */
export const chip = (kind: ChipKind, word: string): Html =>
  html`<span class="chip ${kind}"
    ><svg viewBox="0 0 10 10" aria-hidden="true" focusable="false"><path d="${shapes[kind]}" /></svg>${word}</span
  >`;
