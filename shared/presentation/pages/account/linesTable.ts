import { html } from 'hono/html';
import type { StatementLineBody, TransactionBody } from '../../../contracts/http/ledger.ts';
import type { Language } from '../../../domain/mail/language.ts';
import { oneLine } from '../../html.ts';
import { amount } from '../components/amount.ts';
import { dataTable, type Row } from '../components/dataTable.ts';
import { day } from '../components/when.ts';
import type { Html } from '../layout.ts';
import { accountPaths } from './accountPaths.ts';
import { accountMessages } from './accountMessages.ts';

const { text } = accountMessages;

type Line = TransactionBody | StatementLineBody;

/** What stands in the text of a line, whoever wrote it: no word turns the direction of the others. */
const said = (words: string): Html => html`<bdi>${oneLine(words)}</bdi>`;

/** Who it was with; where the bank says nobody, what it says instead. */
const partyOf = (language: Language, { counterparty, description, remittance }: Line): Html => {
  const name = counterparty.name ?? description ?? remittance.text;
  return name === undefined ? html`${text(language, 'no_party')}` : said(name);
};

/** The text says the reference and nothing else. */
const isReference = ({ text: words = '', reference }: Line['remittance']): boolean =>
  reference !== undefined &&
  words.replaceAll(/[^\p{L}\p{N}]/gu, '') === reference.value.replaceAll(/[^\p{L}\p{N}]/gu, '');

/** The rest of what the bank says, in the order in which an accountant looks for it. */
const detailsOf = (language: Language, line: Line): readonly Html[] => {
  const { counterparty, remittance, description, endToEndId } = line;
  const isParty = counterparty.name === undefined;
  return [
    ...(remittance.reference === undefined
      ? []
      : [
          html`${text(language, `reference_${remittance.reference.kind}`)}
            <span class="figures">${remittance.reference.value}</span>`,
        ]),
    ...(remittance.text === undefined || isReference(remittance) || (isParty && description === undefined)
      ? []
      : [said(remittance.text)]),
    ...(description === undefined || isParty ? [] : [said(description)]),
    ...(counterparty.reference === undefined
      ? []
      : [html`<span class="figures">${said(counterparty.reference)}</span>`]),
    ...(endToEndId === undefined || endToEndId === 'NOTPROVIDED'
      ? []
      : [html`${text(language, 'end_to_end')} ${said(endToEndId)}`]),
  ];
};

interface LineOptions {
  /** Long texts are cut on a list; a statement shows them whole. */
  readonly whole: boolean;
  /** Its name leads to the line itself. */
  readonly linked: boolean;
}

/** A line in words: who, what, by which reference. */
export const lineWords = (language: Language, line: Line, { whole, linked }: LineOptions): Html => {
  const party = partyOf(language, line);
  const isBooked = line.status === 'booked';
  return html`<span class="party"
      >${linked && isBooked ? html`<a href="${accountPaths.line(line.id)}">${party}</a>` : party}</span
    >
    ${detailsOf(language, line).map((detail) => html`<span class="detail ${whole ? '' : 'cut'}">${detail}</span>`)}`;
};

interface LinesTableParts {
  readonly language: Language;
  readonly currency: string;
  readonly caption: string;
  readonly lines: readonly Line[];
  readonly whole?: boolean;
  readonly captionShown?: boolean;
  /** Words under those of a line, such as why it stands where it stands. */
  readonly noteOf?: (line: Line) => Html | string;
  /** What is summed up before and after the lines. */
  readonly before?: readonly Row[];
  readonly after?: readonly Row[];
}

/** Lines by day, with the amounts as the spine. */
export const linesTable = (parts: LinesTableParts): Html => {
  const { language, currency, caption, captionShown = false, lines, whole = false, noteOf } = parts;
  const rows = lines.map((line): Row => ({
    cells: [
      line.executionDate === undefined ? text(language, 'no_day') : day(language, line.executionDate, 'table'),
      html`${lineWords(language, line, { whole, linked: true })} ${noteOf ? noteOf(line) : ''}`,
      amount(language, line.amount),
    ],
    ...(line.status === 'pending' && { kind: 'quiet' as const }),
  }));
  return dataTable({
    caption,
    captionShown,
    columns: [
      { head: text(language, 'head_day') },
      { head: text(language, 'head_line'), headUnseen: true },
      { head: text(language, 'head_amount', { currency }), kind: 'amount' },
    ],
    rows: [...(parts.before ?? []), ...rows, ...(parts.after ?? [])],
  });
};
