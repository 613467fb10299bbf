import type { PendingLine } from '../../domain/ledger/line.ts';
import type { RefusedLine } from '../../domain/ledger/refusedLine.ts';
import { defined } from '../../language/defined.ts';
import type { BankFeed, LinesPage } from '../../ports/bankFeed.ts';

/** What a run reads lines with. */
export type LineReader = Pick<BankFeed, 'lines' | 'line' | 'pendingLines' | 'updatedLines'>;

/**
 * The feed, with lines of another currency than the account's refused: no sum may add them, and what the bank has taken
 * off the account for them it does not tell. They are named like any other line that cannot be booked.
 *
 * @param currency ISO 4217
 */
export const ofOneCurrency = (feed: LineReader, currency: string): LineReader => {
  const judged = <L extends PendingLine>(line: L | RefusedLine): L | RefusedLine => {
    if (!('content' in line) || line.content.currency === currency) return line;
    const { executionDate, amount, currency: other } = line.content;
    return {
      pontoId: line.pontoId,
      reason: 'currency_of_another_account',
      ...defined({ executionDate }),
      amount,
      currency: other,
    };
  };

  const pageOf = <L extends PendingLine>(page: LinesPage<L>): LinesPage<L> => {
    const foreign = page.lines.map((line) => judged(line)).filter((line) => 'reason' in line);
    if (foreign.length === 0) return page;
    const lines = page.lines.filter(({ content }) => content.currency === currency);
    return { ...page, lines, refused: [...page.refused, ...foreign] };
  };

  return {
    lines: async (account, options) => {
      const page = await feed.lines(account, options);
      return page === 'gone' ? page : pageOf(page);
    },
    line: async (account, line, timeZone) => {
      const found = await feed.line(account, line, timeZone);
      return found && judged(found);
    },
    pendingLines: async (account, options) => pageOf(await feed.pendingLines(account, options)),
    updatedLines: async (synchronization, options) => {
      const page = await feed.updatedLines(synchronization, options);
      return page === 'gone' ? page : pageOf(page);
    },
  };
};
