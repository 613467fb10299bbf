import { join } from 'node:path';
import * as z from 'zod';
import { queueProperties, type QueueProperties } from '../../cloud/sqs.ts';
import type { EventPattern } from '../../cloud/eventPattern.ts';
import type { Call } from '../../cloud/iam/judgeCall.ts';
import type { ResourcePolicy } from '../../cloud/iam/resourcePolicy.ts';
import type { Statement } from '../../cloud/iam/statement.ts';
import type { KmsKey } from '../../cloud/kms.ts';
import { tableProperties, type TableProperties } from '../../cloud/dynamodb.ts';
import type { Stack } from './assembly.ts';
import type { Delivery } from './calls.ts';
import type { AwsEnvironment } from './physical.ts';
import {
  authorizerProperties,
  eventSourceProperties,
  functionProperties,
  integrationProperties,
  routeProperties,
  ruleProperties,
  scheduleProperties,
} from './properties.ts';
import { resolversOf, type StackResolver } from './resolve.ts';
import { resourcePoliciesIn } from './resourcePolicies.ts';
import { statementsOf } from './roles.ts';
import { ofFunction as deliveriesOfFunction, ofRoute, ofRuleTarget, ofSchedule } from './runningDeliveries.ts';

export interface LambdaFunction {
  readonly name: string;
  readonly arn: string;
  readonly timeoutSeconds: number;
  readonly memoryMegabytes: number;
  readonly environment: Readonly<Record<string, string>>;
  /** ARN of its role. */
  readonly role: string;
  /** What the policies of its role allow. */
  readonly statements: readonly Statement[];
  /** Where an asynchronous event goes that it failed on. */
  readonly deadLetters?: Call;
  /** The module that the runtime would load, and its export. */
  readonly modulePath: string;
  readonly handlerName: string;
}

export interface Authorizer {
  readonly issuer: string;
  readonly audience: readonly string[];
}

export interface Route {
  readonly key: string;
  readonly functionName: string;
  readonly timeoutMs: number;
  readonly authorizer?: Authorizer;
  /** What has to be allowed for a request to reach the function. */
  readonly deliveries: readonly Delivery[];
}

export interface Schedule {
  /** The frequency that the input names; `/local/schedules/{name}` fires it. */
  readonly name: string;
  readonly expression: string;
  readonly timeZone: string;
  readonly enabled: boolean;
  readonly functionName: string;
  readonly input: string;
  /** What has to be allowed for it to fire. */
  readonly deliveries: readonly Delivery[];
}

export interface EventSource {
  readonly queueName: string;
  readonly functionName: string;
  readonly batchSize: number;
  readonly partialFailures: boolean;
  readonly maximumConcurrency?: number;
}

/** Hands events of a bus, AWS's own or ours, to a function or a queue. */
export interface Rule {
  /** Name of the bus. */
  readonly bus: string;
  readonly pattern: EventPattern;
  readonly target: { readonly functionName: string } | { readonly queueArn: string };
  readonly deliveries: readonly Delivery[];
}

/** Everything of the template that runs locally, with no intrinsic left in it. */
export interface Deployment {
  readonly tables: readonly TableProperties[];
  readonly queues: readonly QueueProperties[];
  /** Names and ARNs. */
  readonly buses: readonly string[];
  readonly keys: readonly KmsKey[];
  readonly secrets: readonly { readonly name: string; readonly arn: string }[];
  readonly functions: readonly LambdaFunction[];
  readonly routes: readonly Route[];
  readonly schedules: readonly Schedule[];
  readonly eventSources: readonly EventSource[];
  readonly rules: readonly Rule[];
  /** What the resources say of who may use them. */
  readonly policies: readonly ResourcePolicy[];
}

/** The function behind an ARN, an alias, a version or an API integration that names it. */
const functionNameIn = (arn: string): string => {
  const name = /:function:([^:/]+)/.exec(arn)?.[1] ?? arn;
  return name;
};

