import { html } from 'hono/html';
import { addresses } from './addresses.ts';
import { primaryStep } from './components/actions.ts';
import { keptForm, type KeptForm } from './keptForm.ts';
import { layout, type Frame, type Html } from './layout.ts';
import { sessionMessages } from './sessionMessages.ts';
import { stateMessages } from './stateMessages.ts';

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

export const sessionPage = (kind: SessionPageKind, frame: Frame, kept?: KeptForm): Html =>
  layout({
    frame,
    title: text(frame.language, `${kind}_title`),
    failed: kind !== 'signed_out' && kind !== 'typed_earlier',
    body: html`<p class="sentence">${text(frame.language, kind)}</p>
      <p>${text(frame.language, `${kind}_next`)}</p>
      ${kept ? keptForm(frame.language, kept) : wayOn(frame)}`,
  });

/** Who is signed in for everything goes on from the overview; others come back from where they opened the page. */
const wayOn = ({ language, signedIn }: Frame): Html =>
  signedIn?.navigation === true
    ? html`<p>${primaryStep({ label: stateMessages.text(language, 'to_overview'), href: addresses.overview })}</p>`
    : html``;
