import { html } from 'hono/html';
import type { AccountBody } from '../../../contracts/http/accounts.ts';
import { daysBetween, latest, type CalendarDate } from '../../../domain/calendar/calendarDate.ts';
import type { Language } from '../../../domain/mail/language.ts';
import { localeOf } from '../../catalogue.ts';
import { lastFour, numberText } from '../accountName.ts';
import { addresses } from '../addresses.ts';
import { amountText } from '../components/amount.ts';
import { chip } from '../components/chip.ts';
import { dataTable } from '../components/dataTable.ts';
import { empty } from '../components/empty.ts';
import { momentText, today } from '../components/when.ts';
import { frameMessages } from '../frameMessages.ts';
import { layout, type Html } from '../layout.ts';
import type { Shown } from '../shown.ts';
import { accountState, provenText } from '../stateWords.ts';
import { importMessages } from './importMessages.ts';

interface ImportProgressParts extends Shown {
  readonly connectionId: string;
  readonly bank: string;
  /** Those that feed a journal. */
  readonly accounts: readonly AccountBody[];
  /** Whoever came for connecting alone sees no overview. */
  readonly maySeeFeed: boolean;
  readonly returnUrl?: string | undefined;
}

const { text } = importMessages;
const refreshSeconds = 3;

/** Still to be read to its end: a run that failed is over, and says so. */
export const isImporting = ({ firstImport, lastSync }: AccountBody): boolean =>
  firstImport !== undefined &&
  (lastSync === undefined || lastSync.status !== 'failed' || lastSync.retryAt !== undefined);

/** How far the first import is, and what is proven when it is done. Closing the page stops nothing. */
export const importProgressPage = (parts: ImportProgressParts): Html => {
  const { frame, language, bank, accounts } = parts;
  const isMoving = accounts.some(isImporting);
  return layout({
    frame,
    title: text(language, 'progress_title', { bank }),
    current: 'connect',
    body:
      accounts.length === 0
        ? empty({
            sentence: text(language, 'none_linked', { bank }),
            next: { label: text(language, 'choose'), href: addresses.chooseJournals(parts.connectionId) },
          })
        : html`<div id="import" ${isMoving ? html`data-refresh="${refreshSeconds}"` : ''}>
            ${isMoving ? runningPart(parts) : donePart(parts)}
          </div>`,
  });
};

const count = (language: Language, number: number): string => amountText(language, String(number));

const runningPart = (parts: ImportProgressParts): Html => {
  const { language, accounts } = parts;
  const lines = accounts.reduce((sum, account) => sum + (account.firstImport?.lines ?? 0), 0);
  return html`<p class="sentence" aria-live="polite">
      ${text(language, 'running', { lines, shown: count(language, lines) })}
    </p>
    <ul class="imports">
      ${accounts.map((account) => html`<li>${isImporting(account) ? movingPart(parts, account) : settledPart(parts, account)}</li>`)}
    </ul>`;
};

const monthText = (language: Language, day: CalendarDate): string =>
  new Intl.DateTimeFormat(localeOf(language), { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(
    Date.parse(`${day}T00:00:00Z`),
  );

const movingPart = (parts: ImportProgressParts, account: AccountBody): Html => {
  const { language, now } = parts;
  const { firstImport, link, id } = account;
  const backTo = firstImport?.backTo;
  const start = link.action === 'none' ? today(now) : link.importFrom;
  const all = Math.max(daysBetween(start, today(now)), 1);
  const read = backTo === undefined ? undefined : Math.max(daysBetween(latest(backTo, start), today(now)), 0);
  // Read back to the start, the list goes on: how far is not known.
  const isKnown = read !== undefined && read < all;
  return html`<p id="import-${id}"><strong class="figures">${numberText(account)}</strong></p>
    <progress
      aria-label="${text(language, 'import_of', { account: lastFour(account.reference) })}"
      ${isKnown ? html`value="${read}" max="${all}"` : ''}
    ></progress>
    <p class="figures">${movingText(parts, account, start)}</p>`;
};

const movingText = (
  { language, now }: ImportProgressParts,
  { firstImport, lastSync }: AccountBody,
  start: CalendarDate,
): string => {
  const { lines = 0, backTo } = firstImport ?? {};
  if (lastSync?.status === 'failed' && lastSync.retryAt !== undefined) {
    return `${lastSync.error?.message ?? ''} ${text(language, 'retry_at', { moment: momentText(language, lastSync.retryAt, now) })}`.trim();
  }
  if (backTo === undefined)
    return lastSync?.status === 'waiting_for_bank' ? text(language, 'asking') : text(language, 'queued');
  const values = { lines, shown: count(language, lines), month: monthText(language, backTo) };
  return text(language, backTo < start ? 'older' : 'so_far', values);
};

const settledPart = ({ language, now, bank }: ImportProgressParts, account: AccountBody): Html => {
  const { chip: state } = accountState(account, { language, now, bank });
  return html`<p><strong class="figures">${numberText(account)}</strong> ${chip(state.kind, state.word)}</p>
    <p>${settledText(language, account)}</p>`;
};

/** What is complete, or what there is to see to. */
const settledText = (language: Language, account: AccountBody): string => {
  const { health } = account;
  if (health.state === 'action_required' || (health.state !== 'ok' && health.code !== 'authorization_expiring'))
    return health.message;
  return provenText(account, language) ?? text(language, 'awaits');
};

const donePart = (parts: ImportProgressParts): Html => {
  const { language, now, bank, accounts, maySeeFeed, returnUrl } = parts;
  const unwell = accounts.filter(({ health }) => health.state === 'action_required' || health.state === 'passing');
  const ends = accounts.flatMap(({ authorization }) =>
    authorization.expiresAt === undefined ? [] : [authorization.expiresAt],
  );
  const first = ends.toSorted()[0];
  return html`<p class="sentence" aria-live="polite">
      ${unwell.length === 0 ? text(language, 'done') : text(language, 'done_some', { count: unwell.length })}
    </p>
    ${dataTable({
      caption: text(language, 'progress_title', { bank }),
      columns: [{ head: text(language, 'account') }, { head: text(language, 'state') }],
      rows: accounts.map((account) => {
        const { chip: state } = accountState(account, { language, now, bank });
        const number = html`<span class="figures">${numberText(account)}</span>`;
        return {
          cells: [
            maySeeFeed ? html`<a href="${addresses.account(account.id)}">${number}</a>` : number,
            html`<span>${chip(state.kind, state.word)} ${settledText(language, account)}</span>`,
          ],
        };
      }),
    })}
    ${first === undefined ? '' : html`<p>${text(language, 'lasts', { day: today(first) })}</p>`}
    <div class="actions">
      ${returnUrl === undefined ? '' : html`<a class="button" href="${returnUrl}">${frameMessages.text(language, 'back_to_product')}</a>`}
      ${maySeeFeed ? html`<a class="${returnUrl === undefined ? 'button' : ''}" href="${addresses.overview}">${text(language, 'to_overview')}</a>` : ''}
      <a href="${addresses.connect}">${text(language, 'to_bank')}</a>
    </div>
    ${!maySeeFeed && returnUrl === undefined ? html`<p>${text(language, 'close')}</p>` : ''}`;
};
