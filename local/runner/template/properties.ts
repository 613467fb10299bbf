import * as z from 'zod';
import { eventPattern } from '../../cloud/eventPattern.ts';

/*
 * What the runner reads of a resource. Whatever is not named here is not even resolved.
 */

const text = z.string();

export const functionProperties = z.object({
  Handler: text,
  Timeout: z.coerce.number().default(3),
  MemorySize: z.coerce.number().default(128),
  Environment: z.object({ Variables: z.record(text, z.coerce.string()).default({}) }).default({ Variables: {} }),
  Code: z.object({ S3Key: text }),
  Role: text.optional(),
  /** Takes what an asynchronous invocation could not do. */
  DeadLetterConfig: z.object({ TargetArn: text }).optional(),
});

/** Takes what could not be handed over. */
const deadLetterConfig = z.object({ Arn: text }).optional();

/** Roles with policies inside, or with somebody else's, are a form that we do not use. */
export const roleProperties = z.object({
  Policies: z.undefined().optional(),
  ManagedPolicyArns: z.undefined().optional(),
});

export const policyProperties = z.object({
  PolicyDocument: z.unknown(),
  Roles: z.array(text).default([]),
});

export const integrationProperties = z.object({
  IntegrationType: z.literal('AWS_PROXY'),
  IntegrationUri: text,
  PayloadFormatVersion: z.literal('2.0'),
  /** An HTTP API waits no longer, whatever a template says. */
  TimeoutInMillis: z.coerce.number().max(30_000).default(30_000),
});

export const routeProperties = z.object({
  RouteKey: text,
  Target: text,
  AuthorizationType: z.enum(['NONE', 'JWT']).default('NONE'),
  AuthorizerId: text.optional(),
});

export const authorizerProperties = z.object({
  AuthorizerType: z.literal('JWT'),
  IdentitySource: z.array(text).default(['$request.header.Authorization']),
  JwtConfiguration: z.object({ Issuer: text, Audience: z.array(text) }),
});

export const scheduleProperties = z.object({
  ScheduleExpression: text,
  ScheduleExpressionTimezone: text.default('UTC'),
  State: z.enum(['ENABLED', 'DISABLED']).default('ENABLED'),
  GroupName: text.default('default'),
  Target: z.object({ Arn: text, RoleArn: text, Input: text.default('{}'), DeadLetterConfig: deadLetterConfig }),
});

/** A rule of the default bus; ours have no schedule. */
export const ruleProperties = z.object({
  EventBusName: text.default('default'),
  EventPattern: eventPattern,
  State: z.enum(['ENABLED', 'DISABLED']).default('ENABLED'),
  Targets: z.array(z.object({ Arn: text, RoleArn: text.optional(), DeadLetterConfig: deadLetterConfig })),
});

export const eventSourceProperties = z.object({
  EventSourceArn: text,
  FunctionName: text,
  BatchSize: z.coerce.number().default(10),
  Enabled: z.boolean().default(true),
  FunctionResponseTypes: z.array(text).default([]),
  ScalingConfig: z.object({ MaximumConcurrency: z.coerce.number() }).optional(),
});
