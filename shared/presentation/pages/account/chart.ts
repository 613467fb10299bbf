import { html } from 'hono/html';
import { addDays, type CalendarDate } from '../../../domain/calendar/calendarDate.ts';
import type { Language } from '../../../domain/mail/language.ts';
import { amount, amountText } from '../components/amount.ts';
import { dataTable, type Row } from '../components/dataTable.ts';
import { day } from '../components/when.ts';
import type { Html } from '../layout.ts';
import { amountAxis, chartHeight, dayAxis, type AmountAxis } from './chartAxes.ts';
import { placeOfDay, type BankMark, type ChartData, type ChartRange } from './chartData.ts';
import { accountMessages } from './accountMessages.ts';

const { text } = accountMessages;

interface ChartParts {
  readonly language: Language;
  readonly currency: string;
  readonly data: ChartData;
  /** Days of which the bank's permission had ended. */
  readonly gaps: readonly ChartRange[];
}

/** The line is drawn in a thousand parts and stretched to the width that there is. */
const across = 1000;
const percent = (place: number): string => `${Math.round(place * 10_000) / 100}%`;

/** Balances over time: the books as a line in steps, the bank's own balances as points on it, what differs in red. */
export const chart = (parts: ChartParts): Html => {
  const { language, data } = parts;
  const axis = amountAxis(language, data);
  return html`<figure class="chart" id="chart">
    <div class="chart-paper">
      <svg
        class="chart-plot"
        width="100%"
        height="${chartHeight}"
        role="img"
        aria-label="${descriptionOf(parts)}"
        data-chart="chart-readout"
      >
        <defs>
          <pattern id="hatch" width="8" height="8" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
            <path class="hatch" d="M0 0V8" />
          </pattern>
        </defs>
        ${axis.ticks.map(
          ({ height, isZero }) =>
            html`<line class="${isZero ? 'zero' : 'grid'}" x1="0" x2="100%" y1="${height}" y2="${height}" />`,
        )}
        ${parts.gaps.map((gap) => gapOf(data, gap))} ${daysOf(language, data)}
        <svg viewBox="0 0 ${across} ${chartHeight}" width="100%" height="${chartHeight}" preserveAspectRatio="none">
          <path class="balance" d="${lineOf(data, axis)}" />
        </svg>
        ${data.marks.map((mark) => markOf(language, data, axis, mark))} ${touchedDays(parts)}
      </svg>
      <svg class="chart-amounts" width="100%" height="${chartHeight}" aria-hidden="true">
        ${axis.ticks.map(({ height, label }) => html`<text x="100%" y="${height + 4}">${label}</text>`)}
      </svg>
    </div>
    <p class="chart-readout figures small" id="chart-readout" aria-hidden="true">${legend(parts)}</p>
    <details id="chart-table">
      <summary>${text(language, 'chart_as_table')}</summary>
      ${tableOf(parts)}
    </details>
  </figure>`;
};

const lineOf = (data: ChartData, { heightOf }: AmountAxis): string => {
  const x = (day: CalendarDate): number => Math.round(placeOfDay(data, day) * across * 10) / 10;
  const steps = data.steps.map(({ day, amount: closing }) => `H${x(day)}V${heightOf(closing)}`);
  return `M${x(data.begins)} ${heightOf(data.opening)}${steps.join('')}H${x(addDays(data.ends, 1))}`;
};

const gapOf = (data: ChartData, { from, to }: ChartRange): Html => {
  const [begins, ends] = [placeOfDay(data, from), placeOfDay(data, addDays(to, 1))];
  return html`<rect fill="url(#hatch)" x="${percent(begins)}" width="${percent(ends - begins)}" y="0" height="214" />`;
};

const daysOf = (language: Language, data: ChartData): Html =>
  html`${dayAxis(language, data).map(
    ({ place, label, isMinor }) =>
      html`<g class="${isMinor ? 'minor' : ''}">
        <line class="tick" x1="${percent(place)}" x2="${percent(place)}" y1="214" y2="219" />
        <text class="${place > 0.94 ? 'last' : ''}" x="${percent(place)}" y="234">${label}</text>
      </g>`,
  )}`;

const manyMarks = 60;

