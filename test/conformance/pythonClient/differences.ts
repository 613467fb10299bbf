import { isDeepStrictEqual } from 'node:util';
import type { Told } from './toldByApi.ts';

const moment = /^\d{4}-\d\d-\d\dT\d\d:\d\d/;

/** A moment is the same however its zone and its fractions are written; what names a request is another one each time. */
const comparable = (value: unknown): unknown => {
  if (typeof value === 'string') return moment.test(value) ? new Date(value).toISOString() : value;
  if (Array.isArray(value)) return value.map(comparable);
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value).filter(([name]) => name !== 'requestId');
  return Object.fromEntries(members.map(([name, member]) => [name, comparable(member)]));
};

/** Enough to recognise it. */
const maxShown = 120;
const shown = (value: unknown): string => (value === undefined ? 'nothing' : JSON.stringify(value).slice(0, maxShown));

const membersOf = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null ? { ...value } : {};

/** Where two values part, as deep as it can be said, and what stands there. */
const firstDifference = (told: unknown, read: unknown, path: string): string => {
  const [of, its] = [membersOf(told), membersOf(read)];
  const name = Object.keys({ ...of, ...its }).find((member) => !isDeepStrictEqual(of[member], its[member]));
  const isOfOneKind = Array.isArray(told) === Array.isArray(read) && typeof told === typeof read;
  if (name === undefined || !isOfOneKind) return `${path}: ${shown(told)} was read as ${shown(read)}`;
  return firstDifference(of[name], its[name], `${path}.${name}`);
};

/** How what was read differs from what the API tells: of each list the counts, or the first item that differs. */
export const differences = (read: Told, told: Told): readonly string[] =>
  Object.entries(told).flatMap(([what, expected]) => {
    const found = read[what] ?? [];
    if (expected.length === 0) return [`no ${what} are there to be read`];
    if (found.length !== expected.length) return [`${found.length} of ${expected.length} ${what} were read`];
    const pairs = expected.map((item, index) => [comparable(item), comparable(found[index])] as const);
    const at = pairs.findIndex(([item, other]) => !isDeepStrictEqual(item, other));
    const [item, other] = pairs[at] ?? [];
    return at < 0 ? [] : [firstDifference(item, other, `${what}.${at}`)];
  });
