const writeUnitBytes = 1024;
const readUnitBytes = 4096;

/**
 * Write units of one item: the larger of what was there and what is there now, in whole kilobytes; one at least, also
 * for a delete of nothing and for a condition that refused. There is no index on either table, so nothing is added.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/read-write-operations.html#write-operation-consumption
 */
export const writeUnits = (bytesBefore: number, bytesAfter: number): number =>
  Math.max(1, Math.ceil(Math.max(bytesBefore, bytesAfter) / writeUnitBytes));

/**
 * Read units of one item, or of all items together that a page of a query looked at; half of it when the answer may be
 * a moment old. Nothing found costs the smallest read.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/read-write-operations.html#read-operation-consumption
 */
export const readUnits = (bytes: number, consistent: boolean): number =>
  Math.max(1, Math.ceil(bytes / readUnitBytes)) * (consistent ? 1 : 0.5);
