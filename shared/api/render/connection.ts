import { bounds } from '../../contracts/http/bounds.ts';
import type { ConnectionBody, HistoryBody } from '../../contracts/http/connections.ts';
import type { Language } from '../../domain/mail/language.ts';
import { outsideHealthCode, renderHealth } from '../../presentation/health.ts';
import type { ConnectionView } from '../../usecases/connections/readConnections.ts';
import { unconfirmedOf } from '../../domain/connections/unconfirmedOf.ts';
import { historyIdOf, type HistoryEntry } from '../../domain/connections/history.ts';
import type { UsageBody } from '../../contracts/http/tenants.ts';
import type { MonthUsage } from '../../usecases/tenants/readUsage.ts';
import type { ProblemCode } from '../../contracts/http/problems.ts';
import type { ConnectionStatus } from '../../domain/connections/connection.ts';

const linkedFirst = (accounts: ConnectionView['accounts']): ConnectionView['accounts'] => [
  ...accounts.filter(({ account }) => account.link !== undefined),
  ...accounts.filter(({ account }) => account.link === undefined),
];

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
  health: renderHealth(language, own, { connectionId: connection.id }),
  missingAccounts: missingAccounts.length > 0 ? [...missingAccounts] : undefined,
  unconfirmed: renderUnconfirmed(connection),
  revokedAtPonto: connection.revocation,
  accounts: linkedFirst(accounts)
    .slice(0, bounds.summary)
    .map(({ account, health }) => ({
      id: account.id,
      reference: account.reference,
      currency: account.currency,
      linked: account.link !== undefined,
      health: { state: health.state, code: outsideHealthCode(health.code) },
    })),
  accountCount: accounts.length,
  createdAt: connection.createdAt,
  updatedAt: connection.updatedAt,
});

/** The organisation by its name alone: its id is Ponto's. */
const renderUnconfirmed = (connection: ConnectionView['connection']): ConnectionBody['unconfirmed'] => {
  const unconfirmed = unconfirmedOf(connection);
  if (!unconfirmed) return undefined;
  const { organizationId: _, accessId: _id, accountsDigest: _digest, accounts, ...shown } = unconfirmed;
  return { ...shown, accounts: [...accounts] };
};

export const renderHistoryEntry = (entry: HistoryEntry): HistoryBody => ({ id: historyIdOf(entry), ...entry });

export const renderUsage = ({ month, organizations, unlinkedAccounts }: MonthUsage): UsageBody => ({
  month,
  organizationCount: organizations.length,
  organizations: organizations.slice(0, bounds.report).map(({ connectionIds, ...usage }) => ({
    ...usage,
    connectionIds: connectionIds.slice(0, bounds.report),
  })),
  unlinkedAccountCount: unlinkedAccounts.length,
  unlinkedAccounts: unlinkedAccounts
    .slice(0, bounds.report)
    .map(({ id, connectionId, institutionId, reference, currency }) => ({
      id,
      connectionId,
      institutionId,
      reference,
      currency,
    })),
});

/** Only the next step that helps is told: a blocked organisation is not unblocked by connecting the bank again. */
export const problemOfStatus = {
  awaiting_consent: 'connection_not_active',
  migration_required: 'connection_not_active',
  reconnect_required: 'reconnect_required',
  blocked: 'organization_blocked',
  disconnected: 'connection_disconnected',
} as const satisfies Record<Exclude<ConnectionStatus, 'active'>, ProblemCode>;
