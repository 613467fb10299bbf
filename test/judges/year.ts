import { formatAmount } from '../../shared/domain/money/currency.ts';
import type { StatementFormat } from '../../shared/exports/format.ts';
import { textOf } from './cases/cases.ts';
import { engineStatements } from './cases/engineStatements.ts';
import { differencesOf } from './compare.ts';
import { expectedOf } from './expected.ts';
import type { Judge } from './judges.ts';
import { measureOf } from './judging.ts';
import { readFiles, type Court } from './readFiles.ts';

/** A year of the bakery in the ERP. */
export interface YearFinding {
  readonly format: string;
  readonly statements: number;
  readonly lines: number;
  /** In the books, and in the ERP. */
  readonly closing: string;
  readonly read: string;
  readonly differences: readonly string[];
  /** What the same file brought a second time. */
  readonly again: { readonly statements: number; readonly lines: number; readonly refused: readonly string[] };
}

const days = 364;

export const judgeYear = async (
  court: Court,
  judge: Judge,
  formats: readonly StatementFormat[],
): Promise<readonly YearFinding[]> => {
  const statements = await engineStatements({ seed: 12, days, period: 'daily' });
  const last = statements.at(-1);
  if (!last) throw new Error('a year of the bakery has statements');
  const jobs = formats.map((format) => {
    return { format: format.id, text: textOf(format, statements), statements, again: true as const };
  });
  const answers = await readFiles(court, judge, jobs, 'year');
  return formats.flatMap(({ id }, at) => {
    const told = answers[at];
    if (!told) return [];
    const again = told.again ?? { statements: [], errors: ['no answer'] };
    return [
      {
        format: id,
        statements: statements.length,
        lines: statements.reduce((sum, { entries }) => sum + entries.length, 0),
        closing: formatAmount(last.closing, last.currency),
        read: told.statements.at(-1)?.closing ?? 'nothing',
        differences: differencesOf(
          statements.map((one) => expectedOf(one)),
          told,
          measureOf(judge, id),
        ),
        again: {
          statements: again.statements.length,
          lines: again.statements.reduce((sum, { lines }) => sum + lines.length, 0),
          refused: again.errors,
        },
      },
    ];
  });
};
