import { html } from 'hono/html';
import type { AccountBody } from '../../contracts/http/accounts.ts';
import type { Instant } from '../../domain/calendar/calendarDate.ts';
import type { Language } from '../../domain/mail/language.ts';
import { accountName, numberText, ownName } from './accountName.ts';
import { addresses } from './addresses.ts';
import { menu, stepButton } from './components/actions.ts';
import { amount } from './components/amount.ts';
import { chip } from './components/chip.ts';
import { dataTable, type Row } from './components/dataTable.ts';
import { day, dayText, moment } from './components/when.ts';
import type { Html } from './layout.ts';
import type { OverviewAccount } from './overviewGroups.ts';
import { overviewMessages } from './overviewMessages.ts';
import { provenDays } from './provenDays.ts';

const { text } = overviewMessages;
const tableId = 'accounts';
/** Fewer are found by looking. */
const enoughToSearch = 10;

/** @param mayBePrimary the first account that needs somebody has the page's one button of its kind */
export const accountsTable = (
  language: Language,
  now: Instant,
  accounts: readonly OverviewAccount[],
  mayBePrimary: boolean,
): Html => {
  const currencies = new Set(accounts.map(({ account }) => account.currency));
  const [one] = currencies;
  const currency = currencies.size === 1 ? one : undefined;
  const rows = accounts.map((account, index) =>
    rowOf({ language, now, account, currency, primary: mayBePrimary && index === 0 }),
  );
  const balance = currency === undefined ? text(language, 'balance') : text(language, 'balance_in', { currency });
  return html`${accounts.length > enoughToSearch ? search(language) : ''}
  ${dataTable({
    id: tableId,
    caption: text(language, 'accounts_title'),
    columns: [
      { head: text(language, 'account') },
      { head: text(language, 'state'), wide: true },
      { head: text(language, 'proven_up_to') },
      { head: text(language, 'next_look') },
      { head: balance, kind: 'amount' },
      { head: text(language, 'to_do'), kind: 'actions', headUnseen: true },
    ],
    rows,
  })}`;
};

/** Only the script can do it, so that only the script shows it. */
const search = (language: Language): Html =>
  html`<div class="field search" data-script hidden>
    <label for="find">${text(language, 'find')}</label>
    <p class="hint" id="find-hint">${text(language, 'find_hint')}</p>
    <input
      id="find"
      type="search"
      autocomplete="off"
      aria-describedby="find-hint"
      aria-controls="${tableId}"
      data-filter="#${tableId} tbody tr"
    />
  </div>`;

interface RowParts {
  readonly language: Language;
  readonly now: Instant;
  readonly account: OverviewAccount;
  /** Of the whole column. */
  readonly currency: string | undefined;
  readonly primary: boolean;
}

const rowOf = ({ language, now, account: { account, bank, words }, currency, primary }: RowParts): Row => {
  const name = accountName(bank ?? text(language, 'some_bank'), account);
  const own = ownName(account);
  const isPlain = words.chip.kind === 'well';
  return {
    cells: [
      html`<a href="${addresses.account(account.id)}"><bdi>${name}</bdi></a>
        ${own === undefined ? '' : html`<small class="below"><bdi>${own}</bdi></small>`}
        <small class="below figures"><bdi>${numberText(account)}</bdi></small>`,
      html`${chip(words.chip.kind, words.chip.word)}
      ${isPlain ? '' : html`<small class="below">${words.sentence}</small>`}
      ${words.asks ? html`<div class="below">${stepButton(words.next, primary ? 'primary' : 'secondary')}</div>` : ''}`,
      provenUpTo(language, account),
      nextLook(language, account, now),
      balanceOf(language, account, currency),
      menu(language, words.asks ? words.rest : [words.next, ...words.rest], name),
    ],
  };
};

const provenUpTo = (language: Language, account: AccountBody): Html | string => {
  const days = provenDays(account);
  if (!days) return text(language, 'not_yet');
  const { from, to } = days;
  return html`${day(language, to, 'table')}${
    from === undefined
      ? ''
      : html`<small class="below">${text(language, 'proven_from', { day: dayText(language, from, 'table') })}</small>`
  }`;
};

const nextLook = (language: Language, { nextSyncAt, link }: AccountBody, now: Instant): Html | string => {
  if (nextSyncAt !== undefined) return moment(language, nextSyncAt, now);
  return link.action !== 'none' && link.frequency === 'manual' ? text(language, 'by_hand') : '–';
};

const balanceOf = (language: Language, { balances }: AccountBody, currency: string | undefined): Html | string => {
  const { current } = balances;
  if (current === undefined) return '–';
  return amount(language, current.amount, current.currency === currency ? undefined : current.currency);
};
