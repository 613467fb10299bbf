import { renderStatement, renderStatementLine, ownerOf } from '../../shared/api/render/statement.ts';
import { renderBooked } from '../../shared/api/render/transaction.ts';
import type { BookedTransactionBody } from '../../shared/contracts/http/ledger.ts';
import type { Account } from '../../shared/domain/connections/connection.ts';
import type { LedgerReader } from '../../shared/ports/ledger.ts';
import { makeListTransactions } from '../../shared/usecases/ledger/listTransactions.ts';
import { makeListStatementLines, makeListStatements } from '../../shared/usecases/ledger/statements.ts';
import type { FeedMirror } from './feedMirror.ts';

/** How a mirror differs from what the API says of an account, line by line and statement by statement. */
export const mirrorDifferences = async (
  mirror: FeedMirror,
  reader: LedgerReader,
  account: Account,
): Promise<readonly string[]> => {
  const owner = ownerOf(account);
  const { booked } = await makeListTransactions({ reader })(owner.ledger, { limit: 100_000 });
  const differences = compared(
    'line',
    booked.map((line) => [renderBooked(owner, line).id, lineText(renderBooked(owner, line))]),
    mirror.lines(account.id).map((line) => [line.id, lineText(line)]),
  );
  const { statements } = await makeListStatements({ reader })(owner.ledger, { limit: 10_000 });
  const told = await Promise.all(
    statements.map(async (view): Promise<readonly [string, string]> => {
      const body = renderStatement(owner, view);
      const page = await makeListStatementLines({ reader })(owner.ledger, view.statement.period.from, {
        limit: 100_000,
      });
      if (!page || page === 'cursor_unknown') throw new Error('a statement that is listed has lines');
      const lines = page.lines.map((line) => renderStatementLine(owner, line));
      return [body.id, JSON.stringify([figures(body), lines.map(({ id, kind, amount }) => [id, kind, amount])])];
    }),
  );
  const mirrored = mirror
    .statements(account.id)
    .map(({ statement, lines }): readonly [string, string] => [
      statement.id,
      JSON.stringify([
        figures(statement),
        lines.map(({ transactionId, kind, amount }) => [transactionId, kind, amount]),
      ]),
    ]);
  return [...mirror.violations, ...differences, ...compared('statement', told, mirrored)];
};

/** What Ponto calls a line may change without a word; on which statement it stands, its statement says. */
const lineText = ({
  pontoId: _id,
  statementId: _of,
  createdAt: _at,
  updatedAt: _when,
  ...line
}: BookedTransactionBody) => JSON.stringify(line);

/** Which balance stands beside a verdict may be told later; the verdict itself is told, and by how much books and bank differ. */
const figures = ({
  proof: { verdict, by, withdrawn, difference, brokenFrom },
  journalId: _journal,
  ...statement
}: ReturnType<typeof renderStatement>) => ({
  ...statement,
  proof: { verdict, by, withdrawn, difference, brokenFrom },
});

const compared = (
  what: string,
  told: readonly (readonly [string, string])[],
  mirrored: readonly (readonly [string, string])[],
): readonly string[] => {
  const [ours, theirs] = [new Map(told), new Map(mirrored)];
  const missing = told.filter(([id, text]) => theirs.get(id) !== text);
  const extra = mirrored.filter(([id]) => !ours.has(id));
  return [
    ...missing.map(([id, text]) => `${what} ${id}: the API says ${text}, the mirror ${theirs.get(id)}`),
    ...extra.map(([id]) => `${what} ${id} is only in the mirror`),
  ];
};
