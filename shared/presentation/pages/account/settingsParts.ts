import { html } from 'hono/html';
import { sendButton } from '../components/actions.ts';
import { amountText } from '../components/amount.ts';
import { choices } from '../components/choices.ts';
import { field } from '../components/field.ts';
import { oneLine } from '../../html.ts';
import { form } from '../form.ts';
import type { Html } from '../layout.ts';
import type { Shown } from '../shown.ts';
import { accountMessages } from './accountMessages.ts';
import { numberText } from '../accountName.ts';
import { accountPaths } from './accountPaths.ts';
import { errorAt, type SettingsPage } from './settingsShown.ts';

const { text } = accountMessages;

/** The closing balance of the bank's last own statement, which proves the days after it. */
export const knownBalancePart = (shown: Shown, page: SettingsPage): Html => {
  const { language } = shown;
  const { account, typed = {} } = page;
  if (account.link.action === 'none') return html``;
  const known = account.proof?.knownBalance ?? account.link.knownBalance;
  return html`<section aria-labelledby="known-balance">
    <h2 id="known-balance">${text(language, 'known_balance')}</h2>
    <p>${text(language, 'known_balance_hint')}</p>
    ${known === undefined ? '' : knownNow(shown, page)}
    ${form({
      action: accountPaths.knownBalance(account.id),
      formToken: shown.formToken,
      once: shown.newOnce(),
      body: html`<div class="row">
          ${field({
            language,
            name: 'date',
            label: text(language, 'known_day'),
            error: errorAt(page, 'date'),
            type: 'date',
            width: 'short',
            value: typed['date'] ?? known?.date,
          })}
          ${field({
            language,
            name: 'amount',
            label: text(language, 'known_amount'),
            error: errorAt(page, 'amount'),
            inputMode: 'decimal',
            width: 'short',
            maxLength: 60,
            value: typed['amount'] ?? known?.amount,
          })}
        </div>
        ${sendButton(text(language, 'known_save'), 'secondary')}`,
    })}
  </section>`;
};

const knownNow = (shown: Shown, { account }: SettingsPage): Html => {
  const { language } = shown;
  const known = account.proof?.knownBalance;
  if (!known) return html``;
  const values = { amount: amountText(language, known.amount, account.currency), day: known.date };
  const difference =
    known.difference === undefined ? undefined : amountText(language, known.difference, account.currency);
  return html`<p>
      ${text(language, 'known_now', values)}
      ${known.verdict === 'differs' ? text(language, 'known_differs', { difference: difference ?? '' }) : text(language, `known_${known.verdict}`)}
    </p>
    ${form({
      action: accountPaths.takeBackKnownBalance(account.id),
      formToken: shown.formToken,
      once: shown.newOnce(),
      body: html`<button class="plain" type="submit">${text(language, 'known_take_back')}</button>`,
    })}`;
};

/** Which account continues this one, and taking back that this one continues another. */
export const successionPart = (shown: Shown, page: SettingsPage): Html => {
  const { language } = shown;
  const { account, candidates } = page;
  return html`<section aria-labelledby="succession">
    <h2 id="succession">${text(language, 'succession')}</h2>
    ${candidates.length === 0 ? html`<p>${text(language, 'succession_none')}</p>` : succeedForm(shown, page)}
    ${
      account.link.action === 'none'
        ? ''
        : html`<details id="take-back-succession">
            <summary>${text(language, 'succession_take_back')}</summary>
            <p>${text(language, 'succession_take_back_hint')}</p>
            ${form({
              action: accountPaths.takeBackSuccession(account.id),
              formToken: shown.formToken,
              once: shown.newOnce(),
              body: sendButton(text(language, 'succession_take_back_button'), 'secondary'),
            })}
          </details>`
    }
  </section>`;
};

const succeedForm = (shown: Shown, page: SettingsPage): Html => {
  const { language } = shown;
  const { account, candidates } = page;
  return form({
    action: accountPaths.succeed(account.id),
    formToken: shown.formToken,
    once: shown.newOnce(),
    body: html`<p>${text(language, 'succession_hint')}</p>
      ${choices({
        language,
        name: 'successor',
        label: text(language, 'successor'),
        error: errorAt(page, 'successor'),
        take: 'one',
        choices: candidates.map((candidate) => ({
          value: candidate.id,
          label: html`<span class="figures">${numberText(candidate)}</span>
            ${candidate.holderName === undefined ? '' : html`<bdi>${oneLine(candidate.holderName)}</bdi>`}`,
          checked: candidates.length === 1,
        })),
      })}
      ${sendButton(text(language, 'succession_button'))}`,
  });
};
