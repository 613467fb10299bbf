import type { Change } from './change.ts';
import { isToldAs, type FeedLine } from './line.ts';
import type { Fingerprint, MonthEntry } from './monthView.ts';
import { addedChange, correctedChange, relinkedChange, removedChange, type RecordContext } from './recordChanges.ts';

/** A line that was touched since an account went on as another one. */
export interface TouchedLine {
  /** The last record of it before; absent of a line that came in since. */
  readonly before?: Change;
  readonly last: Change;
  readonly entry: MonthEntry;
}

/**
 * The record that makes a line again what it was. One that came in since goes; one that went since comes in again as a
 * line of its own, because a tombstone stays.
 *
 * @returns undefined where nothing is to be done
 */
export const restoreLine = (
  { before, last, entry }: TouchedLine,
  fingerprint: Fingerprint,
): ((context: RecordContext) => Change) | undefined => {
  if (!before) {
    return entry.removed ? undefined : (context) => ({ ...removedChange(entry, last, context), takenBack: true });
  }
  const line: FeedLine = {
    pontoId: before.pontoId,
    ...(before.pontoCreatedAt === undefined ? {} : { createdAt: before.pontoCreatedAt }),
    content: before.content,
  };
  if (entry.removed) return (context) => ({ ...addedChange(line, context), takenBack: true });
  const makeChange = isToldAs(entry.fingerprint, line, fingerprint) ? relinkedChange : correctedChange;
  return (context) => ({ ...makeChange(entry, line, context), takenBack: true });
};
