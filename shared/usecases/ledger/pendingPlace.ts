import type { PendingLine } from '../../domain/ledger/line.ts';

/** The day, where there is one, and Ponto's id in base64url: ids may hold anything, places may not. */
const shape = /^pending\.(\d{4}-\d{2}-\d{2})?\.([\w-]{1,180})$/;

export const isPendingPlace = (place: string): boolean => shape.test(place);

/** The place of a list that the page after a pending line begins at. It holds too when the line is pending no more. */
export const placeBehindPending = ({ content, pontoId }: PendingLine): string =>
  `pending.${content.executionDate ?? ''}.${Buffer.from(pontoId).toString('base64url')}`;

/** Newest first, those without a day before all: they are still to be booked. */
export const newestPendingFirst = (a: PendingLine, b: PendingLine): number => compare(placeOf(a), placeOf(b));

/** Does a line stand behind a place? None stands behind a place of a booked line. */
export const isBehindPending = (line: PendingLine, place: string): boolean => {
  const [, day = noDay, id] = shape.exec(place) ?? [];
  if (id === undefined) return false;
  return compare(placeOf(line), { day, pontoId: Buffer.from(id, 'base64url').toString() }) > 0;
};

interface Place {
  readonly day: string;
  readonly pontoId: string;
}

const noDay = '9999-12-32';

const placeOf = ({ content, pontoId }: PendingLine): Place => ({ day: content.executionDate ?? noDay, pontoId });

const compare = (a: Place, b: Place): number => {
  if (a.day !== b.day) return a.day < b.day ? 1 : -1;
  if (a.pontoId === b.pontoId) return 0;
  return a.pontoId < b.pontoId ? -1 : 1;
};
