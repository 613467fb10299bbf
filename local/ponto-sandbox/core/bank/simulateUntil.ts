import { addDays, dayAt, momentAt, weekdayOf } from '../calendar.ts';
import { chanceOf, idOf } from '../chance.ts';
import { institutionById, zoneOf, type Institution } from '../institutions/catalogue.ts';
import type { BankAccount, BankEvent, LineContent } from '../state.ts';
import { bookLine, changeLine, showPending } from './bankBooks.ts';
import { bankDate } from './dates.ts';
import type { Day, Draft } from './generators/generator.ts';
import { profiles } from './generators/profiles.ts';
import { vocabularyOf } from './vocabulary.ts';

const hourAt = (day: string, hour: number, zone: string): number => momentAt(day, 0, zone) + hour * 3_600_000;

/** Brings the bank's side of an account up to a moment: every day lived, every event due carried out, in order. */
export const simulateUntil = (account: BankAccount, now: number): void => {
  const institution = institutionById(account.institutionId);
  if (!institution) return;
  const today = dayAt(now, zoneOf(institution));
  while (account.livedThrough < today) {
    const day = addDays(account.livedThrough, 1);
    account.livedThrough = day;
    account.upcoming.push(...eventsOf(account, institution, day));
    account.upcoming.sort((a, b) => a.at - b.at);
    applyEvents(account, Math.min(now, momentAt(addDays(day, 1), 0, zoneOf(institution)) - 1));
  }
  applyEvents(account, now);
};

const applyEvents = (account: BankAccount, until: number): void => {
  const { upcoming } = account;
  let due = 0;
  for (let event = upcoming[due]; event && event.at <= until; event = upcoming[due]) {
    applyEvent(account, event);
    due += 1;
  }
  if (due > 0) upcoming.splice(0, due);
};

const applyEvent = (account: BankAccount, { kind, lineId, day, content, at }: BankEvent): void => {
  switch (kind) {
    case 'pending':
      showPending(account, { id: lineId, day, content, at });
      return;
    case 'booked':
      bookLine(account, { id: lineId, day, content, at });
      return;
    case 'changed':
      changeLine(account, lineId, { content, day, at });
  }
};

const eventsOf = (account: BankAccount, institution: Institution, day: string): readonly BankEvent[] => {
  const generators = profiles[account.habits ?? ''] ?? [];
  if (generators.length === 0) return [];
  const context: Day = {
    day,
    weekday: weekdayOf(day),
    dayOfMonth: Number(day.slice(8)),
    month: Number(day.slice(5, 7)),
    chance: chanceOf(`${account.lifeKey}/${day}`),
    words: vocabularyOf(institution.country),
    country: institution.country,
  };
  return generators
    .flatMap((generate) => generate(context))
    .flatMap((draft, index) => eventsOfDraft(account, institution, { draft, day, index }));
};

const eventsOfDraft = (
  account: BankAccount,
  institution: Institution,
  { draft, day, index }: { readonly draft: Draft; readonly day: string; readonly index: number },
): readonly BankEvent[] => {
  const zone = zoneOf(institution);
  const lineId = idOf(`${account.id}/${day}/${index}`);
  const bookedOn = draft.bookedOn ?? day;
  const content: LineContent = {
    ...draft.content,
    currency: account.currency,
    internalReference: `${account.internalReference}-${day.replaceAll('-', '')}${String(index).padStart(3, '0')}`,
  };
  const valueDay = draft.valueDay === undefined ? bookedOn : draft.valueDay;
  const booked: LineContent = {
    ...content,
    ...(draft.withoutExecutionDate ? {} : { executionDate: bankDate(bookedOn, institution) }),
    ...(valueDay === null ? {} : { valueDate: bankDate(valueDay, institution) }),
  };
  const at = hourAt(addDays(bookedOn, draft.later ?? 0), draft.hour, zone);
  const events: BankEvent[] = [{ at, lineId, kind: 'booked', day: bookedOn, content: booked }];
  if (draft.pendingHour !== undefined && institution.pendingAvailable) {
    const pending = { ...content, valueDate: bankDate(day, institution) };
    events.push({ at: hourAt(day, draft.pendingHour, zone), lineId, kind: 'pending', day, content: pending });
  }
  if (draft.correction) {
    const better = { ...booked, ...draft.correction };
    events.push({ at: at + 2 * 86_400_000, lineId, kind: 'changed', day: bookedOn, content: better });
  }
  return events;
};
