import { bounds } from '../../contracts/http/bounds.ts';
import { operations } from '../../contracts/http/operations.ts';
import { addDays, isCalendarDate } from '../../domain/calendar/calendarDate.ts';
import { parseStatementId } from '../../domain/ids/outsideIds.ts';
import type { AccountStore } from '../../ports/accounts.ts';
import { defined } from '../../language/defined.ts';
import { json, problem } from '../../runtime/http/answer.ts';
import { route } from '../../runtime/http/route.ts';
import { cursorUnknown, pageIn, type ListName } from '../../runtime/http/cursor.ts';
import type { makeGetStatement, makeListStatementLines, makeListStatements } from '../../usecases/ledger/statements.ts';
import type { StatementLinesPage } from '../../usecases/ledger/statementLines.ts';
import { ownerOf, renderStatement, renderStatementLine, type StatementOwner } from '../render/statement.ts';
import { renderLines, renderPage } from '../render/page.ts';

export interface StatementDeps {
  readonly accounts: Pick<AccountStore, 'get'>;
  readonly listStatements: ReturnType<typeof makeListStatements>;
  readonly getStatement: ReturnType<typeof makeGetStatement>;
  readonly listStatementLines: ReturnType<typeof makeListStatementLines>;
}

const linesOf = (statementId: string): ListName => ['statement lines', statementId];

export const makeStatementRoutes = ({ accounts, listStatements, getStatement, listStatementLines }: StatementDeps) => {
  const find = async (tenantId: string, id: string) => {
    const ref = parseStatementId(id);
    const account = ref && (await accounts.get({ tenantId, accountId: ref.accountId }));
    if (!account || !isCalendarDate(ref.periodFrom)) return undefined;
    return { owner: ownerOf(account), periodFrom: ref.periodFrom };
  };

  const renderLinesOf = (owner: StatementOwner, id: string, { lines, hasMore }: StatementLinesPage) => {
    const placed = lines.map((line) => ({ body: renderStatementLine(owner, line), nextPlace: line.nextPlace }));
    return renderLines(linesOf(id), placed, hasMore);
  };

  return {
    listStatements: route(operations.listStatements, async ({ id, query, caller }) => {
      const account = await accounts.get({ tenantId: caller.tenantId, accountId: id });
      if (!account) return problem('not_found');
      const { from, to, state, verdict } = query;
      const list: ListName = [
        'statements',
        account.id,
        ...((from ?? to) ? [from, to] : []),
        ...((state ?? verdict) ? [state, verdict] : []),
      ];
      const { limit, cursor: before = to && addDays(to, 1) } = pageIn(list, query);
      if (before !== undefined && !isCalendarDate(before)) throw cursorUnknown();
      const owner = ownerOf(account);
      const page = await listStatements(owner.ledger, { limit, ...defined({ before, from, state, verdict }) });
      const { statements: items, nextBefore: nextCursor } = page;
      return json(
        200,
        renderPage(list, { items, ...defined({ nextCursor }) }, (view) => renderStatement(owner, view)),
      );
    }),

    getStatement: route(operations.getStatement, async ({ id, caller }) => {
      const found = await find(caller.tenantId, id);
      const statement = found && (await getStatement(found.owner.ledger, found.periodFrom, { limit: bounds.page }));
      if (!statement) return problem('not_found');
      const { items: lines, nextCursor } = renderLinesOf(found.owner, id, statement);
      return json(200, { ...renderStatement(found.owner, statement), lines, nextCursor });
    }),

    listStatementLines: route(operations.listStatementLines, async ({ id, query, caller }) => {
      const page = pageIn(linesOf(id), query);
      const found = await find(caller.tenantId, id);
      const lines = found && (await listStatementLines(found.owner.ledger, found.periodFrom, page));
      if (!lines) return problem('not_found');
      return lines === 'cursor_unknown' ? problem(lines) : json(200, renderLinesOf(found.owner, id, lines));
    }),
  };
};
