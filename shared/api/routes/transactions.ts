import type * as z from 'zod';
import type { transactionTotalsFilter } from '../../contracts/http/ledger.ts';
import { bounds } from '../../contracts/http/bounds.ts';
import { operations } from '../../contracts/http/operations.ts';
import { rule } from '../../contracts/http/rules.ts';
import { parsePendingId, parseTransactionId } from '../../domain/ids/outsideIds.ts';
import { isEmptyRange, type SoughtAmount, type SoughtLine } from '../../domain/ledger/searchLines.ts';
import { amountOf } from '../../domain/money/currency.ts';
import type { AccountStore } from '../../ports/accounts.ts';
import { defined } from '../../language/defined.ts';
import { json, problem } from '../../runtime/http/answer.ts';
import { invalidRequest } from '../../runtime/http/readRequest.ts';
import { route } from '../../runtime/http/route.ts';
import { cursorUnknown, pageIn, sequenceIn, type ListName } from '../../runtime/http/cursor.ts';
import type { ExplainPayment } from '../../usecases/ledger/explainPayment.ts';
import type { makeGetTransaction } from '../../usecases/ledger/getTransaction.ts';
import type { makeListChanges } from '../../usecases/ledger/listChanges.ts';
import type { makeListRefusedLines } from '../../usecases/ledger/listRefusedLines.ts';
import type { makeListTransactions } from '../../usecases/ledger/listTransactions.ts';
import type { Days } from '../../usecases/ledger/newestLines.ts';
import { isPendingPlace } from '../../usecases/ledger/pendingPlace.ts';
import type { makeSearchTransactions } from '../../usecases/ledger/searchTransactions.ts';
import type { makeTotalTransactions } from '../../usecases/ledger/totalTransactions.ts';
import { renderExplained, renderReason } from '../render/explainedLine.ts';
import { placedLines, renderFoundLines, renderTotals } from '../render/foundLines.ts';
import { feedPlace } from '../render/feedCursor.ts';
import { renderFeed } from '../render/feed.ts';
import { renderLines, renderPage } from '../render/page.ts';
import { renderRefusedLine } from '../render/refusedLine.ts';
import { ownerOf } from '../render/statement.ts';
import { renderPending } from '../render/transaction.ts';

export interface TransactionDeps {
  readonly accounts: Pick<AccountStore, 'get'>;
  readonly listTransactions: ReturnType<typeof makeListTransactions>;
  readonly searchTransactions: ReturnType<typeof makeSearchTransactions>;
  readonly totalTransactions: ReturnType<typeof makeTotalTransactions>;
  readonly getTransaction: ReturnType<typeof makeGetTransaction>;
  readonly listChanges: ReturnType<typeof makeListChanges>;
  readonly explainPayment: ExplainPayment;
  readonly listRefusedLines: ReturnType<typeof makeListRefusedLines>;
}

const soughtAmount = (typed: string): SoughtAmount => {
  const amount = amountOf(typed);
  if (typed.startsWith('+')) return { amount, sign: 'credit' };
  return typed.startsWith('-') ? { amount, sign: 'debit' } : { amount };
};

type SoughtBody = z.output<ReturnType<typeof transactionTotalsFilter>>;

/** @throws RequestProblem where nothing could fit */
const soughtIn = ({ amount, minAmount, maxAmount, ...same }: SoughtBody): SoughtLine & Days => {
  const range = defined({
    minAmount: minAmount === undefined ? undefined : amountOf(minAmount),
    maxAmount: maxAmount === undefined ? undefined : amountOf(maxAmount),
  });
  if (isEmptyRange(range)) throw invalidRequest([{ path: 'maxAmount', rule: rule('not_below_least') }]);
  return { ...same, ...(amount !== undefined && { amount: soughtAmount(amount) }), ...range };
};

/** A cursor belongs to all that was looked for. */
const foundBy = (name: string, accountId: string, sought: SoughtBody): ListName => [
  name,
  accountId,
  ...Object.entries(sought).toSorted().flat(),
];

const placeShape = /^\d{4}-\d{2}-\d{2}\.\d{1,15}$/;

/** @param isPlaceToo what else is a place of the list, besides that of a booked line */
const linesPageIn = (
  list: ListName,
  query: Parameters<typeof pageIn>[1],
  isPlaceToo: (place: string) => boolean = () => false,
): ReturnType<typeof pageIn> => {
  const page = pageIn(list, query);
  if (page.cursor !== undefined && !placeShape.test(page.cursor) && !isPlaceToo(page.cursor)) throw cursorUnknown();
  return page;
};

