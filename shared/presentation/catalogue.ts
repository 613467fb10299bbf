import { IntlMessageFormat } from 'intl-messageformat';
import { defaultTimeZone, type CalendarDate, type Instant } from '../domain/calendar/calendarDate.ts';
import type { Language } from '../domain/mail/language.ts';

/** What a message names. A day and a moment are written as the language writes them, a moment with its zone. */
export interface ArgumentValues {
  readonly text: string;
  readonly number: number;
  readonly day: CalendarDate;
  readonly moment: Instant;
}
type MessageArguments = Readonly<Record<string, keyof ArgumentValues>>;

/** By message; one that is missing here names nothing. */
type ArgumentTable<Id extends string> = { readonly [Each in Id]?: MessageArguments };

type ValuesOf<Arguments extends MessageArguments> = {
  readonly [Name in keyof Arguments]: ArgumentValues[Arguments[Name]];
};
/** The rest of the parameters of a message: none, or the values that it names. */
type Rest<Table, Id> = Id extends keyof Table
  ? Table[Id] extends MessageArguments
    ? [values: ValuesOf<Table[Id]>]
    : []
  : [];

/** Days and months in the order of Europe. */
export const localeOf = (language: Language): string => (language === 'en' ? 'en-GB' : language);

/**
 * The messages of one topic in all languages, as ICU MessageFormat. A text is parsed when it is needed first: a function
 * that starts formats few of them. An unknown message or a missing value does not compile.
 */
export const createCatalogue = <Id extends string, const Table extends ArgumentTable<Id>>(
  texts: Readonly<Record<Language, Readonly<Record<Id, string>>>>,
  argumentTable: Table,
) => {
  const parsed = new Map<string, IntlMessageFormat>();
  const table: ArgumentTable<Id> = argumentTable;

  const formatOf = (language: Language, id: Id): IntlMessageFormat => {
    const key = `${language} ${id}`;
    const known = parsed.get(key);
    if (known) return known;
    const format = new IntlMessageFormat(texts[language][id], localeOf(language), undefined, { ignoreTag: true });
    parsed.set(key, format);
    return format;
  };

  const text = <Each extends Id>(language: Language, id: Each, ...[values]: Rest<Table, Each>): string => {
    const kinds = table[id] ?? {};
    const written = Object.entries(values ?? {}).map(([name, value]) => [name, write(language, kinds[name], value)]);
    // What is empty leaves no gap behind.
    return String(formatOf(language, id).format(Object.fromEntries(written)))
      .replaceAll(/ {2,}/g, ' ')
      .trim();
  };

  return { texts, argumentTable: table, text };
};

/** Stands for what is not named. */
export const unnamed = '…';

const write = (language: Language, kind: keyof ArgumentValues | undefined, value: unknown): unknown => {
  // In a description of the API nothing is named yet.
  if (value === unnamed) return value;
  if (kind === 'day') return dayIn(language, String(value));
  return kind === 'moment' ? momentIn(language, String(value)) : value;
};

/** French writes the first day of a month as `1er`, which the locale data does not. */
export const firstInFull = (language: Language, written: string): string =>
  language === 'fr' ? written.replace(/^1(?= \p{L})/u, '1er') : written;

/** A calendar date has no zone: it is read and written in one. */
const dayIn = (language: Language, day: CalendarDate): string =>
  firstInFull(
    language,
    new Intl.DateTimeFormat(localeOf(language), { dateStyle: 'long', timeZone: 'UTC' }).format(
      Date.parse(`${day}T00:00:00Z`),
    ),
  );

/** Minutes are enough for a person. The zone is that of the pages and schedules, and named: who reads may be elsewhere. */
const momentIn = (language: Language, moment: Instant): string =>
  firstInFull(
    language,
    new Intl.DateTimeFormat(localeOf(language), {
      year: 'numeric',
      month: 'long',
      day: 'numeric',
      hour: '2-digit',
      minute: '2-digit',
      timeZone: defaultTimeZone,
      timeZoneName: 'short',
    }).format(Date.parse(moment)),
  );
