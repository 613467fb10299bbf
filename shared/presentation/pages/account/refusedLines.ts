import { html } from 'hono/html';
import type { RefusedLineBody } from '../../../contracts/http/ledger.ts';
import type { Language } from '../../../domain/mail/language.ts';
import { amount } from '../components/amount.ts';
import { dataTable } from '../components/dataTable.ts';
import { day } from '../components/when.ts';
import type { Html } from '../layout.ts';
import { accountMessages } from './accountMessages.ts';

const { text } = accountMessages;

/** Where other pages lead to. */
export const refusedLinesId = 'refused';

/** Lines that Ponto has and the books have not: which, why, and what to do about them. */
export const refusedLines = (language: Language, lines: readonly RefusedLineBody[]): Html => {
  const [first] = lines;
  if (!first) return html``;
  return html`<section aria-labelledby="${refusedLinesId}">
    <h2 id="${refusedLinesId}">${text(language, 'refused')}</h2>
    <p class="small">${text(language, 'refused_hint')}</p>
    ${dataTable({
      caption: text(language, 'refused_count', { count: lines.length }),
      columns: [
        { head: text(language, 'head_day') },
        { head: text(language, 'head_why') },
        { head: text(language, 'refused_amount'), kind: 'amount' },
      ],
      rows: lines.map((line) => ({
        cells: [
          line.executionDate === undefined
            ? text(language, 'refused_unread')
            : day(language, line.executionDate, 'table'),
          html`${line.reason.message}
            <span class="detail">${text(language, 'refused_id')} <bdi>${line.pontoId}</bdi></span>`,
          line.amount === undefined ? text(language, 'refused_unread') : amount(language, line.amount, line.currency),
        ],
      })),
    })}
    <p>${first.reason.nextStep}</p>
  </section>`;
};
