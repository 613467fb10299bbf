import type { UsageBody } from '../../../shared/contracts/http/tenants.ts';
import type { MonthUsage } from '../../../shared/usecases/tenants/readUsage.ts';

export const renderUsage = ({ month, organizations, unlinkedAccounts }: MonthUsage): UsageBody => ({
  month,
  organizations: organizations.map(({ connectionIds, ...usage }) => ({ ...usage, connectionIds: [...connectionIds] })),
  unlinkedAccounts: unlinkedAccounts.map(({ id, connectionId, institutionId, reference, currency }) => ({
    id,
    connectionId,
    institutionId,
    reference,
    currency,
  })),
});
