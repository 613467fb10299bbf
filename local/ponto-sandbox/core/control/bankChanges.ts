import * as z from 'zod';
import { bookLine, changeLine, deliverLine, removeLine, showPending } from '../bank/bankBooks.ts';
import { bookingDay } from '../bank/dates.ts';
import { lineAttributes, withChanges, withoutNulls } from '../bank/lineAttributes.ts';
import { simulateUntil } from '../bank/simulateUntil.ts';
import { institutionById } from '../institutions/catalogue.ts';
import { runBothNow } from '../ponto/synchronizations.ts';
import type { BankAccount, BankLine, LineContent } from '../state.ts';
import { changed, newId, type World } from '../world.ts';
import { ControlFailure } from './controlFailure.ts';
import { accountsOver, bankAccountById } from './lookup.ts';

export const bankChanges = z.strictObject({
  /** Of Ponto or of the bank. */
  accountId: z.string(),
  /**
   * New lines. One with an old execution date is a late booking; `pending` ones are not booked yet; `withheld` ones are in
   * the bank's balance and do not reach Ponto.
   */
  add: z
    .array(
      lineAttributes.extend({
        currency: z.string().optional(),
        pending: z.boolean().optional(),
        withheld: z.boolean().optional(),
      }),
    )
    .default([]),
  /** Anything about a line, amount and dates included. Ids of Ponto or of the bank. */
  change: z.array(z.strictObject({ id: z.string(), attributes: lineAttributes.partial() })).default([]),
  remove: z.array(z.string()).default([]),
  /** Pending lines that are booked now, under the same bank id. */
  book: z.array(z.string()).default([]),
  /** Withheld lines that Ponto gets from now on. */
  deliver: z.array(z.string()).default([]),
  /** Lets Ponto fetch at once, as in a background run. */
  synchronize: z.boolean().default(false),
});

interface ChangedLines {
  readonly added: readonly string[];
  readonly changed: readonly string[];
  readonly removed: readonly string[];
  readonly booked: readonly string[];
}

/** What only a bank can do to its lines. Ponto sees it at the next synchronization. @throws ControlFailure */
export const changeAtBank = (world: World, wanted: z.infer<typeof bankChanges>): ChangedLines => {
  const bank = bankAccountById(world, wanted.accountId);
  const at = world.state.now;
  simulateUntil(bank, at);
  const idOf = (id: string): string => bankLineId(world, bank, id);
  const changes = wanted.change.map(({ id, attributes }) => ({ id: idOf(id), attributes }));
  const removals = wanted.remove.map(idOf);
  const bookings = wanted.book.map(idOf);
  const deliveries = wanted.deliver.map(idOf);
  const added = wanted.add.map(({ pending, withheld, currency, ...given }) => {
    const content = withoutNulls({ ...given, currency: currency ?? bank.currency });
    const add = pending ? showPending : bookLine;
    const line = add(bank, { id: newId(world), content, day: dayOf(bank, content, at), at });
    if (withheld) line.isWithheld = true;
    return line.id;
  });
  for (const { id, attributes } of changes) {
    const content = withChanges(lineOf(bank, id).content, attributes);
    changeLine(bank, id, { content, day: dayOf(bank, content, at), at });
  }
  for (const id of removals) removeLine(bank, id);
  for (const id of bookings) bookPending(bank, id, at);
  for (const id of deliveries) deliverLine(bank, id, at);
  changed(world);
  if (wanted.synchronize) for (const account of accountsOver(world, bank)) runBothNow(world, account, false);
  return { added, changed: changes.map(({ id }) => id), removed: removals, booked: bookings };
};

const dayOf = (bank: BankAccount, content: LineContent, at: number): string => {
  const institution = institutionById(bank.institutionId);
  if (!institution) throw new ControlFailure(404, 'The bank of this account is gone.');
  return bookingDay(content, institution, at);
};

const lineOf = (bank: BankAccount, id: string): BankLine => {
  const line = bank.booked.items[id] ?? bank.pending.items[id];
  if (!line) throw new ControlFailure(404, `No line of this account has the id ${id}.`);
  return line;
};

/** Lines may be named by Ponto's id as well. */
const bankLineId = (world: World, bank: BankAccount, id: string): string => {
  for (const { lines, pending } of accountsOver(world, bank)) {
    const copy = lines.items[id] ?? pending.items[id];
    if (copy) return lineOf(bank, copy.bankLineId).id;
  }
  return lineOf(bank, id).id;
};

const bookPending = (bank: BankAccount, id: string, at: number): void => {
  const line = bank.pending.items[id];
  if (!line) throw new ControlFailure(400, `The line ${id} is not pending.`);
  const executionDate = line.content.executionDate ?? line.content.valueDate ?? new Date(at).toISOString();
  const content = { ...line.content, executionDate };
  bookLine(bank, { id, content, day: dayOf(bank, content, at), at });
  const index = bank.upcoming.findIndex(({ lineId, kind }) => lineId === id && kind === 'booked');
  if (index >= 0) bank.upcoming.splice(index, 1);
};
