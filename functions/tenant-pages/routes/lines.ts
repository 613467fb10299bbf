import { Hono } from 'hono';
import { accountErrors } from '../../../shared/presentation/pages/account/accountErrors.ts';
import { accountPaths } from '../../../shared/presentation/pages/account/accountPaths.ts';
import { linePage } from '../../../shared/presentation/pages/account/linePage.ts';
import { linesPage, type LinesAsked } from '../../../shared/presentation/pages/account/linesPage.ts';
import { formErrorsOf } from '../../../shared/presentation/pages/formErrors.ts';
import { plainAmount } from '../../../shared/presentation/pages/typedAmount.ts';
import { defined } from '../../../shared/language/defined.ts';
import type { PageContext, PageEnv } from '../visit.ts';
import { placeOf, typedIn, withAccount } from './accountVisit.ts';
import { problemAnswer } from '../problemAnswer.ts';
import { refused } from './answers.ts';

const pageSize = '50';

const asIn = (c: PageContext, name: string): string | undefined => {
  const text = c.req.query(name)?.trim();
  return text === '' ? undefined : text;
};

/** The lines of an account: a list to go through, and a search. */
export const makeLineRoutes = (): Hono<PageEnv> =>
  new Hono<PageEnv>()
    .get('/pages/accounts/:id/lines', (c) =>
      withAccount(c, async (visit, shown) => {
        const { id } = shown.account;
        const asked: LinesAsked = { from: asIn(c, 'from'), to: asIn(c, 'to'), status: asIn(c, 'status') };
        const cursor = asIn(c, 'cursor');
        const { from, to, status } = asked;
        const query = { limit: pageSize, ...defined({ from, to, status, cursor }) };
        const page = { ...shown, asked, isFirst: cursor === undefined, isSearch: false };
        const found = await visit.api.call('listTransactions', { id, query });
        if (found.kind === 'done') {
          const { items: lines, nextCursor } = found.body;
          return c.html(linesPage(visit, { ...page, lines, nextCursor }));
        }
        const errors = formErrorsOf(found.problem, accountErrors(visit.language));
        return errors
          ? refused(c, linesPage(visit, { ...page, lines: [], errors }))
          : problemAnswer(c, found.problem, placeOf(accountPaths.lines(id), shown));
      }),
    )
    // Sent, because what somebody looks for stands in no address; it changes nothing.
    .post('/pages/accounts/:id/search', (c) =>
      withAccount(c, async (visit, shown) => {
        const { id } = shown.account;
        const form = c.get('form');
        const [text, amount] = [typedIn(form, 'text'), typedIn(form, 'amount')];
        const [from, to, cursor] = [typedIn(form, 'from'), typedIn(form, 'to'), typedIn(form, 'cursor')];
        const asked = { text, amount, from, to };
        const page = { ...shown, asked, lines: [], isFirst: cursor === undefined, isSearch: true };
        const { members, nothing } = accountErrors(visit.language);
        if (text === undefined && amount === undefined)
          return refused(c, linesPage(visit, { ...page, errors: [nothing] }));
        const found = await visit.api.call('searchTransactions', {
          id,
          query: { limit: pageSize, ...defined({ cursor }) },
          body: { ...defined({ text, from, to, amount: amount && plainAmount(visit.language, amount) }) },
        });
        if (found.kind === 'done') {
          const { items: lines, nextCursor, lookedBackTo } = found.body;
          return c.html(linesPage(visit, { ...page, lines, nextCursor, lookedBackTo }));
        }
        const errors = formErrorsOf(found.problem, { members });
        return errors
          ? refused(c, linesPage(visit, { ...page, errors }))
          : problemAnswer(c, found.problem, placeOf(accountPaths.lines(id), shown));
      }),
    )
    .get('/pages/lines/:id', async (c) => {
      const found = await c.get('visit').api.call('getTransaction', { id: c.req.param('id') });
      if (found.kind === 'problem') return problemAnswer(c, found.problem, { address: c.req.path });
      return withAccount(
        c,
        (visit, shown) => c.html(linePage(visit, { ...shown, line: found.body })),
        found.body.accountId,
      );
    });
