import { DynamoScheduledChecks } from '../../shared/adapters/dynamodb/scheduledChecks.ts';
import type { Table } from '../../shared/adapters/dynamodb/table.ts';
import type { ScheduledCheck } from '../../shared/ports/alerts.ts';

/** The scheduled checks of one tenant in all shards, up to a day. */
export const checksOf = async (table: Table, tenantId: string, upTo = '9999-12-30'): Promise<ScheduledCheck[]> => {
  const checks = new DynamoScheduledChecks(table);
  const found: ScheduledCheck[] = [];
  for (const shard of checks.shards) {
    for await (const page of checks.due(shard, upTo)) found.push(...page);
  }
  return found.filter(({ ref }) => ref.tenantId === tenantId);
};
