import { html } from 'hono/html';
import type { CheckReportBody, SyncWithReportBody } from '../../../contracts/http/syncs.ts';
import type { Language } from '../../../domain/mail/language.ts';
import { primaryStep } from '../components/actions.ts';
import { amountText } from '../components/amount.ts';
import { pager } from '../components/pager.ts';
import { progress } from '../components/progress.ts';
import { dayText, moment, momentText } from '../components/when.ts';
import type { Html } from '../layout.ts';
import type { Shown } from '../shown.ts';
import { accountFrame, nameOf, type AccountShown } from './accountFrame.ts';
import { accountMessages } from './accountMessages.ts';
import { accountPaths } from './accountPaths.ts';
import { linesTable } from './linesTable.ts';
import { refusedLinesId } from './refusedLines.ts';
import { syncChip } from './syncsPage.ts';

const { text } = accountMessages;

export interface SyncPage extends AccountShown {
  readonly sync: SyncWithReportBody;
  readonly isFirst: boolean;
}

/** One run: how far it is, what came in, and of a check, what it has found. */
export const syncPage = (shown: Shown, page: SyncPage): Html => {
  const { language, now } = shown;
  const { sync } = page;
  return accountFrame(shown, {
    ...page,
    title: text(language, 'sync_title', { account: nameOf(page) }),
    part: undefined,
    body: html`${stateOf(shown, page)}
      <p class="small">
        ${syncChip(language, sync)}
        ${
          sync.check
            ? text(language, 'check_of', {
                from: dayText(language, sync.check.from, 'table'),
                to: dayText(language, sync.check.to, 'table'),
              })
            : text(language, `trigger_${sync.trigger}`)
        }
        · ${moment(language, sync.createdAt, now)}
      </p>
      ${sync.report ? reportOf(shown, page, sync.report) : ''}
      <p><a href="${accountPaths.account(page.account.id)}">${text(language, 'back_to_account')}</a></p>`,
  });
};

const refreshSeconds = 2;

const refusedBy = (language: Language, accountId: string, count = 0): Html =>
  count === 0
    ? html``
    : html`<p>
        <a href="${accountPaths.account(accountId)}#${refusedLinesId}">${text(language, 'run_refused', { count })}</a>
      </p>`;

const stateOf = ({ language, now }: Shown, { account, sync }: SyncPage): Html => {
  switch (sync.status) {
    case 'queued':
    case 'waiting_for_bank':
    case 'fetching':
      return progress({
        id: 'run',
        label: text(language, `running_${sync.status}`),
        text: `${text(language, 'run_so_far', { added: sync.counts.added, pages: sync.pages })} ${text(language, 'run_leave')}`,
        refreshSeconds,
      });
    case 'succeeded':
      // What a check has found says more.
      if (sync.report) return html``;
      return html`<section class="over">
        <p class="sentence">
          ${text(language, 'run_counts', {
            added: sync.counts.added,
            corrected: sync.counts.corrected,
            removed: sync.counts.removed,
            pending: sync.counts.pending,
          })}
        </p>
        ${refusedBy(language, account.id, sync.counts.refused)}
      </section>`;
    case 'failed':
      return html`<section class="over">
        <p class="sentence">${sync.error?.message ?? text(language, 'sync_failed')}</p>
        ${
          sync.retryAt === undefined
            ? html`<p>
                ${primaryStep({ label: text(language, 'back_to_account'), href: accountPaths.account(account.id) })}
              </p>`
            : html`<p>${text(language, 'run_retry', { at: momentText(language, sync.retryAt, now) })}</p>
                ${
                  sync.retriedAs === undefined
                    ? ''
                    : html`<p>
                        <a href="${accountPaths.sync(account.id, sync.retriedAs)}">${text(language, 'see_retry')}</a>
                      </p>`
                }`
        }
        ${sync.error === undefined ? '' : html`<p class="code">${sync.error.code}</p>`}
      </section>`;
  }
};

/** What a check has found, line by line. */
const reportOf = ({ language }: Shown, { account, sync, isFirst }: SyncPage, report: CheckReportBody): Html => {
  const { counts, items, nextCursor: cursor } = report;
  const { missing, corrected, removed } = counts;
  const found = missing + corrected + removed;
  const more = [
    ...(counts.notListed > 0 ? [text(language, 'report_not_listed', { count: counts.notListed })] : []),
    ...(counts.beforeImportFrom > 0 ? [text(language, 'report_before', { count: counts.beforeImportFrom })] : []),
    ...(counts.stayRemoved > 0 ? [text(language, 'report_stay_removed', { count: counts.stayRemoved })] : []),
    ...(counts.unreadable > 0 ? [text(language, 'report_unreadable', { count: counts.unreadable })] : []),
    ...(report.inOneGo ? [] : [text(language, 'report_not_in_one_go')]),
  ];
  const kinds = new Map(items.map(({ transaction, kind, before }) => [transaction.id, { kind, before }]));
  return html`<section aria-labelledby="report">
    <h2 id="report">${text(language, 'report')}</h2>
    <p class="sentence">
      ${found === 0 ? text(language, 'report_nothing') : text(language, 'report_findings', { missing, corrected, removed })}
      ${text(language, 'report_same', { same: counts.same })}
    </p>
    ${
      more.length === 0
        ? ''
        : html`<ul>
            ${more.map((sentence) => html`<li>${sentence}</li>`)}
          </ul>`
    }
    ${
      items.length === 0
        ? ''
        : linesTable({
            language,
            currency: account.currency,
            caption: text(language, 'report'),
            lines: items.map(({ transaction }) => transaction),
            noteOf: ({ id }) => noteOf(language, account.currency, kinds.get(id)),
          })
    }
    ${pager({
      language,
      first: isFirst ? undefined : accountPaths.sync(account.id, sync.id),
      next: cursor === undefined ? undefined : accountPaths.sync(account.id, sync.id, { cursor }),
    })}
  </section>`;
};

const noteOf = (
  language: Shown['language'],
  currency: string,
  found: Pick<CheckReportBody['items'][number], 'kind' | 'before'> | undefined,
): Html | string => {
  if (!found) return '';
  const was =
    found.before === undefined
      ? ''
      : ` ${text(language, 'finding_was', { amount: amountText(language, found.before.amount, currency) })}`;
  return html`<strong class="note">${text(language, `finding_${found.kind}`)}${was}</strong>`;
};
