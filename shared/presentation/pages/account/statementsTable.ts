import { html } from 'hono/html';
import type { StatementBody } from '../../../contracts/http/ledger.ts';
import type { Language } from '../../../domain/mail/language.ts';
import { amount } from '../components/amount.ts';
import { dataTable } from '../components/dataTable.ts';
import { day } from '../components/when.ts';
import type { Html } from '../layout.ts';
import { stateWord, verdictChip } from '../statement/verdict.ts';
import { accountPaths } from './accountPaths.ts';
import { accountMessages } from './accountMessages.ts';

const { text } = accountMessages;

/** The days of a statement: one, or from one to another. */
export const periodOf = (language: Language, { from, to }: StatementBody['period']): Html =>
  from === to ? day(language, from, 'table') : html`${day(language, from, 'table')} – ${day(language, to, 'table')}`;

interface StatementsTableParts {
  readonly language: Language;
  readonly currency: string;
  readonly caption: string;
  readonly statements: readonly StatementBody[];
}

/** Statements, newest first: each with its verdict in words. */
export const statementsTable = ({ language, currency, caption, statements }: StatementsTableParts): Html =>
  dataTable({
    caption,
    columns: [
      { head: text(language, 'head_number') },
      { head: text(language, 'head_period') },
      { head: text(language, 'head_lines'), kind: 'amount' },
      { head: text(language, 'head_closing', { currency }), kind: 'amount' },
      { head: text(language, 'head_verdict') },
    ],
    rows: statements.map((statement) => ({
      cells: [
        html`<a class="figures" href="${accountPaths.statement(statement.id)}">${statement.number}</a>`,
        periodOf(language, statement.period),
        String(statement.lineCount),
        amount(language, statement.closingBalance),
        html`<span>${verdictChip(language, statement)} ${stateWord(language, statement)}</span>`,
      ],
    })),
  });
