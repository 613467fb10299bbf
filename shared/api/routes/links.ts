import type { LinkBody } from '../../contracts/http/accounts.ts';
import { operations } from '../../contracts/http/operations.ts';
import { Fault } from '../../domain/faults/fault.ts';
import type { Language } from '../../domain/mail/language.ts';
import type { Expected } from '../../domain/revision.ts';
import { json, problem, problemBody, type Answer } from '../../runtime/http/answer.ts';
import { exceededExtras } from '../../runtime/http/rateLimit.ts';
import { withRevision } from '../../runtime/http/revisions.ts';
import { route } from '../../runtime/http/route.ts';
import type { RouterDeps } from '../../runtime/http/router.ts';
import type { makeLinkAccount } from '../../usecases/accounts/linkAccount.ts';
import type { AccountView, ReadAccounts } from '../../usecases/accounts/readAccounts.ts';
import { renderAccount } from '../render/account.ts';
import { figureOf } from '../render/figure.ts';

/** Each link of several is admitted like one by itself. */
export interface LinkDeps extends Pick<RouterDeps, 'admission'> {
  readonly readAccounts: ReadAccounts;
  readonly linkAccount: ReturnType<typeof makeLinkAccount>;
}

type Linked = { readonly kind: 'done' } | { readonly kind: 'refused'; readonly answer: Answer };

export const makeLinkRoutes = ({ readAccounts, linkAccount, admission }: LinkDeps) => {
  const link = async (
    tenantId: string,
    accountId: string,
    { knownBalance, ...rest }: LinkBody,
    expected?: Expected,
  ): Promise<Linked> => {
    const wish = { ...rest, ...(knownBalance && { knownBalance: figureOf(knownBalance) }) };
    const outcome = await linkAccount(tenantId, accountId, wish, expected);
    switch (outcome.kind) {
      case 'linked':
      case 'unlinked':
        return { kind: 'done' };
      case 'unknown_account':
        return refused(problem('not_found'));
      case 'disconnected':
        return refused(problem('connection_disconnected'));
      case 'changed_meanwhile':
      case 'journal_required':
      case 'journal_unknown':
      case 'journal_taken':
      case 'journal_code_taken':
        return refused(problem(outcome.kind));
      case 'currency_mismatch':
      case 'import_from_too_late':
      case 'known_balance_too_early':
      case 'known_balance_too_late':
        return refused(problem(outcome.kind, { values: outcome }));
    }
  };

  /** A fault that meets one of several is that one's: the others are done all the same. */
  const linkOneOfMany = async (tenantId: string, accountId: string, body: LinkBody): Promise<Linked> => {
    const exceeded = await admission?.({ tenantId, operation: 'linkAccount', id: accountId });
    if (exceeded) return refused(problem(exceeded.code, exceededExtras(exceeded)));
    return link(tenantId, accountId, body).catch((error: unknown) => {
      if (error instanceof Fault && error.kind !== 'bug') return refused(problem(error.code));
      throw error;
    });
  };

  return {
    linkAccount: route(operations.linkAccount, async ({ id, body, caller, language, expected }) => {
      const linked = await link(caller.tenantId, id, body, expected);
      if (linked.kind === 'refused') return linked.answer;
      const view = await readAccounts.get(caller.tenantId, id);
      if (!view) return problem('not_found');
      return withRevision(json(200, renderAccount(language, view)), view.account.linkRevision);
    }),

    linkAccounts: route(operations.linkAccounts, async ({ body, caller, language }) => {
      const outcomes: { readonly accountId: string; readonly linked: Linked }[] = [];
      // One after another: each that makes a journal names it beside those that are there.
      for (const { accountId, ...wish } of body.links) {
        outcomes.push({ accountId, linked: await linkOneOfMany(caller.tenantId, accountId, wish) });
      }
      const done = outcomes.flatMap(({ accountId, linked }) => (linked.kind === 'done' ? [accountId] : []));
      const views = await readAccounts.getMany(caller.tenantId, done);
      const items = outcomes.map(({ accountId, linked }) => ({
        accountId,
        ...renderOutcome(language, linked, views.get(accountId)),
      }));
      return json(200, { items });
    }),
  };
};

const refused = (answer: Answer): Linked => ({ kind: 'refused', answer });

const renderOutcome = (language: Language, linked: Linked, view: AccountView | undefined) => {
  if (linked.kind === 'done' && view) return { outcome: 'done', account: renderAccount(language, view) };
  const answer = linked.kind === 'refused' ? linked.answer : problem('not_found');
  return { outcome: 'refused', problem: problemBody(answer, language) };
};
