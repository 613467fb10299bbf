import { createHash } from 'node:crypto';
import { append, remove } from '../orderedStore.ts';
import type { BankAccount, BankLine, LineContent } from '../state.ts';

/** Balances are summed in whole thousandths; exact up to nine billion of the currency. */
const unitsOf = (amount: number): number => Math.round(amount * 1000);
export const amountOf = (units: number): number => units / 1000;

/** Equal payments of one day have an equal digest, as at Ponto: it is no key (reference, section 4.3). */
const withDigest = (content: LineContent): LineContent => {
  const { digest: _digest, internalReference: _reference, ...told } = content;
  return { ...content, digest: createHash('sha256').update(JSON.stringify(told)).digest('hex') };
};

interface NewLine {
  readonly id: string;
  readonly day: string;
  readonly content: LineContent;
  readonly at: number;
}

const toTotal = (account: BankAccount, day: string, units: number): void => {
  account.dayTotals[day] = (account.dayTotals[day] ?? 0) + units;
};

/** Books a line. A pending line of the same id is booked by it and goes. */
export const bookLine = (account: BankAccount, { id, day, content, at }: NewLine): BankLine => {
  remove(account.pending, id);
  const line = append(account.booked, (place) => ({
    id,
    place,
    day,
    content: withDigest(content),
    createdAt: at,
    updatedAt: at,
  }));
  toTotal(account, day, unitsOf(content.amount));
  account.changes.push(id);
  return line;
};

export const showPending = (account: BankAccount, { id, day, content, at }: NewLine): BankLine =>
  append(account.pending, (place) => ({ id, place, day, content: withDigest(content), createdAt: at, updatedAt: at }));

/** Changes anything about a line, its amount and day included. The balance follows. */
export const changeLine = (
  account: BankAccount,
  id: string,
  change: { readonly content: LineContent; readonly day: string; readonly at: number },
): BankLine | undefined => {
  const pending = account.pending.items[id];
  const line = account.booked.items[id] ?? pending;
  if (!line) return undefined;
  if (line !== pending) {
    toTotal(account, line.day, -unitsOf(line.content.amount));
    toTotal(account, change.day, unitsOf(change.content.amount));
    account.changes.push(id);
  }
  line.content = withDigest(change.content);
  line.day = change.day;
  line.updatedAt = change.at;
  return line;
};

/** Gives Ponto a line that was withheld so far. */
export const deliverLine = (account: BankAccount, id: string, at: number): void => {
  const line = account.booked.items[id];
  if (!line) return;
  line.isWithheld = false;
  line.updatedAt = at;
  account.changes.push(id);
};

export const removeLine = (account: BankAccount, id: string): boolean => {
  if (remove(account.pending, id)) return true;
  const line = remove(account.booked, id);
  if (!line) return false;
  toTotal(account, line.day, -unitsOf(line.content.amount));
  account.changes.push(id);
  return true;
};

/** The balance at the end of a day: the opening balance and every line booked up to and including it. */
export const balanceOn = ({ openingUnits, dayTotals }: BankAccount, lastDay: string): number => {
  let units = openingUnits;
  for (const [day, total] of Object.entries(dayTotals)) if (day <= lastDay) units += total;
  return units;
};

/** Everything booked, less what pending lines will take. */
export const availableUnits = (account: BankAccount): number => {
  let units = balanceOn(account, '9999-12-31');
  for (const { content } of Object.values(account.pending.items)) units += Math.min(0, unitsOf(content.amount));
  return units;
};
