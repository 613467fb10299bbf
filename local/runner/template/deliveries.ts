import * as z from 'zod';
import { byCaller, byService, delivery, onKeyOf, type Delivery } from './calls.ts';
import type { StackResolver } from './resolve.ts';
import {
  attributeOf,
  callerOf,
  ofEventSource,
  ofFunction,
  ofRoute,
  ofRule,
  ofSchedule,
  type Reader,
} from './runningDeliveries.ts';

const text = z.string();
const arns = z.array(text).default([]);

const destination = z.object({ Destination: text }).optional();

/** What becomes of asynchronous invocations of a function, by its own role. */
const ofInvokeConfig: Reader = (resolver, id) => {
  const { FunctionName, DestinationConfig } = resolver.properties(
    id,
    z.object({
      FunctionName: text,
      DestinationConfig: z.object({ OnFailure: destination, OnSuccess: destination }).optional(),
    }),
  );
  const caller = callerOf(resolver, FunctionName);
  return [DestinationConfig?.OnFailure, DestinationConfig?.OnSuccess].flatMap((to) =>
    delivery(id, 'dead letters', to && byCaller(caller, to.Destination)),
  );
};

const ofAlarm: Reader = (resolver, id) => {
  const { AlarmActions, OKActions, InsufficientDataActions } = resolver.properties(
    id,
    z.object({ AlarmActions: arns, OKActions: arns, InsufficientDataActions: arns }),
  );
  const source = attributeOf(resolver, id, 'Arn');
  return [...new Set([...AlarmActions, ...OKActions, ...InsufficientDataActions])].map((arn) => {
    const isFunction = arn.split(':')[2] === 'lambda';
    const service = isFunction ? 'lambda.alarms.cloudwatch.amazonaws.com' : 'cloudwatch.amazonaws.com';
    const call = byService(resolver, service, source, arn);
    // An alarm is of the account that owns the topic: the policy that SNS gives a new topic asks for it by this name.
    const context = { ...call.context, 'aws:SourceOwner': [resolver.accountId] };
    return { from: id, purpose: 'target', call: { ...call, context } };
  });
};

const ofSubscription: Reader = (resolver, id) => {
  const { TopicArn, Protocol, Endpoint, RedrivePolicy } = resolver.properties(
    id,
    z.object({
      TopicArn: text,
      Protocol: text,
      Endpoint: text,
      RedrivePolicy: z.object({ deadLetterTargetArn: text }).optional(),
    }),
  );
  const call = (arn: string) => byService(resolver, 'sns.amazonaws.com', TopicArn, arn);
  return [
    ...(['sqs', 'lambda'].includes(Protocol) ? [{ from: id, purpose: 'target' as const, call: call(Endpoint) }] : []),
    ...(RedrivePolicy
      ? [{ from: id, purpose: 'dead letters' as const, call: call(RedrivePolicy.deadLetterTargetArn) }]
      : []),
  ];
};

/** The default bus takes what SES tells; a topic has to let it in. */
const ofMailEvents: Reader = (resolver, id) => {
  const { ConfigurationSetName, EventDestination } = resolver.properties(
    id,
    z.object({
      ConfigurationSetName: text,
      EventDestination: z.object({ SnsDestination: z.object({ TopicARN: text }).optional() }),
    }),
  );
  if (!EventDestination.SnsDestination) return [];
  const source = resolver.arn('ses', `configuration-set/${ConfigurationSetName}`);
  const { TopicARN } = EventDestination.SnsDestination;
  return [{ from: id, purpose: 'target', call: byService(resolver, 'ses.amazonaws.com', source, TopicARN) }];
};

const trigger = z.union([text, z.object({ LambdaArn: text }).transform(({ LambdaArn }) => LambdaArn)]);

/** What a user pool asks on the way to a token. */
const ofUserPool: Reader = (resolver, id) => {
  const { LambdaConfig } = resolver.properties(id, z.object({ LambdaConfig: z.record(text, trigger).default({}) }));
  const source = attributeOf(resolver, id, 'Arn');
  const functions = Object.values(LambdaConfig).filter((arn) => arn.includes(':lambda:'));
  return [...new Set(functions)].map((arn) => ({
    from: id,
    purpose: 'target',
    call: byService(resolver, 'cognito-idp.amazonaws.com', source, arn),
  }));
};

const readers: Readonly<Record<string, Reader>> = {
  'AWS::ApiGatewayV2::Route': ofRoute,
  'AWS::Events::Rule': ofRule,
  'AWS::Scheduler::Schedule': ofSchedule,
  'AWS::Lambda::Function': ofFunction,
  'AWS::Lambda::EventInvokeConfig': ofInvokeConfig,
  'AWS::Lambda::EventSourceMapping': ofEventSource,
  'AWS::CloudWatch::Alarm': ofAlarm,
  'AWS::CloudWatch::CompositeAlarm': ofAlarm,
  'AWS::SNS::Subscription': ofSubscription,
  'AWS::SES::ConfigurationSetEventDestination': ofMailEvents,
  'AWS::Cognito::UserPool': ofUserPool,
};

const keyed = z.object({ KmsMasterKeyId: text.optional() });

/** The keys of queues and topics, by the ARN of what they seal. */
const keysIn = (resolver: StackResolver): readonly (readonly [arn: string, key: string])[] =>
  resolver.resourcesOf('AWS::SQS::Queue', 'AWS::SNS::Topic').flatMap((id) => {
    const { KmsMasterKeyId } = resolver.properties(id, keyed);
    const { ref, attributes } = resolver.physical(id);
    return KmsMasterKeyId === undefined ? [] : [[attributes['Arn'] ?? ref, KmsMasterKeyId]];
  });

/** Every call between services that these stacks lead to; whoever writes to what a key seals calls the key as well. */
export const deliveriesIn = (resolvers: readonly StackResolver[]): readonly Delivery[] => {
  const keys = new Map(resolvers.flatMap(keysIn));
  return resolvers.flatMap((resolver) =>
    Object.entries(readers).flatMap(([type, read]) =>
      resolver.resourcesOf(type).flatMap((id) =>
        read(resolver, id).flatMap((delivery) => {
          const key = keys.get(delivery.call.resource);
          return key === undefined ? [delivery] : [delivery, ...onKeyOf(resolver, delivery, key)];
        }),
      ),
    ),
  );
};
