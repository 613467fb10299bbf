import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { FeedItem, FeedPage } from 'ponto-bank-sync-client';

type LineItem = Extract<FeedItem, { transaction: unknown }>;
type StatementItem = Extract<FeedItem, { kind: 'statement' }>;

/** The books of a tenant in a file of SQLite. A page and the place where it ends are written together, or not at all. */
export class Books {
  readonly #db: DatabaseSync;

  /** @throws Error where the file holds the books of another tenant: their cursor is unknown to ours, and would drop them */
  constructor(file: string, tenantId: string) {
    this.#db = new DatabaseSync(file);
    this.#db.exec('PRAGMA journal_mode = WAL');
    this.#db.exec(readFileSync(join(import.meta.dirname, 'schema.sql'), 'utf8'));
    this.#run('INSERT INTO tenant VALUES (1, ?) ON CONFLICT DO NOTHING', tenantId);
    const owner = this.#db.prepare('SELECT id FROM tenant').get()?.['id'];
    if (owner !== tenantId) throw new Error(`${file} holds the books of ${String(owner)}, not of ${tenantId}`);
  }

  /** Where the next page begins; nothing when nothing was read. */
  cursor(): string | undefined {
    const row = this.#db.prepare('SELECT cursor FROM place').get();
    return row === undefined ? undefined : String(row['cursor']);
  }

  apply({ items, nextCursor }: FeedPage): void {
    this.#atOnce(() => {
      for (const item of items) this.#applyItem(item);
      this.#run('INSERT INTO place VALUES (1, ?) ON CONFLICT DO UPDATE SET cursor = excluded.cursor', nextCursor);
    });
  }

  /** The service knows our place no more: its books were brought back from a backup, and we read them from the beginning. */
  startOver(): void {
    this.#atOnce(() => {
      for (const table of ['statement_lines', 'statements', 'lines', 'accounts', 'place'])
        this.#run(`DELETE FROM ${table}`);
    });
  }

  close(): void {
    this.#db.close();
  }

  #applyItem(item: FeedItem): void {
    switch (item.kind) {
      case 'added':
      case 'corrected':
      case 'removed':
        return this.#applyLine(item);
      case 'statement':
        return this.#applyStatement(item);
      case 'statement_removed':
        return this.#dropStatement(item.statementId);
      case 'account_restarted':
        return this.#dropAccount(item.accountId);
    }
  }

  #applyLine({ accountId, sequence, kind, transaction }: LineItem): void {
    if (sequence <= this.#lastSequence(accountId)) return;
    this.#run(
      'INSERT INTO accounts VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET sequence = excluded.sequence',
      accountId,
      sequence,
    );
    this.#run('DELETE FROM lines WHERE id = ?', transaction.id);
    if (kind === 'removed') return;
    const { id, version, executionDate, amount, currency, counterparty, remittance } = transaction;
    this.#run(
      'INSERT INTO lines VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)',
      id,
      accountId,
      sequence,
      version,
      executionDate,
      amount,
      currency,
      counterparty.name ?? null,
      remittance.text ?? null,
    );
  }

  #lastSequence(accountId: string): number {
    return Number(this.#db.prepare('SELECT sequence FROM accounts WHERE id = ?').get(accountId)?.['sequence'] ?? 0);
  }

  /** A statement comes as it stands now. Its list of lines is replaced from `offset` on; what stands before is as we hold it. */
  #applyStatement({ accountId, statement, offset, lines }: StatementItem): void {
    const { id, number, period, openingBalance, closingBalance, state, proof } = statement;
    this.#run(
      'INSERT OR REPLACE INTO statements VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)',
      id,
      accountId,
      number,
      period.from,
      period.to,
      openingBalance,
      closingBalance,
      state,
      proof.verdict,
    );
    this.#run('DELETE FROM statement_lines WHERE statement_id = ? AND position >= ?', id, offset);
    for (const [index, { transactionId, kind, amount }] of lines.entries()) {
      this.#run('INSERT INTO statement_lines VALUES (?, ?, ?, ?, ?)', id, offset + index, transactionId, kind, amount);
    }
  }

  #dropStatement(statementId: string): void {
    this.#run('DELETE FROM statement_lines WHERE statement_id = ?', statementId);
    this.#run('DELETE FROM statements WHERE id = ?', statementId);
  }

  #dropAccount(accountId: string): void {
    this.#run(
      'DELETE FROM statement_lines WHERE statement_id IN (SELECT id FROM statements WHERE account_id = ?)',
      accountId,
    );
    for (const table of ['statements', 'lines']) this.#run(`DELETE FROM ${table} WHERE account_id = ?`, accountId);
    this.#run('DELETE FROM accounts WHERE id = ?', accountId);
  }

  #run(sql: string, ...values: readonly (string | number | null)[]): void {
    this.#db.prepare(sql).run(...values);
  }

  #atOnce(work: () => void): void {
    this.#db.exec('BEGIN IMMEDIATE');
    try {
      work();
      this.#db.exec('COMMIT');
    } catch (error) {
      this.#db.exec('ROLLBACK');
      throw error;
    }
  }
}
