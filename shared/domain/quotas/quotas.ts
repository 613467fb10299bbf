/** What one tenant may use, so that it takes nothing from its neighbours. */
export interface Quotas {
  /** Calls of the API with a token. */
  readonly requestsPerMinute: number;
  /** Runs that are asked for by a call; those of the schedules count apart. */
  readonly syncsPerHour: number;
  /** Addresses of our own pages that are made. */
  readonly pageSessionsPerHour: number;
  /** Connections that are not disconnected. */
  readonly connections: number;
  readonly linkedAccounts: number;
}

/** Half of what the gateway lets through, and more banks than an office looks after. */
export const defaultQuotas: Quotas = {
  requestsPerMinute: 6_000,
  syncsPerHour: 1_000,
  pageSessionsPerHour: 1_000,
  connections: 500,
  linkedAccounts: 2_000,
};

/** A quota that is used up. */
export interface Exceeded {
  readonly code:
    | 'too_many_requests'
    | 'too_many_syncs'
    | 'too_many_page_sessions'
    | 'too_many_connections'
    | 'too_many_linked_accounts';
  readonly limit: number;
  /** Where it becomes free by itself. */
  readonly allowance?: Allowance;
}

/** How a tenant stands with a quota that becomes free by itself when its window of time ends. */
export interface Allowance {
  readonly of: 'requests' | 'syncs' | 'page_sessions';
  readonly limit: number;
  readonly windowSeconds: number;
  readonly remaining: number;
  /** Until the window ends. */
  readonly secondsLeft: number;
}

/** A call that was counted, and the refusal where it was one too many. */
export interface Metered {
  readonly allowance: Allowance;
  readonly exceeded?: Exceeded;
}
