import { html } from 'hono/html';
import type { CertificateSummaryBody, CompletenessBody } from '../../contracts/http/certificates.ts';
import type { Problem } from '../../contracts/http/problems.ts';
import type { Instant } from '../../domain/calendar/calendarDate.ts';
import type { Period } from '../../domain/statements/period.ts';
import { oneLine } from '../html.ts';
import { numberText } from './accountName.ts';
import { addresses } from './addresses.ts';
import { certifiedAccounts, leftOutPart } from './certifiedAccounts.ts';
import { sendButton } from './components/actions.ts';
import { chip } from './components/chip.ts';
import { choices } from './components/choices.ts';
import { empty } from './components/empty.ts';
import { errorSummary, type FormError } from './components/errorSummary.ts';
import { field } from './components/field.ts';
import { moment, today } from './components/when.ts';
import { form } from './form.ts';
import { layout, type Frame, type Html } from './layout.ts';
import { monthMessages } from './monthMessages.ts';
import { monthsAround, periodText, periodTitle } from './periodWords.ts';
import { problemPart } from './problemNext.ts';

/** The fields of the form that makes a certificate. */
export const monthFields = { from: 'from', to: 'to', account: 'account', cursor: 'cursor' } as const;

export interface MonthParts {
  readonly frame: Frame;
  readonly now: Instant;
  readonly period: Period;
  /** How the period stands; a problem where that cannot be told. */
  readonly standing: CompletenessBody | Problem;
  /** The place in the list of accounts, where there are more than one certificate holds. */
  readonly cursor?: string | undefined;
  /** Certificates that were made last. */
  readonly made: readonly CertificateSummaryBody[];
  readonly formToken: string;
  readonly once: string;
  /** What came back with the form. */
  readonly errors?: readonly FormError[];
  /** Accounts that had been chosen; all of them where nobody has chosen. */
  readonly chosen?: readonly string[] | undefined;
  /** What was typed as another period. */
  readonly typed?: Period | undefined;
}

const { text } = monthMessages;

const monthAddress = ({ from, to }: Period, cursor?: string): string =>
  `${addresses.month}?${new URLSearchParams({ from, to, ...(cursor !== undefined && { cursor }) }).toString()}`;

/** How a month, or another period, stands per account, and the one thing to do: to have it in writing. */
export const monthPage = (parts: MonthParts): Html => {
  const { frame, period, standing, errors = [], made, now } = parts;
  const { language } = frame;
  return layout({
    frame,
    title: periodTitle(language, period),
    failed: errors.length > 0 || 'code' in standing,
    current: 'month',
    body: html`${errorSummary(language, errors)} ${monthsPart(parts)}
    ${'code' in standing ? problemOf(parts, standing) : judged(parts, standing)} ${otherPeriods(parts)}
    ${madePart(frame, made, now)}`,
  });
};

const problemOf = ({ frame, period, errors = [] }: MonthParts, problem: Problem): Html =>
  errors.length > 0 ? html`` : problemPart(problem, { language: frame.language, address: monthAddress(period) });

const judged = (parts: MonthParts, body: CompletenessBody): Html => {
  const { language } = parts.frame;
  const { accounts, reasons, leftOut, noAccounts } = body;
  if (noAccounts) {
    const next = { label: text(language, 'connect'), href: addresses.connect };
    const { message = '', nextStep = '' } = reasons[0] ?? {};
    return html`${empty({ sentence: message, hint: nextStep, next })} ${leftOutPart(language, leftOut)}`;
  }
  const openFirst = accounts.toSorted((a, b) => Number(a.verdict === 'complete') - Number(b.verdict === 'complete'));
  return html`<p class="sentence">${sentenceOf(parts, body)}</p>
    ${certifiedAccounts({ language, accounts: openFirst, reasons, withSteps: true })} ${leftOutPart(language, leftOut)}
    ${makeForm(parts, body)}`;
};

const sentenceOf = ({ frame: { language } }: MonthParts, { accounts }: CompletenessBody): string => {
  const open = accounts.filter(({ verdict }) => verdict === 'open').length;
  if (open === 0) return text(language, 'all_complete', { accounts: accounts.length });
  if (open === accounts.length) return text(language, 'all_open', { accounts: accounts.length });
  return text(language, 'some_open', { open, accounts: String(accounts.length) });
};

