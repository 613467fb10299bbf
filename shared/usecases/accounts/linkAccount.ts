import { defined } from '../../language/defined.ts';
import { dayOf, knownTimeZone, type CalendarDate } from '../../domain/calendar/calendarDate.ts';
import type { Account, Frequency, Link } from '../../domain/connections/connection.ts';
import { isExpected, type Expected } from '../../domain/revision.ts';
import { linkStart } from '../../domain/connections/linkStart.ts';
import type { StatementPeriod } from '../../domain/statements/period.ts';
import type { KnownBalanceDay } from '../../domain/statements/knownBalanceDay.ts';
import type { KnownBalance } from '../../domain/statements/statement.ts';
import type { InstitutionCatalogue } from '../../ports/institutions.ts';
import type { AccountStore } from '../../ports/accounts.ts';
import type { ConnectionStore, DueIndex } from '../../ports/connections.ts';
import type { JournalStore } from '../../ports/journals.ts';
import { booksStartOf } from '../sync/syncLedger.ts';
import type { StartSync } from '../syncs/startSync.ts';
import { makeChooseJournal, type ChooseJournalDeps, type ChosenJournal, type JournalWish } from './chooseJournal.ts';
import { institutionOf } from '../institutions/institutionOf.ts';
import { dayOfFigure, type DayOfFigureDeps } from './dayOfFigure.ts';
import { untilUnchanged } from './untilUnchanged.ts';
import { makeUpdateDueIndex } from './updateDueIndex.ts';

interface Deps extends ChooseJournalDeps, DayOfFigureDeps {
  readonly accounts: Pick<AccountStore, 'get' | 'ofConnection' | 'setLink'>;
  readonly connections: Pick<ConnectionStore, 'get'>;
  readonly journals: ChooseJournalDeps['journals'] & Pick<JournalStore, 'release'>;
  readonly catalogue: Pick<InstitutionCatalogue, 'get'>;
  readonly due: Pick<DueIndex, 'add' | 'markOf' | 'remove'>;
  readonly startSync: StartSync;
}

export interface LinkRequest extends Omit<JournalWish, 'action'> {
  readonly action?: 'create_journal' | 'link_journal' | 'none' | undefined;
  readonly frequency?: Frequency | undefined;
  readonly statementPeriod?: StatementPeriod | undefined;
  readonly importFrom?: CalendarDate | undefined;
  readonly knownBalance?: KnownBalance | undefined;
}

export type LinkOutcome =
  | { readonly kind: 'linked' | 'unlinked' }
  | { readonly kind: 'unknown_account' }
  | { readonly kind: 'disconnected' }
  | { readonly kind: 'changed_meanwhile' }
  /** `day`: the first one of the books. */
  | { readonly kind: 'import_from_too_late'; readonly day: CalendarDate }
  | Exclude<KnownBalanceDay, { readonly kind: 'fits' }>
  | Exclude<ChosenJournal, { readonly kind: 'chosen' }>;

/**
 * Decides which journal an account feeds and how, and starts the first import at once. What the request leaves open
 * stays as it is; a new link is read every 12 hours, has daily statements and begins with the current month, or on the day
 * after the balance that the tenant knows.
 *
 * A link never points to a journal that is free for others, whatever runs at the same time or crashes: the journal is
 * claimed anew before the link is written, the link is written only if nobody wrote it since it was read, and a
 * journal is released only by a claim that was seen before that.
 *
 *     A reads the link -- claims J1 -- sees J2 held by claim 1 -- writes the link J1 -------------- releases claim 1
 *     B reads the link -- claims J2 (1) ---------------------------- refused, begins again: claims J2 (2), links J2
 *                                                                             claim 2 stays: J2 is still this account's
 */
