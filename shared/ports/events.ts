import type { Instant } from '../domain/calendar/calendarDate.ts';

/** Facts for other software, on the bus. No bank data in them. */
export type DomainEvent =
  | { readonly type: 'ConnectionActivated'; readonly connectionId: string }
  | { readonly type: 'ConnectionReconnectRequired'; readonly connectionId: string; readonly code: string }
  | { readonly type: 'ConnectionDisconnected'; readonly connectionId: string }
  | {
      readonly type: 'AccountsFetched';
      readonly connectionId: string;
      readonly added: number;
      readonly kept: number;
      readonly lost: number;
    }
  /** `from` exclusive, `to` inclusive, as cursors of the change feed. */
  | { readonly type: 'TransactionsChanged'; readonly accountId: string; readonly from: number; readonly to: number }
  | {
      readonly type: 'StatementFinalised';
      readonly accountId: string;
      readonly statementId: string;
      readonly number: string;
    }
  | { readonly type: 'BalanceMismatchFound'; readonly accountId: string }
  /** `daysBefore` is the step of the reminder schedule, not the days that are left when a run was missed. */
  | {
      readonly type: 'AuthorizationExpiring';
      readonly accountId: string;
      readonly connectionId: string;
      readonly expiresAt: Instant;
      readonly daysBefore: number;
    }
  | {
      readonly type: 'AuthorizationExpired';
      readonly accountId: string;
      readonly connectionId: string;
      readonly expiresAt: Instant;
    }
  | { readonly type: 'AccountReauthorized'; readonly accountId: string }
  | { readonly type: 'WebhookEndpointDisabled'; readonly endpointId: string; readonly because: 'gone' | 'failing' }
  | { readonly type: 'SyncFailed'; readonly accountId: string; readonly syncId: string; readonly code: string };

export interface PublishedEvent {
  /** The same on repeats of the same fact, so that a consumer can tell them. */
  readonly id: string;
  readonly tenantId: string;
  readonly occurredAt: Instant;
  readonly event: DomainEvent;
}

export interface EventBus {
  /** At least once. */
  publish(events: readonly PublishedEvent[]): Promise<void>;
}
