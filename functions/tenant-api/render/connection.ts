import type { ConnectionBody } from '../../../shared/contracts/http/connections.ts';
import type { ConnectionView } from '../../../shared/usecases/connections/readConnections.ts';

export const renderConnection = ({ connection, accounts }: ConnectionView): ConnectionBody => ({
  id: connection.id,
  method: connection.method,
  status: connection.status,
  statusCode: connection.statusCode,
  institutionId: connection.institutionId,
  contact: connection.contact,
  notify: [...connection.notify],
  accounts: accounts.map(({ account, health }) => ({
    id: account.id,
    reference: account.reference,
    currency: account.currency,
    linked: account.link !== undefined,
    health: { state: health.state, code: health.code },
  })),
  createdAt: connection.createdAt,
  updatedAt: connection.updatedAt,
});
