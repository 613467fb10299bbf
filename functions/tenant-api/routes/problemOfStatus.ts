import type { ProblemCode } from '../../../shared/contracts/http/problems.ts';
import type { ConnectionStatus } from '../../../shared/domain/connections/connection.ts';

/** Only the next step that helps is told: a blocked organisation is not unblocked by connecting the bank again. */
export const problemOfStatus = {
  awaiting_consent: 'connection_not_active',
  migration_required: 'connection_not_active',
  reconnect_required: 'reconnect_required',
  blocked: 'organization_blocked',
  disconnected: 'connection_disconnected',
} as const satisfies Record<Exclude<ConnectionStatus, 'active'>, ProblemCode>;
