import { operations } from '../../contracts/http/operations.ts';
import type { Language } from '../../domain/mail/language.ts';
import { defined } from '../../language/defined.ts';
import { json, problem, type Answer } from '../../runtime/http/answer.ts';
import { pageIn, type ListName } from '../../runtime/http/cursor.ts';
import { withRevision } from '../../runtime/http/revisions.ts';
import { route } from '../../runtime/http/route.ts';
import type { makeEndAccount } from '../../usecases/accounts/endAccount.ts';
import type { PreviewLink } from '../../usecases/accounts/previewLink.ts';
import type { ReadAccounts } from '../../usecases/accounts/readAccounts.ts';
import type { ReauthorizeAccount } from '../../usecases/accounts/reauthorizeAccount.ts';
import type { KnownBalanceOutcome, SetKnownBalance } from '../../usecases/accounts/setKnownBalance.ts';
import type { SucceedAccount } from '../../usecases/accounts/succeedAccount.ts';
import type { TakeBackSuccession } from '../../usecases/accounts/takeBackSuccession.ts';
import { renderAccount } from '../render/account.ts';
import { figureOf } from '../render/figure.ts';
import { renderLinkPreview } from '../render/linkPreview.ts';
import { renderPage } from '../render/page.ts';
import { problemOfStatus } from '../render/connection.ts';

export interface AccountDeps {
  readonly readAccounts: ReadAccounts;
  readonly previewLink: PreviewLink;
  readonly setKnownBalance: SetKnownBalance;
  readonly succeedAccount: SucceedAccount;
  readonly takeBackSuccession: TakeBackSuccession;
  readonly endAccount: ReturnType<typeof makeEndAccount>;
  readonly reauthorizeAccount: ReauthorizeAccount;
}

export const makeAccountRoutes = (deps: AccountDeps) => {
  const { readAccounts, setKnownBalance, succeedAccount, takeBackSuccession } = deps;
  const { endAccount, previewLink, reauthorizeAccount } = deps;

  const show = async (language: Language, tenantId: string, accountId: string): Promise<Answer> => {
    const view = await readAccounts.get(tenantId, accountId);
    return view
      ? withRevision(json(200, renderAccount(language, view)), view.account.linkRevision)
      : problem('not_found');
  };

  return {
    listAccounts: route(operations.listAccounts, async ({ query, caller, language }) => {
      const { limit, cursor, ...filter } = query;
      const { tenantId } = caller;
      const { connectionId, institutionId, all, health, healthCode, authorization } = filter;
      const judged = [health, healthCode, authorization];
      const list: ListName = [
        'accounts',
        tenantId,
        connectionId,
        institutionId,
        all,
        ...(judged.some((one) => one !== undefined) ? judged : []),
      ];
      const found = await readAccounts.list(tenantId, filter, pageIn(list, { limit, ...defined({ cursor }) }));
      return json(
        200,
        renderPage(list, found, (view) => renderAccount(language, view)),
      );
    }),

    getAccount: route(operations.getAccount, async ({ id, caller, language }) => show(language, caller.tenantId, id)),

    previewLink: route(operations.previewLink, async ({ id, body, caller, language }) => {
      const { knownBalance, ...rest } = body;
      const outcome = await previewLink(caller.tenantId, id, {
        ...rest,
        ...(knownBalance && { knownBalance: figureOf(knownBalance) }),
      });
      switch (outcome.kind) {
        case 'previewed':
          return json(200, renderLinkPreview(language, outcome.preview));
        case 'unknown_account':
          return problem('not_found');
        case 'connection_not_active':
          return problem(problemOfStatus[outcome.status]);
        case 'authorization_lost':
          return problem(outcome.kind);
        case 'known_balance_too_early':
        case 'known_balance_too_late':
          return problem(outcome.kind, { values: outcome });
      }
    }),

    setKnownBalance: route(operations.setKnownBalance, async ({ id, body, caller, language, expected }) => {
      const outcome = await setKnownBalance(caller.tenantId, id, figureOf(body), expected);
      return outcome.kind === 'set' ? show(language, caller.tenantId, id) : notTaken(outcome);
    }),

    takeBackKnownBalance: route(operations.takeBackKnownBalance, async ({ id, caller, language, expected }) => {
      const outcome = await setKnownBalance(caller.tenantId, id, undefined, expected);
      return outcome.kind === 'set' ? show(language, caller.tenantId, id) : notTaken(outcome);
    }),

    succeedAccount: route(operations.succeedAccount, async ({ id, body, caller, language }) => {
      const outcome = await succeedAccount(caller, id, body.predecessorId);
      switch (outcome.kind) {
        case 'continued':
          return show(language, caller.tenantId, outcome.accountId);
        case 'unknown_account':
          return problem('not_found');
        case 'currency_mismatch':
          return problem(outcome.kind, { values: outcome });
        case 'succession_itself':
        case 'succession_exists':
        case 'predecessor_in_use':
        case 'successor_has_books':
        case 'authorization_lost':
          return problem(outcome.kind);
      }
    }),

    takeBackSuccession: route(operations.takeBackSuccession, async ({ id, caller, language }) => {
      const outcome = await takeBackSuccession(caller, id);
      switch (outcome.kind) {
        case 'taken_back':
          return show(language, caller.tenantId, outcome.accountId);
        case 'unknown_account':
          return problem('not_found');
        case 'no_succession':
        case 'succession_continued':
        case 'succession_settled':
        case 'predecessor_in_use':
        case 'interrupted':
          return problem(outcome.kind);
      }
    }),

    endAccount: route(operations.endAccount, async ({ id, caller }) => {
      const outcome = await endAccount(caller, id);
      switch (outcome.kind) {
        case 'ended':
          return json(200, { status: 'ended', removedAtPonto: outcome.atPonto });
        case 'unknown_account':
          return problem('not_found');
        case 'connection_not_active':
          return problem(problemOfStatus[outcome.status]);
        case 'ending_refused':
          return problem('ending_refused');
      }
    }),

    reauthorizeAccount: route(operations.reauthorizeAccount, async ({ id, body, caller }) => {
      const begun = await reauthorizeAccount(caller, id, body.returnUrl);
      switch (begun.kind) {
        case 'begun':
          return json(200, { redirectUrl: begun.url });
        case 'unknown_account':
          return problem('not_found');
        case 'connection_not_active':
          return problem(problemOfStatus[begun.status]);
        case 'return_url_not_allowed':
        case 'authorization_lost':
        case 'reauthorization_refused':
          return problem(begun.kind);
      }
    }),
  };
};

const notTaken = (outcome: Exclude<KnownBalanceOutcome, { readonly kind: 'set' }>) => {
  switch (outcome.kind) {
    case 'unknown_account':
      return problem('not_found');
    case 'account_not_linked':
    case 'changed_meanwhile':
      return problem(outcome.kind);
    case 'known_balance_too_early':
    case 'known_balance_too_late':
      return problem(outcome.kind, { values: outcome });
  }
};
