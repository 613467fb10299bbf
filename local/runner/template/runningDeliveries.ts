import * as z from 'zod';
import type { Call, Caller } from '../../cloud/iam/judgeCall.ts';
import { byCaller, byService, delivery, takingRole, type Delivery } from './calls.ts';
import {
  eventSourceProperties,
  functionProperties,
  integrationProperties,
  routeProperties,
  ruleProperties,
  scheduleProperties,
} from './properties.ts';
import type { StackResolver } from './resolve.ts';
import { byRole } from './roles.ts';

const text = z.string();

/** What a resource of one type leads to. */
export type Reader = (resolver: StackResolver, id: string) => readonly Delivery[];

export const attributeOf = (resolver: StackResolver, id: string, name: string): string => {
  const { ref, attributes } = resolver.physical(id);
  return attributes[name] ?? ref;
};

export const ofRoute: Reader = (resolver, id) => {
  const { RouteKey, Target, ApiId } = resolver.properties(id, routeProperties.extend({ ApiId: text }));
  const integration = resolver
    .resourcesOf('AWS::ApiGatewayV2::Integration')
    .find((candidate) => Target === `integrations/${resolver.physical(candidate).ref}`);
  if (integration === undefined) return [];
  const { IntegrationUri } = resolver.properties(integration, integrationProperties);
  const [method = 'ANY', path = ''] = RouteKey === '$default' ? ['*', '/$default'] : RouteKey.split(' ');
  const source = resolver.arn('execute-api', `${ApiId}/$default/${method === 'ANY' ? '*' : method}${path}`);
  return delivery(id, 'target', byService(resolver, 'apigateway.amazonaws.com', source, IntegrationUri));
};

type RuleTarget = z.output<typeof ruleProperties>['Targets'][number];

/** A rule comes in its own name, or by the role that a target names. */
export const ofRuleTarget = (
  resolver: StackResolver,
  id: string,
  { Arn, RoleArn, DeadLetterConfig }: RuleTarget,
): readonly Delivery[] => {
  const source = attributeOf(resolver, id, 'Arn');
  const service = 'events.amazonaws.com';
  const call = (arn: string): Call => byService(resolver, service, source, arn);
  const role = RoleArn === undefined ? undefined : byRole(resolver, RoleArn);
  return [
    ...delivery(id, 'target', role ? byCaller(role, Arn) : call(Arn)),
    ...(RoleArn === undefined ? [] : delivery(id, 'trust', takingRole(service, RoleArn, sourceOf(resolver, source)))),
    ...delivery(id, 'dead letters', DeadLetterConfig && call(DeadLetterConfig.Arn)),
  ];
};

export const ofRule: Reader = (resolver, id) =>
  resolver.properties(id, ruleProperties).Targets.flatMap((target) => ofRuleTarget(resolver, id, target));

const sourceOf = (resolver: StackResolver, arn: string) => ({
  'aws:SourceArn': [arn],
  'aws:SourceAccount': [resolver.accountId],
});

/** Scheduler says for which group it comes, never for which schedule. */
export const ofSchedule: Reader = (resolver, id) => {
  const { Target, GroupName } = resolver.properties(id, scheduleProperties);
  const { Arn, RoleArn, DeadLetterConfig } = Target;
  const group = resolver.arn('scheduler', `schedule-group/${GroupName}`);
  const caller = byRole(resolver, RoleArn);
  return [
    ...delivery(id, 'trust', takingRole('scheduler.amazonaws.com', RoleArn, sourceOf(resolver, group))),
    ...delivery(id, 'target', byCaller(caller, Arn)),
    ...delivery(id, 'dead letters', DeadLetterConfig && byCaller(caller, DeadLetterConfig.Arn)),
  ];
};

export const ofFunction: Reader = (resolver, id) => {
  const { Role, DeadLetterConfig } = resolver.properties(
    id,
    functionProperties.pick({ Role: true, DeadLetterConfig: true }),
  );
  if (Role === undefined) return [];
  const deadLetters = DeadLetterConfig && byCaller(byRole(resolver, Role), DeadLetterConfig.TargetArn);
  return [
    ...delivery(id, 'trust', takingRole('lambda.amazonaws.com', Role)),
    ...delivery(id, 'dead letters', deadLetters),
  ];
};

/** The role of a function that is named by its name or ARN. */
export const callerOf = (resolver: StackResolver, functionName: string): Caller => {
  const name = /:function:([^:]+)/.exec(functionName)?.[1] ?? functionName;
  const id = resolver.resourcesOf('AWS::Lambda::Function').find((one) => resolver.physical(one).ref === name);
  if (id === undefined) throw new Error(`${resolver.stack.name}: there is no function ${functionName}`);
  return byRole(resolver, resolver.properties(id, functionProperties.pick({ Role: true })).Role ?? '');
};

const polling = ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'];

/** @see https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html */
export const ofEventSource: Reader = (resolver, id) => {
  const { EventSourceArn, FunctionName } = resolver.properties(id, eventSourceProperties);
  const caller = callerOf(resolver, FunctionName);
  return polling.flatMap((action) => delivery(id, 'target', byCaller(caller, EventSourceArn, action)));
};
