import { html } from 'hono/html';
import { frequency, statementPeriod, type AccountBody } from '../../../contracts/http/accounts.ts';
import type { ConnectionBody } from '../../../contracts/http/connections.ts';
import type { JournalBody } from '../../../contracts/http/journals.ts';
import { oneLine } from '../../html.ts';
import { lastFour, numberText, ownName } from '../accountName.ts';
import { addresses } from '../addresses.ts';
import { sendButton } from '../components/actions.ts';
import { amount } from '../components/amount.ts';
import { dataTable } from '../components/dataTable.ts';
import { empty } from '../components/empty.ts';
import { errorSummary, type FormError } from '../components/errorSummary.ts';
import { field } from '../components/field.ts';
import { selectField } from '../components/selectField.ts';
import { today } from '../components/when.ts';
import { form } from '../form.ts';
import { layout, type Html } from '../layout.ts';
import type { Shown } from '../shown.ts';
import { addPath, buttonForm } from './connectForms.ts';
import { importMessages } from './importMessages.ts';
import { linkFields, newJournal, nothingTyped, type TypedLinks } from './typedLinks.ts';

export interface ChooseAccountsParts extends Shown {
  readonly connection: ConnectionBody;
  readonly bank: string;
  /** Of the bank that was chosen, and of others that came with the consent. */
  readonly accounts: readonly AccountBody[];
  readonly others: readonly AccountBody[];
  readonly journals: readonly JournalBody[];
  /** Accounts that another connection feeds a journal with. */
  readonly fedElsewhere: ReadonlySet<string>;
  readonly typed: TypedLinks;
  readonly errors?: readonly FormError[];
  /** How many accounts have begun by what was sent last. */
  readonly started?: number;
}

const { text } = importMessages;

const isOpen = ({ link, authorization }: AccountBody): boolean =>
  link.action === 'none' && authorization.state !== 'revoked';

/** The accounts of a connection that may feed the books: what is ticked is looked at before it begins. */
export const chooseAccountsPage = (parts: ChooseAccountsParts): Html => {
  const { frame, language, bank, errors = [], accounts, others, started = 0 } = parts;
  const open = accounts.filter(isOpen);
  const along = others.filter(isOpen);
  return layout({
    frame,
    title: text(language, 'accounts_title', { bank }),
    failed: errors.length > 0,
    current: 'connect',
    body: html`${started > 0 ? html`<p class="sentence">${text(language, 'some_started', { count: started })}</p>` : ''}
    ${errorSummary(language, errors)}
    ${open.length + along.length === 0 ? nothingToChoose(parts) : choicePart(parts, open, along)} ${linkedPart(parts)}`,
  });
};

const nothingToChoose = (parts: ChooseAccountsParts): Html => {
  const { language, connection, accounts, others } = parts;
  const isFed = [...accounts, ...others].some(({ link }) => link.action !== 'none');
  if (isFed) {
    return html`<p class="sentence">${text(language, 'all_linked')}</p>
      ${buttonForm(parts, addPath(connection.id), text(language, 'choose_at_ponto'), 'secondary')}`;
  }
  return html`${empty({ sentence: text(language, 'none_shared'), hint: text(language, 'none_shared_hint') })}
  ${buttonForm(parts, addPath(connection.id), text(language, 'choose_at_ponto'))}`;
};

const choicePart = (parts: ChooseAccountsParts, open: readonly AccountBody[], along: readonly AccountBody[]): Html => {
  const { language, connection, formToken, newOnce } = parts;
  const isAlone = open.length + along.length === 1;
  return html`<p class="sentence">
      ${text(language, 'accounts_sentence', { count: open.length > 0 ? open.length : along.length })}
    </p>
    ${form({
      action: addresses.chooseJournals(connection.id),
      formToken,
      once: newOnce(),
      body: html`<fieldset class="account-choices" id="field-${linkFields.taken}">
          <legend class="unseen">${text(language, 'take')}</legend>
          ${open.map((account) => accountPart(parts, account, isAlone))}
          ${along.length === 0 ? '' : alongPart(parts, along, open.length === 0)}
        </fieldset>
        ${commonPart(parts)}
        <input type="hidden" name="${linkFields.step}" value="preview" />
        <div class="actions">
          ${sendButton(text(language, 'preview_button'))}
          <a href="${addresses.connect}">${text(language, 'later')}</a>
        </div>
        <p class="hint after-button">${text(language, 'preview_hint')}</p>`,
    })}`;
};

const alongPart = (parts: ChooseAccountsParts, along: readonly AccountBody[], isAll: boolean): Html => {
  const isTaken = along.some(({ id }) => parts.typed.taken.includes(id));
  return html`<details class="apart" id="others" ${isAll || isTaken ? html`open` : ''}>
    <summary>${text(parts.language, 'others', { count: String(along.length) })}</summary>
    ${along.map((account) => accountPart(parts, account, false))}
  </details>`;
};

