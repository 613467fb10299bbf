import { html } from 'hono/html';
import type { HttpAnswer } from '../runner/http/gatewayResponse.ts';
import { errorSummary } from '../../shared/presentation/pages/components/errorSummary.ts';
import { field } from '../../shared/presentation/pages/components/field.ts';
import { selectField } from '../../shared/presentation/pages/components/selectField.ts';
import { momentOf } from './momentOf.ts';
import { eventsPath, mailboxPath, pageAnswer, type Html } from './sitePage.ts';

export const sitePaths = {
  open: '/local/pages/open',
  day: '/local/pages/day',
  ending: '/local/pages/ending',
} as const;

/** The customer of the stories. */
export const bakery = { tenantId: 'bakery', tenantName: 'Bakkerij De Korenaar', email: 'els@bakkerij.example' };

const languages = {
  '': 'The browser’s',
  en: 'English',
  nl: 'Nederlands',
  fr: 'Français',
  de: 'Deutsch',
  es: 'Español',
};
const pages = { overview: 'Overview: everything', connect: 'Connect: only a bank to be linked' };

/** What a form has sent, as it was typed. */
export type Typed = Readonly<Record<string, string>>;

export const outcomes = {
  day: 'A day has passed: the banks have worked, and the schedules have read every linked account.',
  ending: 'It is two weeks before a permission ends. Who should be reminded has a mail.',
  nothing: 'No bank has given this tenant a permission yet: link one first.',
} as const;
export type Outcome = keyof typeof outcomes;

export interface Welcome {
  readonly publicUrl: string;
  /** Missing where Ponto is not our own sandbox. */
  readonly sandbox?: { readonly url: string; readonly now: string } | undefined;
  readonly mails: number;
  readonly events: number;
  readonly outcome?: Outcome | undefined;
  readonly typed: Typed;
  /** What is wrong with what was typed, by field; or a sentence about the whole. */
  readonly errors?: Readonly<Record<string, string>>;
  readonly failure?: string;
}

const language = 'en';

/** A field of a form, filled in with what was typed, else with the bakery. */
const input = (name: string, label: string, { typed, errors = {} }: Welcome, initial: string): Html =>
  field({ language, name, label, value: typed[name] ?? initial, error: errors[name], autocomplete: 'off' });

const choice = (name: string, label: string, { typed }: Welcome, options: Readonly<Record<string, string>>): Html =>
  selectField({
    language,
    name,
    label,
    value: typed[name] ?? '',
    options: Object.entries(options).map(([value, text]) => ({ value, label: text })),
  });

const openBakery: Html = html`<form method="post" action="${sitePaths.open}">
  ${Object.entries(bakery).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}" />`)}
  <button class="button">Open the bakery’s feed</button>
</form>`;

const openAnother = (welcome: Welcome): Html => {
  const { typed, errors = {} } = welcome;
  const isOpen = Object.keys(errors).length > 0 || typed['tenantId'] !== undefined;
  return html`<details ${isOpen ? 'open' : ''}>
    <summary>Another company, another language</summary>
    <form method="post" action="${sitePaths.open}">
      ${input('tenantId', 'Tenant', welcome, bakery.tenantId)}
      ${input('tenantName', 'What it is called', welcome, bakery.tenantName)}
      ${input('email', 'E-mail address of the person', welcome, bakery.email)}
      ${choice('locale', 'Language', welcome, languages)} ${choice('page', 'Where it begins', welcome, pages)}
      <p><button class="button secondary">Open</button></p>
    </form>
  </details>`;
};

const time = ({ sandbox, typed }: Welcome): Html | '' =>
  sandbox === undefined
    ? ''
    : html`<h2>Time</h2>
        <p>
          It is ${momentOf(sandbox.now)} here, for the product and for the banks of the
          <a href="${sandbox.url}">Ponto sandbox</a>. Time does not go back; pages that are open have to be opened
          again.
        </p>
        <form method="post" action="${sitePaths.day}"><button class="button secondary">Let a day pass</button></form>
        <details>
          <summary>Let a permission come to its end</summary>
          <form method="post" action="${sitePaths.ending}">
            <p>Goes to two weeks before the first permission of a tenant ends, and sends the reminders of that day.</p>
            ${field({ language, name: 'endingTenant', label: 'Tenant', value: typed['tenantId'] ?? bakery.tenantId, autocomplete: 'off' })}
            <p><button class="button secondary">Go there</button></p>
          </form>
        </details>`;

const count = (number: number, one: string, many: string): string => `${number} ${number === 1 ? one : many}`;

/** The first page of a newcomer: everything that runs on this machine is a click away. */
export const welcomePage = (welcome: Welcome): HttpAnswer => {
  const { publicUrl, mails, events, outcome, failure, errors } = welcome;
  return pageAnswer({
    status: failure === undefined ? (errors === undefined ? 200 : 422) : 502,
    current: '/',
    title: 'A bank feed, from end to end',
    // The address of a page session begins there.
    mayLeadTo: [new URL(publicUrl).origin],
    body: html`${failure === undefined ? '' : html`<p role="alert">${failure}</p>`}
      ${
        errors === undefined
          ? ''
          : errorSummary(
              language,
              Object.entries(errors).map(([name, message]) => ({ name, message })),
            )
      }
      ${outcome === undefined ? '' : html`<p role="status">${outcomes[outcome]}</p>`}
      <p>
        A bakery keeps its books in a product that reads its bank through this service. Everything is here: no real
        bank, no real money, nothing to sign up for.
      </p>
      ${openBakery} ${openAnother(welcome)} ${time(welcome)}
      <h2>What comes of it</h2>
      <ul>
        <li><a href="${mailboxPath}">E-mails</a>: ${count(mails, 'was', 'were')} sent</li>
        <li><a href="${eventsPath}">Events</a>: ${count(events, 'was', 'were')} told to other software</li>
        <li><a href="/v1/openapi.json">The API</a>, as OpenAPI describes it</li>
        <li>How it works: <code>docs/architecture.md</code>; in a terminal: <code>npm run demo</code></li>
      </ul>
      <p>
        <small>
          Chrome, Edge and Firefox take this address for a safe one. Safari keeps no cookie of it, and cannot open the
          pages here.
        </small>
      </p>`,
  });
};
