import { availableUnits, balanceOn } from '../bank/bankBooks.ts';
import { simulateUntil } from '../bank/simulateUntil.ts';
import { addDays, dayAt } from '../calendar.ts';
import { idOf } from '../chance.ts';
import type { RunFindings } from '../events.ts';
import { institutionById, zoneOf } from '../institutions/catalogue.ts';
import { append, remove } from '../orderedStore.ts';
import type { Account, BankAccount, Synchronization } from '../state.ts';

/** Ponto's own id of a bank line: stable, and another one for another account (reference, section 4.3). */
const copyId = (account: Account, bankLineId: string): string => idOf(`${account.id}/${bankLineId}`);
const pendingCopyId = (account: Account, bankLineId: string): string => idOf(`${account.id}/pending/${bankLineId}`);

/** What a successful run does: brings the bank up to date and copies what its subtype covers. */
export const copyFromBank = (account: Account, bank: BankAccount, run: Synchronization, at: number): RunFindings => {
  simulateUntil(bank, at);
  const none = { details: false, created: 0, updated: 0, pendingCreated: 0, pendingUpdated: 0 };
  if (run.subtype === 'accountDetails') return { ...none, details: copyDetails(account, bank, at) };
  const lines = copyLines(account, bank, run, at);
  const pending =
    run.subtype === 'accountTransactionsWithUnsettled'
      ? copyPending(account, bank, run, at)
      : { pendingCreated: 0, pendingUpdated: 0 };
  return { ...none, ...lines, ...pending };
};

/**
 * The current balance is the one of the last day that the bank has closed, told with that day: whatever is booked later
 * today does not touch it, so it always equals the lines up to and including its reference date.
 */
const copyDetails = (account: Account, bank: BankAccount, at: number): boolean => {
  const institution = institutionById(account.institutionId);
  const closedDay = addDays(dayAt(at, institution ? zoneOf(institution) : 'Europe/Brussels'), -1);
  const currentUnits = balanceOn(bank, closedDay);
  const available = availableUnits(bank);
  const old = account.details;
  const moved = old?.currentUnits !== currentUnits;
  const availableMoved = old?.availableUnits !== available;
  account.details = {
    currentUnits,
    availableUnits: available,
    closedDay,
    currentChangedAt: moved ? at : old.currentChangedAt,
    availableChangedAt: availableMoved ? at : old.availableChangedAt,
  };
  return moved || availableMoved;
};

const copyLines = (
  account: Account,
  bank: BankAccount,
  run: Synchronization,
  at: number,
): Pick<RunFindings, 'created' | 'updated'> => {
  let created = 0;
  let updated = 0;
  const touched = new Set<string>();
  for (; account.changesRead < bank.changes.length; account.changesRead += 1) {
    const bankLineId = bank.changes[account.changesRead] ?? '';
    const line = bank.booked.items[bankLineId];
    const id = copyId(account, bankLineId);
    const copy = account.lines.items[id];
    if (!line) {
      if (remove(account.lines, id)) updated += 1;
      continue;
    }
    if (line.isWithheld) continue;
    if (copy) {
      if (copy.content === line.content || copy.content.digest === line.content.digest) continue;
      copy.content = line.content;
      copy.updatedAt = at;
      if (!touched.has(id)) updated += 1;
    } else {
      remove(account.pending, pendingCopyId(account, bankLineId));
      append(account.lines, (place) => ({
        id,
        place,
        bankLineId,
        content: line.content,
        createdAt: at,
        updatedAt: at,
      }));
      created += 1;
    }
    touched.add(id);
  }
  for (const id of touched) run.touched.push(id);
  return { created, updated };
};

const copyPending = (
  account: Account,
  bank: BankAccount,
  run: Synchronization,
  at: number,
): Pick<RunFindings, 'pendingCreated' | 'pendingUpdated'> => {
  let pendingCreated = 0;
  let pendingUpdated = 0;
  for (const { id, bankLineId } of Object.values(account.pending.items)) {
    if (!bank.pending.items[bankLineId]) remove(account.pending, id);
  }
  for (const bankLineId of bank.pending.places) {
    const line = bank.pending.items[bankLineId];
    if (!line) continue;
    const id = pendingCopyId(account, bankLineId);
    const copy = account.pending.items[id];
    if (copy?.content.digest === line.content.digest) continue;
    if (copy) {
      copy.content = line.content;
      copy.updatedAt = at;
      pendingUpdated += 1;
    } else {
      append(account.pending, (place) => ({
        id,
        place,
        bankLineId,
        content: line.content,
        createdAt: at,
        updatedAt: at,
      }));
      pendingCreated += 1;
    }
    run.touchedPending.push(id);
  }
  return { pendingCreated, pendingUpdated };
};
