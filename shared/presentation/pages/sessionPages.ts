import { html } from 'hono/html';
import { createCatalogue } from '../catalogue.ts';
import de from '../messages/de/sessionPage.json' with { type: 'json' };
import en from '../messages/en/sessionPage.json' with { type: 'json' };
import es from '../messages/es/sessionPage.json' with { type: 'json' };
import fr from '../messages/fr/sessionPage.json' with { type: 'json' };
import nl from '../messages/nl/sessionPage.json' with { type: 'json' };
import { addresses } from './addresses.ts';
import { primaryStep, sendButton } from './components/actions.ts';
import { formFields } from './form.ts';
import { layout, type Frame, type Html } from './layout.ts';
import { stateMessages } from './stateMessages.ts';

export const sessionMessages = createCatalogue({ en, fr, nl, de, es }, {});
const { text } = sessionMessages;

/**
 * Pages about the visit itself:
 *
 * - `link_over`: the address was opened before, is too old, or was made up.
 * - `signed_out`: by the person.
 * - `over`: nobody is signed in (any more).
 * - `typed_earlier`: a form of an earlier page session of the same person.
 * - `other_person`: a form of a page that somebody else was shown.
 * - `from_elsewhere`: a form of another site.
 * - `other_task`: the address that was opened is for something else only.
 * - `not_found`, `too_large`, `unexpected`: as they say.
 */
export type SessionPageKind =
  | 'link_over'
  | 'signed_out'
  | 'over'
  | 'typed_earlier'
  | 'other_person'
  | 'from_elsewhere'
  | 'other_task'
  | 'not_found'
  | 'too_large'
  | 'unexpected';

/** A form that was sent and not taken, so that nothing that was typed is lost. */
export interface KeptForm {
  /** Path of our own. */
  readonly action: string;
  readonly typed: readonly (readonly [name: string, value: string])[];
  /** A new proof, where a press of the button is enough. */
  readonly formToken?: string;
}

export const sessionPage = (kind: SessionPageKind, frame: Frame, kept?: KeptForm): Html =>
  layout({
    frame,
    title: text(frame.language, `${kind}_title`),
    failed: kind !== 'signed_out' && kind !== 'typed_earlier',
    body: html`<p class="sentence">${text(frame.language, kind)}</p>
      <p>${text(frame.language, `${kind}_next`)}</p>
      ${kept ? keptForm(frame, kept) : wayOn(frame)}`,
  });

/** Who is signed in for everything goes on from the overview; others come back from where they opened the page. */
const wayOn = ({ language, signedIn }: Frame): Html =>
  signedIn?.navigation === true
    ? html`<p>${primaryStep({ label: stateMessages.text(language, 'to_overview'), href: addresses.overview })}</p>`
    : html``;

/** Secrets are typed again: they are not written into a page. */
const isSecret = (name: string): boolean => /secret|password|token/i.test(name);

const keptForm = ({ language }: Frame, { action, typed, formToken }: KeptForm): Html => {
  const fields = typed.filter(([name]) => !isSecret(name));
  return html`<form method="post" action="${action}">
    ${fields.map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}" />`)}
    ${formToken !== undefined && html`<input type="hidden" name="${formFields.token}" value="${formToken}" />`}
    ${fields.length < typed.length && html`<p>${text(language, 'secrets_again')}</p>`}
    ${sendButton(text(language, 'send_again'))}
  </form>`;
};
