import { html } from 'hono/html';
import type { ExportFormats } from '../../../contracts/http/files.ts';
import type { RefusedLineBody, StatementBody, TransactionBody } from '../../../contracts/http/ledger.ts';
import { addDays } from '../../../domain/calendar/calendarDate.ts';
import { empty } from '../components/empty.ts';
import { notice } from '../components/notice.ts';
import { today } from '../components/when.ts';
import type { Html } from '../layout.ts';
import type { Shown } from '../shown.ts';
import { accountFacts, stateOf } from './accountHead.ts';
import { accountFrame, nameOf, type AccountShown } from './accountFrame.ts';
import { accountMessages } from './accountMessages.ts';
import { accountPaths } from './accountPaths.ts';
import { chart } from './chart.ts';
import { chartDataOf, type ChartRange } from './chartData.ts';
import { linesTable } from './linesTable.ts';
import { paymentForm } from './paymentPage.ts';
import { periodFile } from './periodFile.ts';
import { refusedLines } from './refusedLines.ts';
import { statementsTable } from './statementsTable.ts';
import { syncNow } from './syncNow.ts';
import { checkForm, type CheckedPeriod } from './syncsPage.ts';

const { text } = accountMessages;

export const doneCodes = ['saved', 'known_saved', 'known_taken_back', 'continued', 'taken_back', 'ended'] as const;
export type DoneCode = (typeof doneCodes)[number];

export interface AccountPage extends AccountShown {
  /** Of the range, newest first. */
  readonly statements: readonly StatementBody[];
  readonly range: ChartRange;
  readonly pending: readonly TransactionBody[];
  readonly refused: readonly RefusedLineBody[];
  readonly formats: ExportFormats;
  /** The period that is proposed for a check. */
  readonly check: CheckedPeriod;
  readonly done?: DoneCode | undefined;
}

/** Enough to see where one is; the rest has a page of its own. */
const shownStatements = 12;
const shownPending = 10;

/** One account: how it stands, its balance over time, its statements, what is refused and announced, and how to find a payment. */
export const accountPage = (shown: Shown, page: AccountPage): Html => {
  const { language } = shown;
  const { account, done } = page;
  return accountFrame(shown, {
    ...page,
    title: nameOf(page),
    part: 'account',
    body: html`${done === undefined ? '' : notice(text(language, `done_${done}`))}
      ${stateOf(shown, page, whereItDiffers(page))} ${accountFacts(shown, account)} ${syncNow(shown, account)}
      ${refusedLines(language, page.refused)}
      <section aria-labelledby="over-time">
        <h2 id="over-time">${text(language, 'over_time')}</h2>
        ${chartOf(shown, page)}
      </section>
      <section aria-labelledby="statements">
        <h2 id="statements">${text(language, 'statements')}</h2>
        ${statementsOf(shown, page)}
      </section>
      ${pendingOf(shown, page)}
      <section aria-labelledby="payment" class="asides">
        <h2 id="payment">${text(language, 'payment')}</h2>
        ${paymentForm(shown, account.id, {})}
      </section>
      ${account.link.action === 'none' ? '' : checkForm(shown, account.id, page.check)}`,
  });
};

/** The first statement that differs; else the balances. */
const whereItDiffers = ({ statements }: AccountPage): string => {
  const first = statements.findLast(({ proof }) => proof.verdict === 'broken');
  return first ? accountPaths.statement(first.id) : '#over-time';
};

const chartOf = (shown: Shown, { account, statements, range }: AccountPage): Html => {
  const { language, now } = shown;
  const data = chartDataOf(statements, range, account.completeUpTo);
  const isNow = range.to >= today(now);
  const hasEarlier = account.link.action === 'none' || account.link.importFrom < range.from;
  const earlier = accountPaths.account(account.id, { to: addDays(range.from, -1) });
  const later = accountPaths.account(account.id, { to: addDays(range.to, 365) });
  const ways = html`<p class="ways">
    ${hasEarlier ? html`<a href="${earlier}#over-time">${text(language, 'earlier')}</a>` : ''}
    <span>${text(language, 'chart_range', range)}</span>
    ${isNow ? '' : html`<a href="${later}#over-time">${text(language, 'later')}</a>`}
  </p>`;
  if (!data) return html`${empty({ sentence: text(language, 'no_chart') })} ${isNow ? '' : ways}`;
  return html`${chart({ language, currency: account.currency, data, gaps: gapsOf(shown, account, range) })} ${ways}`;
};

/** What the bank has not let us read since its permission ended. */
const gapsOf = (
  { now }: Shown,
  { authorization, completeUpTo }: AccountPage['account'],
  range: ChartRange,
): readonly ChartRange[] => {
  const ended = authorization.state === 'expired' || authorization.state === 'revoked';
  const since = authorization.expiresAt?.slice(0, 10);
  if (!ended || since === undefined || since > today(now) || since > range.to) return [];
  const from = completeUpTo !== undefined && completeUpTo >= since ? addDays(completeUpTo, 1) : since;
  return from > range.to ? [] : [{ from: from < range.from ? range.from : from, to: range.to }];
};

const statementsOf = ({ language }: Shown, { account, statements, formats, range }: AccountPage): Html => {
  if (statements.length === 0) {
    return empty({
      sentence: text(language, account.link.action === 'none' ? 'no_books_here' : 'no_statements'),
      hint: text(language, account.link.action === 'none' ? 'no_books_hint' : 'no_statements_hint'),
      ...(account.link.action === 'none' && {
        next: { label: text(language, 'choose_journal'), href: accountPaths.settings(account.id) },
      }),
    });
  }
  return html`${statementsTable({
      language,
      currency: account.currency,
      caption: text(language, 'statements'),
      statements: statements.slice(0, shownStatements),
    })}
    <p><a href="${accountPaths.statements(account.id)}">${text(language, 'all_statements')}</a></p>
    ${periodFile({ language, account, formats, range })}`;
};

const pendingOf = ({ language }: Shown, { account, pending }: AccountPage): Html => {
  if (pending.length === 0) return html``;
  return html`<section aria-labelledby="pending">
    <h2 id="pending">${text(language, 'pending')}</h2>
    <p class="small">${text(language, 'pending_hint')}</p>
    ${linesTable({
      language,
      currency: account.currency,
      caption: text(language, 'pending_count', { count: pending.length }),
      lines: pending.slice(0, shownPending),
    })}
    ${
      pending.length > shownPending
        ? html`<p>
            <a href="${accountPaths.lines(account.id, { status: 'pending' })}"
              >${text(language, 'all_pending', { count: pending.length })}</a
            >
          </p>`
        : ''
    }
  </section>`;
};
