import { operations } from '../../../shared/contracts/http/operations.ts';
import { isCalendarDate } from '../../../shared/domain/calendar/calendarDate.ts';
import { parseStatementId } from '../../../shared/domain/ids/outsideIds.ts';
import type { AccountStore } from '../../../shared/ports/accounts.ts';
import { defined } from '../../../shared/language/defined.ts';
import { json, problem } from '../../../shared/runtime/http/answer.ts';
import { route } from '../../../shared/runtime/http/route.ts';
import { invalidRequest } from '../../../shared/runtime/http/readRequest.ts';
import type { makeGetStatement, makeListStatements } from '../../../shared/usecases/ledger/statements.ts';
import { ownerOf, renderStatement, renderStatementLine } from '../render/statement.ts';
import { renderPage } from '../render/page.ts';

export interface StatementDeps {
  readonly accounts: Pick<AccountStore, 'get'>;
  readonly listStatements: ReturnType<typeof makeListStatements>;
  readonly getStatement: ReturnType<typeof makeGetStatement>;
}

export const makeStatementRoutes = ({ accounts, listStatements, getStatement }: StatementDeps) => ({
  listStatements: route(operations.listStatements, async ({ id, query, caller }) => {
    const { limit, cursor: before } = query;
    if (before !== undefined && !isCalendarDate(before)) {
      throw invalidRequest([{ path: 'cursor', message: 'is not a cursor of this list' }]);
    }
    const account = await accounts.get({ tenantId: caller.tenantId, accountId: id });
    if (!account) return problem('not_found');
    const owner = ownerOf(account);
    const page = await listStatements(owner.ledger, { limit, ...defined({ before }) });
    const { statements: items, nextBefore: nextCursor } = page;
    return json(
      200,
      renderPage({ items, ...defined({ nextCursor }) }, (view) => renderStatement(owner, view)),
    );
  }),

  getStatement: route(operations.getStatement, async ({ id, caller }) => {
    const ref = parseStatementId(id);
    const account = ref && (await accounts.get({ tenantId: caller.tenantId, accountId: ref.accountId }));
    if (!account || !isCalendarDate(ref.periodFrom)) return problem('not_found');
    const owner = ownerOf(account);
    const found = await getStatement(owner.ledger, ref.periodFrom);
    if (!found) return problem('not_found');
    const lines = found.lines.map((line) => renderStatementLine(owner, line));
    return json(200, { ...renderStatement(owner, found), lines });
  }),
});