export const makeLinkAccount = (deps: Deps) => {
  const chooseJournal = makeChooseJournal(deps);
  const dueIndex = makeUpdateDueIndex(deps);

  const linkFor = (account: Account, journalId: string, request: LinkRequest, timeZone: string): Link => {
    const now = deps.clock.now();
    const before = account.link;
    const known = request.knownBalance ?? before?.knownBalance;
    return {
      journalId,
      frequency: request.frequency ?? before?.frequency ?? 'every_12_hours',
      statementPeriod: request.statementPeriod ?? before?.statementPeriod ?? 'daily',
      importFrom: linkStart(request, before, dayOf(now, timeZone)),
      linkedAt: before?.linkedAt ?? now,
      ...(known && { knownBalance: known }),
      ...defined({ figuresTakenBackAt: before?.figuresTakenBackAt }),
    };
  };

  /**
   * The first day of the books where a link is to begin later than it did: what is in them stays, and what lies between goes on
   * coming in, so that the later day would say what is not so.
   */
  const booksBeginBefore = async (account: Account, request: LinkRequest): Promise<CalendarDate | undefined> => {
    const { tenantId, id: accountId, link } = account;
    const { importFrom } = request;
    if (!link || importFrom === undefined || importFrom <= link.importFrom) return undefined;
    const begins = booksStartOf(importFrom, await deps.reader.head({ tenantId, accountId }));
    return begins < importFrom ? begins : undefined;
  };

  /** Refused before a journal is claimed, so that nothing half-done stays. */
  const dayOfKnownBalance = async (
    account: Account,
    request: LinkRequest,
    timeZone: string,
  ): Promise<KnownBalanceDay> => {
    const { importFrom, knownBalance } = linkFor(account, '', request, timeZone);
    if (!knownBalance || knownBalance === 'taken_back') return { kind: 'fits' };
    return dayOfFigure(deps, account, knownBalance, { importFrom, timeZone });
  };

  const write = async (account: Account, link: Link | undefined): Promise<Account | 'changed'> => {
    const { tenantId, id: accountId } = account;
    const held = await deps.journals.heldBy({ tenantId, accountId });
    const at = deps.clock.now();
    await dueIndex.join(refOf(account), link?.frequency);
    const written = await deps.accounts.setLink(account, { to: link, at });
    if (written === 'changed') return written;
    // The account may have moved to another connection meanwhile.
    await dueIndex.join(refOf(written), link?.frequency);
    await dueIndex.tidy(refOf(account));
    // Not only the journal of the link before: a crashed request may have left another one held.
    for (const { journal, claimId } of held) {
      if (journal.id !== link?.journalId) await deps.journals.release({ tenantId, journalId: journal.id }, claimId);
    }
    return written;
  };

  const attempt = async (
    tenantId: string,
    accountId: string,
    request: LinkRequest,
    expected: Expected,
  ): Promise<LinkOutcome | { readonly kind: 'changed' }> => {
    const account = await deps.accounts.get({ tenantId, accountId });
    if (!account) return { kind: 'unknown_account' };
    if (!isExpected(account.linkRevision, expected)) return { kind: 'changed_meanwhile' };
    const { action, ...wish } = request;
    if (action === 'none') {
      const unlinked = await write(account, undefined);
      return { kind: unlinked === 'changed' ? 'changed' : 'unlinked' };
    }
    const connection = await deps.connections.get({ tenantId, connectionId: account.connectionId });
    if (!connection || connection.status === 'disconnected') return { kind: 'disconnected' };
    const institution = await institutionOf(deps.catalogue, account);
    const timeZone = knownTimeZone(institution?.timeZone);
    const begins = await booksBeginBefore(account, request);
    if (begins !== undefined) return { kind: 'import_from_too_late', day: begins };
    const day = await dayOfKnownBalance(account, request, timeZone);
    if (day.kind !== 'fits') return day;
    const chosen = await chooseJournal(account, { ...wish, action }, institution?.name);
    if (chosen.kind !== 'chosen') return chosen;
    const link = linkFor(account, chosen.journalId, request, timeZone);
    const linked = await write(account, link);
    if (linked === 'changed') return { kind: 'changed' };
    if (connection.status === 'active' && !linked.authorization.revoked) {
      await deps.startSync(linked, { trigger: 'link' });
    }
    return { kind: 'linked' };
  };

  return (tenantId: string, accountId: string, request: LinkRequest, expected?: Expected): Promise<LinkOutcome> =>
    untilUnchanged(() => attempt(tenantId, accountId, request, expected));
};

const refOf = ({ tenantId, connectionId }: Account) => ({ tenantId, connectionId });
