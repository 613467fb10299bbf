import type { Connection } from './connection.ts';
import type { UnconfirmedAccess } from './unconfirmedAccess.ts';

/** What waits on a connection; one that has an access by now, or is over, waits for nothing. */
export const unconfirmedOf = ({
  status,
  unconfirmed,
}: Pick<Connection, 'status' | 'unconfirmed'>): UnconfirmedAccess | undefined =>
  status === 'awaiting_consent' || status === 'migration_required' ? unconfirmed : undefined;
