import { html } from 'hono/html';
import type { InstitutionBody } from '../../../contracts/http/institutions.ts';
import type { Language } from '../../../domain/mail/language.ts';
import { localeOf } from '../../catalogue.ts';
import { oneLine } from '../../html.ts';
import { addresses } from '../addresses.ts';
import { chip } from '../components/chip.ts';
import { empty } from '../components/empty.ts';
import { field } from '../components/field.ts';
import { selectField } from '../components/selectField.ts';
import { frameMessages } from '../frameMessages.ts';
import { layout, type Html } from '../layout.ts';
import type { Shown } from '../shown.ts';
import { bankMarks } from './bankMarks.ts';
import { connectMessages } from './connectMessages.ts';

/** A connection that somebody began and nobody finished. */
export interface Unfinished {
  readonly connectionId: string;
  /** As far as it is known. */
  readonly bank?: string | undefined;
  readonly waitsFor: 'consent' | 'confirmation' | 'accounts' | 'import';
}

interface FindBankParts extends Shown {
  readonly banks: readonly InstitutionBody[];
  readonly nextCursor?: string | undefined;
  /** Two letters each, of all banks. */
  readonly countries: readonly string[];
  readonly search?: string | undefined;
  readonly country?: string | undefined;
  readonly unfinished: readonly Unfinished[];
  /** Banks that are connected. */
  readonly connected: ReadonlySet<string>;
  /** Somebody has just refused an access. */
  readonly isRefused?: boolean;
}

const { text } = connectMessages;

/** The first page of connecting: what is not finished, and all banks. */
export const findBankPage = (parts: FindBankParts): Html => {
  const { frame, language } = parts;
  return layout({
    frame,
    title: text(language, 'find_title'),
    current: 'connect',
    body: html`${parts.isRefused === true ? html`<p role="status">${text(language, 'refused')}</p>` : ''}
      <p class="sentence">${text(language, 'find_sentence')}</p>
      ${unfinishedPart(parts)} ${searchPart(parts)} ${banksPart(parts)}`,
  });
};

const addressOf = ({ connectionId, waitsFor }: Unfinished): string => {
  if (waitsFor === 'accounts') return addresses.chooseJournals(connectionId);
  if (waitsFor === 'import') return addresses.importProgress(connectionId);
  return `${addresses.connect}/back?connectionId=${encodeURIComponent(connectionId)}`;
};

const unfinishedPart = ({ language, unfinished }: FindBankParts): Html =>
  unfinished.length === 0
    ? html``
    : html`<section aria-labelledby="unfinished">
        <h2 id="unfinished">${text(language, 'unfinished_title')}</h2>
        <ul class="places">
          ${unfinished.map((one) => {
            const bank = oneLine(one.bank ?? text(language, 'some_bank'));
            return html`<li>
              <span
                ><strong><bdi>${bank}</bdi></strong>
                <small>${text(language, `unfinished_${one.waitsFor}`)}</small></span
              >
              <a class="button secondary" href="${addressOf(one)}"
                >${text(language, 'unfinished_go_on')}<span class="unseen">: ${bank}</span></a
              >
            </li>`;
          })}
        </ul>
      </section>`;

const searchPart = ({ language, search, country, countries }: FindBankParts): Html =>
  html`<form class="find" method="get" action="${addresses.connect}" role="search">
    ${field({
      language,
      name: 'search',
      label: text(language, 'find_label'),
      hint: text(language, 'find_hint'),
      type: 'search',
      value: search ?? '',
      maxLength: 100,
      autocomplete: 'off',
      filter: { rows: '#banks > li', count: 'banks-shown' },
    })}
    ${
      countries.length < 2
        ? ''
        : selectField({
            language,
            name: 'country',
            label: text(language, 'find_country'),
            value: country ?? '',
            options: [
              { value: '', label: text(language, 'find_all_countries') },
              ...countryOptions(language, countries),
            ],
          })
    }
    <div class="find-button">
      <button class="button secondary" type="submit">${text(language, 'find_button')}</button>
    </div>
  </form>`;

const countryOptions = (language: Language, countries: readonly string[]) => {
  const names = new Intl.DisplayNames([localeOf(language)], { type: 'region' });
  return countries
    .map((code) => ({ value: code, label: names.of(code) ?? code }))
    .toSorted((one, other) => one.label.localeCompare(other.label, localeOf(language)));
};

const banksPart = (parts: FindBankParts): Html => {
  const { language, now, banks, connected, nextCursor, search, country } = parts;
  if (banks.length === 0) {
    return empty({
      sentence: text(language, 'find_none'),
      hint: text(language, 'find_none_hint'),
      next: { label: text(language, 'find_show_all'), href: addresses.connect },
    });
  }
  const isFiltered = (search ?? '') !== '' || (country ?? '') !== '';
  return html`<p class="small" aria-live="polite">
      ${text(language, 'find_shown')} <span id="banks-shown" class="figures">${banks.length}</span>
      ${isFiltered ? html` · <a href="${addresses.connect}">${text(language, 'find_show_all')}</a>` : ''}
    </p>
    <ul class="places" id="banks">
      ${banks.map((bank) => {
        const { id, name, bic, country: land } = bank;
        const about = [bic, land]
          .filter((part) => part !== undefined)
          .map(oneLine)
          .join(' · ');
        return html`<li data-find="${`${oneLine(name)} ${about}`}">
          <a href="${addresses.connectBank(id)}"><bdi>${oneLine(name)}</bdi></a>
          <small>${about}</small>
          <span class="marks"
            >${connected.has(id) ? chip('well', frameMessages.text(language, 'chip_connected')) : ''}
            ${bankMarks(language, bank, now)}</span
          >
        </li>`;
      })}
    </ul>
    ${
      nextCursor === undefined
        ? ''
        : html`<p><a href="${moreOf(parts, nextCursor)}">${frameMessages.text(language, 'next_page')}</a></p>`
    }`;
};

const moreOf = ({ search, country }: FindBankParts, cursor: string): string => {
  const query = new URLSearchParams({ cursor });
  if ((search ?? '') !== '') query.set('search', search ?? '');
  if ((country ?? '') !== '') query.set('country', country ?? '');
  return `${addresses.connect}?${query.toString()}`;
};
