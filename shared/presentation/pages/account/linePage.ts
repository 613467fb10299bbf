import { html } from 'hono/html';
import type { TransactionWithVersionsBody } from '../../../contracts/http/ledger.ts';
import { oneLine } from '../../html.ts';
import { amount, amountText } from '../components/amount.ts';
import { day, moment } from '../components/when.ts';
import type { Html } from '../layout.ts';
import type { Shown } from '../shown.ts';
import { accountFrame, type AccountShown } from './accountFrame.ts';
import { accountMessages } from './accountMessages.ts';
import { accountPaths } from './accountPaths.ts';
import { lineWords } from './linesTable.ts';

const { text } = accountMessages;

export interface LinePage extends AccountShown {
  readonly line: TransactionWithVersionsBody;
}

const fact = (word: string, value: Html | string | undefined): Html =>
  value === undefined
    ? html``
    : html`<dt>${word}</dt>
        <dd>${value}</dd>`;
const bdi = (words: string | undefined): Html | undefined =>
  words === undefined ? undefined : html`<bdi>${oneLine(words)}</bdi>`;

/** One line: all that the bank says, where it stands, and what became of it. */
export const linePage = (shown: Shown, page: LinePage): Html => {
  const { language } = shown;
  const { line, account } = page;
  return accountFrame(shown, {
    ...page,
    // No amount: the title of a window is seen by whoever walks past.
    title: text(language, 'line_title'),
    part: undefined,
    body: html`<p class="sentence">
        <strong class="large">${amount(language, line.amount, line.currency)}</strong>
        ${line.executionDate === undefined ? '' : day(language, line.executionDate)}
      </p>
      ${line.removed ? html`<p><strong>${text(language, 'line_removed')}</strong></p>` : ''}
      <div class="line-words">${lineWords(language, line, { whole: true, linked: false })}</div>
      <dl class="facts">
        ${fact(text(language, 'value_day'), line.valueDate === undefined ? undefined : day(language, line.valueDate))}
        ${fact(text(language, 'status'), text(language, line.status === 'pending' ? 'status_pending' : 'status_booked'))}
        ${fact(
          text(language, 'on_statement'),
          line.statementId === undefined
            ? undefined
            : html`<a href="${accountPaths.statement(line.statementId)}">${text(language, 'see_statement')}</a>`,
        )}
        ${fact(text(language, 'bank_code'), bdi(line.bankTransactionCode))}
        ${fact(text(language, 'mandate'), bdi(line.mandateId))}
        ${fact(text(language, 'creditor'), bdi(line.creditorId))}
        ${fact(text(language, 'card'), bdi(line.cardReference))}
        ${fact(text(language, 'fee'), line.fee === undefined ? undefined : amount(language, line.fee, line.currency))}
        ${fact(text(language, 'more_information'), bdi(line.additionalInformation))}
      </dl>
      ${versionsOf(shown, line)}
      ${
        line.twins === undefined
          ? ''
          : html`<h2>${text(language, 'twins')}</h2>
              <p>${line.twins.message}</p>
              <ul>
                ${line.twins.ids.map(
                  (id, at) =>
                    html`<li><a href="${accountPaths.line(id)}">${text(language, 'see_line')} ${at + 1}</a></li>`,
                )}
              </ul>`
      }
      <p><a href="${accountPaths.lines(account.id)}">${text(language, 'back_to_lines')}</a></p>`,
  });
};

const versionsOf = ({ language, now }: Shown, { versions, recognised, currency }: TransactionWithVersionsBody): Html =>
  versions.length === 0
    ? html``
    : html`<h2>${text(language, 'line_history')}</h2>
        <ol class="history">
          ${versions.map(
            ({ version, at, amount: was, executionDate, reason }) =>
              html`<li value="${version}">
                ${moment(language, at, now)} · ${amountText(language, was, currency)} ·
                ${day(language, executionDate, 'table')}
                <br />${reason.message}
              </li>`,
          )}
        </ol>
        ${
          recognised.length === 0
            ? ''
            : html`<ul>
                ${recognised.map(({ at, message }) => html`<li>${moment(language, at, now)}: ${message}</li>`)}
              </ul>`
        }`;
