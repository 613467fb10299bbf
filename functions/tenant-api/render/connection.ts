import type { ConnectionBody } from '../../../shared/contracts/http/connections.ts';
import type { Language } from '../../../shared/domain/mail/language.ts';
import { outsideHealthCode, renderHealth } from '../../../shared/presentation/health.ts';
import type { ConnectionView } from '../../../shared/usecases/connections/readConnections.ts';

export const renderConnection = (
  language: Language,
  { connection, health: own, missingAccounts, undeliverable, accounts }: ConnectionView,
): ConnectionBody => ({
  id: connection.id,
  method: connection.method,
  status: connection.status,
  statusCode: connection.statusCode,
  institutionId: connection.institutionId,
  contact: connection.contact,
  notify: [...connection.notify],
  accountant: connection.accountant,
  undeliverable: undeliverable.length > 0 ? [...undeliverable] : undefined,
  name: connection.name,
  health: renderHealth(language, own),
  missingAccounts: missingAccounts.length > 0 ? [...missingAccounts] : undefined,
  revokedAtPonto: connection.revocation,
  accounts: accounts.map(({ account, health }) => ({
    id: account.id,
    reference: account.reference,
    currency: account.currency,
    linked: account.link !== undefined,
    health: { state: health.state, code: outsideHealthCode(health.code) },
  })),
  createdAt: connection.createdAt,
  updatedAt: connection.updatedAt,
});