const functionOf = (resolver: StackResolver, logicalId: string): LambdaFunction | undefined => {
  const code = z.object({ Code: z.looseObject({ S3Key: z.unknown().optional() }) });
  // Inline code belongs to helpers of a deployment, which a laptop does not need.
  if (resolver.properties(logicalId, code).Code.S3Key === undefined) return undefined;
  const { ref, attributes } = resolver.physical(logicalId);
  const { Handler, Timeout, MemorySize, Environment, Code, Role } = resolver.properties(logicalId, functionProperties);
  const directory = resolver.stack.assets.get(Code.S3Key.replace(/\.zip$/, ''));
  if (directory === undefined)
    throw new Error(`${resolver.stack.name}: the code of ${logicalId} is not in the assembly`);
  const deadLetters = deliveriesOfFunction(resolver, logicalId).find(({ purpose }) => purpose === 'dead letters');
  const [file = 'index', handlerName = 'handler'] = Handler.split('.');
  return {
    name: ref,
    arn: attributes['Arn'] ?? ref,
    timeoutSeconds: Timeout,
    memoryMegabytes: MemorySize,
    environment: Environment.Variables,
    role: Role ?? '',
    statements: statementsOf(resolver, Role),
    ...(deadLetters && { deadLetters: deadLetters.call }),
    modulePath: join(directory, `${file}.mjs`),
    handlerName,
  };
};

const keyOf = (resolver: StackResolver, logicalId: string): KmsKey => {
  const { ref, attributes } = resolver.physical(logicalId);
  const aliases = resolver
    .resourcesOf('AWS::KMS::Alias')
    .map((alias) => resolver.properties(alias, z.object({ AliasName: z.string(), TargetKeyId: z.string() })))
    .filter(({ TargetKeyId }) => TargetKeyId === ref || TargetKeyId === attributes['Arn'])
    .map(({ AliasName }) => AliasName);
  return { id: ref, arn: attributes['Arn'] ?? ref, aliases };
};

