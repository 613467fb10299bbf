import { html } from 'hono/html';
import type { AccountBody } from '../../../contracts/http/accounts.ts';
import { sendButton } from '../components/actions.ts';
import { form } from '../form.ts';
import type { Html } from '../layout.ts';
import type { Shown } from '../shown.ts';
import { accountMessages } from './accountMessages.ts';
import { accountPaths } from './accountPaths.ts';

/** Has the bank read now; nothing of an account that feeds no journal. */
export const syncNow = (shown: Shown, account: AccountBody): Html =>
  account.link.action === 'none'
    ? html``
    : form({
        action: accountPaths.syncs(account.id),
        formToken: shown.formToken,
        once: shown.newOnce(),
        body: sendButton(accountMessages.text(shown.language, 'sync_now'), 'secondary'),
      });
