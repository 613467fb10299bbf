import { html } from 'hono/html';
import type { AccountBody } from '../../../contracts/http/accounts.ts';
import { layout, type Html } from '../layout.ts';
import type { Shown } from '../shown.ts';
import { accountName, lastFour } from '../accountName.ts';
import { accountPaths } from './accountPaths.ts';
import { accountMessages } from './accountMessages.ts';

const { text } = accountMessages;

/** The account that pages are about. */
export interface AccountShown {
  readonly account: AccountBody;
  /** Missing where nobody can say. */
  readonly bank: string | undefined;
}

const parts = ['account', 'lines', 'settings', 'syncs'] as const;
export type AccountPart = (typeof parts)[number];

interface AccountFrame extends AccountShown {
  readonly title: string;
  readonly part: AccountPart | undefined;
  readonly failed?: boolean;
  readonly body: Html;
}

/** A page of an account: beside the frame of every page, the way to its other parts. */
export const accountFrame = ({ frame, language }: Shown, page: AccountFrame): Html =>
  layout({
    frame,
    title: page.title,
    failed: page.failed ?? false,
    body: html`<nav class="parts" aria-label="${text(language, 'parts')}">
        <ul>
          ${parts.map(
            (part) =>
              html`<li>
                <a href="${accountPaths[part](page.account.id)}" ${part === page.part ? html`aria-current="page"` : ''}
                  >${text(language, `part_${part}`)}</a
                >
              </li>`,
          )}
        </ul>
      </nav>
      ${page.body}`,
  });

export const nameOf = ({ account, bank }: AccountShown): string =>
  bank === undefined ? lastFour(account.reference) : accountName(bank, account);
