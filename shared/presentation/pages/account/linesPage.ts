import { html } from 'hono/html';
import type { TransactionBody } from '../../../contracts/http/ledger.ts';
import type { Language } from '../../../domain/mail/language.ts';
import { sendButton } from '../components/actions.ts';
import { empty } from '../components/empty.ts';
import { errorSummary, type FormError } from '../components/errorSummary.ts';
import { field } from '../components/field.ts';
import { pager } from '../components/pager.ts';
import { selectField } from '../components/selectField.ts';
import { form } from '../form.ts';
import type { Html } from '../layout.ts';
import type { Shown } from '../shown.ts';
import { accountFrame, nameOf, type AccountShown } from './accountFrame.ts';
import { accountMessages } from './accountMessages.ts';
import { accountPaths } from './accountPaths.ts';
import { linesTable } from './linesTable.ts';

const { text } = accountMessages;

/** What the list is narrowed to; a text or an amount comes by a form that is sent. */
export interface LinesAsked {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly status?: string | undefined;
  readonly text?: string | undefined;
  readonly amount?: string | undefined;
}

export interface LinesPage extends AccountShown {
  readonly asked: LinesAsked;
  readonly lines: readonly TransactionBody[];
  readonly isFirst: boolean;
  readonly nextCursor?: string | undefined;
  /** Somebody looks for a text or an amount. */
  readonly isSearch: boolean;
  readonly lookedBackTo?: string | undefined;
  readonly errors?: readonly FormError[];
}

const errorAt = ({ errors = [] }: LinesPage, name: string): string | undefined =>
  errors.find((error) => error.name === name)?.message;

/** The lines of an account, newest first, narrowed by days and status, or found by a text or an amount. */
export const linesPage = (shown: Shown, page: LinesPage): Html => {
  const { language } = shown;
  const { errors = [] } = page;
  return accountFrame(shown, {
    ...page,
    title: text(language, 'lines_title', { account: nameOf(page) }),
    part: 'lines',
    failed: errors.length > 0,
    body: html`${errorSummary(language, errors)} ${searchForm(shown, page)} ${filterForm(shown, page)}
    ${errors.length > 0 ? '' : listOf(shown, page)}`,
  });
};

const searchForm = (shown: Shown, page: LinesPage): Html => {
  const { language } = shown;
  const { account, asked } = page;
  return form({
    action: accountPaths.search(account.id),
    formToken: shown.formToken,
    once: shown.newOnce(),
    body: html`<div class="row" role="search">
        ${field({
          language,
          name: 'text',
          label: text(language, 'search_text'),
          hint: text(language, 'search_text_hint'),
          error: errorAt(page, 'text'),
          value: asked.text,
          type: 'search',
          maxLength: 200,
          optional: true,
        })}
        ${field({
          language,
          name: 'amount',
          label: text(language, 'search_amount'),
          hint: text(language, 'search_amount_hint'),
          error: errorAt(page, 'amount'),
          value: asked.amount,
          inputMode: 'decimal',
          width: 'short',
          maxLength: 60,
          optional: true,
        })}
      </div>
      ${hiddenDays(asked)} ${sendButton(text(language, 'search'), 'secondary')}`,
  });
};

/** A search stays within the days that the list shows. */
const hiddenDays = ({ from, to }: LinesAsked): Html =>
  html`${from === undefined ? '' : html`<input type="hidden" name="from" value="${from}" />`}
  ${to === undefined ? '' : html`<input type="hidden" name="to" value="${to}" />`}`;

const filterForm = (shown: Shown, page: LinesPage): Html => {
  const { language } = shown;
  const { account, asked } = page;
  const isNarrowed = asked.from !== undefined || asked.to !== undefined || asked.status !== undefined;
  return html`<details id="narrow" ${isNarrowed ? html`open` : ''}>
    <summary>${text(language, 'narrow')}</summary>
    <form method="get" action="${accountPaths.lines(account.id)}">
      <div class="row">
        ${field({
          language,
          name: 'from',
          label: text(language, 'from'),
          error: errorAt(page, 'from'),
          value: asked.from,
          type: 'date',
          width: 'short',
          optional: true,
        })}
        ${field({
          language,
          name: 'to',
          label: text(language, 'to'),
          error: errorAt(page, 'to'),
          value: asked.to,
          type: 'date',
          width: 'short',
          optional: true,
        })}
        ${selectField({
          language,
          name: 'status',
          label: text(language, 'status'),
          value: asked.status ?? '',
          options: ['', 'booked', 'pending'].map((value) => ({
            value,
            label: text(
              language,
              value === 'booked' ? 'status_booked' : value === 'pending' ? 'status_pending' : 'status_all',
            ),
          })),
        })}
      </div>
      ${sendButton(text(language, 'narrow_button'), 'secondary')}
      ${isNarrowed ? html`<a href="${accountPaths.lines(account.id)}">${text(language, 'narrow_not')}</a>` : ''}
    </form>
  </details>`;
};

const listOf = (shown: Shown, page: LinesPage): Html => {
  const { language } = shown;
  const { account, lines, isSearch, asked } = page;
  const pending = lines.filter(({ status }) => status === 'pending');
  const booked = lines.filter(({ status }) => status === 'booked');
  const tables = [
    ...(pending.length === 0
      ? []
      : [
          html`<p class="small">${text(language, 'pending_hint')}</p>
            ${linesTable({
              language,
              currency: account.currency,
              caption: text(language, 'pending'),
              captionShown: true,
              lines: pending,
            })}`,
        ]),
    ...(booked.length === 0
      ? []
      : [
          linesTable({
            language,
            currency: account.currency,
            caption: text(language, 'booked'),
            captionShown: pending.length > 0,
            lines: booked,
          }),
        ]),
  ];
  if (isSearch) return html`${foundSentence(shown, page)} ${tables} ${searchOn(shown, page)}`;
  const { nextCursor: cursor } = page;
  const days = { from: asked.from, to: asked.to, status: asked.status };
  return html`${
    tables.length === 0
      ? empty({
          sentence: text(language, page.isFirst ? 'no_lines' : 'no_more_lines'),
          hint: text(language, page.isFirst ? 'no_lines_hint' : 'no_more_lines_hint'),
        })
      : tables
  }
  ${pager({
    language,
    first: page.isFirst ? undefined : accountPaths.lines(account.id, days),
    next: cursor === undefined ? undefined : accountPaths.lines(account.id, { ...days, cursor }),
  })}`;
};

const foundSentence = ({ language }: Shown, page: LinesPage): Html =>
  html`<p class="sentence" role="status">
    ${text(language, 'found_count', { count: page.lines.length })}${howFar(language, page)}
  </p>`;

/** A page that is full of pending lines has not looked at any day yet. */
const howFar = (language: Language, { nextCursor, lookedBackTo }: LinesPage): string => {
  if (lookedBackTo !== undefined) return text(language, 'found_back_to', { day: lookedBackTo });
  return text(language, nextCursor === undefined ? 'found_all' : 'found_more');
};

/** Further back, with the same words: they stand in no address. */
const searchOn = (shown: Shown, { account, asked, nextCursor }: LinesPage): Html =>
  nextCursor === undefined
    ? html``
    : form({
        action: accountPaths.search(account.id),
        formToken: shown.formToken,
        once: shown.newOnce(),
        body: html`${hiddenDays(asked)}
          <input type="hidden" name="text" value="${asked.text ?? ''}" />
          <input type="hidden" name="amount" value="${asked.amount ?? ''}" />
          <input type="hidden" name="cursor" value="${nextCursor}" />
          ${sendButton(text(shown.language, 'search_on'), 'secondary')}`,
      });
