import type { Instant } from '../../domain/calendar/calendarDate.ts';
import type { Language } from '../../domain/mail/language.ts';
import { nearDayText } from './components/when.ts';
import type { OverviewAccount } from './overviewGroups.ts';
import { overviewMessages } from './overviewMessages.ts';
import { provenDays } from './provenDays.ts';

const { text } = overviewMessages;

/** How everything is, in plain words. What is proven is said of the earliest day up to which all of it is. */
export const overviewSentence = (
  language: Language,
  now: Instant,
  fed: readonly OverviewAccount[],
  /** Connections that need somebody; and all accounts there are, fed or not. */
  { troubled, shared }: { readonly troubled: number; readonly shared: number },
): string => {
  const asking = fed.filter(({ words }) => words.asks);
  const waiting = fed.filter(({ words }) => !words.asks && words.chip.kind === 'waiting');
  const well = fed.filter(({ words }) => words.chip.kind === 'well');
  const proven = well.flatMap(({ account }) => provenDays(account) ?? []);
  const [earliest] = proven.map(({ to }) => to).toSorted();
  const later = proven.filter(({ from }) => from !== undefined).length;
  const begins = later === 0 ? [] : [text(language, 'proven_later', { count: later })];
  const day = earliest === undefined ? '' : nearDayText(language, earliest, now);
  const count = proven.length;

  if (fed.length === 0) return text(language, shared === 0 ? 'none_shared' : 'none_fed');
  if (count === fed.length && troubled === 0)
    return [text(language, 'all_proven', { count, day }), ...begins].join(' ');
  const parts = [
    ['unproven', well.length - count],
    ['waiting', waiting.length],
    ['need_you', asking.length],
  ] as const;
  const told = parts.filter(([, number]) => number > 0);
  return [
    ...(count > 0 ? [text(language, 'proven', { count, day }), ...begins] : []),
    // What is counted is named once, in the first part.
    ...told.map(([id, number], index) =>
      text(language, id, { count: number, named: count === 0 && index === 0 ? 1 : 0 }),
    ),
  ].join(' ');
};
