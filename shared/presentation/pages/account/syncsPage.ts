import { html } from 'hono/html';
import type { SyncBody } from '../../../contracts/http/syncs.ts';
import type { Language } from '../../../domain/mail/language.ts';
import { sendButton } from '../components/actions.ts';
import { chip, type ChipKind } from '../components/chip.ts';
import { dataTable } from '../components/dataTable.ts';
import { empty } from '../components/empty.ts';
import { errorSummary, type FormError } from '../components/errorSummary.ts';
import { field } from '../components/field.ts';
import { pager } from '../components/pager.ts';
import { dayText, moment } from '../components/when.ts';
import { form } from '../form.ts';
import type { Html } from '../layout.ts';
import type { Shown } from '../shown.ts';
import { accountFrame, nameOf, type AccountShown } from './accountFrame.ts';
import { accountMessages } from './accountMessages.ts';
import { accountPaths } from './accountPaths.ts';

const { text } = accountMessages;

/** Days to be checked, as they are proposed or typed. */
export interface CheckedPeriod {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

/** Beside other days on a page, those of a check have names of their own. */
export const checkFields = { from: 'checkFrom', to: 'checkTo' } as const;

export interface SyncsPage extends AccountShown {
  readonly syncs: readonly SyncBody[];
  readonly isFirst: boolean;
  readonly nextCursor?: string | undefined;
  /** The period that is checked again, as it was typed or proposed. */
  readonly typed: CheckedPeriod;
  readonly errors?: readonly FormError[];
}

const kinds: Readonly<Record<SyncBody['status'], ChipKind>> = {
  queued: 'waiting',
  waiting_for_bank: 'waiting',
  fetching: 'waiting',
  succeeded: 'well',
  failed: 'soon',
};

export const syncChip = (language: Language, { status }: Pick<SyncBody, 'status'>): Html =>
  chip(kinds[status], text(language, `sync_${status}`));

/** When an account was read, and what came in; and the form that has a period checked again. */
export const syncsPage = (shown: Shown, page: SyncsPage): Html => {
  const { language } = shown;
  const { account, errors = [], isFirst, nextCursor: cursor } = page;
  return accountFrame(shown, {
    ...page,
    title: text(language, 'syncs_title', { account: nameOf(page) }),
    part: 'syncs',
    failed: errors.length > 0,
    body: html`${errorSummary(language, errors)}
      ${account.link.action === 'none' ? '' : checkForm(shown, account.id, page.typed, errors)}
      <section aria-labelledby="runs">
        <h2 id="runs">${text(language, 'runs')}</h2>
        ${runsOf(shown, page)}
        ${pager({
          language,
          first: isFirst ? undefined : accountPaths.syncs(account.id),
          next: cursor === undefined ? undefined : accountPaths.syncs(account.id, { cursor }),
        })}
      </section>`,
  });
};

/** Has every line of some days compared with Ponto. */
export const checkForm = (
  shown: Shown,
  accountId: string,
  typed: CheckedPeriod,
  errors: readonly FormError[] = [],
): Html => {
  const { language } = shown;
  const day = (name: 'from' | 'to'): Html =>
    field({
      language,
      name: checkFields[name],
      label: text(language, name),
      error: errors.find((error) => error.name === checkFields[name])?.message,
      value: typed[name],
      type: 'date',
      width: 'short',
    });
  return html`<section aria-labelledby="check">
    <h2 id="check">${text(language, 'check')}</h2>
    <p>${text(language, 'check_hint')}</p>
    ${form({
      action: accountPaths.syncs(accountId),
      formToken: shown.formToken,
      once: shown.newOnce(),
      body: html`<input type="hidden" name="check" value="1" />
        <div class="row">${day('from')} ${day('to')}</div>
        ${sendButton(text(language, 'check_button'), 'secondary')}`,
    })}
  </section>`;
};

const runsOf = ({ language, now }: Shown, { account, syncs }: SyncsPage): Html =>
  syncs.length === 0
    ? empty({ sentence: text(language, 'no_runs') })
    : dataTable({
        caption: text(language, 'runs'),
        columns: [
          { head: text(language, 'head_when') },
          { head: text(language, 'head_why') },
          { head: text(language, 'head_result') },
          { head: text(language, 'head_new'), kind: 'amount' },
          { head: text(language, 'head_corrected'), kind: 'amount' },
          { head: text(language, 'head_removed'), kind: 'amount' },
        ],
        rows: syncs.map((sync) => ({
          cells: [
            html`<a href="${accountPaths.sync(account.id, sync.id)}">${moment(language, sync.createdAt, now)}</a>`,
            sync.check
              ? text(language, 'check_of', {
                  from: dayText(language, sync.check.from, 'table'),
                  to: dayText(language, sync.check.to, 'table'),
                })
              : text(language, `trigger_${sync.trigger}`),
            syncChip(language, sync),
            String(sync.counts.added),
            String(sync.counts.corrected),
            String(sync.counts.removed),
          ],
        })),
      });
