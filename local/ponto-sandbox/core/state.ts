import type { OrderedStore, StoredInOrder } from './orderedStore.ts';

/*
 * The whole world of the sandbox as plain JSON. Moments are milliseconds since 1970, days are `YYYY-MM-DD`, ids are
 * keys. It is changed in place: a simulation takes millions of steps.
 */

/** What the bank says about a line. A missing key is rendered as null. */
export interface LineContent {
  readonly amount: number;
  readonly currency: string;
  readonly executionDate?: string;
  readonly valueDate?: string;
  readonly description?: string;
  readonly remittanceInformation?: string;
  readonly remittanceInformationType?: 'structured' | 'unstructured';
  readonly counterpartName?: string;
  readonly counterpartReference?: string;
  readonly bankTransactionCode?: string;
  readonly proprietaryBankTransactionCode?: string;
  readonly endToEndId?: string;
  readonly purposeCode?: string;
  readonly mandateId?: string;
  readonly creditorId?: string;
  readonly additionalInformation?: string;
  readonly fee?: number;
  readonly cardReference?: string;
  readonly cardReferenceType?: 'PAN' | 'MASKEDPAN';
  readonly digest?: string;
  readonly internalReference?: string;
}

/** A line in the bank's own books. */
export interface BankLine extends StoredInOrder {
  /** The booking day that the balance counts it under. */
  day: string;
  content: LineContent;
  readonly createdAt: number;
  updatedAt: number;
  /** The bank counts it in its balance and does not give it to Ponto. */
  isWithheld?: boolean;
}

/** Something that the bank will do by itself. */
export interface BankEvent {
  readonly at: number;
  readonly lineId: string;
  readonly kind: 'pending' | 'booked' | 'changed';
  readonly day: string;
  readonly content: LineContent;
}

export type AccountSubtype = 'checking' | 'savings' | 'card';

export interface BankAccount {
  readonly id: string;
  readonly organizationId: string;
  readonly institutionId: string;
  readonly subtype: AccountSubtype;
  readonly reference: string;
  readonly currency: string;
  readonly description: string;
  readonly product: string;
  readonly holderName: string;
  readonly internalReference: string;
  /** Thousandths of the currency. */
  readonly openingUnits: number;
  /** The profile of generators that make its lines; none for an account that only gets what it is given. */
  readonly habits?: string;
  /** Two accounts with one key live the same life: a deprecated connection and its replacement. */
  readonly lifeKey: string;
  /** The last day whose life is written. */
  livedThrough: string;
  readonly upcoming: BankEvent[];
  readonly booked: OrderedStore<BankLine>;
  readonly pending: OrderedStore<BankLine>;
  /** Ids of booked lines in the order in which they came, changed or went: what a synchronization reads on from. */
  readonly changes: string[];
  /** Sum of each booking day, in thousandths. */
  readonly dayTotals: Record<string, number>;
  readonly createdAt: number;
}

/** A line as Ponto holds it. */
export interface PontoLine extends StoredInOrder {
  readonly bankLineId: string;
  content: LineContent;
  readonly createdAt: number;
  updatedAt: number;
}

export type Subtype = 'accountDetails' | 'accountTransactions' | 'accountTransactionsWithUnsettled';

export interface SynchronizationError {
  readonly code: string;
  readonly detail: string;
  readonly meta?: object;
}

export interface Synchronization {
  readonly id: string;
  readonly accountId: string;
  readonly subtype: Subtype;
  status: 'pending' | 'running' | 'success' | 'error';
  errors: readonly SynchronizationError[];
  readonly customerOnline: boolean;
  readonly createdAt: number;
  updatedAt: number;
  readonly runsAt: number;
  readonly endsAt: number;
  /** Ids of the lines that the run made or changed. */
  readonly touched: string[];
  readonly touchedPending: string[];
}

/** What the last run over the details found. */
interface AccountDetails {
  readonly currentUnits: number;
  readonly availableUnits: number;
  /** The last day that the bank has closed: the balance counts lines up to and including it. */
  readonly closedDay: string;
  readonly currentChangedAt: number;
  readonly availableChangedAt: number;
}

