import { html } from 'hono/html';
import type { StatementBody } from '../../../contracts/http/ledger.ts';
import { empty } from '../components/empty.ts';
import { pager } from '../components/pager.ts';
import type { Html } from '../layout.ts';
import type { Shown } from '../shown.ts';
import { accountFrame, nameOf, type AccountShown } from './accountFrame.ts';
import { accountMessages } from './accountMessages.ts';
import { accountPaths } from './accountPaths.ts';
import { statementsTable } from './statementsTable.ts';

const { text } = accountMessages;

export interface StatementsPage extends AccountShown {
  readonly statements: readonly StatementBody[];
  readonly isFirst: boolean;
  readonly nextCursor?: string | undefined;
}

/** All statements of an account, newest first. */
export const statementsPage = (shown: Shown, page: StatementsPage): Html => {
  const { language } = shown;
  const { account, statements, isFirst, nextCursor: cursor } = page;
  return accountFrame(shown, {
    ...page,
    title: text(language, 'statements_title', { account: nameOf(page) }),
    part: undefined,
    body: html`${
      statements.length === 0
        ? empty({ sentence: text(language, 'no_statements'), hint: text(language, 'no_statements_hint') })
        : statementsTable({ language, currency: account.currency, caption: text(language, 'statements'), statements })
    }
    ${pager({
      language,
      first: isFirst ? undefined : accountPaths.statements(account.id),
      next: cursor === undefined ? undefined : accountPaths.statements(account.id, { cursor }),
    })}`,
  });
};
