import { dayOf, defaultTimeZone, type Instant } from '../../domain/calendar/calendarDate.ts';
import { connectionTransitions, type Connection } from '../../domain/connections/connection.ts';
import type { Expected } from '../../domain/revision.ts';
import type { UnconfirmedAccess } from '../../domain/connections/unconfirmedAccess.ts';
import type { HistoryNote } from '../../domain/connections/history.ts';
import { defined } from '../../language/defined.ts';
import type { AccountantIndex } from '../../ports/alerts.ts';
import type { ScheduledChecks } from '../../ports/alerts.ts';
import type { ConnectionMove, ConnectionStore } from '../../ports/connections.ts';
import type { Moved, Page, PageRequest, ConnectionRef } from '../../ports/refsAndPages.ts';
import { DynamoAccountantIndex } from './accountants.ts';
import { DynamoScheduledChecks } from './scheduledChecks.ts';
import { DynamoConnectionHistory, noteOf, noting } from './connectionHistory.ts';
import { connectionKey, prefixes, tenantPartition } from './keys.ts';
import { connectionRecord, parseRecord } from './records.ts';
import { readPage } from './readPage.ts';
import {
  absent,
  all,
  any,
  asSeen,
  atMost,
  equals,
  exists,
  isAt,
  isNew,
  oneOf,
  present,
  setting,
  type Condition,
  type Attributes,
} from './expressions.ts';
import type { Table } from './table.ts';

const read = (item: Readonly<Record<string, unknown>>): Connection =>
  parseRecord(connectionRecord(), item, 'connection');

/** Beside a connection lie its tokens and run state; only the connection itself has a method. */
const connectionsOnly = present('method');

/** Somebody has to be told of it: that it has come to a stop, or that Ponto will delete the organisation. */
const needsAttention = (move: ConnectionMove): boolean =>
  move.transition === 'activate'
    ? move.onboardingComplete === false
    : move.transition === 'tokensRefused' || move.transition === 'block';

export class DynamoConnectionStore implements ConnectionStore {
  readonly #table: Table;
  readonly #history: DynamoConnectionHistory;
  readonly #accountants: Pick<AccountantIndex, 'add'>;
  readonly #checks: Pick<ScheduledChecks, 'put'>;

  constructor(table: Table) {
    this.#table = table;
    this.#history = new DynamoConnectionHistory(table);
    this.#accountants = new DynamoAccountantIndex(table);
    this.#checks = new DynamoScheduledChecks(table);
  }

