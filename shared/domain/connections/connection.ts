import type { CalendarDate, Instant } from '../calendar/calendarDate.ts';
import type { Revision } from '../revision.ts';
import type { StatementPeriod } from '../statements/period.ts';
import type { KnownBalance } from '../statements/statement.ts';
import type { UnconfirmedAccess } from './unconfirmedAccess.ts';

export type ConnectionMethod = 'oauth' | 'client_credentials' | 'legacy_token';

export type ConnectionStatus =
  'awaiting_consent' | 'active' | 'reconnect_required' | 'blocked' | 'migration_required' | 'disconnected';

/**
 * Every allowed move of a connection; a move that is not listed is refused. The store turns `from` into the condition
 * of the write, so that two writers cannot both believe they moved it.
 */
export const connectionTransitions = {
  activate: {
    from: ['awaiting_consent', 'active', 'reconnect_required', 'migration_required', 'blocked'],
    to: 'active',
  },
  tokensRefused: { from: ['active', 'blocked'], to: 'reconnect_required' },
  block: { from: ['active'], to: 'blocked' },
  unblock: { from: ['blocked'], to: 'active' },
  disconnect: {
    from: ['awaiting_consent', 'active', 'reconnect_required', 'blocked', 'migration_required', 'disconnected'],
    to: 'disconnected',
  },
} as const satisfies Record<string, { from: readonly ConnectionStatus[]; to: ConnectionStatus }>;

export type ConnectionTransition = keyof typeof connectionTransitions;

export interface Contact {
  readonly email: string;
  readonly name?: string;
  /** BCP 47 language of mails to this person; English where it is missing. */
  readonly locale?: string;
}

/** A bank account that a legacy connection fed before; without a currency, any account of that number. */
export interface ExpectedAccount {
  readonly reference: string;
  readonly currency?: string;
}

/**
 * How far our access at Ponto is ended after a disconnect. `not_needed`: there was none, it is the tenant's own to end, or
 * another connection stands on it.
 */
export type Revocation = 'pending' | 'done' | 'not_needed';

/** One tenant's link to Ponto. */
export interface Connection {
  readonly tenantId: string;
  readonly id: string;
  readonly method: ConnectionMethod;
  readonly status: ConnectionStatus;
  /** Why the connection is in this status, as a code of the error catalogue; absent while all is well. */
  readonly statusCode?: string;
  /** When it came into this status; missing where it began with it. */
  readonly statusSince?: Instant;
  readonly institutionId?: string;
  /** Ponto's id of the organisation that consented (`sub` of userinfo); known after the first consent. */
  readonly organizationId?: string;
  /** Whether the organisation has completed its registration at Ponto, which deletes it after 72 hours otherwise. */
  readonly onboardingComplete?: boolean;
  /** Missing only where a legacy connection was recorded without one. */
  readonly contact?: Contact;
  readonly notify: readonly string[];
  /** Gets one digest over all connections, of whatever tenants, that it is set for. */
  readonly accountant?: string;
  /** What the tenant calls it; the accountant's digest tells clients apart by it. */
  readonly name?: string;
  /** The accounts of a legacy connection, looked for when it migrates. */
  readonly expectedAccounts?: readonly ExpectedAccount[];
  /** Read it by `unconfirmedOf`: what waited is over once the connection has an access. */
  readonly unconfirmed?: UnconfirmedAccess;
  /** Only of a disconnected one. */
  readonly revocation?: Revocation;
  /** When it last became active: who was refused with an older access learns by it that there is a newer one. */
  readonly activatedAt?: Instant;
  /** When Ponto refused our access, for as long as the bus has not taken the news. */
  readonly refusalUntoldAt?: Instant;
  /** Of what people set: its name, and who is written to. */
  readonly settingsRevision?: Revision;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
}

export const frequencies = ['every_6_hours', 'every_12_hours', 'daily', 'weekly', 'monthly', 'manual'] as const;
export type Frequency = (typeof frequencies)[number];
/** The frequencies that have a schedule. `manual` accounts are read only when somebody asks. */
export const scheduledFrequencies = ['every_6_hours', 'every_12_hours', 'daily', 'weekly', 'monthly'] as const;
export type ScheduledFrequency = (typeof scheduledFrequencies)[number];

