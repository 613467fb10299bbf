import { html } from 'hono/html';
import { sendButton } from '../components/actions.ts';
import { form } from '../form.ts';
import type { Html } from '../layout.ts';
import type { Shown } from '../shown.ts';
import { accountFrame, nameOf, type AccountShown } from './accountFrame.ts';
import { accountMessages } from './accountMessages.ts';
import { accountPaths } from './accountPaths.ts';

const { text } = accountMessages;

/** Asks once before an account ends, and says what stays. */
export const endPage = (shown: Shown, page: AccountShown): Html => {
  const { language } = shown;
  return accountFrame(shown, {
    ...page,
    title: text(language, 'end_title', { account: nameOf(page) }),
    part: undefined,
    body: html`<p class="sentence">${text(language, 'end_what')}</p>
      <ul>
        <li>${text(language, 'end_stops')}</li>
        <li>${text(language, 'end_stays')}</li>
        <li>${text(language, 'end_others')}</li>
      </ul>
      ${form({
        action: accountPaths.end(page.account.id),
        formToken: shown.formToken,
        once: shown.newOnce(),
        body: html`<div class="actions">
          ${sendButton(text(language, 'end_button'))}
          <a href="${accountPaths.settings(page.account.id)}">${text(language, 'end_not')}</a>
        </div>`,
      })}`,
  });
};
