import { scaleLinear } from 'd3-scale';
import {
  addDays,
  daysBetween,
  firstDayOfMonth,
  lastDayOfMonth,
  mondayOf,
  type CalendarDate,
} from '../../../domain/calendar/calendarDate.ts';
import type { Language } from '../../../domain/mail/language.ts';
import { localeOf } from '../../catalogue.ts';
import { amountText } from '../components/amount.ts';
import { placeOfDay, type ChartData, type ChartRange } from './chartData.ts';

/** Heights in pixels: the drawing keeps them at every width. */
export const chartHeight = 240;
const top = 14;
const bottom = 26;

/** Positions only: no text is made of a binary float. */
export interface AmountAxis {
  readonly heightOf: (amount: string) => number;
  readonly ticks: readonly { readonly height: number; readonly label: string; readonly isZero: boolean }[];
}

const round = (pixels: number): number => Math.round(pixels * 10) / 10;

/** Round numbers, as many as stand apart. */
export const amountAxis = (language: Language, { opening, steps, marks }: ChartData): AmountAxis => {
  const amounts = [
    opening,
    ...steps.map(({ amount }) => amount),
    ...marks.flatMap((mark) => [mark.amount, mark.books]),
  ];
  const values = amounts.map(Number);
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const apart = high > low ? 0 : Math.max(Math.abs(high) * 0.1, 1);
  const scale = scaleLinear([low - apart, high + apart], [chartHeight - bottom, top]).nice(4);
  return {
    heightOf: (amount) => round(scale(Number(amount))),
    ticks: scale.ticks(4).map((tick) => ({
      height: round(scale(tick)),
      label: amountText(language, plainNumber(tick)),
      isZero: tick === 0,
    })),
  };
};

/** A round number as decimal text; the scale makes them with few digits. */
const plainNumber = (tick: number): string => {
  const text = tick.toFixed(2);
  return text.endsWith('.00') ? text.slice(0, -3) : text;
};

interface DayTick {
  readonly place: number;
  readonly label: string;
  /** Left out where there is little room. */
  readonly isMinor: boolean;
}

const fewDays = 45;

/** Months, or weeks where there are few days. */
export const dayAxis = (language: Language, range: ChartRange): readonly DayTick[] =>
  daysBetween(range.from, range.to) <= fewDays ? weeks(language, range) : months(language, range);

const written = (language: Language, day: CalendarDate, options: Intl.DateTimeFormatOptions): string =>
  new Intl.DateTimeFormat(localeOf(language), { ...options, timeZone: 'UTC' }).format(Date.parse(`${day}T00:00:00Z`));

const months = (language: Language, range: ChartRange): readonly DayTick[] => {
  const ticks: DayTick[] = [];
  const first = firstDayOfMonth(range.from);
  for (let day = first; day <= range.to; day = addDays(lastDayOfMonth(day), 1)) {
    const month = Number(day.slice(5, 7));
    if (day < range.from) continue;
    ticks.push({
      place: placeOfDay(range, day),
      label: month === 1 ? day.slice(0, 4) : written(language, day, { month: 'short' }),
      isMinor: month % 3 !== 1,
    });
  }
  return ticks;
};

const weeks = (language: Language, range: ChartRange): readonly DayTick[] => {
  const ticks: DayTick[] = [];
  for (let day = mondayOf(range.from); day <= range.to; day = addDays(day, 7)) {
    if (day < range.from) continue;
    ticks.push({
      place: placeOfDay(range, day),
      label: written(language, day, { day: 'numeric', month: 'short' }),
      isMinor: ticks.length % 2 === 1,
    });
  }
  return ticks;
};
