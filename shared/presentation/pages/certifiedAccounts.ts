import { html } from 'hono/html';
import type { CertifiedAccountBody, CompletenessBody } from '../../contracts/http/certificates.ts';
import { outsideStatementId } from '../../domain/ids/outsideIds.ts';
import type { Language } from '../../domain/mail/language.ts';
import { oneLine } from '../html.ts';
import { numberText } from './accountName.ts';
import { addresses, at } from './addresses.ts';
import type { Step } from './components/actions.ts';
import { amount, amountText } from './components/amount.ts';
import { chip } from './components/chip.ts';
import { dataTable, type Row } from './components/dataTable.ts';
import { frameMessages } from './frameMessages.ts';
import type { Html } from './layout.ts';
import { monthMessages } from './monthMessages.ts';

type Open = CertifiedAccountBody['open'][number];

interface TableParts {
  readonly language: Language;
  readonly accounts: readonly CertifiedAccountBody[];
  readonly reasons: CompletenessBody['reasons'];
  /** A certificate tells what was; on the month's page one can do something about it. */
  readonly withSteps: boolean;
}

const { text } = monthMessages;

/** Accounts with their balances at both ends of a period, by what they are proven, or why they are open. */
export const certifiedAccounts = ({ language, accounts, reasons, withSteps }: TableParts): Html => {
  const currencies = new Set(accounts.map(({ currency }) => currency));
  const [currency] = currencies.size === 1 ? currencies : [];
  const head = (name: string): string =>
    currency === undefined ? name : text(language, 'in_currency', { head: name, currency });
  const figure = (value: string | undefined, own: string): Html =>
    value === undefined
      ? html`<span class="small">${text(language, 'unknown')}</span>`
      : amount(language, value, currency === undefined ? own : undefined);
  const rows = accounts.map((account): Row => {
    const own = reasons.filter(({ accountId }) => accountId === account.accountId);
    return {
      cells: [
        nameOf(language, account, !withSteps),
        html`${stateChip(language, account)} ${explained(language, account, own, withSteps)}`,
        figure(account.openingBalance, account.currency),
        html`${figure(account.closingBalance, account.currency)}`,
      ],
    };
  });
  return dataTable({
    caption: text(language, 'caption'),
    columns: [
      { head: text(language, 'account') },
      { head: text(language, 'state') },
      { head: head(text(language, 'opening')), kind: 'amount' },
      { head: head(text(language, 'closing')), kind: 'amount' },
    ],
    rows,
  });
};

const nameOf = (language: Language, account: CertifiedAccountBody, withNumbers: boolean): Html => {
  const { holderName, product, journal, formerReferences, statements } = account;
  const joined = (...parts: readonly (string | undefined)[]): string =>
    parts
      .map((part) => oneLine(part ?? ''))
      .filter((part) => part !== '')
      .join(' · ');
  const former = formerReferences?.map(oneLine).join(', ');
  const lines = [
    joined(holderName, product),
    joined(journal?.code, journal?.name),
    withNumbers ? statementsOf(language, statements) : '',
    former === undefined ? '' : text(language, 'former', { references: former }),
  ].filter((line) => line !== '');
  return html`<strong class="reference"><bdi>${numberText(account)}</bdi></strong
    >${lines.map((line) => html`<br /><small><bdi>${line}</bdi></small>`)}`;
};

const statementsOf = (language: Language, { first, last }: CertifiedAccountBody['statements']): string => {
  if (first === undefined || last === undefined) return text(language, 'no_statement');
  return first === last ? text(language, 'statement', { first }) : text(language, 'statements', { first, last });
};

const waiting: ReadonlySet<Open['code']> = new Set([
  'not_read_yet',
  'later_balance',
  'proof_withdrawn',
  'statement_not_final',
  'period_not_over',
]);
const differing: ReadonlySet<Open['code']> = new Set(['books_differ', 'known_balance_differs']);

const stateChip = (language: Language, { verdict, open }: CertifiedAccountBody): Html => {
  if (verdict === 'complete') return chip('well', text(language, 'complete'));
  if (open.some(({ code }) => differing.has(code))) {
    return chip('differs', frameMessages.text(language, 'chip_differs'));
  }
  return open.every(({ code }) => waiting.has(code))
    ? chip('waiting', text(language, 'waiting'))
    : chip('needed', text(language, 'open'));
};

