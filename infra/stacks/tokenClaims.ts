import { Duration } from 'aws-cdk-lib/core';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { Table } from 'aws-cdk-lib/aws-dynamodb';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { softwarePartition } from '../../shared/contracts/tokenClaims.ts';
import { metricsNamespace, namePrefix, tableNames } from '../config/names.ts';
import type { Settings } from '../config/settings.ts';
import { itemsIn } from '../constructs/grants.ts';
import { alarmPeriod, ImpactAlarm } from '../constructs/impactAlarm.ts';
import { NodeFunction } from '../constructs/nodeFunction.ts';

const tokenClaimsImpact = {
  errorImpact: 'Nobody gets a token of the user pool: neither people nor software can begin to call.',
  runbook: 'api-errors.md#nobody-gets-a-token',
} as const;

/** The function that the user pool calls before it writes a token; like everything of this stack it stays. */
export const makeTokenClaims = (scope: Construct, settings: Settings, codeRoot: string): LambdaFunction => {
  const registry = Table.fromTableName(scope, 'RegistryOfSoftware', tableNames(settings).registry);
  return new NodeFunction(scope, 'TokenClaims', {
    name: 'token-claims',
    namePrefix: namePrefix(settings),
    codeRoot,
    environment: { METRICS_NAMESPACE: metricsNamespace(settings), CONNECTIONS_TABLE: registry.tableName },
    // Cognito waits five seconds, and asks three times.
    timeout: Duration.seconds(5),
    memoryMb: 256,
    grants: [itemsIn(registry, softwarePartition, 'GetItem')],
    alarmElsewhere: true,
    ...tokenClaimsImpact,
  }).lambda;
};

/** Its alarm stands in the application stack, where there is somebody to tell. */
export const watchTokenClaims = (scope: Construct, prefix: string): ImpactAlarm =>
  new ImpactAlarm(scope, 'TokenClaimsErrors', {
    severity: 'page',
    metric: new Metric({
      namespace: 'AWS/Lambda',
      metricName: 'Errors',
      dimensionsMap: { FunctionName: `${prefix}-token-claims` },
      statistic: 'Sum',
      period: alarmPeriod,
    }),
    // Cognito asks three times for each token.
    threshold: 5,
    ...tokenClaimsImpact,
  });