/** What the tenant decided for an account that feeds a journal. */
export interface Link {
  readonly journalId: string;
  readonly frequency: Frequency;
  readonly statementPeriod: StatementPeriod;
  /** Lines before this day stay out of the books. */
  readonly importFrom: CalendarDate;
  readonly linkedAt: Instant;
  /** The closing balance of a day by a statement of the bank that the tenant holds. */
  readonly knownBalance?: KnownBalance | 'taken_back';
  /** When the figures that were given until then were last taken back. */
  readonly figuresTakenBackAt?: Instant;
}

export interface Balance {
  readonly amount: string;
  readonly currency: string;
  /** The day up to and including which the bank counted. */
  readonly referenceDate?: CalendarDate;
  readonly changedAt?: Instant;
  /** When Ponto saw the amount move. */
  readonly variationObservedAt?: Instant;
}

export interface Authorization {
  readonly authorizedAt?: Instant;
  readonly expiresAt?: Instant;
  /** The bank has refused Ponto since, whatever end was expected; absent while it has not. */
  readonly endedAt?: Instant;
  /** The customer withdrew it, or the account is no longer shared with us. */
  readonly revoked: boolean;
}

/** A bank account that the tenant authorised on a connection. */
export interface Account {
  readonly tenantId: string;
  readonly id: string;
  readonly connectionId: string;
  readonly institutionId: string;
  readonly pontoId: string;
  readonly reference: string;
  readonly referenceType: string;
  readonly currency: string;
  readonly subtype?: string;
  readonly holderName?: string;
  readonly product?: string;
  readonly description?: string;
  /** The bank's own reference of the account: tells pockets and cards of one number apart. */
  readonly internalReference?: string;
  readonly deprecated: boolean;
  /** `readonly`: the bank is under maintenance, stored data stays readable. */
  readonly availability: 'available' | 'readonly';
  readonly authorization: Authorization;
  readonly balances: { readonly current?: Balance; readonly available?: Balance };
  /** When Ponto last got through to the bank, as far as a look at the account has told. */
  readonly bankReachedAt?: Instant;
  readonly link?: Link;
  /** Grows with every write of the link, also of an equal one: two people who change it at once are told apart by it. */
  readonly linkRevision?: number;
  /** A person has said that it continues that account: both ids answer with that one, and lists show one. */
  readonly continuedAs?: {
    readonly accountId: string;
    readonly at: Instant;
    /** The number that the other one had till then; missing where earlier releases noted the word. */
    readonly former?: FormerNumber;
  };
  /** It goes on under another id of Ponto: what it was before, should a person take that back. */
  readonly succession?: AccountSuccession;
  /** Ids of Ponto of which a person has said that they are not this account, the last ones. */
  readonly notContinuedAs?: readonly {
    readonly pontoId: string;
    readonly at: Instant;
    /** The number that the other one had; missing where earlier releases noted the word. */
    readonly number?: FormerNumber;
  }[];
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
}

/** The last time that an account went on as another one, by itself or by a person's word. */
export interface AccountSuccession {
  readonly at: Instant;
  readonly before: AccountBefore;
}

/** The connection that an account was on, and what Ponto had told of it last. */
export type AccountBefore = Omit<
  Account,
  'tenantId' | 'id' | 'link' | 'linkRevision' | 'continuedAs' | 'succession' | 'notContinuedAs' | 'createdAt'
>;

/** What is remembered of an account that goes on under another number. */
export type FormerNumber = Pick<
  Account,
  'institutionId' | 'reference' | 'referenceType' | 'currency' | 'internalReference'
>;

/** A bookkeeping journal of the tenant, fed by at most one account. */
export interface Journal {
  readonly tenantId: string;
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly currency: string;
  readonly accountId?: string;
  /** Of its code and name. */
  readonly revision?: Revision;
}