const explained = (
  language: Language,
  account: CertifiedAccountBody,
  reasons: CompletenessBody['reasons'],
  withSteps: boolean,
): Html => {
  const { verdict, completeFrom, completeUpTo, open } = account;
  const days =
    completeFrom === undefined || completeUpTo === undefined
      ? text(language, 'no_day')
      : completeFrom === completeUpTo
        ? text(language, 'partly_day', { day: completeUpTo })
        : text(language, 'partly', { from: completeFrom, to: completeUpTo });
  const isEnded = open.some(({ code }) => code === 'ended');
  const step = withSteps && open[0] ? stepFor(language, account.accountId, open[0], isEnded) : undefined;
  return html`<div class="why">
    ${verdict === 'open' ? reasons.map(({ message }) => html`<p>${message}</p>`) : ''}
    ${withSteps && verdict === 'open' && reasons[0] ? html`<p>${reasons[0].nextStep}</p>` : ''}
    ${
      step
        ? html`<p>
            <a href="${step.href}">${step.label}<span class="unseen">: ${numberText(account)}</span></a>
          </p>`
        : ''
    }
    ${verdict === 'open' ? html`<p class="small">${days}</p>` : ''} ${proofOf(language, account)}
    ${correctionsOf(language, account)}
  </div>`;
};

const proofOf = (language: Language, { provenBy, currency, completeUpTo = '' }: CertifiedAccountBody): Html => {
  if (!provenBy?.bankBalance) return html``;
  const { bankBalance, knownBalance, beforeStart } = provenBy;
  const money = (value: string): string => amountText(language, value, currency);
  const bank = { amount: money(bankBalance.amount), day: bankBalance.date };
  const sentence = knownBalance
    ? text(language, 'proven_by_tenant', { ...bank, known: money(knownBalance.amount), knownDay: knownBalance.date })
    : text(language, 'proven_by_bank', bank);
  return html`<p class="small">
    ${sentence} ${bankBalance.date > completeUpTo ? text(language, 'later_day') : ''}
    ${beforeStart === undefined ? '' : text(language, 'before_start', { amount: money(beforeStart) })}
  </p>`;
};

const correctionsOf = (language: Language, { corrections, currency }: CertifiedAccountBody): Html => {
  const { lateLines, adjustments, sum } = corrections;
  if (lateLines + adjustments === 0) return html``;
  const both = Number(lateLines > 0 && adjustments > 0);
  return html`<p class="small">
    ${text(language, 'corrected', { lateLines, adjustments, both, sum: amountText(language, sum, currency) })}
  </p>`;
};

/** The page on which something is done about a reason. What has ended is read no more, so that nothing can be checked again. */
const stepFor = (language: Language, accountId: string, { code, from }: Open, isEnded: boolean): Step | undefined => {
  const settings = addresses.accountSettings(accountId);
  const account = addresses.account(accountId);
  switch (code) {
    case 'account_not_linked':
      return { label: text(language, 'step_link'), href: settings };
    case 'before_import_from':
      return { label: text(language, 'step_start'), href: settings };
    case 'balance_before_start':
      return { label: text(language, 'step_figure'), href: at(settings, 'knownBalance') };
    case 'known_balance_differs':
      return { label: text(language, 'step_correct_figure'), href: at(settings, 'knownBalance') };
    case 'books_differ':
    case 'lines_uncertain':
      return isEnded
        ? { label: text(language, 'step_account'), href: account }
        : { label: text(language, 'step_check'), href: at(account, 'check') };
    case 'authorization_gap':
      return { label: text(language, 'step_access'), href: account };
    case 'statement_unproven':
    case 'statement_not_final':
      return from === undefined
        ? { label: text(language, 'step_account'), href: account }
        : { label: text(language, 'step_statement'), href: addresses.statement(outsideStatementId(accountId, from)) };
    case 'period_not_over':
      return undefined;
    case 'ended':
    case 'not_read_yet':
    case 'line_refused':
    case 'proof_withdrawn':
    case 'later_balance':
      return { label: text(language, 'step_account'), href: account };
  }
};

/** What is left out, so that nothing looks like more than it covers. */
export const leftOutPart = (language: Language, { count, accounts }: CompletenessBody['leftOut']): Html => {
  if (count === 0) return html``;
  const more = count - accounts.length;
  return html`<section class="keep-together">
    <h2>${text(language, 'left_out_title')}</h2>
    <ul>
      ${accounts.map(
        ({ reference, currency, code }) =>
          html`<li>
            <bdi class="figures">${numberText({ reference })}</bdi> ${currency} – ${text(language, `left_out_${code}`)}
          </li>`,
      )}
      ${more > 0 ? html`<li>${text(language, 'left_out_more', { count: more })}</li>` : ''}
    </ul>
  </section>`;
};
