import { html } from 'hono/html';
import { oneLine } from '../../html.ts';
import { sendButton } from '../components/actions.ts';
import { choices } from '../components/choices.ts';
import { errorSummary } from '../components/errorSummary.ts';
import { field } from '../components/field.ts';
import { notice } from '../components/notice.ts';
import { selectField } from '../components/selectField.ts';
import { firstDayOfMonth } from '../../../domain/calendar/calendarDate.ts';
import { today } from '../components/when.ts';
import { form } from '../form.ts';
import type { Html } from '../layout.ts';
import type { Shown } from '../shown.ts';
import { accountFrame, nameOf } from './accountFrame.ts';
import { accountMessages } from './accountMessages.ts';
import { accountPaths } from './accountPaths.ts';
import { errorAt, type SettingsPage } from './settingsShown.ts';
import { knownBalancePart, successionPart } from './settingsParts.ts';

const { text } = accountMessages;

export const frequencies = ['every_6_hours', 'every_12_hours', 'daily', 'weekly', 'monthly', 'manual'] as const;
export const statementPeriods = ['daily', 'weekly', 'monthly'] as const;
/** Choices of a journal beside those that there are. */
export const journalChoices = { create: 'create', none: 'none' } as const;

/** What a person decides about an account. */
export const settingsPage = (shown: Shown, page: SettingsPage): Html => {
  const { language } = shown;
  const { errors = [], done } = page;
  return accountFrame(shown, {
    ...page,
    title: text(language, 'settings_title', { account: nameOf(page) }),
    part: 'settings',
    failed: errors.length > 0,
    body: html`${done === undefined ? '' : notice(text(language, `done_${done}`))} ${errorSummary(language, errors)}
    ${linkPart(shown, page)} ${knownBalancePart(shown, page)} ${successionPart(shown, page)} ${endPart(shown, page)}`,
  });
};

const linkPart = (shown: Shown, page: SettingsPage): Html => {
  const { language } = shown;
  const { account, typed = {} } = page;
  return html`<section aria-labelledby="books">
    <h2 id="books">${text(language, 'settings_books')}</h2>
    ${form({
      action: accountPaths.link(account.id),
      formToken: shown.formToken,
      once: shown.newOnce(),
      body: html`${journalFields(shown, page)}
        <div class="row">
          ${selectField({
            language,
            name: 'frequency',
            label: text(language, 'frequency'),
            value: typed['frequency'] ?? (account.link.action === 'none' ? 'daily' : account.link.frequency),
            options: frequencies.map((value) => ({ value, label: text(language, `frequency_${value}`) })),
          })}
          ${selectField({
            language,
            name: 'statementPeriod',
            label: text(language, 'statement_period'),
            value:
              typed['statementPeriod'] ?? (account.link.action === 'none' ? 'daily' : account.link.statementPeriod),
            options: statementPeriods.map((value) => ({ value, label: text(language, `statement_period_${value}`) })),
          })}
        </div>
        ${field({
          language,
          name: 'importFrom',
          label: text(language, 'import_from'),
          hint: text(language, 'import_from_hint'),
          error: errorAt(page, 'importFrom'),
          type: 'date',
          width: 'short',
          value:
            typed['importFrom'] ??
            (account.link.action === 'none' ? firstDayOfMonth(today(shown.now)) : account.link.importFrom),
        })}
        ${sendButton(
          text(language, account.link.action === 'none' ? 'start_books' : 'save'),
          page.candidates.length > 0 ? 'secondary' : 'primary',
        )}`,
    })}
  </section>`;
};

/** A journal that another account feeds is none to choose. */
const journalFields = ({ language }: Shown, page: SettingsPage): Html => {
  const { account, journals, typed = {} } = page;
  const own = account.link.action === 'none' ? journalChoices.create : account.link.journalId;
  const chosen = typed['journal'] ?? own;
  const free = journals.filter(
    ({ accountId, currency, id }) => currency === account.currency && (accountId === undefined || id === own),
  );
  return html`${choices({
      language,
      name: 'journal',
      label: text(language, 'journal'),
      error: errorAt(page, 'journal'),
      take: 'one',
      choices: [
        ...free.map(({ id, code, name }) => ({
          value: id,
          label: html`<bdi>${oneLine(`${code} · ${name}`)}</bdi>`,
          checked: chosen === id,
        })),
        {
          value: journalChoices.create,
          label: text(language, 'journal_create'),
          hint: text(language, 'journal_create_hint'),
          checked: chosen === journalChoices.create,
        },
        {
          value: journalChoices.none,
          label: text(language, 'journal_none'),
          hint: text(language, 'journal_none_hint'),
          checked: chosen === journalChoices.none,
        },
      ],
    })}
    <details id="new-journal" ${(errorAt(page, 'code') ?? errorAt(page, 'name')) ? html`open` : ''}>
      <summary>${text(language, 'journal_own_name')}</summary>
      <div class="row">
        ${field({
          language,
          name: 'code',
          label: text(language, 'journal_code'),
          hint: text(language, 'journal_code_hint'),
          error: errorAt(page, 'code'),
          value: typed['code'],
          width: 'short',
          maxLength: 16,
          optional: true,
        })}
        ${field({
          language,
          name: 'name',
          label: text(language, 'journal_name'),
          error: errorAt(page, 'name'),
          value: typed['name'],
          maxLength: 100,
          optional: true,
        })}
      </div>
    </details>`;
};

const endPart = ({ language }: Shown, { account }: SettingsPage): Html =>
  html`<section aria-labelledby="end">
    <h2 id="end">${text(language, 'settings_end')}</h2>
    <p>${text(language, 'end_hint')}</p>
    <p><a href="${accountPaths.end(account.id)}">${text(language, 'end_link')}</a></p>
  </section>`;