/** An account as Ponto knows it; belongs to an organization and may be shared with several integrations. */
export interface Account {
  readonly id: string;
  readonly organizationId: string;
  readonly institutionId: string;
  readonly bankAccountId: string;
  authorizedAt: number;
  expiresAt: number;
  details?: AccountDetails;
  readonly lines: OrderedStore<PontoLine>;
  readonly pending: OrderedStore<PontoLine>;
  /** How far the bank's changes are read. */
  changesRead: number;
  latestSynchronizationId?: string;
  synchronizedAt?: number;
  readonly synchronizationIds: string[];
  /** When each subtype was last asked for by a customer: the throttle. */
  readonly asked: Partial<Record<Subtype, number>>;
}

export interface Organization {
  readonly id: string;
  readonly name: string;
  readonly country: string;
  blocked: boolean;
  readonly createdAt: number;
  readonly bankAccountIds: string[];
  /** Ponto accounts by bank account. */
  readonly accountIds: Record<string, string>;
  /** Credentials that the organization made for its own custom integration. */
  custom?: { readonly clientId: string; readonly clientSecret: string };
}

export interface Integration {
  readonly id: string;
  readonly clientId: string;
  readonly organizationId: string;
  readonly createdAt: number;
  readonly accounts: Record<string, { readonly createdAt: number; lastAccessedAt?: number }>;
}

interface AuthorizationCode {
  readonly chainId: string;
  readonly redirectUri: string;
  readonly challenge?: string;
  readonly expiresAt: number;
  used: boolean;
}

/** All tokens that one consent led to: they die together. */
export interface TokenChain {
  readonly id: string;
  readonly integrationId: string;
  readonly scope: string;
  revoked: boolean;
}

export type AccessToken =
  | { readonly kind: 'user'; readonly chainId: string; readonly expiresAt: number }
  | { readonly kind: 'client'; readonly expiresAt: number }
  | { readonly kind: 'custom'; readonly integrationId: string; readonly secret: string; readonly expiresAt: number };

interface RefreshToken {
  readonly chainId: string;
  used: boolean;
}

interface RememberedAnswer {
  readonly fingerprint: string;
  readonly answer: { readonly status: number; readonly contentType: string; readonly body: string };
  readonly expiresAt: number;
}

export interface WebhookEvent {
  readonly id: string;
  readonly type: string;
  readonly attributes: Record<string, string | number>;
  readonly relationships: Record<string, { readonly data: { readonly type: string; readonly id: string } }>;
}

/** Switches for what the real service leaves uncertain (reference, sections 10 and 11). */
export interface Settings {
  pkceAlways: boolean;
  refreshReuseRevokesChain: boolean;
  clampPageLimit: boolean;
  /** Version 1 of the API did not ask for the customer's address. */
  customerIpAddressOptional: boolean;
  throttleSeconds: number;
  runsAfterMs: number;
  endsAfterMs: number;
  /** Null is nowhere; missing, where the sandbox was told to send at its start. */
  webhookUrl?: string | null;
}

/** What an application told about a person before it sent them (reference, section 4.11). */
export interface Onboarding {
  readonly attributes: {
    readonly email?: string | null | undefined;
    readonly firstName?: string | null | undefined;
    readonly lastName?: string | null | undefined;
    readonly organizationName?: string | null | undefined;
  };
  readonly institutionId?: string;
  readonly expiresAt: number;
}

export interface Maintenance {
  readonly from: number;
  readonly to: number;
  readonly type: 'internal' | 'financialInstitution';
}

export interface SandboxState {
  readonly version: 1;
  readonly seed: string;
  /** Raised by a reset, so that tokens of the world before mean nothing in the new one. */
  readonly generation: number;
  idsMade: number;
  /** Everything due up to here has happened. */
  now: number;
  nextBackgroundAt: number;
  readonly settings: Settings;
  readonly maintenance: Record<string, Maintenance | null>;
  readonly organizations: Record<string, Organization>;
  readonly bankAccounts: Record<string, BankAccount>;
  readonly accounts: Record<string, Account>;
  readonly integrations: Record<string, Integration>;
  readonly synchronizations: Record<string, Synchronization>;
  readonly activeSynchronizations: string[];
  readonly codes: Record<string, AuthorizationCode>;
  readonly chains: Record<string, TokenChain>;
  readonly accessTokens: Record<string, AccessToken>;
  readonly refreshTokens: Record<string, RefreshToken>;
  readonly onboardings: Record<string, Onboarding>;
  readonly reauthorizations: Record<
    string,
    { readonly accountId: string; readonly integrationId: string; readonly redirectUri: string; done: boolean }
  >;
  readonly remembered: Record<string, RememberedAnswer>;
  readonly outbox: WebhookEvent[];
}
