import { operations } from '../../contracts/http/operations.ts';
import type { IdSource } from '../../ports/ambient.ts';
import type { JournalStore } from '../../ports/journals.ts';
import { json, noContent, problem, type Answer } from '../../runtime/http/answer.ts';
import { pageIn, type ListName } from '../../runtime/http/cursor.ts';
import { withRevision } from '../../runtime/http/revisions.ts';
import { route } from '../../runtime/http/route.ts';
import { renderPage } from '../render/page.ts';
import type { JournalBody } from '../../contracts/http/journals.ts';
import type { Journal } from '../../domain/connections/connection.ts';

export interface JournalDeps {
  /** Makes the journal that every tenant starts with when its list is looked at first. */
  readonly journals: Pick<JournalStore, 'list' | 'get' | 'create' | 'change' | 'remove'>;
  readonly ids: Pick<IdSource, 'next'>;
}

export const makeJournalRoutes = ({ journals, ids }: JournalDeps) => ({
  listJournals: route(operations.listJournals, async ({ query, caller }) => {
    const list: ListName = ['journals', caller.tenantId];
    return json(200, renderPage(list, await journals.list(caller.tenantId, pageIn(list, query)), renderJournal));
  }),

  getJournal: route(operations.getJournal, async ({ id, caller }) => {
    const journal = await journals.get({ tenantId: caller.tenantId, journalId: id });
    return journal ? shown(200, journal) : problem('not_found');
  }),

  createJournal: route(operations.createJournal, async ({ body, caller }) => {
    const journal = { tenantId: caller.tenantId, id: ids.next(), ...body };
    const created = await journals.create(journal);
    return created === 'created' ? shown(201, journal) : problem('journal_code_taken');
  }),

  changeJournal: route(operations.changeJournal, async ({ id, body, caller, expected }) => {
    const changed = await journals.change({ tenantId: caller.tenantId, journalId: id }, body, expected);
    switch (changed) {
      case 'missing':
        return problem('not_found');
      case 'code_taken':
        return problem('journal_code_taken');
      case 'changed_meanwhile':
        return problem(changed);
      default:
        return shown(200, changed);
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

const shown = (status: number, journal: Journal): Answer =>
  withRevision(json(status, renderJournal(journal)), journal.revision);

export const renderJournal = ({ id, code, name, currency, accountId }: Journal): JournalBody => ({
  id,
  code,
  name,
  currency,
  accountId,
});