const accountPart = (parts: ChooseAccountsParts, account: AccountBody, isAlone: boolean): Html => {
  const { language, typed, errors = [], fedElsewhere } = parts;
  const { id, currency, balances } = account;
  const own = ownName(account);
  const said = typed.accounts.get(id) ?? nothingTyped;
  const names = [linkFields.journal(id), linkFields.lastOn(id), linkFields.lastAmount(id)];
  const isWrong = errors.some(({ name = '' }) => names.includes(name));
  const isTyped = said.journal !== '' || said.lastOn !== '' || said.lastAmount !== '';
  return html`<div class="account-choice">
    <div class="choice">
      <input
        type="checkbox"
        id="take-${id}"
        name="${linkFields.taken}"
        value="${id}"
        ${typed.taken.includes(id) ? html`checked` : ''}
        ${fedElsewhere.has(id) ? html`aria-describedby="elsewhere-${id}"` : ''}
      />
      <label for="take-${id}">
        <span class="account-label"
          ><span class="figures">${numberText(account)}</span>
          ${own === undefined ? '' : html`<small><bdi>${own}</bdi></small>`}</span
        >
        ${balances.current ? amount(language, balances.current.amount, currency) : html`<span>${currency}</span>`}
      </label>
      ${fedElsewhere.has(id) ? html`<p class="hint" id="elsewhere-${id}">${text(language, 'elsewhere')}</p>` : ''}
    </div>
    <details id="settings-${id}" ${isAlone || isWrong || isTyped ? html`open` : ''}>
      <summary>
        ${
          isAlone
            ? text(language, 'settings_one')
            : html`${text(language, 'settings', { account: lastFour(account.reference) })}`
        }
      </summary>
      ${settingsOf(parts, account)}
    </details>
  </div>`;
};

const settingsOf = (parts: ChooseAccountsParts, { id, currency }: AccountBody): Html => {
  const { language, typed, errors = [], journals, now } = parts;
  const said = typed.accounts.get(id) ?? nothingTyped;
  const errorOf = (name: string) => errors.find((error) => error.name === name)?.message;
  const free = journals.filter((journal) => journal.accountId === undefined && journal.currency === currency);
  return html`${selectField({
      language,
      name: linkFields.journal(id),
      label: text(language, 'journal'),
      value: said.journal,
      error: errorOf(linkFields.journal(id)),
      options: [
        { value: '', label: text(language, 'journal_auto') },
        ...free.map((journal) => ({ value: journal.id, label: oneLine(`${journal.code} · ${journal.name}`) })),
        { value: newJournal, label: text(language, 'journal_new') },
      ],
    })}
    <div class="side-by-side">
      ${field({
        language,
        name: linkFields.lastOn(id),
        label: text(language, 'last_on'),
        hint: text(language, 'last_on_hint'),
        type: 'date',
        width: 'short',
        optional: true,
        max: today(now),
        value: said.lastOn,
        error: errorOf(linkFields.lastOn(id)),
      })}
      ${field({
        language,
        name: linkFields.lastAmount(id),
        label: `${text(language, 'last_amount')} (${currency})`,
        hint: text(language, 'last_amount_hint'),
        inputMode: 'decimal',
        width: 'short',
        optional: true,
        maxLength: 60,
        value: said.lastAmount,
        error: errorOf(linkFields.lastAmount(id)),
      })}
    </div>`;
};

const commonPart = ({ language, typed, errors = [] }: ChooseAccountsParts): Html =>
  html`<div class="side-by-side common">
    ${field({
      language,
      name: linkFields.importFrom,
      label: text(language, 'from'),
      hint: text(language, 'from_hint'),
      type: 'date',
      width: 'short',
      value: typed.importFrom,
      error: errors.find(({ name }) => name === linkFields.importFrom)?.message,
    })}
    ${selectField({
      language,
      name: linkFields.frequency,
      label: text(language, 'often'),
      value: typed.frequency,
      options: frequency.options.map((value) => ({ value, label: text(language, value) })),
    })}
    ${selectField({
      language,
      name: linkFields.statementPeriod,
      label: text(language, 'period'),
      value: typed.statementPeriod,
      options: statementPeriod.options.map((value) => ({ value, label: text(language, `period_${value}`) })),
    })}
  </div>`;

/** What is in the books, and what cannot come in any more. */
const linkedPart = ({ language, accounts, others, journals, connection }: ChooseAccountsParts): Html => {
  const settled = [...accounts, ...others].filter((account) => !isOpen(account));
  if (settled.length === 0) return html``;
  const nameOf = new Map(journals.map(({ id, code, name }) => [id, `${code} · ${name}`]));
  return html`${dataTable({
    caption: text(language, 'linked'),
    captionShown: true,
    columns: [{ head: text(language, 'account') }, { head: text(language, 'state') }],
    rows: settled.map((account) => ({
      cells: [
        html`<span class="figures">${numberText(account)}</span>`,
        account.link.action === 'none'
          ? text(language, 'lost')
          : text(language, 'linked_is', {
              journal: oneLine(nameOf.get(account.link.journalId) ?? text(language, 'journal')),
            }),
      ],
    })),
  })}
  ${
    settled.some(({ link }) => link.action !== 'none')
      ? html`<p><a href="${addresses.importProgress(connection.id)}">${text(language, 'progress')}</a></p>`
      : ''
  }`;
};
