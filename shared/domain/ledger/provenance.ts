import type { Change } from './change.ts';
import { contentKeys, contentText, identityText, type LineContent } from './line.ts';

/**
 * Why a version of a line is in the books.
 *
 * - `new_at_ponto`: Ponto listed a line that the books had not.
 * - `pending_booked`: the same, and a pending line of the same amount and party was on show before.
 * - `late_line`: the same, for a day whose statement was final already.
 * - `corrected`: Ponto tells the line differently.
 * - `removed`: Ponto has the line no more.
 */
export type VersionReason = 'new_at_ponto' | 'pending_booked' | 'late_line' | 'corrected' | 'removed';

export const versionSentences = {
  new_at_ponto: 'Ponto listed this line, and the books did not have it.',
  pending_booked:
    'Ponto listed this line, and the books did not have it. A pending line of the same amount and party was shown before; ' +
    'pending lines count nowhere.',
  late_line:
    'The bank booked this line late, for a day whose statement was final. That statement stays as it is; the line stands ' +
    'on the one that was open.',
  corrected: 'Ponto tells this line differently than before. The version before is kept.',
  removed: 'Ponto has this line no more: it was asked for by its own address and is gone. Its last content is kept.',
} as const satisfies Record<VersionReason, string>;

/** How a line of an account that came back was recognised; what the passes of `matchReturned` go by. */
export type MatchedBy = 'content' | 'parties' | 'day_and_amount';

export const matchSentences = {
  content:
    'The account came back under a new id of Ponto. This line is the same as before in all that the bank says, so it was ' +
    'kept and not booked twice.',
  parties:
    'The account came back under a new id of Ponto. Day, amount, parties and text of this line are the same as before, so it ' +
    'was kept and not booked twice.',
  day_and_amount:
    'The account came back under a new id of Ponto. It had as many lines of this day and amount as before, so this one was ' +
    'kept and not booked twice.',
} as const satisfies Record<MatchedBy, string>;

export const twinSentence =
  'Other lines say the same in every word. Ponto lists each under an id of its own, so they are payments of their own.';

/** @returns undefined for a record that makes no version */
export const versionReason = ({ kind, succeeds, lateSince }: Change): VersionReason | undefined => {
  if (kind === 'relinked') return undefined;
  if (kind !== 'added') return kind;
  if (lateSince !== undefined) return 'late_line';
  return succeeds === undefined ? 'new_at_ponto' : 'pending_booked';
};

/** @returns undefined when the record did not give the line a new id of Ponto */
export const matchedBy = (before: Change, after: Change): MatchedBy | undefined => {
  if (before.pontoId === after.pontoId) return undefined;
  if (contentText(before.content) === contentText(after.content)) return 'content';
  return identityText(before.content) === identityText(after.content) ? 'parties' : 'day_and_amount';
};

/** What the bank tells differently. */
export const changedMembers = (before: LineContent, after: LineContent): readonly (typeof contentKeys)[number][] =>
  contentKeys.filter((key) => before[key] !== after[key]);
