import fc from 'fast-check';
import { shortened } from '../../shared/exports/parts/text.ts';

const words: readonly string[] = [
  'Bakkerij',
  'PEETERS',
  'factuur',
  '2026-0118',
  'levering',
  'oktober',
  'NV',
  'R&D',
  '12,50',
];

/** Letters of other alphabets and pictures. */
const foreign: readonly string[] = [
  ...[
    'Café',
    'Œuvre',
    'Straße',
    'Łódź',
    'Ærøskøbing',
    'Þór',
    'Ñandú',
    'ĳssel',
    'e\u0301te\u0301',
    'ﬁnance',
    '€',
    'Ｆｕｌｌ',
  ],
  ...['Δήμητρα', 'Ψωμί', 'Здраве', 'Щука', 'Ђорђе', 'Їжак', '北京烤鸭店', '東京', 'مخبز', 'מאפייה', 'ไทย', '한국'],
  ...['🥐', '👩‍🍳', '🇧🇪', '👍🏽', '☕️', '𝔅ank', '\u{1f956}\u{1f956}\u{1f956}'],
];

/** What breaks a record, a field, a line, a formula or a mark-up where it is not kept from it. */
const awkward: readonly string[] = [
  ...['\n', '\r\n', '\t', '\u0000', '\u001b[31m', '\u0085', '\u2028', '\ufeff', '\u00a0', '\u200d', '\ufffd', '\ufffe'],
  ...['"', "'", '“citaat”', '‘’', '…', '–', '\\', '`', '|', ';', ',', '{', '}', '~', '^', '[', ']', '(', ')'],
  ...['&', '<', '>', '<b>', '&amp;', ']]>', '<!--', '<?xml', '&#13;'],
  ...[':86:', ':61:', '\n-}', '\n:62F:', '-', '/', '//', '?', '?20', '/REMI/', '/CNTP/', '+', '?32?', ':'],
  ...['=1+1', '@SUM(A1)', '+32 2 555', '-12', '\uff1dA1', '  ;', '!', '*', '  ', 'NONREF', '  = EUR 1'],
];

const wordy = (pieces: readonly string[], most: number): fc.Arbitrary<string> =>
  fc
    .tuple(
      fc.array(fc.constantFrom(...pieces), { minLength: 1, maxLength: most, size: 'max' }),
      fc.constantFrom(' ', '', ' '),
    )
    .map(([all, between]) => all.join(between));

/** A text as people and banks write them, seldom a long one; never empty, though all of it may be lost in ASCII. */
export const arbitraryText = (longest: number): fc.Arbitrary<string> =>
  fc
    .oneof(
      { weight: 6, arbitrary: wordy(words, 6) },
      { weight: 2, arbitrary: wordy(words, 60) },
      { weight: 3, arbitrary: wordy([...words, ...foreign], 8) },
      { weight: 3, arbitrary: wordy([...words, ...foreign, ...awkward], 12) },
      { weight: 1, arbitrary: wordy([...words, ...foreign, ...awkward], 80) },
      { weight: 1, arbitrary: wordy(foreign, 3) },
      { weight: 1, arbitrary: wordy(awkward, 3) },
      { weight: 1, arbitrary: fc.string({ unit: 'binary', minLength: 1, maxLength: 40 }) },
      { weight: 1, arbitrary: fc.constantFrom('W'.repeat(longest), `${'ab '.repeat(longest)}`, 'é'.repeat(longest)) },
    )
    .map((text) => shortened(text, longest))
    .filter((text) => text !== '');
