import { Hono } from 'hono';
import type { StatementLineBody } from '../../../shared/contracts/http/ledger.ts';
import type { Problem } from '../../../shared/contracts/http/problems.ts';
import type { BodyOf } from '../../../shared/api/apiClient.ts';
import { accountPaths } from '../../../shared/presentation/pages/account/accountPaths.ts';
import { maxLinesOnPage, statementPage } from '../../../shared/presentation/pages/statement/statementPage.ts';
import type { PageEnv, Visit } from '../visit.ts';
import { withAccount } from './accountVisit.ts';
import { problemAnswer } from '../problemAnswer.ts';
import { fileAnswer } from './answers.ts';

interface Lines {
  readonly lines: readonly StatementLineBody[];
  readonly nextCursor?: string | undefined;
}

/** A page of lines; or all of them where that many may stand on one page. */
const linesOf = async (
  { api }: Visit,
  { id, lines, lineCount, nextCursor }: BodyOf<'getStatement'>,
  asked: { readonly cursor: string | undefined; readonly all: boolean },
): Promise<Lines | { readonly problem: Problem }> => {
  if (asked.cursor !== undefined) {
    const found = await api.call('listStatementLines', { id, query: { limit: '200', cursor: asked.cursor } });
    return found.kind === 'problem' ? found : { lines: found.body.items, nextCursor: found.body.nextCursor };
  }
  const all = [...lines];
  let cursor = nextCursor;
  while (asked.all && cursor !== undefined && lineCount <= maxLinesOnPage && all.length < maxLinesOnPage) {
    const found = await api.call('listStatementLines', { id, query: { limit: '200', cursor } });
    if (found.kind === 'problem') return found;
    all.push(...found.body.items);
    cursor = found.body.nextCursor;
  }
  return { lines: all, nextCursor: cursor };
};

/** One statement, and its files. */
export const makeStatementRoutes = (): Hono<PageEnv> =>
  new Hono<PageEnv>()
    .get('/pages/statements/:id', async (c) => {
      const { api } = c.get('visit');
      const found = await api.call('getStatement', { id: c.req.param('id') });
      if (found.kind === 'problem') return problemAnswer(c, found.problem, { address: c.req.path });
      const statement = found.body;
      return withAccount(
        c,
        async (visit, shown) => {
          const cursor = c.req.query('cursor');
          const lines = await linesOf(visit, statement, { cursor, all: c.req.query('lines') === 'all' });
          if ('problem' in lines) return problemAnswer(c, lines.problem, { address: c.req.path });
          const formats = await api.call('listExportFormats');
          return c.html(
            statementPage(visit, {
              ...shown,
              ...lines,
              statement,
              isFirst: cursor === undefined,
              formats: formats.kind === 'done' ? formats.body.items : [],
            }),
          );
        },
        statement.accountId,
      );
    })
    .get('/pages/statements/:id/file', async (c) => {
      const id = c.req.param('id');
      const include = (['open', 'broken'] as const).filter((name) => c.req.query(name) === '1');
      const query = { format: c.req.query('format') ?? '', ...(include.length > 0 && { include }) };
      const answer = await c.get('visit').api.answer('getStatementFile', { id, query });
      return fileAnswer(c, answer, { address: accountPaths.statement(id) });
    });
