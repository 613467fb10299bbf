import { operations } from '../../contracts/http/operations.ts';
import type { IdSource } from '../../ports/ambient.ts';
import type { JournalStore } from '../../ports/journals.ts';
import { json, noContent, problem } from '../../runtime/http/answer.ts';
import { pageIn, type ListName } from '../../runtime/http/cursor.ts';
import { route } from '../../runtime/http/route.ts';
import { renderPage } from '../render/page.ts';
import type { JournalBody } from '../../contracts/http/journals.ts';
import type { Journal } from '../../domain/connections/connection.ts';

export interface JournalDeps {
  /** Makes the journal that every tenant starts with when its list is looked at first. */
  readonly journals: Pick<JournalStore, 'list' | 'create' | 'change' | 'remove'>;
  readonly ids: Pick<IdSource, 'next'>;
}

export const makeJournalRoutes = ({ journals, ids }: JournalDeps) => ({
  listJournals: route(operations.listJournals, async ({ query, caller }) => {
    const list: ListName = ['journals', caller.tenantId];
    return json(200, renderPage(list, await journals.list(caller.tenantId, pageIn(list, query)), renderJournal));
  }),

  createJournal: route(operations.createJournal, async ({ body, caller }) => {
    const journal = { tenantId: caller.tenantId, id: ids.next(), ...body };
    const created = await journals.create(journal);
    return created === 'created' ? json(201, renderJournal(journal)) : problem('journal_code_taken');
  }),

  changeJournal: route(operations.changeJournal, async ({ id, body, caller }) => {
    const changed = await journals.change({ tenantId: caller.tenantId, journalId: id }, body);
    switch (changed) {
      case 'missing':
        return problem('not_found');
      case 'code_taken':
        return problem('journal_code_taken');
      default:
        return json(200, renderJournal(changed));
    }
  }),

  deleteJournal: route(operations.deleteJournal, async ({ id, caller }) => {
    const removal = await journals.remove({ tenantId: caller.tenantId, journalId: id });
    switch (removal) {
      case 'removed':
        return noContent;
      case 'missing':
        return problem('not_found');
      case 'in_use':
      case 'has_history':
      case 'is_first':
        return problem(`journal_${removal}`);
    }
  }),
});

export const renderJournal = ({ id, code, name, currency, accountId }: Journal): JournalBody => ({
  id,
  code,
  name,
  currency,
  accountId,
});
