import { encodeCursor } from '../../../shared/contracts/http/common.ts';
import { operations } from '../../../shared/contracts/http/operations.ts';
import { parsePendingId, parseTransactionId } from '../../../shared/domain/ids/outsideIds.ts';
import { amountOf } from '../../../shared/domain/money/currency.ts';
import type { AccountStore } from '../../../shared/ports/accounts.ts';
import { json, problem } from '../../../shared/runtime/http/answer.ts';
import { route } from '../../../shared/runtime/http/route.ts';
import { invalidRequest } from '../../../shared/runtime/http/readRequest.ts';
import type { ExplainPayment } from '../../../shared/usecases/ledger/explainPayment.ts';
import type { makeGetTransaction } from '../../../shared/usecases/ledger/getTransaction.ts';
import type { makeListChanges } from '../../../shared/usecases/ledger/listChanges.ts';
import type { makeListTransactions } from '../../../shared/usecases/ledger/listTransactions.ts';
import { renderExplained, renderReason } from '../render/explainedLine.ts';
import { ownerOf } from '../render/statement.ts';
import { renderBooked, renderChange, renderPending } from '../render/transaction.ts';

export interface TransactionDeps {
  readonly accounts: Pick<AccountStore, 'get'>;
  readonly listTransactions: ReturnType<typeof makeListTransactions>;
  readonly getTransaction: ReturnType<typeof makeGetTransaction>;
  readonly listChanges: ReturnType<typeof makeListChanges>;
  readonly explainPayment: ExplainPayment;
}

const cursorShape = /^\d{4}-\d{2}-\d{2}\.\d{1,15}$/;

/** A cursor is opaque but not secret: one of another list, or one made up, is refused before it is read as a place. */
const checkCursor = (cursor: string | undefined): void => {
  if (cursor !== undefined && !cursorShape.test(cursor)) {
    throw invalidRequest([{ path: 'cursor', message: 'is not a cursor of this list' }]);
  }
};

export const makeTransactionRoutes = (deps: TransactionDeps) => {
  const { accounts, listTransactions, getTransaction, listChanges, explainPayment } = deps;

  return {
    listTransactions: route(operations.listTransactions, async ({ id, query, caller }) => {
      checkCursor(query.cursor);
      const account = await accounts.get({ tenantId: caller.tenantId, accountId: id });
      if (!account) return problem('not_found');
      const owner = ownerOf(account);
      const { pending, booked, nextCursor } = await listTransactions(owner.ledger, query);
      return json(200, {
        items: [
          ...pending.map((line) => renderPending(owner, line)),
          ...booked.map((line) => renderBooked(owner, line)),
        ],
        ...(nextCursor !== undefined && { nextCursor: encodeCursor(nextCursor) }),
      });
    }),

    getTransaction: route(operations.getTransaction, async ({ id, caller, language }) => {
      const ref = parseTransactionId(id);
      const pendingRef = parsePendingId(id);
      const accountId = ref?.accountId ?? pendingRef?.accountId;
      const account =
        accountId === undefined ? undefined : await accounts.get({ tenantId: caller.tenantId, accountId });
      if (!account) return problem('not_found');
      const owner = ownerOf(account);
      if (ref) {
        const found = await getTransaction(owner.ledger, ref.line);
        return found ? json(200, renderExplained(language, owner, found)) : problem('not_found');
      }
      const { pending } = await listTransactions(owner.ledger, { status: 'pending', limit: 1 });
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

    listChanges: route(operations.listChanges, async ({ id, query, caller }) => {
      const account = await accounts.get({ tenantId: caller.tenantId, accountId: id });
      if (!account) return problem('not_found');
      const owner = ownerOf(account);
      const { changes, nextSequence, hasMore } = await listChanges(owner.ledger, query.after, query.limit);
      const items = changes.flatMap((change) => renderChange(owner, change) ?? []);
      return json(200, { items, nextCursor: String(nextSequence), hasMore });
    }),
  };
};
