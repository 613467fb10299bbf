import { html } from 'hono/html';
import type { PaymentExplanationBody } from '../../../contracts/http/ledger.ts';
import { sendButton } from '../components/actions.ts';
import { amountText } from '../components/amount.ts';
import { errorSummary, type FormError } from '../components/errorSummary.ts';
import { field } from '../components/field.ts';
import { today } from '../components/when.ts';
import { form } from '../form.ts';
import type { Html } from '../layout.ts';
import type { Shown } from '../shown.ts';
import { accountFrame, nameOf, type AccountShown } from './accountFrame.ts';
import { accountMessages } from './accountMessages.ts';
import { accountPaths } from './accountPaths.ts';
import { syncNow } from './syncNow.ts';

const { text } = accountMessages;

/** What somebody has typed: shown again as it was. */
interface TypedPayment {
  readonly amount?: string;
  readonly date?: string;
}

type Explanation = PaymentExplanationBody;

export interface PaymentPage extends AccountShown {
  readonly typed: TypedPayment;
  readonly explanation?: Explanation;
  readonly errors?: readonly FormError[];
}

const errorAt = (errors: readonly FormError[], name: string): string | undefined =>
  errors.find((error) => error.name === name)?.message;

export const paymentForm = (
  shown: Shown,
  accountId: string,
  typed: TypedPayment,
  errors: readonly FormError[] = [],
): Html => {
  const { language, now } = shown;
  return form({
    action: accountPaths.payment(accountId),
    formToken: shown.formToken,
    once: shown.newOnce(),
    body: html`<p class="small">${text(language, 'payment_hint')}</p>
      <div class="row">
        ${field({
          language,
          name: 'amount',
          label: text(language, 'payment_amount'),
          hint: text(language, 'payment_amount_hint'),
          error: errorAt(errors, 'amount'),
          value: typed.amount,
          inputMode: 'decimal',
          width: 'short',
          maxLength: 60,
        })}
        ${field({
          language,
          name: 'date',
          label: text(language, 'payment_day'),
          hint: text(language, 'payment_day_hint'),
          error: errorAt(errors, 'date'),
          value: typed.date ?? today(now),
          type: 'date',
          width: 'short',
        })}
      </div>
      ${sendButton(text(language, 'payment_find'), 'secondary')}`,
  });
};

/** Where a payment is that somebody misses: the first reason answers, the others may play a part. */
export const paymentPage = (shown: Shown, page: PaymentPage): Html => {
  const { language } = shown;
  const { account, typed, errors = [], explanation } = page;
  return accountFrame(shown, {
    ...page,
    title: text(language, 'payment_title', { account: nameOf(page) }),
    part: undefined,
    failed: errors.length > 0,
    body: html`${errorSummary(language, errors)} ${explanation ? answerOf(shown, page, explanation) : ''}
      <h2>${text(language, explanation ? 'payment_again' : 'payment')}</h2>
      ${paymentForm(shown, account.id, typed, errors)}`,
  });
};

type ReasonCode = Explanation['reasons'][number]['code'];

/** Where the next step is taken: on this page, or a link to it. */
const wayOn = (shown: Shown, account: PaymentPage['account'], code: ReasonCode | undefined): Html => {
  const { language } = shown;
  switch (code) {
    case 'not_at_ponto':
    case 'not_read_yet':
      return syncNow(shown, account);
    case 'before_import_from':
    case 'account_not_linked':
      return html`<p><a href="${accountPaths.settings(account.id)}">${text(language, 'part_settings')}</a></p>`;
    case 'authorization_gap':
      return html`<p><a href="${accountPaths.account(account.id)}">${text(language, 'back_to_account')}</a></p>`;
    default:
      return html``;
  }
};

const answerOf = (shown: Shown, { account }: PaymentPage, explanation: Explanation): Html => {
  const { language } = shown;
  const [answer, ...others] = explanation.reasons;
  const { from, to } = explanation;
  return html`<section class="answer" aria-live="polite">
    ${
      answer &&
      html`<p class="sentence">${answer.message}</p>
        <p>${answer.nextStep}</p>
        ${linksTo(language, answer.transactionIds)} ${wayOn(shown, account, answer.code)}`
    }
    ${
      others.length === 0
        ? ''
        : html`<h2>${text(language, 'payment_others')}</h2>
            <ul>
              ${others.map(
                ({ message, nextStep, transactionIds }) =>
                  html`<li>${message} ${nextStep} ${linksTo(language, transactionIds)}</li>`,
              )}
            </ul>`
    }
    <p class="small">
      ${text(language, 'looked_at_days', {
        from,
        to,
        amount: amountText(language, explanation.amount, account.currency),
      })}
    </p>
  </section>`;
};

const linksTo = (language: Shown['language'], ids: readonly string[]): Html =>
  ids.length === 0
    ? html``
    : html`<ul>
        ${ids.map(
          (id, at) =>
            html`<li>
              <a href="${accountPaths.line(id)}">${text(language, 'see_line')}${ids.length > 1 ? ` ${at + 1}` : ''}</a>
            </li>`,
        )}
      </ul>`;
