import { cursorAt, cursorUnknown, placeIn, type ListName } from '../../runtime/http/cursor.ts';
import { defined } from '../../language/defined.ts';
import { isCalendarDate } from '../../domain/calendar/calendarDate.ts';
import { feedShards } from '../../domain/feed/feedEntry.ts';
import type { ShardPlace } from '../../ports/feedLog.ts';
import type { FeedPlace, PlaceInside } from '../../usecases/feed/tenantFeed.ts';

const feedOf = (tenantId: string): ListName => ['changes of all accounts', tenantId];

/** Enough of a run's id to tell two runs apart: its end, as it begins with the time. */
const runCharacters = 6;

const shardShape = /^(\d{1,12})(?:-([\w-]{1,6}))?$/;
const insideShapes = {
  changes: /^(\d{1,15})$/,
  removed: /^r(\d{1,5})$/,
  statements: /^(\d{4}-\d{2}-\d{2})(?:\.(\d{1,15})\.(\d{1,15}))?$/,
};

const shardText = ({ number, syncId = '' }: ShardPlace): string => {
  const run = syncId.slice(-runCharacters);
  return run === '' ? String(number) : `${number}-${run}`;
};

const parseShard = (text: string): ShardPlace => {
  const [, number, syncId] = shardShape.exec(text) ?? [];
  if (number === undefined) throw cursorUnknown();
  return { number: Number(number), ...defined({ syncId }) };
};

/** `17`, `r2`, `2026-11-30`, or in the middle of its lines `2026-11-30.100.57`. */
const insideText = (inside: PlaceInside): string => {
  switch (inside.in) {
    case 'changes':
      return String(inside.sequence);
    case 'removed':
      return `r${inside.count}`;
    case 'statements':
      return [inside.periodFrom, ...(inside.lines ? [inside.lines.offset, inside.lines.through] : [])].join('.');
  }
};

const parseInside = (text: string): PlaceInside => {
  const [, sequence] = insideShapes.changes.exec(text) ?? [];
  if (sequence !== undefined) return { in: 'changes', sequence: Number(sequence) };
  const [, count] = insideShapes.removed.exec(text) ?? [];
  if (count !== undefined) return { in: 'removed', count: Number(count) };
  const [, periodFrom, offset, through] = insideShapes.statements.exec(text) ?? [];
  if (periodFrom === undefined || !isCalendarDate(periodFrom)) throw cursorUnknown();
  const lines = offset === undefined ? undefined : { offset: Number(offset), through: Number(through) };
  return { in: 'statements', periodFrom, ...defined({ lines }) };
};

/**
 * The places of the shards, then where the reader is in the middle: `0.12-1f9ab3…` alone, with `:e:3:17` in the entry of
 * shard 3 behind record 17, or with `:s:<account>:17` in the books of an account.
 */
export const tenantFeedCursor = (tenantId: string, { shards, snapshot, entry }: FeedPlace): string => {
  const places = shards.map(shardText).join('.');
  if (snapshot) {
    const { accountId = '', inside } = snapshot;
    return cursorAt(feedOf(tenantId), [places, 's', accountId, inside ? insideText(inside) : ''].join(':'));
  }
  const middle = entry ? ['e', entry.shard, insideText(entry.inside)] : [];
  return cursorAt(feedOf(tenantId), [places, ...middle].join(':'));
};

/** @throws RequestProblem for what is no cursor, and for one of another feed */
export const tenantFeedPlace = (tenantId: string, after: string | undefined): FeedPlace | undefined => {
  if (after === undefined) return undefined;
  const [places = '', kind, of = '', inside = ''] = placeIn(feedOf(tenantId), after, 'after').split(':');
  const shards = places.split('.').map(parseShard);
  if (shards.length !== feedShards) throw cursorUnknown();
  switch (kind) {
    case undefined:
      return { shards };
    case 's':
      return {
        shards,
        snapshot: {
          ...(of === '' ? {} : { accountId: of }),
          ...(inside === '' ? {} : { inside: parseInside(inside) }),
        },
      };
    case 'e':
      if (!(Number(of) < feedShards)) throw cursorUnknown();
      return { shards, entry: { shard: Number(of), inside: parseInside(inside) } };
    default:
      throw cursorUnknown();
  }
};
