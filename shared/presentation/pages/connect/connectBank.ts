import { html } from 'hono/html';
import type { ConnectionBody } from '../../../contracts/http/connections.ts';
import type { InstitutionBody } from '../../../contracts/http/institutions.ts';
import { oneLine } from '../../html.ts';
import { addresses } from '../addresses.ts';
import { sendButton } from '../components/actions.ts';
import { errorSummary, type FormError } from '../components/errorSummary.ts';
import { field } from '../components/field.ts';
import { form } from '../form.ts';
import { layout, type Html } from '../layout.ts';
import type { Shown } from '../shown.ts';
import { noticesPart } from './bankMarks.ts';
import { addPath, buttonForm } from './connectForms.ts';
import { connectMessages } from './connectMessages.ts';

/** What a consent lasts where the bank says nothing (RTS, Article 10a). */
const usualDays = 180;

interface ConnectBankParts extends Shown {
  readonly bank: InstitutionBody;
  readonly product: string;
  /** Who is written to, where the page session says so. */
  readonly contact?: string | undefined;
  /** Connections to this bank that live. */
  readonly connections: readonly ConnectionBody[];
  readonly mayRenew: boolean;
  readonly typed?: { readonly email?: string; readonly ownEmail?: string; readonly clientId?: string };
  readonly errors?: readonly FormError[];
}

const { text } = connectMessages;

/** What one agrees to, before anything begins. */
export const connectBankPage = (parts: ConnectBankParts): Html => {
  const { frame, language, bank, now, connections, errors = [] } = parts;
  const name = oneLine(bank.name);
  return layout({
    frame,
    title: text(language, 'bank_title', { bank: name }),
    failed: errors.length > 0,
    current: 'connect',
    body: html`${errorSummary(language, errors)} ${noticesPart(language, bank, now)}
    ${connections.length === 0 || errors.length > 0 ? beginPart(parts) : linkedPart(parts)}`,
  });
};

/** A second connection to the same bank is hardly ever meant. */
const linkedPart = (parts: ConnectBankParts): Html => {
  const { language, bank, connections, mayRenew } = parts;
  const name = oneLine(bank.name);
  const accounts = connections.reduce((sum, { accountCount }) => sum + accountCount, 0);
  const [first] = connections;
  const needsYou = connections.find(({ health }) => health.state === 'action_required');
  const look = first && addresses.chooseJournals(first.id);
  return html`<p class="sentence">${text(language, 'linked_sentence', { bank: name, accounts })}</p>
    ${needsYou && html`<p>${needsYou.health.message}</p>`}
    <p>${text(language, 'linked_hint')}</p>
    <div class="actions">
      ${
        needsYou && mayRenew
          ? html`<a class="button" href="${addresses.renew(needsYou.id)}">${text(language, 'linked_renew')}</a>`
          : first && buttonForm(parts, addPath(first.id), text(language, 'linked_add', { bank: name }))
      }
      ${look !== undefined && html`<a href="${look}">${text(language, 'linked_look')}</a>`}
    </div>
    <details class="apart" id="once-more">
      <summary>${text(language, 'linked_second', { bank: name })}</summary>
      <p>${text(language, 'linked_second_hint')}</p>
      ${beginPart(parts)}
    </details>`;
};

const beginPart = (parts: ConnectBankParts): Html => {
  const { language, frame, bank, product, formToken, newOnce } = parts;
  const action = addresses.connectBank(bank.id);
  return html`<p class="sentence">${text(language, 'bank_sentence')}</p>
    <dl class="facts">
      ${facts(parts, oneLine(frame.company), product).map(
        ([word, value]) =>
          html`<dt>${word}</dt>
            <dd>${value}</dd>`,
      )}
    </dl>
    ${form({
      action,
      formToken,
      once: newOnce(),
      body: html`<input type="hidden" name="way" value="consent" />
        ${emailPart(parts, 'email')} ${sendButton(text(language, 'go'))}
        <p class="hint after-button">${text(language, 'go_hint')}</p>`,
    })}
    <details
      class="apart"
      id="own-integration"
      ${(parts.errors ?? []).some(({ name }) => name?.startsWith('client')) ? html`open` : ''}
    >
      <summary>${text(language, 'own_title')}</summary>
      <p>${text(language, 'own_hint')}</p>
      ${form({
        action,
        formToken,
        once: newOnce(),
        body: html`<input type="hidden" name="way" value="credentials" /> ${emailPart(parts, 'ownEmail')}
          ${credentialFields(parts)} ${sendButton(text(language, 'own_button'), 'secondary')}`,
      })}
    </details>`;
};

const facts = (
  { language, bank }: ConnectBankParts,
  company: string,
  product: string,
): readonly (readonly [string, string])[] => [
  [text(language, 'who'), text(language, 'who_is', { company, product })],
  [text(language, 'what'), text(language, 'what_is')],
  [text(language, 'back'), text(language, 'back_is')],
  [text(language, 'long'), text(language, 'long_is', { days: bank.authorizationDays ?? usualDays })],
  [text(language, 'often'), text(language, 'often_is')],
  [text(language, 'stop'), text(language, 'stop_is')],
];

const emailPart = ({ language, contact, typed, errors }: ConnectBankParts, name: 'email' | 'ownEmail'): Html =>
  contact === undefined
    ? field({
        language,
        name,
        label: text(language, 'email_label'),
        hint: text(language, 'email_hint'),
        type: 'email',
        autocomplete: 'email',
        maxLength: 254,
        value: typed?.[name] ?? '',
        error: errors?.find((error) => error.name === name)?.message,
      })
    : html`<p>${text(language, 'email_known', { email: oneLine(contact) })}</p>`;

/** Both are pasted; the secret is never written into a page. */
export const credentialFields = ({
  language,
  typed,
  errors = [],
}: Pick<ConnectBankParts, 'language' | 'typed' | 'errors'>): Html => {
  const errorOf = (name: string) => errors.find((error) => error.name === name)?.message;
  return html`${field({
    language,
    name: 'clientId',
    label: text(language, 'own_id'),
    autocomplete: 'off',
    maxLength: 500,
    value: typed?.clientId ?? '',
    error: errorOf('clientId'),
  })}
  ${field({
    language,
    name: 'clientSecret',
    label: text(language, 'own_secret'),
    type: 'password',
    autocomplete: 'off',
    maxLength: 500,
    error: errorOf('clientSecret'),
  })}`;
};
