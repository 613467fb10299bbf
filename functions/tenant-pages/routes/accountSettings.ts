import { Hono } from 'hono';
import { mapInParallel } from '../../../shared/language/inParallel.ts';
import type { BodyOf } from '../../../shared/api/apiClient.ts';
import type { Problem } from '../../../shared/contracts/http/problems.ts';
import { defined } from '../../../shared/language/defined.ts';
import { accountErrors } from '../../../shared/presentation/pages/account/accountErrors.ts';
import { accountPaths } from '../../../shared/presentation/pages/account/accountPaths.ts';
import type { DoneCode } from '../../../shared/presentation/pages/account/accountPage.ts';
import { endPage } from '../../../shared/presentation/pages/account/endPage.ts';
import { journalChoices, settingsPage } from '../../../shared/presentation/pages/account/settingsPage.ts';
import type { SettingsPage } from '../../../shared/presentation/pages/account/settingsShown.ts';
import { formErrorsOf } from '../../../shared/presentation/pages/formErrors.ts';
import { plainBalance } from '../../../shared/presentation/pages/typedAmount.ts';
import type { PageContext, PageEnv, Visit } from '../visit.ts';
import { doneIn, onceOf } from './account.ts';
import { placeOf, typedIn, withAccount, type AccountVisit } from './accountVisit.ts';
import { problemAnswer } from '../problemAnswer.ts';
import { refused } from './answers.ts';

type Result = { readonly kind: 'done' } | { readonly kind: 'problem'; readonly problem: Problem };

/** More candidates than this say nothing any more. */
const maxCandidates = 20;
const workers = 4;

const candidatesOf = async ({ api }: Visit, { account }: AccountVisit): Promise<SettingsPage['candidates']> => {
  const ids = (account.succession?.candidates ?? []).slice(0, maxCandidates);
  const found = await mapInParallel(ids, workers, (id) => api.call('getAccount', { id }));
  return found.flatMap((one): BodyOf<'getAccount'>[] => (one.kind === 'done' ? [one.body] : []));
};

const pageOf = async (
  visit: Visit,
  shown: AccountVisit,
  rest: Pick<SettingsPage, 'typed' | 'errors' | 'done'>,
): Promise<ReturnType<typeof settingsPage>> => {
  const journals = await visit.api.call('listJournals', { query: { limit: '200' } });
  return settingsPage(visit, {
    ...shown,
    ...rest,
    journals: journals.kind === 'done' ? journals.body.items : [],
    candidates: await candidatesOf(visit, shown),
  });
};

/** On with what was done; back to the form with what was typed; or what else stands in the way. */
const after = async (
  c: PageContext,
  shown: AccountVisit,
  result: Result,
  { to, done }: { readonly to: string; readonly done: DoneCode },
): Promise<Response> => {
  if (result.kind === 'done') return c.redirect(`${to}?done=${done}`, 303);
  const visit = c.get('visit');
  const errors = formErrorsOf(result.problem, accountErrors(visit.language));
  return errors
    ? refused(c, await pageOf(visit, shown, { typed: Object.fromEntries(c.get('form')), errors }))
    : problemAnswer(c, result.problem, placeOf(accountPaths.settings(shown.account.id), shown));
};

const linkOf = (form: URLSearchParams) => {
  const journal = typedIn(form, 'journal') ?? journalChoices.create;
  if (journal === journalChoices.none) return { action: 'none' };
  const [code, name] = [typedIn(form, 'code'), typedIn(form, 'name')];
  return {
    ...(journal === journalChoices.create
      ? { action: 'create_journal', ...(code !== undefined && name !== undefined && { journal: { code, name } }) }
      : { action: 'link_journal', journalId: journal }),
    ...defined({
      frequency: typedIn(form, 'frequency'),
      statementPeriod: typedIn(form, 'statementPeriod'),
      importFrom: typedIn(form, 'importFrom'),
    }),
  };
};

/** What a person decides about an account. */
export const makeAccountSettingsRoutes = (): Hono<PageEnv> =>
  new Hono<PageEnv>()
    .get('/pages/accounts/:id/settings', (c) =>
      withAccount(c, async (visit, shown) => c.html(await pageOf(visit, shown, { done: doneIn(c.req.query('done')) }))),
    )
    .post('/pages/accounts/:id/settings/link', (c) =>
      withAccount(c, async (visit, shown) => {
        const { id } = shown.account;
        const form = c.get('form');
        const isHalf = (typedIn(form, 'code') === undefined) !== (typedIn(form, 'name') === undefined);
        if (isHalf && typedIn(form, 'journal') === journalChoices.create) {
          const errors = [accountErrors(visit.language).half];
          return refused(c, await pageOf(visit, shown, { typed: Object.fromEntries(form), errors }));
        }
        const result = await visit.api.call('linkAccount', { id, body: linkOf(form), ...onceOf(form) });
        return after(c, shown, result, { to: accountPaths.settings(id), done: 'saved' });
      }),
    )
    .post('/pages/accounts/:id/settings/known-balance', (c) =>
      withAccount(c, async (visit, shown) => {
        const { id } = shown.account;
        const form = c.get('form');
        const body = {
          date: form.get('date') ?? '',
          amount: plainBalance(visit.language, form.get('amount') ?? '', shown.account.currency),
        };
        const result = await visit.api.call('setKnownBalance', { id, body, ...onceOf(form) });
        return after(c, shown, result, { to: accountPaths.settings(id), done: 'known_saved' });
      }),
    )
    .post('/pages/accounts/:id/settings/known-balance/take-back', (c) =>
      withAccount(c, async (visit, shown) => {
        const { id } = shown.account;
        const result = await visit.api.call('takeBackKnownBalance', { id, ...onceOf(c.get('form')) });
        return after(c, shown, result, { to: accountPaths.settings(id), done: 'known_taken_back' });
      }),
    )
    .post('/pages/accounts/:id/settings/succeed', (c) =>
      withAccount(c, async (visit, shown) => {
        const form = c.get('form');
        const successor = typedIn(form, 'successor');
        if (successor === undefined) {
          const errors = [accountErrors(visit.language).noSuccessor];
          return refused(c, await pageOf(visit, shown, { errors }));
        }
        const body = { predecessorId: shown.account.id };
        const result = await visit.api.call('succeedAccount', { id: successor, body, ...onceOf(form) });
        return after(c, shown, result, { to: accountPaths.account(successor), done: 'continued' });
      }),
    )
    .post('/pages/accounts/:id/settings/succession/take-back', (c) =>
      withAccount(c, async (visit, shown) => {
        const { id } = shown.account;
        const result = await visit.api.call('takeBackSuccession', { id, ...onceOf(c.get('form')) });
        return after(c, shown, result, { to: accountPaths.account(id), done: 'taken_back' });
      }),
    )
    .get('/pages/accounts/:id/settings/end', (c) => withAccount(c, (visit, shown) => c.html(endPage(visit, shown))))
    .post('/pages/accounts/:id/settings/end', (c) =>
      withAccount(c, async (visit, shown) => {
        const { id } = shown.account;
        const result = await visit.api.call('endAccount', { id, ...onceOf(c.get('form')) });
        return after(c, shown, result, { to: accountPaths.account(id), done: 'ended' });
      }),
    );
