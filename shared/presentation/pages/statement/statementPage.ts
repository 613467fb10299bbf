import { html } from 'hono/html';
import type { ExportFormats } from '../../../contracts/http/files.ts';
import type { StatementBody, StatementLineBody } from '../../../contracts/http/ledger.ts';
import { oneLine } from '../../html.ts';
import { accountFrame, nameOf, type AccountShown } from '../account/accountFrame.ts';
import { numberText } from '../accountName.ts';
import { accountPaths } from '../account/accountPaths.ts';
import { linesTable } from '../account/linesTable.ts';
import { primaryStep } from '../components/actions.ts';
import { amount } from '../components/amount.ts';
import { dataTable, type Row } from '../components/dataTable.ts';
import { pager } from '../components/pager.ts';
import { day, dayText, today } from '../components/when.ts';
import type { Html } from '../layout.ts';
import type { Shown } from '../shown.ts';
import { downloads } from './downloads.ts';
import { statementMessages } from './statementMessages.ts';
import { stateWord, verdictChip, verdictSentences, verdictStep } from './verdict.ts';

const { text } = statementMessages;

/** More lines do not fit a page that is printed in one. */
export const maxLinesOnPage = 1_000;

export interface StatementPage extends AccountShown {
  readonly statement: StatementBody;
  /** In their order: those of the period, then late lines and adjustments. */
  readonly lines: readonly StatementLineBody[];
  readonly isFirst: boolean;
  readonly nextCursor?: string | undefined;
  readonly formats: ExportFormats;
}

/** A statement as an accountant reads one. */
export const statementPage = (shown: Shown, page: StatementPage): Html => {
  const { language } = shown;
  const { statement } = page;
  return accountFrame(shown, {
    ...page,
    title: text(language, 'title', { number: statement.number, account: nameOf(page) }),
    part: undefined,
    body: html`<article class="statement">
        ${headOf(shown, page)} ${linesOf(shown, page)} ${verdictOf(shown, page)}
      </article>
      ${downloads(language, statement, page.formats, page.account.reference)}
      <p class="ways"><a href="${accountPaths.account(page.account.id)}">${text(language, 'back_to_account')}</a></p>`,
  });
};

const headOf = ({ language, now, frame }: Shown, { statement, account, bank }: StatementPage): Html => {
  const { from, to } = statement.period;
  const fact = (word: string, value: Html | string): Html =>
    html`<dt>${word}</dt>
      <dd>${value}</dd>`;
  return html`<dl class="facts statement-head">
    ${bank === undefined ? '' : fact(text(language, 'bank'), html`<bdi>${oneLine(bank)}</bdi>`)}
    ${fact(text(language, 'account'), html`<span class="figures"><bdi>${numberText(account)}</bdi></span>`)}
    ${fact(text(language, 'holder'), html`<bdi>${oneLine(account.holderName ?? frame.company)}</bdi>`)}
    ${fact(
      text(language, 'period_word'),
      from === to
        ? day(language, from)
        : text(language, 'period', { from: dayText(language, from), to: dayText(language, to) }),
    )}
    ${fact(text(language, 'state'), html`${verdictChip(language, statement)} ${stateWord(language, statement)}`)}
    ${html`<div class="printed-only">${fact(text(language, 'printed'), day(language, today(now)))}</div>`}
  </dl>`;
};

const linesOf = (shown: Shown, page: StatementPage): Html => {
  const { language } = shown;
  const { statement, lines, isFirst, nextCursor: cursor } = page;
  const own = lines.filter(({ kind }) => kind === 'line');
  const carried = lines.filter(({ kind }) => kind !== 'line');
  const table = (caption: string, some: readonly StatementLineBody[], before: readonly Row[]): Html =>
    some.length + before.length === 0
      ? html``
      : linesTable({
          language,
          currency: statement.currency,
          caption,
          captionShown: true,
          lines: some,
          before,
          whole: true,
          noteOf: (line) => ('kind' in line ? noteOf(language, line) : ''),
        });
  return html`${table(text(language, 'lines', { count: statement.lineCount }), own, isFirst ? [openingRow(shown, page)] : [])}
  ${table(text(language, 'carried'), carried, [])} ${cursor === undefined ? closingOf(shown, page) : ''}
  ${isFirst && cursor === undefined ? '' : partWords(shown, page)}
  ${pager({
    language,
    first: isFirst ? undefined : accountPaths.statement(statement.id),
    next: cursor === undefined ? undefined : accountPaths.statement(statement.id, { cursor }),
  })}`;
};

const openingRow = ({ language }: Shown, { statement }: StatementPage): Row => ({
  kind: 'sum',
  cells: [
    day(language, statement.period.from, 'table'),
    text(language, 'opening'),
    amount(language, statement.openingBalance),
  ],
});

/** What the lines add up to. */
const closingOf = ({ language }: Shown, { statement }: StatementPage): Html =>
  dataTable({
    caption: text(language, 'figures'),
    columns: [
      { head: text(language, 'figures') },
      { head: text(language, 'head_amount', { currency: statement.currency }), kind: 'amount' },
    ],
    rows: [
      { cells: [text(language, 'credit'), amount(language, statement.totalCredit)] },
      { cells: [text(language, 'debit'), amount(language, statement.totalDebit)] },
      {
        kind: 'sum',
        cells: [text(language, 'closing', { day: statement.period.to }), amount(language, statement.closingBalance)],
      },
    ],
  });

/** A part says that it is one, on paper too. */
const partWords = ({ language }: Shown, { statement, lines }: StatementPage): Html =>
  html`<p>
    ${text(language, 'shown_lines', { shown: lines.length, count: statement.lineCount })}
    ${
      statement.lineCount <= maxLinesOnPage
        ? html`<a href="${accountPaths.statement(statement.id, { lines: 'all' })}"
            >${text(language, 'show_all', { count: statement.lineCount })}</a
          >`
        : text(language, 'too_many', { bound: maxLinesOnPage })
    }
  </p>`;

/** Why a line stands here that belongs to an earlier day. */
const noteOf = (language: Shown['language'], { kind, id }: StatementLineBody): Html | string =>
  kind === 'line'
    ? ''
    : html`<span class="note"
        ><strong>${text(language, `kind_${kind}`)}</strong> ${text(language, `kind_${kind}_why`)}
        <a href="${accountPaths.line(id)}">${text(language, `kind_${kind}_link`)}</a></span
      >`;

const verdictOf = ({ language, now }: Shown, { statement }: StatementPage): Html => {
  const [sentence, ...more] = verdictSentences(language, statement, now);
  const next = verdictStep(language, statement);
  return html`<section class="verdict keep-together" aria-labelledby="verdict">
    <h2 id="verdict">${text(language, 'verdict')}</h2>
    <p class="sentence">${sentence}</p>
    ${more.map((each) => html`<p>${each}</p>`)} ${next === undefined ? '' : html`<p>${primaryStep(next)}</p>`}
  </section>`;
};
