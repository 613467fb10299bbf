import { createHash } from 'node:crypto';
import { RequestProblem } from './answer.ts';
import { invalidRequest } from './readRequest.ts';

/** A list that gives out cursors: what it is called, whose it is, and what it is narrowed to. */
export type ListName = readonly [name: string, ...of: readonly (string | boolean | undefined)[]];

const version = '1';
const shape = new RegExp(`^${version}\\.([\\w-]{8})\\.([\\w.:-]{1,200})\\.([\\w-]{4})$`);

const digest = (parts: readonly unknown[], length: number): string =>
  createHash('sha256').update(JSON.stringify(parts)).digest('base64url').slice(0, length);

const markOf = (list: ListName): string =>
  digest(
    list.map((part) => part ?? null),
    8,
  );
const checkOf = (mark: string, place: string): string => digest([mark, place], 4);

/** Opaque text for a place of a list. It names its list, so that one of another list is never taken for a place here. */
export const cursorAt = (list: ListName, place: string): string => {
  const mark = markOf(list);
  return Buffer.from([version, mark, place, checkOf(mark, place)].join('.'), 'utf8').toString('base64url');
};

/**
 * The place that a cursor stands for.
 *
 * @throws RequestProblem `invalid_request` for what is no cursor or a damaged one, `cursor_unknown` for another list's
 */
export const placeIn = (list: ListName, cursor: string, parameter = 'cursor'): string => {
  const [, mark = '', place = '', check] = shape.exec(Buffer.from(cursor, 'base64url').toString('utf8')) ?? [];
  if (check !== checkOf(mark, place)) {
    throw invalidRequest([{ path: parameter, rule: 'cursor' }]);
  }
  if (mark !== markOf(list)) throw cursorUnknown();
  return place;
};

/** A cursor of another list, or of a state that this one is no longer in. */
export const cursorUnknown = (): RequestProblem => new RequestProblem('cursor_unknown');

/** A place that is the number of a record in a ledger. @throws RequestProblem for any other */
export const sequenceIn = (place: string): number => {
  if (!/^\d{1,15}$/.test(place)) throw cursorUnknown();
  return Number(place);
};

/** A page request with the cursor read as a place of the list. */
export const pageIn = (
  list: ListName,
  { limit, cursor }: { readonly limit: number; readonly cursor?: string },
): { readonly limit: number; readonly cursor?: string } =>
  cursor === undefined ? { limit } : { limit, cursor: placeIn(list, cursor) };
