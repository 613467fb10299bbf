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
 * - `taken_back`: a person has taken back that another account continues this one.
 */
export type VersionReason = 'new_at_ponto' | 'pending_booked' | 'late_line' | 'corrected' | 'removed' | 'taken_back';

/** How a line of an account that came back was recognised; what the passes of `matchReturned` go by. */
export type MatchedBy = 'content' | 'bank_reference' | 'parties' | 'day_and_amount';

/** @returns undefined for a record that makes no version */
export const versionReason = ({ kind, succeeds, lateSince, takenBack }: Change): VersionReason | undefined => {
  if (kind === 'relinked') return undefined;
  if (takenBack) return 'taken_back';
  if (kind !== 'added') return kind;
  if (lateSince !== undefined) return 'late_line';
  return succeeds === undefined ? 'new_at_ponto' : 'pending_booked';
};

/** @returns undefined when the record did not give the line a new id of Ponto */
export const matchedBy = (before: Change, after: Change): MatchedBy | undefined => {
  if (before.pontoId === after.pontoId) return undefined;
  if (contentText(before.content) === contentText(after.content)) return 'content';
  if (marks.some((mark) => before.content[mark] !== undefined && before.content[mark] === after.content[mark])) {
    return 'bank_reference';
  }
  return identityText(before.content) === identityText(after.content) ? 'parties' : 'day_and_amount';
};

const marks = ['internalReference', 'digest'] as const;

/** What the bank tells differently. */
export const changedMembers = (before: LineContent, after: LineContent): readonly (typeof contentKeys)[number][] =>
  contentKeys.filter((key) => before[key] !== after[key]);