const routeOf = (resolver: StackResolver, logicalId: string): Route => {
  const { RouteKey, Target, AuthorizationType, AuthorizerId } = resolver.properties(logicalId, routeProperties);
  const byRef = (type: string, ref: string | undefined): string => {
    const found = resolver.resourcesOf(type).find((id) => resolver.physical(id).ref === ref);
    if (found === undefined) throw new Error(`${resolver.stack.name}: the route ${RouteKey} names no known ${type}`);
    return found;
  };
  const integration = resolver.properties(
    byRef('AWS::ApiGatewayV2::Integration', Target.replace(/^integrations\//, '')),
    integrationProperties,
  );
  const route = {
    key: RouteKey,
    functionName: functionNameIn(integration.IntegrationUri),
    timeoutMs: integration.TimeoutInMillis,
    deliveries: ofRoute(resolver, logicalId),
  };
  if (AuthorizationType === 'NONE') return route;
  const { JwtConfiguration } = resolver.properties(
    byRef('AWS::ApiGatewayV2::Authorizer', AuthorizerId),
    authorizerProperties,
  );
  return { ...route, authorizer: { issuer: JwtConfiguration.Issuer, audience: JwtConfiguration.Audience } };
};

const scheduleOf = (resolver: StackResolver, logicalId: string): Schedule => {
  const { ScheduleExpression, ScheduleExpressionTimezone, State, Target } = resolver.properties(
    logicalId,
    scheduleProperties,
  );
  const input = z.looseObject({ frequency: z.string().optional() }).safeParse(JSON.parse(Target.Input));
  return {
    name: input.data?.frequency ?? logicalId,
    expression: ScheduleExpression,
    timeZone: ScheduleExpressionTimezone,
    enabled: State === 'ENABLED',
    functionName: functionNameIn(Target.Arn),
    input: Target.Input,
    deliveries: ofSchedule(resolver, logicalId),
  };
};

const ruleTargetOf = ({ stack }: StackResolver, arn: string): Rule['target'] => {
  if (arn.includes(':function:')) return { functionName: functionNameIn(arn) };
  if (arn.startsWith('arn:aws:sqs:')) return { queueArn: arn };
  throw new Error(`${stack.name}: a rule hands events to ${arn}, which is not run locally`);
};

const rulesOf = (resolver: StackResolver, logicalId: string): readonly Rule[] => {
  const { EventBusName, EventPattern, State, Targets } = resolver.properties(logicalId, ruleProperties);
  if (State !== 'ENABLED') return [];
  return Targets.map((target) => ({
    bus: EventBusName.split('/').at(-1) ?? EventBusName,
    pattern: EventPattern,
    target: ruleTargetOf(resolver, target.Arn),
    deliveries: ofRuleTarget(resolver, logicalId, target),
  }));
};

const eventSourceOf = (resolver: StackResolver, logicalId: string): EventSource | undefined => {
  const { EventSourceArn, FunctionName, BatchSize, Enabled, FunctionResponseTypes, ScalingConfig } =
    resolver.properties(logicalId, eventSourceProperties);
  if (!Enabled) return undefined;
  if (!EventSourceArn.startsWith('arn:aws:sqs:')) {
    throw new Error(`${resolver.stack.name}: ${logicalId} reads from a source that is not run locally`);
  }
  return {
    queueName: EventSourceArn.split(':').at(-1) ?? '',
    functionName: functionNameIn(FunctionName),
    batchSize: BatchSize,
    partialFailures: FunctionResponseTypes.includes('ReportBatchItemFailures'),
    ...(ScalingConfig && { maximumConcurrency: ScalingConfig.MaximumConcurrency }),
  };
};

const deployStack = (resolver: StackResolver): Omit<Deployment, 'policies'> => {
  const nested = resolver.resourcesOf('AWS::CloudFormation::Stack');
  if (nested.length > 0) throw new Error(`${resolver.stack.name}: nested stacks are not run locally`);
  const each = <T>(types: readonly string[], make: (logicalId: string) => T | undefined): readonly T[] =>
    resolver.resourcesOf(...types).flatMap((logicalId) => make(logicalId) ?? []);
  return {
    tables: each(['AWS::DynamoDB::Table', 'AWS::DynamoDB::GlobalTable'], (id) =>
      resolver.properties(id, tableProperties, { TableName: resolver.physical(id).ref }),
    ),
    queues: each(['AWS::SQS::Queue'], (id) =>
      resolver.properties(id, queueProperties, { QueueName: resolver.physical(id).attributes['QueueName'] }),
    ),
    buses: each(['AWS::Events::EventBus'], (id) => resolver.physical(id)).flatMap(({ ref, attributes }) => [
      ref,
      attributes['Arn'] ?? ref,
    ]),
    keys: each(['AWS::KMS::Key'], (id) => keyOf(resolver, id)),
    secrets: each(['AWS::SecretsManager::Secret'], (id) => {
      const { ref } = resolver.physical(id);
      return { name: /:secret:(.*)-[^-]*$/.exec(ref)?.[1] ?? ref, arn: ref };
    }),
    functions: each(['AWS::Lambda::Function'], (id) => functionOf(resolver, id)),
    routes: each(['AWS::ApiGatewayV2::Route'], (id) => routeOf(resolver, id)),
    schedules: each(['AWS::Scheduler::Schedule'], (id) => scheduleOf(resolver, id)),
    eventSources: each(['AWS::Lambda::EventSourceMapping'], (id) => eventSourceOf(resolver, id)),
    rules: each(['AWS::Events::Rule'], (id) => rulesOf(resolver, id)).flat(),
  };
};

/** Resolves all stacks, each with the exports of those before it, into one deployment. */
export const resolveDeployment = (stacks: readonly Stack[], environment: AwsEnvironment): Deployment => {
  const resolvers = resolversOf(stacks, environment);
  const parts = resolvers.map(deployStack);
  return {
    tables: parts.flatMap(({ tables }) => tables),
    queues: parts.flatMap(({ queues }) => queues),
    buses: parts.flatMap(({ buses }) => buses),
    keys: parts.flatMap(({ keys }) => keys),
    secrets: parts.flatMap(({ secrets }) => secrets),
    functions: parts.flatMap(({ functions }) => functions),
    routes: parts.flatMap(({ routes }) => routes),
    schedules: parts.flatMap(({ schedules }) => schedules),
    eventSources: parts.flatMap(({ eventSources }) => eventSources),
    rules: parts.flatMap(({ rules }) => rules),
    policies: resourcePoliciesIn(resolvers),
  };
};
