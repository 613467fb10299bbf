import * as z from 'zod';
import { conditionsOn, oneOrMore, statementsIn, type Statement } from './statement.ts';

/** Whom a statement of a resource policy speaks of. */
export interface Named {
  readonly kind: 'anybody' | 'service' | 'aws';
  /** The service's host, or an ARN or number of an account. */
  readonly name: string;
}

export interface ResourceStatement extends Statement {
  readonly effect: 'Allow' | 'Deny';
  readonly principals: readonly Named[];
}

/** What a resource itself says of who may use it. */
export interface ResourcePolicy {
  readonly resource: string;
  readonly statements: readonly ResourceStatement[];
}

const principal = z.union([
  z.literal('*').transform((): readonly Named[] => [{ kind: 'anybody', name: '*' }]),
  z
    .strictObject({ AWS: oneOrMore.optional(), Service: oneOrMore.optional() })
    .transform(({ AWS = [], Service = [] }): readonly Named[] => [
      ...AWS.map((name): Named => ({ kind: name === '*' ? 'anybody' : 'aws', name })),
      ...Service.map((name): Named => ({ kind: 'service', name })),
    ]),
]);

const statementSchema = z.strictObject({
  Sid: z.string().optional(),
  Effect: z.enum(['Allow', 'Deny']),
  Principal: principal,
  Action: oneOrMore,
  Resource: oneOrMore.default(['*']),
  Condition: conditionsOn(
    /^(aws:(SourceAccount|SourceArn|SourceOwner|SecureTransport|PrincipalAccount|PrincipalOrgID)|kms:(ViaService|CallerAccount|GrantIsForAWSResource|EncryptionContext:[\w:-]+))$/i,
  ),
});

/**
 * Reads the policy of a resource. Only the forms that stand in our stacks are known; others stop the start.
 *
 * @throws Error that names the form
 */
export const parseResourcePolicy = (document: unknown, resource: string): ResourcePolicy => ({
  resource,
  statements: statementsIn(document, `of ${resource}`, statementSchema).map((statement) => ({
    effect: statement.Effect,
    principals: statement.Principal,
    actions: statement.Action,
    resources: statement.Resource,
    conditions: statement.Condition,
  })),
});

/**
 * What SNS gives a topic for which nobody has set a policy: the account, and services that come for the account, may
 * publish. A topic with a policy of its own has lost it.
 *
 * @see https://docs.aws.amazon.com/sns/latest/dg/sns-access-policy-use-cases.html
 */
export const policyOfNewTopic = (topicArn: string, accountId: string): ResourcePolicy => ({
  resource: topicArn,
  statements: [
    {
      effect: 'Allow',
      principals: [{ kind: 'anybody', name: '*' }],
      actions: ['sns:Publish', 'sns:Subscribe'],
      resources: [topicArn],
      conditions: [{ operator: 'StringEquals', key: 'aws:SourceOwner', values: [accountId] }],
    },
  ],
});
