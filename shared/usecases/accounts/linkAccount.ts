import { dayOf, firstDayOfMonth, knownTimeZone, type CalendarDate } from '../../domain/calendar/calendarDate.ts';
import type { Account, Frequency, Link, StatementPeriod } from '../../domain/connections/connection.ts';
import { Fault } from '../../domain/faults/fault.ts';
import type { Institution } from '../../domain/institutions/institution.ts';
import type { Clock } from '../../ports/ambient.ts';
import type { InstitutionCatalogue } from '../../ports/institutions.ts';
import type { AccountStore, ConnectionStore, DueIndex, JournalStore } from '../../ports/registry.ts';
import type { StartSync } from '../syncs/startSync.ts';
import { makeChooseJournal, type ChooseJournalDeps, type ChosenJournal, type JournalWish } from './chooseJournal.ts';
import { makeKeepDue } from './keepDue.ts';

interface Deps extends ChooseJournalDeps {
  readonly accounts: Pick<AccountStore, 'get' | 'ofConnection' | 'setLink'>;
  readonly connections: Pick<ConnectionStore, 'get'>;
  readonly journals: ChooseJournalDeps['journals'] & Pick<JournalStore, 'release'>;
  readonly catalogue: Pick<InstitutionCatalogue, 'get'>;
  readonly due: Pick<DueIndex, 'add' | 'remove'>;
  readonly startSync: StartSync;
  readonly clock: Pick<Clock, 'now'>;
}

export interface LinkRequest extends Omit<JournalWish, 'action'> {
  readonly action?: 'create_journal' | 'link_journal' | 'none' | undefined;
  readonly frequency?: Frequency | undefined;
  readonly statementPeriod?: StatementPeriod | undefined;
  readonly importFrom?: CalendarDate | undefined;
}

export type LinkOutcome =
  | { readonly kind: 'linked' | 'unlinked' }
  | { readonly kind: 'unknown_account' }
  | { readonly kind: 'disconnected' }
  | Exclude<ChosenJournal, { readonly kind: 'chosen' }>;

/**
 * Decides which journal an account feeds and how, and starts the first import at once. What the request leaves open
 * stays as it is; a new link is read every 12 hours, has daily statements and begins with the current month.
 */
export const makeLinkAccount = (deps: Deps) => {
  const chooseJournal = makeChooseJournal(deps);
  const keepDue = makeKeepDue(deps);

  /** A bank that cannot be looked up now is one with the usual zone. */
  const institutionOf = async (account: Account): Promise<Institution | undefined> => {
    try {
      return await deps.catalogue.get(account.institutionId);
    } catch (error) {
      if (error instanceof Fault) return undefined;
      throw error;
    }
  };

  const linkFor = (account: Account, journalId: string, request: LinkRequest, timeZone: string): Link => {
    const now = deps.clock.now();
    const before = account.link;
    return {
      journalId,
      frequency: request.frequency ?? before?.frequency ?? 'every_12_hours',
      statementPeriod: request.statementPeriod ?? before?.statementPeriod ?? 'daily',
      importFrom: request.importFrom ?? before?.importFrom ?? firstDayOfMonth(dayOf(now, timeZone)),
      linkedAt: before?.linkedAt ?? now,
    };
  };

  const write = async (account: Account, link: Link | undefined): Promise<void> => {
    const { tenantId, id: accountId, connectionId } = account;
    const ref = { tenantId, connectionId };
    await keepDue.join(ref, link?.frequency);
    await deps.accounts.setLink(tenantId, accountId, link, deps.clock.now());
    await keepDue.join(ref, link?.frequency);
    if (account.link && account.link.frequency !== link?.frequency) await keepDue.leave(ref, account.link.frequency);
    // Not only the journal of the link before: a crashed request may have left another one held.
    for (const { id } of await deps.journals.heldBy(tenantId, accountId)) {
      if (id !== link?.journalId) await deps.journals.release(tenantId, id, accountId);
    }
  };

  return async (tenantId: string, accountId: string, request: LinkRequest): Promise<LinkOutcome> => {
    const account = await deps.accounts.get(tenantId, accountId);
    if (!account) return { kind: 'unknown_account' };
    const { action, ...wish } = request;
    if (action === 'none') {
      await write(account, undefined);
      return { kind: 'unlinked' };
    }
    const connection = await deps.connections.get({ tenantId, connectionId: account.connectionId });
    if (!connection || connection.status === 'disconnected') return { kind: 'disconnected' };
    const institution = await institutionOf(account);
    const chosen = await chooseJournal(account, { ...wish, action }, institution?.name);
    if (chosen.kind !== 'chosen') return chosen;
    const link = linkFor(account, chosen.journalId, request, knownTimeZone(institution?.timeZone));
    await write(account, link);
    if (connection.status === 'active' && !account.authorization.revoked) {
      await deps.startSync({ ...account, link }, { trigger: 'link' });
    }
    return { kind: 'linked' };
  };
};
