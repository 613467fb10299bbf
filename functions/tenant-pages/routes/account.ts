import { Hono } from 'hono';
import { addDays, latest, type CalendarDate } from '../../../shared/domain/calendar/calendarDate.ts';
import { formFields } from '../../../shared/presentation/pages/form.ts';
import { accountPage, doneCodes, type DoneCode } from '../../../shared/presentation/pages/account/accountPage.ts';
import { accountPaths } from '../../../shared/presentation/pages/account/accountPaths.ts';
import { chartRange, type ChartRange } from '../../../shared/presentation/pages/account/chartData.ts';
import { paymentPage } from '../../../shared/presentation/pages/account/paymentPage.ts';
import { statementsPage } from '../../../shared/presentation/pages/account/statementsPage.ts';
import { accountErrors } from '../../../shared/presentation/pages/account/accountErrors.ts';
import { today } from '../../../shared/presentation/pages/components/when.ts';
import { formErrorsOf } from '../../../shared/presentation/pages/formErrors.ts';
import { plainAmount } from '../../../shared/presentation/pages/typedAmount.ts';
import type { Problem } from '../../../shared/contracts/http/problems.ts';
import { bounds } from '../../../shared/contracts/http/bounds.ts';
import type { StatementBody, TransactionBody } from '../../../shared/contracts/http/ledger.ts';
import { defined } from '../../../shared/language/defined.ts';
import type { PageEnv, Visit } from '../visit.ts';
import { dayIn, placeOf, typedIn, withAccount, type AccountVisit } from './accountVisit.ts';
import { problemAnswer } from '../problemAnswer.ts';
import { fileAnswer, refused } from './answers.ts';

export const doneIn = (text: string | undefined): DoneCode | undefined => doneCodes.find((code) => code === text);

/** What is proposed for a check: long enough for most questions, short enough to be read in one go. */
const checkedDays = 30;

/** Up to today, or to what is known already where the bank is ahead of us. */
const rangeOf = (
  { now }: Visit,
  { account: { link, lastSync, completeUpTo } }: AccountVisit,
  asked: { readonly from: CalendarDate | undefined; readonly to: CalendarDate | undefined },
): ChartRange => {
  const read = lastSync === undefined ? today(now) : latest(today(now), today(lastSync.updatedAt));
  const begins = link.action === 'none' ? undefined : link.importFrom;
  return chartRange({ ...asked, begins }, latest(read, completeUpTo ?? read));
};

/** A year of days is two pages. */
const pageSize = '200';
const maxPages = 2;

const statementsOf = async (
  { api }: Visit,
  id: string,
  { from, to }: ChartRange,
): Promise<readonly StatementBody[] | { readonly problem: Problem }> => {
  const statements: StatementBody[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < maxPages; page += 1) {
    const query = { from, to, limit: pageSize, ...defined({ cursor }) };
    const found = await api.call('listStatements', { id, query });
    if (found.kind === 'problem') return found;
    statements.push(...found.body.items);
    cursor = found.body.nextCursor;
    if (cursor === undefined) break;
  }
  return statements;
};

/** As many as are kept. */
const maxRefused = '100';

/** Most accounts have none, and are not asked for any. */
const refusedOf = async ({ api }: Visit, { account: { id, refusedLineCount } }: AccountVisit) =>
  refusedLineCount === 0
    ? { kind: 'done' as const, body: { items: [] } }
    : api.call('listRefusedLines', { id, query: { limit: maxRefused } });

const pendingPages = Math.ceil(bounds.pending / bounds.page);

/** All pending lines: an account has few. */
const pendingOf = async ({ api }: Visit, id: string) => {
  const lines: TransactionBody[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < pendingPages; page += 1) {
    const query = { status: 'pending', limit: String(bounds.page), ...defined({ cursor }) } as const;
    const found = await api.call('listTransactions', { id, query });
    if (found.kind === 'problem') return found;
    lines.push(...found.body.items);
    cursor = found.body.nextCursor;
    if (cursor === undefined) break;
  }
  return { lines };
};