  async create(connection: Connection, note?: HistoryNote): Promise<void> {
    const { tenantId, id: connectionId, createdAt: at, status } = connection;
    const ref = { tenantId, connectionId };
    const key = connectionKey(ref);
    if (connection.accountant !== undefined) await this.#accountants.add(connection.accountant, ref);
    const outcome = await this.#table.put(
      key,
      { ...connection, ...(note && { notes: new Set([noteOf(note, { at, status })]) }) },
      isNew,
    );
    if (outcome === 'refused') throw new Error('a connection with this id exists');
  }

  async get(ref: ConnectionRef): Promise<Connection | undefined> {
    const item = await this.#table.get(connectionKey(ref));
    return item && read(item);
  }

  async list(tenantId: string, page: PageRequest): Promise<Page<Connection>> {
    return readPage(this.#table, {
      pk: tenantPartition(tenantId),
      prefix: prefixes.connection,
      page,
      filter: connectionsOnly,
      read,
      idOf: (connection) => connection.id,
    });
  }

  async move(ref: ConnectionRef, move: ConnectionMove): Promise<Moved<Connection>> {
    const { transition, at, note } = move;
    const { from, to } = connectionTransitions[transition];
    const { statusCode, members, guard } = carriedBy(move);
    const changed = setting({
      status: to,
      statusCode,
      statusSince: at,
      updatedAt: at,
      ...members,
      refusalUntoldAt: transition === 'tokensRefused' ? at : undefined,
    });
    // Before the move: whoever has to be told of it is found by the next daily run, whatever happens to this one.
    if (needsAttention(move)) await this.#checks.put(dayOf(at, defaultTimeZone), ref);
    const outcome = await this.#table.update(
      connectionKey(ref),
      { ...changed, ...(note && noting(note, { at, status: to, code: statusCode })) },
      all(oneOf('status', from), ...(guard ? [guard] : [])),
    );
    if (outcome.kind === 'written') return { kind: 'moved', current: await this.#settled(ref, outcome.item) };
    const current = await this.get(ref);
    return current ? { kind: 'refused', current } : { kind: 'missing' };
  }

  async recordBlocking(ref: ConnectionRef, reportedAt: Instant): Promise<'recorded' | 'outdated'> {
    const outcome = await this.#table.update(
      connectionKey(ref),
      setting({ blockingToldAt: reportedAt }),
      // The same event again is recorded again: the work that follows may have been interrupted.
      all(exists, any(absent('blockingToldAt'), atMost('blockingToldAt', reportedAt))),
    );
    return outcome.kind === 'written' ? 'recorded' : 'outdated';
  }

  async recordOrganization(
    ref: ConnectionRef,
    { id: organizationId, onboardingComplete }: Parameters<ConnectionStore['recordOrganization']>[1],
    at: string,
  ): Promise<void> {
    if (onboardingComplete === false) await this.#checks.put(dayOf(at, defaultTimeZone), ref);
    // Without a word about it, what was said of another organisation must not stay.
    await this.#table.update(
      connectionKey(ref),
      setting({ organizationId, onboardingComplete }),
      equals('status', 'awaiting_consent'),
    );
  }

  async claim(
    ref: ConnectionRef,
    { organizationId, confirms, at }: Parameters<ConnectionStore['claim']>[1],
  ): Promise<'claimed' | 'refused'> {
    const until = new Date(Date.parse(at) + claimMs).toISOString();
    const outcome = await this.#table.update(
      connectionKey(ref),
      setting({ claim: { organizationId, until } }),
      all(
        oneOf('status', connectionTransitions.activate.from),
        any(isWithoutAccess, absent('organizationId'), equals('organizationId', organizationId)),
        unclaimedBy(organizationId, at),
        ...(confirms === undefined ? [] : [isWithoutAccess, ...standing(confirms)]),
      ),
    );
    return outcome.kind === 'written' ? 'claimed' : 'refused';
  }

  async keepUnconfirmed(
    ref: ConnectionRef,
    unconfirmed: UnconfirmedAccess,
    { at, instead, note }: Parameters<ConnectionStore['keepUnconfirmed']>[2],
  ): Promise<'kept' | 'refused'> {
    await this.#checks.put(dayOf(at, defaultTimeZone), ref);
    const outcome = await this.#table.update(
      connectionKey(ref),
      { ...setting({ unconfirmed, updatedAt: at }), ...(note && noting(note, { at })) },
      all(isWithoutAccess, unclaimedBy(unconfirmed.organizationId, at), ...standing(instead)),
    );
    if (outcome.kind === 'refused') return 'refused';
    await this.#settled(ref, outcome.item);
    return 'kept';
  }

  async markOnboarded(ref: ConnectionRef): Promise<void> {
    await this.#table.update(connectionKey(ref), setting({ onboardingComplete: true }), exists);
  }

  async markRefusalPublished(ref: ConnectionRef, refusedAt: string): Promise<void> {
    await this.#table.update(connectionKey(ref), { remove: ['refusalUntoldAt'] }, equals('refusalUntoldAt', refusedAt));
  }

  async changeContacts(
    ref: ConnectionRef,
    change: Parameters<ConnectionStore['changeContacts']>[1],
    expected?: Expected,
  ): Promise<Connection | 'changed_meanwhile' | undefined> {
    // Before the connection, and never taken away here: an entry for nothing does no harm, and two people who change it at
    // once must not leave one missing.
    if (typeof change.accountant === 'string' && (await this.get(ref))) {
      await this.#accountants.add(change.accountant, ref);
    }
    const outcome = await this.#table.update(
      connectionKey(ref),
      {
        ...setting({
          updatedAt: change.at,
          ...defined({ contact: change.contact, notify: change.notify, name: change.name }),
          ...(change.accountant !== undefined && { accountant: change.accountant ?? undefined }),
        }),
        ...(change.note && noting(change.note, change)),
        add: { settingsRevision: 1 },
      },
      expected ? all(exists, isAt('settingsRevision', expected)) : exists,
    );
    if (outcome.kind === 'written') return this.#settled(ref, outcome.item);
    return expected && (await this.get(ref)) ? 'changed_meanwhile' : undefined;
  }

  /** The change stands. A note that does not reach its place now is taken there by the next change or look. */
  async #settled(ref: ConnectionRef, item: Attributes): Promise<Connection> {
    await this.#history.settle(ref, item).catch(() => undefined);
    return read(item);
  }
}

/** What a move writes beside the status, and what else must hold. */
const carriedBy = (
  move: ConnectionMove,
): { readonly statusCode?: string; readonly members?: object; readonly guard?: Condition } => {
  switch (move.transition) {
    case 'activate': {
      const { organizationId, onboardingComplete, method, at: activatedAt } = move;
      const known = defined({ organizationId, onboardingComplete, method, activatedAt });
      // The claim stays for its while: what else comes back by then is refused.
      return {
        members: { ...known, unconfirmed: undefined },
        ...(move.claimed === true && { guard: equals(['claim', 'organizationId'], organizationId) }),
      };
    }
    case 'tokensRefused':
      return { statusCode: move.statusCode, guard: guardOf(move.unless) };
    case 'block':
      return { statusCode: move.statusCode, guard: latestReport(move.reportedAt) };
    case 'unblock':
      return { guard: latestReport(move.reportedAt) };
    case 'disconnect':
      return { members: { revocation: move.revocation } };
  }
};

const guardOf = (unless: Extract<ConnectionMove, { transition: 'tokensRefused' }>['unless']): Condition => {
  if ('activatedAfter' in unless) {
    const { activatedAfter } = unless;
    return any(absent('activatedAt'), atMost('activatedAt', activatedAfter));
  }
  return asSeen('activatedAt', unless.renewedSince.activatedAt);
};

/** Longer than a request may last: who made the claim has finished by then, or never will. */
const claimMs = 120_000;

/** What was noted of an organisation binds nobody yet. */
const isWithoutAccess = oneOf('status', ['awaiting_consent', 'migration_required']);

/** No other organisation is just becoming the connection's. The claim is a matter of this store alone. */
const unclaimedBy = (organizationId: string, at: Instant): Condition =>
  any(absent('claim'), equals(['claim', 'organizationId'], organizationId), atMost(['claim', 'until'], at));

const standing = (token: string | undefined): readonly Condition[] =>
  token === undefined ? [] : [equals(['unconfirmed', 'token'], token)];

/** Kept beside the connection's members: the order of what Ponto reports is a matter of this store alone. */
const latestReport = (reportedAt: Instant): Condition => equals('blockingToldAt', reportedAt);
