import type { CalendarDate } from '../../domain/calendar/calendarDate.ts';
import type { EndingAccount } from '../../domain/mail/mailContent.ts';
import type { Language } from '../../domain/mail/language.ts';
import type { ExpiryWording } from './wording/wording.ts';

/** The banks of some accounts, each once; banks whose name nobody knows are left out. */
export const bankNamesOf = (accounts: readonly Pick<EndingAccount, 'bankName'>[]): readonly string[] => [
  ...new Set(accounts.flatMap(({ bankName }) => (bankName === undefined ? [] : [bankName]))),
];

export const whenOf = (
  wording: ExpiryWording,
  { daysLeft, ended }: Pick<EndingAccount, 'daysLeft' | 'ended'>,
): string => {
  if (ended || daysLeft < 0) return wording.ended;
  if (daysLeft === 0) return wording.today;
  return daysLeft === 1 ? wording.tomorrow : wording.inDays(daysLeft);
};

/** An account in a mail to its owner: in full, because a masked number of two would not tell which is meant. */
export const nameOf = (
  { reference, currency, label, bankName }: Pick<EndingAccount, 'reference' | 'currency' | 'label' | 'bankName'>,
  severalBanks: boolean,
): string =>
  [reference, currency, label, severalBanks ? bankName : undefined].filter((part) => part !== undefined).join(', ');

/** A calendar date has no zone: it is read and written in one. */
export const dayIn = (language: Language, day: CalendarDate): string =>
  new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, { dateStyle: 'long', timeZone: 'UTC' }).format(
    Date.parse(`${day}T00:00:00Z`),
  );
