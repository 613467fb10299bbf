import * as z from 'zod';
import { structuredCommunication } from '../bank/accountNumber.ts';
import { bookLine } from '../bank/bankBooks.ts';
import { bankDate } from '../bank/dates.ts';
import { simulateUntil } from '../bank/simulateUntil.ts';
import { vocabularyOf } from '../bank/vocabulary.ts';
import { addDays, dayAt, firstOfMonth } from '../calendar.ts';
import { chanceOf } from '../chance.ts';
import { institutionById, zoneOf } from '../institutions/catalogue.ts';
import { runBothNow } from '../ponto/synchronizations.ts';
import { changed, newId, type World } from '../world.ts';
import { ControlFailure } from './controlFailure.ts';
import { accountsOver, bankAccountById } from './lookup.ts';

export const lineGeneration = z.strictObject({
  accountId: z.string(),
  lines: z.int().min(1).max(1_000_000),
  /** @default first day of the current month */
  from: z.iso.date().optional(),
  /** @default today */
  to: z.iso.date().optional(),
  synchronize: z.boolean().default(true),
});

/** Many plain lines fast, spread over days in order. For benchmarks. @throws ControlFailure */
export const generateLines = (world: World, wanted: z.infer<typeof lineGeneration>): { readonly booked: number } => {
  const bank = bankAccountById(world, wanted.accountId);
  const institution = institutionById(bank.institutionId);
  if (!institution) throw new ControlFailure(404, 'The bank of this account is gone.');
  const at = world.state.now;
  simulateUntil(bank, at);
  const today = dayAt(at, zoneOf(institution));
  const days = daysBetween(wanted.from ?? firstOfMonth(today), wanted.to ?? today);
  const batch = newId(world);
  const chance = chanceOf(batch);
  const { customers, words } = vocabularyOf(institution.country);
  for (let index = 0; index < wanted.lines; index += 1) {
    const day = days[Math.floor((index * days.length) / wanted.lines)] ?? today;
    const date = bankDate(day, institution);
    bookLine(bank, {
      id: newId(world),
      day,
      at,
      content: {
        amount: chance.whole(-90_000, 95_000) / 100,
        currency: bank.currency,
        executionDate: date,
        valueDate: date,
        description: words.received,
        remittanceInformation: structuredCommunication(chance, true),
        remittanceInformationType: 'structured',
        counterpartName: chance.pick(customers),
        endToEndId: `${batch.slice(0, 8)}-${index}`,
        bankTransactionCode: 'PMNT-RCDT-ESCT',
      },
    });
  }
  changed(world);
  if (wanted.synchronize) for (const account of accountsOver(world, bank)) runBothNow(world, account, false);
  return { booked: wanted.lines };
};

const daysBetween = (from: string, to: string): readonly string[] => {
  if (from > to) throw new ControlFailure(400, 'from is later than to.');
  const days: string[] = [];
  for (let day = from; day <= to; day = addDays(day, 1)) days.push(day);
  return days;
};
