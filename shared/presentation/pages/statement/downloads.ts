import { html } from 'hono/html';
import type { ExportFormats } from '../../../contracts/http/files.ts';
import type { StatementBody } from '../../../contracts/http/ledger.ts';
import type { Language } from '../../../domain/mail/language.ts';
import { accountPaths } from '../account/accountPaths.ts';
import type { Html } from '../layout.ts';
import { statementMessages } from './statementMessages.ts';

const { text } = statementMessages;

/** What must be said for such a file to be given: a file holds final statements, and none that differ, unless it is asked for. */
const includesOf = ({ state, proof }: StatementBody): Readonly<Record<string, string>> => ({
  ...(state === 'open' && { open: '1' }),
  ...(proof.verdict === 'broken' && { broken: '1' }),
});

/** The kinds of files, those of the account's country first. */
const ordered = (formats: ExportFormats, country: string): ExportFormats =>
  [...formats].toSorted((a, b) => Number(b.countries.includes(country)) - Number(a.countries.includes(country)));

/** The statement as a file of a bookkeeping package, in each format, with what it cannot hold. */
export const downloads = (
  language: Language,
  statement: StatementBody,
  formats: ExportFormats,
  reference: string,
): Html => {
  const includes = includesOf(statement);
  if (formats.length === 0) return html``;
  const kinds = ordered(formats, reference.slice(0, 2).toUpperCase());
  return html`<section class="downloads" aria-labelledby="downloads">
    <h2 id="downloads">${text(language, 'downloads')}</h2>
    ${'open' in includes ? html`<p>${text(language, 'download_open')}</p>` : ''}
    ${'broken' in includes ? html`<p>${text(language, 'download_broken')}</p>` : ''}
    <ul class="formats">
      ${kinds.map(
        ({ id, name, extension }) =>
          html`<li>
            <a href="${accountPaths.statementFile(statement.id, { format: id, ...includes })}" download
              >${name} <small>.${extension}</small></a
            >
          </li>`,
      )}
    </ul>
    <details id="format-limits">
      <summary>${text(language, 'format_limits')}</summary>
      <dl class="facts">
        ${kinds
          .filter(({ limits }) => limits.length > 0)
          .map(
            ({ name, limits }) =>
              html`<dt>${name}</dt>
                <dd>${limits.map(({ message }) => message).join(' ')}</dd>`,
          )}
      </dl>
    </details>
  </section>`;
};
