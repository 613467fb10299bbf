import { NotExpressible, type StatementFormat, type WriteOptions } from '../../exports/format.ts';
import { fileNameOf } from '../../exports/fileName.ts';
import { formatsThatHold } from '../../exports/formats.ts';
import { textLinesOf, writeStatement } from '../../exports/writeFile.ts';
import type { Account } from '../../domain/connections/connection.ts';
import type { StatementInFull } from '../../domain/statements/statementInFull.ts';
import { statementAccountOf } from '../../domain/statements/statementAccount.ts';
import type { Language } from '../../domain/mail/language.ts';
import { obstacleText } from '../../presentation/exports.ts';
import { problem, type Answer } from '../../runtime/http/answer.ts';
import { fileAnswer, FileTooLarge } from '../../runtime/http/fileAnswer.ts';
import type { StatementView } from '../../usecases/ledger/statements.ts';
import type { StatementsForFile } from '../../usecases/ledger/statementsForFile.ts';

interface Reader {
  readonly language: Language;
  readonly takesGzip: boolean;
}

/** A statement that a format cannot hold. */
class CannotHold extends Error {
  readonly statement: StatementInFull;
  readonly obstacle: NotExpressible;

  constructor(statement: StatementInFull, obstacle: NotExpressible) {
    super('a format cannot hold a statement');
    this.name = 'CannotHold';
    this.statement = statement;
    this.obstacle = obstacle;
  }
}

/** Statements as a file, or why there is none. Each is read, written and let go before the next. */
export const renderStatementFile = async (
  format: StatementFormat,
  account: Account,
  found: StatementsForFile,
  options: WriteOptions,
  { language, takesGzip }: Reader,
): Promise<Answer> => {
  try {
    return await fileAnswer(piecesOf(format, found, options), {
      name: nameOf(format, account, found.views),
      mediaType: format.mediaType,
      takesGzip,
      headers: { 'statement-proof': worstProof(found.views) },
    });
  } catch (error) {
    if (error instanceof FileTooLarge) return problem('file_too_large');
    if (error instanceof CannotHold) return cannotHold(format, error, options, language);
    throw error;
  }
};

const piecesOf = async function* (
  format: StatementFormat,
  { views, read }: StatementsForFile,
  options: WriteOptions,
): AsyncIterable<string> {
  let textLinesBefore = 0;
  for (const [index, view] of views.entries()) {
    const statement = await read(view);
    const place = { isFirst: index === 0, isLast: index === views.length - 1, textLinesBefore };
    try {
      const text = writeStatement(format, statement, place, options);
      textLinesBefore += textLinesOf(text);
      yield text;
    } catch (error) {
      throw error instanceof NotExpressible ? new CannotHold(statement, error) : error;
    }
  }
};

const cannotHold = (
  { name }: StatementFormat,
  { statement, obstacle }: CannotHold,
  options: WriteOptions,
  language: Language,
): Answer =>
  problem('format_cannot_hold', {
    values: {
      format: name,
      number: statement.number,
      reason: obstacleText(language, obstacle.reason),
      formats: formatsThatHold(statement, options)
        .map(({ id }) => id)
        .join(', '),
    },
    ...(obstacle.lineId !== undefined && {
      errors: [{ path: `transactions/${obstacle.lineId}`, message: obstacle.reason }],
    }),
  });

const nameOf = ({ extension }: StatementFormat, account: Account, views: readonly StatementView[]): string => {
  const named = views.map(({ statement: { number, period, account: known } }) => ({
    account: known ?? statementAccountOf(account),
    currency: account.currency,
    number,
    period,
  }));
  const [first, last] = [named[0], named.at(-1)];
  return first && last ? fileNameOf(first, last, extension) : `statements.${extension}`;
};

/** What a caller must know of the whole file: one that is broken makes it so. */
const worstProof = (views: readonly StatementView[]): string => {
  const verdicts = new Set(views.map(({ statement }) => statement.proof.verdict));
  return (['broken', 'unproven'] as const).find((verdict) => verdicts.has(verdict)) ?? 'proven';
};