const makeForm = (parts: MonthParts, { accounts, verdict, nextCursor }: CompletenessBody): Html => {
  const { frame, period, cursor, formToken, once, chosen, errors = [] } = parts;
  const { language } = frame;
  const isPart = cursor !== undefined || nextCursor !== undefined;
  const hidden = (name: string, value: string): Html => html`<input type="hidden" name="${name}" value="${value}" />`;
  const error = errors.find(({ name }) => name === monthFields.account)?.message;
  const list = choices({
    language,
    name: monthFields.account,
    label: text(language, 'choose_label'),
    hint: text(language, 'choose_hint'),
    error,
    take: 'any',
    choices: accounts.map(({ accountId, reference, currency, holderName }) => ({
      value: accountId,
      label: html`<bdi class="figures">${numberText({ reference })}</bdi> ${currency}
        ${holderName === undefined ? '' : html`<small><bdi>${oneLine(holderName)}</bdi></small>`}`,
      checked: chosen === undefined || chosen.includes(accountId),
    })),
  });
  const isOpened = chosen !== undefined || error !== undefined;
  return html`<section class="make">
    ${isPart ? html`<p>${text(language, 'of_these', { accounts: String(accounts.length) })}</p>` : ''}
    ${form({
      action: addresses.month,
      formToken,
      once,
      body: html`${hidden(monthFields.from, period.from)} ${hidden(monthFields.to, period.to)}
        ${cursor === undefined ? '' : hidden(monthFields.cursor, cursor)} ${isPart ? hidden('part', 'yes') : ''}
        ${hidden('shown', String(accounts.length))}
        <p>${sendButton(text(language, 'make'))}</p>
        <p class="small">${text(language, verdict === 'complete' ? 'make_hint' : 'make_hint_open')}</p>
        ${
          accounts.length > 1
            ? html`<details id="choose" ${isOpened ? html`open` : ''}>
                <summary>${text(language, 'choose')}</summary>
                ${list}
              </details>`
            : accounts.map(({ accountId }) => hidden(monthFields.account, accountId))
        }`,
    })}
    ${
      nextCursor === undefined
        ? ''
        : html`<p><a href="${monthAddress(period, nextCursor)}">${text(language, 'more_accounts')}</a></p>`
    }
  </section>`;
};

const monthsPart = ({ frame: { language }, period, now }: MonthParts): Html => {
  const { previous, next } = monthsAround(period, today(now));
  return html`<nav class="periods" aria-label="${text(language, 'periods')}">
    <a href="${monthAddress(previous)}" rel="prev">← ${periodText(language, previous)}</a>
    ${next ? html`<a href="${monthAddress(next)}" rel="next">${periodText(language, next)} →</a>` : ''}
  </nav>`;
};

const otherPeriods = ({ frame: { language }, period, typed, errors = [] }: MonthParts): Html => {
  const { from, to } = typed ?? period;
  const errorAt = (name: string): string | undefined => errors.find((one) => one.name === name)?.message;
  return html`<details id="other-period" class="other-period" ${typed ? html`open` : ''}>
    <summary>${text(language, 'other_period')}</summary>
    <form method="get" action="${addresses.month}">
      ${[
        { name: monthFields.from, label: text(language, 'from'), value: from },
        { name: monthFields.to, label: text(language, 'to'), value: to },
      ].map((one) => field({ ...one, language, type: 'date', width: 'short', error: errorAt(one.name) }))}
      <p>${sendButton(text(language, 'show'), 'secondary')}</p>
    </form>
  </details>`;
};

/** The verdicts are of then: none looks like one of now. */
const madePart = ({ language }: Frame, made: readonly CertificateSummaryBody[], now: Instant): Html =>
  made.length === 0
    ? html``
    : html`<section>
        <h2>${text(language, 'made_title')}</h2>
        <p class="hint">${text(language, 'made_hint')}</p>
        <ul class="made">
          ${made.map(
            ({ id, period, issuedAt, verdict }) =>
              html`<li>
                <a href="${addresses.certificate(id)}">${periodTitle(language, period)}</a>,
                ${moment(language, issuedAt, now)} ${chip('quiet', text(language, verdict))}
              </li>`,
          )}
        </ul>
      </section>`;
