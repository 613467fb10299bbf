import type { Instant } from '../calendar/calendarDate.ts';
import type { Balance } from '../connections/connection.ts';

/** A finished or running synchronization between Ponto and the bank. */
export interface BankSynchronization {
  readonly id: string;
  readonly subtype: string;
  readonly status: 'pending' | 'running' | 'success' | 'error';
  /** Codes only. Those that begin with `authorization` mean a dead consent (Ponto reference, section 5.3). */
  readonly errorCodes: readonly string[];
  readonly createdAt?: Instant;
  readonly updatedAt?: Instant;
}

/** An account as Ponto shows it now. */
export interface FeedAccount {
  readonly pontoId: string;
  readonly institutionId: string;
  readonly reference: string;
  readonly referenceType: string;
  readonly currency: string;
  readonly subtype?: string;
  readonly holderName?: string;
  readonly product?: string;
  readonly description?: string;
  /** The bank's own reference of the account; not unique across banks. */
  readonly internalReference?: string;
  readonly deprecated: boolean;
  readonly availability: 'available' | 'readonly';
  readonly authorizedAt?: Instant;
  readonly authorizationExpectedEnd?: Instant;
  readonly currentBalance?: Balance;
  readonly availableBalance?: Balance;
  readonly synchronizedAt?: Instant;
  readonly latestSynchronization?: BankSynchronization;
}