export const makeTransactionRoutes = (deps: TransactionDeps) => {
  const { accounts, listTransactions, searchTransactions, totalTransactions } = deps;
  const { getTransaction, listChanges, explainPayment, listRefusedLines } = deps;

  return {
    listTransactions: route(operations.listTransactions, async ({ id, query, caller }) => {
      const account = await accounts.get({ tenantId: caller.tenantId, accountId: id });
      if (!account) return problem('not_found');
      const { from, to, status } = query;
      const list: ListName = ['transactions', account.id, from, to, status];
      const page = linesPageIn(list, query, isPendingPlace);
      const owner = ownerOf(account);
      const { pending, booked, nextCursor } = await listTransactions(owner.ledger, {
        ...page,
        ...defined({ from, to, status }),
      });
      return json(200, renderLines(list, placedLines(owner, pending, booked), nextCursor !== undefined));
    }),

    searchTransactions: route(operations.searchTransactions, async ({ id, query, body, caller }) => {
      const account = await accounts.get({ tenantId: caller.tenantId, accountId: id });
      if (!account) return problem('not_found');
      const list = foundBy('found transactions', account.id, body);
      const page = linesPageIn(list, query, isPendingPlace);
      const owner = ownerOf(account);
      const found = await searchTransactions(owner.ledger, { ...page, ...soughtIn(body) });
      return json(200, renderFoundLines(list, owner, found));
    }),

    totalTransactions: route(operations.totalTransactions, async ({ id, query, body, caller }) => {
      const account = await accounts.get({ tenantId: caller.tenantId, accountId: id });
      if (!account) return problem('not_found');
      const list = foundBy('totalled transactions', account.id, body);
      const { limit: _all, ...page } = linesPageIn(list, { ...query, limit: 1 });
      const totals = await totalTransactions(ownerOf(account).ledger, { ...page, ...soughtIn(body) });
      return json(200, renderTotals(list, account.currency, totals));
    }),

    getTransaction: route(operations.getTransaction, async ({ id, query, caller, language }) => {
      const list: ListName = ['versions', id];
      const { limit, cursor } = pageIn(list, query);
      const ref = parseTransactionId(id);
      const pendingRef = parsePendingId(id);
      const accountId = ref?.accountId ?? pendingRef?.accountId;
      const account =
        accountId === undefined ? undefined : await accounts.get({ tenantId: caller.tenantId, accountId });
      if (!account) return problem('not_found');
      const owner = ownerOf(account);
      if (ref) {
        const from = cursor === undefined ? undefined : sequenceIn(cursor);
        const found = await getTransaction(owner.ledger, ref.line, { limit, ...defined({ from }) });
        if (found === 'cursor_unknown') return problem(found);
        return found ? json(200, renderExplained(language, list, owner, found)) : problem('not_found');
      }
      const { pending } = await listTransactions(owner.ledger, { status: 'pending', limit: bounds.pending });
      const line = pending.find(({ pontoId }) => pontoId === pendingRef?.pontoId);
      return line
        ? json(200, { ...renderPending(owner, line), removed: false, versions: [], recognised: [] })
        : problem('not_found');
    }),

    explainPayment: route(operations.explainPayment, async ({ id, query: { amount, date }, caller, language }) => {
      const explained = await explainPayment(caller.tenantId, id, { amount: amountOf(amount), date });
      if (!explained) return problem('not_found');
      const { days, reasons, ...rest } = explained;
      return json(200, { amount, ...days, reasons: reasons.map((reason) => renderReason(language, reason)), ...rest });
    }),

    listRefusedLines: route(operations.listRefusedLines, async ({ id, query, caller, language }) => {
      const account = await accounts.get({ tenantId: caller.tenantId, accountId: id });
      if (!account) return problem('not_found');
      const list: ListName = ['refused lines', account.id];
      const page = await listRefusedLines(ownerOf(account).ledger, pageIn(list, query));
      return json(
        200,
        renderPage(list, page, (line) => renderRefusedLine(language, line)),
      );
    }),

    listChanges: route(operations.listChanges, async ({ id, query, caller }) => {
      const account = await accounts.get({ tenantId: caller.tenantId, accountId: id });
      if (!account) return problem('not_found');
      const after = feedPlace(account.id, query.after);
      const page = await listChanges(ownerOf(account).ledger, after, query.limit);
      return page === 'cursor_unknown' ? problem(page) : json(200, renderFeed(ownerOf(account), page));
    }),
  };
};