/** One account: how it stands, its statements, where a payment is, and files of a period. */
export const makeAccountRoutes = (): Hono<PageEnv> =>
  new Hono<PageEnv>()
    .get('/pages/accounts/:id', (c) =>
      withAccount(c, async (visit, shown) => {
        const { id } = shown.account;
        const range = rangeOf(visit, shown, { from: dayIn(c, 'from'), to: dayIn(c, 'to') });
        const [statements, pending, refusedFound, formats] = await Promise.all([
          statementsOf(visit, id, range),
          pendingOf(visit, id),
          refusedOf(visit, shown),
          visit.api.call('listExportFormats'),
        ]);
        // Without its statements, or what is pending or refused, an account would look emptier than it is.
        if ('problem' in statements)
          return problemAnswer(c, statements.problem, placeOf(accountPaths.account(id), shown));
        if ('problem' in pending) return problemAnswer(c, pending.problem, placeOf(accountPaths.account(id), shown));
        if (refusedFound.kind === 'problem')
          return problemAnswer(c, refusedFound.problem, placeOf(accountPaths.account(id), shown));
        const to = dayIn(c, 'checkTo') ?? range.to;
        const from =
          dayIn(c, 'checkFrom') ?? shown.account.proof?.since ?? latest(range.from, addDays(to, -checkedDays));
        return c.html(
          accountPage(visit, {
            ...shown,
            statements,
            range,
            pending: pending.lines,
            refused: refusedFound.body.items,
            formats: formats.kind === 'done' ? formats.body.items : [],
            check: { from, to },
            done: doneIn(c.req.query('done')),
          }),
        );
      }),
    )
    .get('/pages/accounts/:id/statements', (c) =>
      withAccount(c, async (visit, shown) => {
        const { id } = shown.account;
        const cursor = c.req.query('cursor');
        const found = await visit.api.call('listStatements', { id, query: { limit: '50', ...defined({ cursor }) } });
        if (found.kind === 'problem')
          return problemAnswer(c, found.problem, placeOf(accountPaths.statements(id), shown));
        const { items: statements, nextCursor } = found.body;
        return c.html(statementsPage(visit, { ...shown, statements, isFirst: cursor === undefined, nextCursor }));
      }),
    )
    // Sent, because an amount stands in no address; it changes nothing.
    .post('/pages/accounts/:id/payment', (c) =>
      withAccount(c, async (visit, shown) => {
        const { id } = shown.account;
        const form = c.get('form');
        const typed = { amount: form.get('amount') ?? '', date: form.get('date') ?? '' };
        const query = { amount: plainAmount(visit.language, typed.amount), date: typed.date };
        const found = await visit.api.call('explainPayment', { id, query });
        if (found.kind === 'done') return c.html(paymentPage(visit, { ...shown, typed, explanation: found.body }));
        const errors = formErrorsOf(found.problem, accountErrors(visit.language));
        return errors
          ? refused(c, paymentPage(visit, { ...shown, typed, errors }))
          : problemAnswer(c, found.problem, placeOf(accountPaths.account(id), shown));
      }),
    )
    .get('/pages/accounts/:id/file', (c) =>
      withAccount(c, async (visit, shown) => {
        const { id } = shown.account;
        const query = {
          format: c.req.query('format') ?? '',
          from: c.req.query('from') ?? '',
          to: c.req.query('to') ?? '',
        };
        const answer = await visit.api.answer('getStatementsFile', { id, query });
        return fileAnswer(c, answer, placeOf(accountPaths.account(id), shown));
      }),
    );

/** `Idempotency-Key` of a form: sent twice, it is carried out once. */
export const onceOf = (form: URLSearchParams): { readonly once?: string } => {
  const once = typedIn(form, formFields.once);
  return defined({ once });
};
