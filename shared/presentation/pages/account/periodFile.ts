import { html } from 'hono/html';
import type { AccountBody } from '../../../contracts/http/accounts.ts';
import type { ExportFormats } from '../../../contracts/http/files.ts';
import { firstDayOfMonth } from '../../../domain/calendar/calendarDate.ts';
import type { Language } from '../../../domain/mail/language.ts';
import { sendButton } from '../components/actions.ts';
import { field } from '../components/field.ts';
import { selectField } from '../components/selectField.ts';
import type { Html } from '../layout.ts';
import { accountMessages } from './accountMessages.ts';
import { accountPaths } from './accountPaths.ts';
import type { ChartRange } from './chartData.ts';

const { text } = accountMessages;

interface PeriodFileParts {
  readonly language: Language;
  readonly account: AccountBody;
  readonly formats: ExportFormats;
  readonly range: ChartRange;
}

/** The statements of a period in one bookkeeping file. */
export const periodFile = ({ language, account, formats, range }: PeriodFileParts): Html =>
  formats.length === 0
    ? html``
    : html`<details id="period-file">
        <summary>${text(language, 'period_file')}</summary>
        <p class="small">${text(language, 'period_file_hint')}</p>
        <form method="get" action="${accountPaths.file(account.id)}">
          ${selectField({
            language,
            name: 'format',
            label: text(language, 'format'),
            value: formats[0]?.id,
            options: formats.map(({ id, name }) => ({ value: id, label: name })),
          })}
          <div class="row">
            ${field({
              language,
              name: 'from',
              label: text(language, 'from'),
              type: 'date',
              width: 'short',
              value: firstDayOfMonth(range.to),
            })}
            ${field({ language, name: 'to', label: text(language, 'to'), type: 'date', width: 'short', value: range.to })}
          </div>
          ${sendButton(text(language, 'download'), 'secondary')}
        </form>
      </details>`;
