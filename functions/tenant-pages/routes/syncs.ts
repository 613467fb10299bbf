import { Hono } from 'hono';
import { accountErrors } from '../../../shared/presentation/pages/account/accountErrors.ts';
import { accountPaths } from '../../../shared/presentation/pages/account/accountPaths.ts';
import { syncPage } from '../../../shared/presentation/pages/account/syncPage.ts';
import { checkFields, syncsPage } from '../../../shared/presentation/pages/account/syncsPage.ts';
import { formErrorsOf } from '../../../shared/presentation/pages/formErrors.ts';
import { defined } from '../../../shared/language/defined.ts';
import type { PageContext, PageEnv, Visit } from '../visit.ts';
import { onceOf } from './account.ts';
import { placeOf, typedIn, withAccount, type AccountVisit } from './accountVisit.ts';
import { problemAnswer } from '../problemAnswer.ts';
import { refused } from './answers.ts';

const listOf = (visit: Visit, id: string, cursor: string | undefined) =>
  visit.api.call('listSyncs', { id, query: { limit: '30', ...defined({ cursor }) } });

/** When an account was read; reading it now; checking a period again. */
export const makeSyncRoutes = (): Hono<PageEnv> =>
  new Hono<PageEnv>()
    .get('/pages/accounts/:id/syncs', (c) =>
      withAccount(c, async (visit, shown) => {
        const { id } = shown.account;
        const cursor = c.req.query('cursor');
        const found = await listOf(visit, id, cursor);
        if (found.kind === 'problem') return problemAnswer(c, found.problem, placeOf(accountPaths.syncs(id), shown));
        const { items: syncs, nextCursor } = found.body;
        const typed = { from: c.req.query(checkFields.from), to: c.req.query(checkFields.to) };
        return c.html(syncsPage(visit, { ...shown, syncs, nextCursor, isFirst: cursor === undefined, typed }));
      }),
    )
    .post('/pages/accounts/:id/syncs', (c) => withAccount(c, (visit, shown) => request(c, visit, shown)))
    .get('/pages/accounts/:id/syncs/:syncId', (c) =>
      withAccount(c, async (visit, shown) => {
        const { id } = shown.account;
        const cursor = c.req.query('cursor');
        const found = await visit.api.call('getSync', { id: c.req.param('syncId'), query: { ...defined({ cursor }) } });
        if (found.kind === 'problem') return problemAnswer(c, found.problem, placeOf(accountPaths.syncs(id), shown));
        if (found.body.accountId !== id) return c.notFound();
        return c.html(syncPage(visit, { ...shown, sync: found.body, isFirst: cursor === undefined }));
      }),
    );

const request = async (c: PageContext, visit: Visit, shown: AccountVisit): Promise<Response> => {
  const { id } = shown.account;
  const form = c.get('form');
  const isCheck = form.has('check');
  const typed = { from: typedIn(form, checkFields.from), to: typedIn(form, checkFields.to) };
  const { checked, days, noDay } = accountErrors(visit.language);
  const refuse = async (errors: Parameters<typeof syncsPage>[1]['errors']): Promise<Response> => {
    const list = await listOf(visit, id, undefined);
    const syncs = list.kind === 'done' ? list.body.items : [];
    return refused(c, syncsPage(visit, { ...shown, syncs, isFirst: true, typed, ...defined({ errors }) }));
  };
  const missing = isCheck ? (['from', 'to'] as const).filter((name) => typed[name] === undefined) : [];
  if (missing.length > 0) return refuse(missing.map((name) => noDay(checkFields[name])));
  const body = isCheck ? { ...defined(typed) } : {};
  const asked = await visit.api.call('requestSync', { id, body, ...onceOf(form) });
  if (asked.kind === 'done') return c.redirect(accountPaths.sync(id, asked.body.id), 303);
  if (isCheck && asked.problem.code === 'period_invalid') return refuse([days]);
  const errors = isCheck ? formErrorsOf(asked.problem, { members: checked }) : undefined;
  return errors ? refuse(errors) : problemAnswer(c, asked.problem, placeOf(accountPaths.account(id), shown));
};
