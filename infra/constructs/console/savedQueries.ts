import type { ILogGroup } from 'aws-cdk-lib/aws-logs';
import { QueryDefinition, QueryString } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';

export interface SavedQueriesProps {
  /** Put before the name of each query, so that they stand together in the console. */
  readonly namePrefix: string;
  readonly logGroups: readonly ILogGroup[];
}

/** A question of the operator, in the language of CloudWatch Logs Insights. */
export interface SavedQuery {
  readonly name: string;
  readonly fields: readonly string[];
  readonly filter: string;
  /** @default one row for each message, newest first */
  readonly stats?: string;
}

/**
 * What operators ask. An id to fill in is written in capitals; nothing else has to be known. Fields are those of
 * `shared/runtime/log/messages.ts`: a test compares them.
 */
export const savedQueries: readonly SavedQuery[] = [
  {
    name: 'what-happened-to-this-connection',
    fields: [
      '@timestamp',
      'service',
      'message',
      'job',
      'operation',
      'outcome',
      'problem',
      'kind',
      'error.code',
      'added',
    ],
    filter: 'connectionId = "CONNECTION"',
  },
  {
    name: 'what-happened-to-this-account',
    fields: ['@timestamp', 'message', 'trigger', 'outcome', 'added', 'corrected', 'removed', 'pages', 'syncId'],
    filter: 'accountId = "ACCOUNT"',
  },
  {
    name: 'what-happened-to-this-tenant',
    fields: ['@timestamp', 'service', 'message', 'operation', 'connectionId', 'accountId', 'outcome', 'problem'],
    filter: 'tenantId = "TENANT"',
  },
  {
    name: 'errors-of-ours',
    fields: [
      '@timestamp',
      'service',
      'message',
      'tenantId',
      'connectionId',
      'error.name',
      'error.code',
      'error.frames.0',
    ],
    filter: 'message in ["INTERNAL_ERROR", "RECORD_FAILED", "FAILED"]',
  },
  {
    name: 'failed-runs-by-institution',
    fields: [],
    filter: 'message = "SYNC_FINISHED" and outcome != "succeeded"',
    stats: 'count(*) as runs by institutionId, outcome',
  },
  {
    name: 'troubles-with-ponto',
    fields: [],
    filter: 'message = "PONTO_FAILED"',
    stats: 'count(*) as requests by kind, status, bin(15m)',
  },
  {
    name: 'people-not-warned',
    fields: ['@timestamp', 'tenantId', 'connectionId', 'reason', 'error.name'],
    filter: 'message = "EXPIRY_ALERT_FAILED"',
  },
];

/** The lines of a query, without the pipes between them. */
export const linesOf = ({ fields, filter, stats }: SavedQuery): readonly string[] => [
  ...(fields.length > 0 ? [`fields ${fields.join(', ')}`] : []),
  `filter ${filter}`,
  ...(stats === undefined ? ['sort @timestamp desc', 'limit 500'] : [`stats ${stats}`]),
];

/** The questions of the operator, ready in the console of CloudWatch Logs. */
export class SavedQueries extends Construct {
  constructor(scope: Construct, id: string, { namePrefix, logGroups }: SavedQueriesProps) {
    super(scope, id);
    for (const query of savedQueries) {
      const { name, fields, filter, stats } = query;
      new QueryDefinition(this, name, {
        queryDefinitionName: `${namePrefix}/${name}`,
        logGroups: [...logGroups],
        queryString: new QueryString({
          ...(fields.length > 0 && { fields: [...fields] }),
          filterStatements: [filter],
          ...(stats === undefined ? { sort: '@timestamp desc', limit: 500 } : { statsStatements: [stats] }),
        }),
      });
    }
  }
}