/** A point of the bank; where it is not on the line, the way between them, with its amount. */
const markOf = (language: Language, data: ChartData, { heightOf }: AmountAxis, mark: BankMark): Html => {
  const x = percent(placeOfDay(data, mark.day));
  const y = heightOf(mark.amount);
  const radius = data.marks.length > manyMarks ? 1.5 : 3;
  if (mark.difference === undefined) return html`<circle class="bank" cx="${x}" cy="${y}" r="${radius}" />`;
  const books = heightOf(mark.books);
  // The amount is said once for as long as it stays the same.
  const before = data.marks[data.marks.indexOf(mark) - 1];
  const isNew = before?.difference !== mark.difference;
  return html`<g class="differs">
    <line x1="${x}" x2="${x}" y1="${books}" y2="${y}" />
    <circle cx="${x}" cy="${y}" r="4" />
    ${
      isNew
        ? html`<text
            class="${placeOfDay(data, mark.day) > 0.7 ? 'last' : ''}"
            x="${x}"
            y="${Math.max(Math.min(y, books) - 9, 12)}"
          >
            ${text(language, 'chart_differs', { amount: amountText(language, mark.difference) })}
          </text>`
        : ''
    }
  </g>`;
};

/** One part for each step: it says its day and amount to whoever points at it, with or without the script. */
const touchedDays = (parts: ChartParts): Html => {
  const { data } = parts;
  return html`<g class="days">
    ${data.steps.map(({ day: at, amount: closing }, index) => {
      const next = data.steps[index + 1]?.day ?? addDays(data.ends, 1);
      const [begins, ends] = [placeOfDay(data, at), placeOfDay(data, next)];
      return html`<rect x="${percent(begins)}" width="${percent(Math.max(ends - begins, 0.002))}" y="0" height="214">
        <title>${sayDay(parts, at, closing)}</title>
      </rect>`;
    })}
  </g>`;
};

const sayDay = ({ language, currency, data }: ChartParts, at: CalendarDate, closing: string): string => {
  const mark = data.marks.find((one) => one.day === at);
  const values = { day: at, amount: amountText(language, closing, currency) };
  if (!mark) return text(language, 'chart_day', values);
  const bank = amountText(language, mark.amount, currency);
  return mark.difference === undefined
    ? text(language, 'chart_day_agrees', values)
    : text(language, 'chart_day_differs', {
        ...values,
        bank,
        difference: amountText(language, mark.difference, currency),
      });
};

const descriptionOf = ({ language, currency, data }: ChartParts): string => {
  const differ = data.marks.filter(({ difference }) => difference !== undefined).length;
  const last = data.steps.at(-1);
  return text(language, 'chart_description', {
    from: data.begins,
    to: data.ends,
    amount: amountText(language, last?.amount ?? data.opening, currency),
    agree: data.marks.length - differ,
    differ,
  });
};

const legend = ({ language, data, gaps }: ChartParts): Html => {
  const differs = data.marks.some(({ difference }) => difference !== undefined);
  return html`<span class="key line">${text(language, 'key_line')}</span>
    ${data.marks.length > 0 ? html`<span class="key point">${text(language, 'key_point')}</span>` : ''}
    ${differs ? html`<span class="key differs">${text(language, 'key_differs')}</span>` : ''}
    ${gaps.length > 0 ? html`<span class="key gap">${text(language, 'key_gap')}</span>` : ''}`;
};

const tableOf = ({ language, currency, data }: ChartParts): Html => {
  const marks = new Map(data.marks.map((mark) => [mark.day, mark]));
  const row = (at: CalendarDate, books: string, mark: BankMark | undefined): Row => ({
    cells: [
      day(language, at, 'table'),
      amount(language, books),
      mark ? amount(language, mark.amount) : '',
      mark?.difference === undefined ? '' : amount(language, mark.difference),
    ],
  });
  const stepDays = new Set(data.steps.map((step) => step.day));
  const rows = [
    ...data.steps.map((step) => ({ at: step.day, row: row(step.day, step.amount, marks.get(step.day)) })),
    ...data.marks
      .filter(({ day: at }) => !stepDays.has(at))
      .map((mark) => ({ at: mark.day, row: row(mark.day, mark.books, mark) })),
  ].toSorted((a, b) => (a.at < b.at ? 1 : -1));
  return dataTable({
    caption: text(language, 'chart_table', { currency }),
    columns: [
      { head: text(language, 'head_day') },
      { head: text(language, 'head_books', { currency }), kind: 'amount' },
      { head: text(language, 'head_bank'), kind: 'amount' },
      { head: text(language, 'head_difference'), kind: 'amount' },
    ],
    rows: rows.map(({ row: shown }) => shown),
  });
};
