import { outsideSyncId } from '../../shared/domain/ids/outsideIds.ts';
import type { Sync } from '../../shared/domain/syncs/sync.ts';
import type { ExplainedAccount, ExplainedConnection } from '../../shared/usecases/operations/explainConnection.ts';

/**
 * What happened to a connection, in lines. Ids, states, codes and counts only: no name, address, account number, balance
 * or line of a tenant.
 */
export const renderConnection = ({
  connection,
  paused,
  lastRunAt,
  addresses,
  reach,
  accounts,
}: ExplainedConnection): readonly string[] => [
  `connection  ${connection.id} of tenant ${connection.tenantId}`,
  `status      ${connection.status}${connection.statusCode === undefined ? '' : ` (${connection.statusCode})`}, ${connection.method}`,
  `bank        ${connection.institutionId ?? 'not chosen'}`,
  `since       ${connection.createdAt}, changed ${connection.updatedAt}`,
  `last run    ${lastRunAt ?? 'never'}${paused ? '; the tenant is paused' : ''}`,
  `mails       ${mailsLine(addresses, reach)}`,
  ...accounts.flatMap(accountLines),
];

const mailsLine = (addresses: number, { nobody, undeliverable }: ExplainedConnection['reach']): string => {
  if (addresses === 0) return 'no address is named';
  const reasons = undeliverable.map(({ reason, since }) => `${reason} ${since}`);
  const who = nobody ? 'nobody is reached' : 'somebody is reached';
  return `${who}, of ${addresses} ${addresses === 1 ? 'address' : 'addresses'}${reasons.length > 0 ? `; ${reasons.join(', ')}` : ''}`;
};

const accountLines = ({ account, authorization, health, syncs }: ExplainedAccount): readonly string[] => [
  '',
  `account     ${account.id}, ${account.currency}, bank ${account.institutionId}`,
  `link        ${account.link ? `${account.link.frequency}, statements ${account.link.statementPeriod}, from ${account.link.importFrom}` : 'none'}`,
  `authorised  ${authorization.state}${authorization.expiresAt === undefined ? '' : `, ends ${authorization.expiresAt}`}`,
  `health      ${health.state}${health.code === undefined ? '' : ` (${health.code})`}`,
  ...(syncs.length === 0 ? ['runs        none'] : syncs.map(syncLine)),
];

const syncLine = ({ accountId, id, trigger, status, counts, pages, errorCode, createdAt }: Sync): string => {
  const { added, corrected, removed } = counts;
  const outcome = errorCode === undefined ? status : `${status} (${errorCode})`;
  return `run         ${createdAt}  ${trigger}  ${outcome}  +${added} ~${corrected} -${removed}, ${pages} pages  ${outsideSyncId(accountId, id)}`;
};
