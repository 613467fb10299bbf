import { html } from 'hono/html';
import type { ConnectionBody } from '../../../contracts/http/connections.ts';
import { languageOf, languages, type Language } from '../../../domain/mail/language.ts';
import { oneLine } from '../../html.ts';
import { today } from '../components/when.ts';
import { anchors } from '../addresses.ts';
import { sendButton } from '../components/actions.ts';
import { field } from '../components/field.ts';
import { selectField } from '../components/selectField.ts';
import { textArea } from '../components/textArea.ts';
import { form } from '../form.ts';
import type { Html } from '../layout.ts';
import { connectionAddresses } from './connectionAddresses.ts';
import { connectionMessages } from './connectionMessages.ts';
import { errorAt, valueAt, type ConnectionParts } from './parts.ts';

const { text } = connectionMessages;

/** Each in itself, as its speakers look for it. */
const ownNames: Readonly<Record<Language, string>> = {
  en: 'English',
  fr: 'Français',
  nl: 'Nederlands',
  de: 'Deutsch',
  es: 'Español',
};

/** A locale that is known keeps its region: `nl-BE` stays what it is. */
const localeOptions = (known: string | undefined) =>
  languages.map((language) => ({
    value: known !== undefined && languageOf(known) === language ? known : language,
    label: ownNames[language],
  }));

const troubles = ({ undeliverable = [] }: ConnectionBody, language: Language): readonly string[] =>
  undeliverable.map(({ address, reason, since }) =>
    text(language, reason, { address: oneLine(address), day: today(since) }),
  );

/** Who is written to. */
export const contactsPart = (parts: ConnectionParts, primary: boolean): Html => {
  const { frame, connection, formToken, newOnce } = parts;
  const { language } = frame;
  const { contact, notify, accountant, name } = connection;
  const of = (fieldName: string, known?: string) => ({
    language,
    name: fieldName,
    value: valueAt(parts, 'contacts', fieldName, known),
    error: errorAt(parts, fieldName),
  });
  const known = contact?.locale;
  return html`<section id="${anchors.contacts}">
    <h2>${text(language, 'contacts_title')}</h2>
    <p>${text(language, 'contacts_hint')}</p>
    ${troubles(connection, language).map((trouble) => html`<p class="trouble"><bdi>${trouble}</bdi></p>`)}
    ${form({
      action: connectionAddresses.contacts(connection.id),
      formToken,
      once: newOnce(),
      body: html`${field({ ...of('email', contact?.email), label: text(language, 'email'), type: 'email', autocomplete: 'email' })}
      ${field({ ...of('contactName', contact?.name), label: text(language, 'contact_name'), optional: true, autocomplete: 'name' })}
      ${selectField({
        ...of('locale', known ?? language),
        label: text(language, 'locale'),
        options: localeOptions(known),
      })}
      ${textArea({ ...of('notify', notify.join('\n')), label: text(language, 'notify'), hint: text(language, 'notify_hint'), optional: true })}
      ${field({ ...of('accountant', accountant), label: text(language, 'accountant'), hint: text(language, 'accountant_hint'), type: 'email', optional: true })}
      ${field({ ...of('name', name), label: text(language, 'connection_name'), optional: true })}
      ${sendButton(text(language, 'save'), primary ? 'primary' : 'secondary')}`,
    })}
  </section>`;
};
