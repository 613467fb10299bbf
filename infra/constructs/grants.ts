import { ArnFormat, type Stack } from 'aws-cdk-lib/core';
import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import type { EventBus } from 'aws-cdk-lib/aws-events';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { answerOwnerPrefix } from '../../shared/contracts/sealOwners.ts';
import { configurationSetArn } from './mailFeedback.ts';
import type { FunctionGrant } from './nodeFunction.ts';

/** The calls that the DynamoDB adapters make. Never `Scan`, never anything on the table itself. */
export type ItemAction =
  'GetItem' | 'BatchGetItem' | 'Query' | 'PutItem' | 'UpdateItem' | 'DeleteItem' | 'BatchWriteItem';

/** @see shared/adapters/dynamodb */
export const items = (table: ITable, ...actions: readonly ItemAction[]): FunctionGrant => ({
  statement: new PolicyStatement({
    actions: actions.map((action) => `dynamodb:${action}`),
    resources: [table.tableArn],
  }),
});

/** What of the encryption context a statement demands beside its two keys. */
type OwnerCondition = Readonly<Record<'StringLike' | 'StringNotLike', string>>;

/**
 * Seals and opens, and only under an encryption context that names a tenant and a connection, as `KmsSealer` does.
 * `ForAllValues` and `StringNotLike` alone would let a call without any context pass.
 *
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html
 */
const sealing = (key: IKey, owner: Partial<OwnerCondition>): FunctionGrant => ({
  statement: new PolicyStatement({
    actions: ['kms:Encrypt', 'kms:Decrypt'],
    resources: [key.keyArn],
    conditions: {
      'ForAllValues:StringEquals': { 'kms:EncryptionContextKeys': ['tenantId', 'connectionId'] },
      Null: { 'kms:EncryptionContext:tenantId': 'false', 'kms:EncryptionContext:connectionId': 'false' },
      ...Object.fromEntries(
        Object.entries(owner).map(([operator, pattern]) => [
          operator,
          { 'kms:EncryptionContext:connectionId': pattern },
        ]),
      ),
    },
  }),
});

/** Tokens of connections, and no kept answer. */
export const sealingTokens = (key: IKey): FunctionGrant => sealing(key, { StringNotLike: `${answerOwnerPrefix}*` });

/** Kept answers of idempotent requests, and no token. */
export const sealingAnswers = (key: IKey): FunctionGrant => sealing(key, { StringLike: `${answerOwnerPrefix}*` });

export const readingSecret = (secret: { readonly secretArn: string }): FunctionGrant => ({
  statement: new PolicyStatement({ actions: ['secretsmanager:GetSecretValue'], resources: [secret.secretArn] }),
});

/** What is done with the secrets that tenants supply. */
export type TenantSecretAction = 'CreateSecret' | 'PutSecretValue' | 'GetSecretValue' | 'DeleteSecret';

/** @see shared/adapters/secrets */
export const tenantSecrets = (
  stack: Stack,
  prefix: string,
  ...actions: readonly TenantSecretAction[]
): FunctionGrant => {
  const resourceName = `${prefix}/*`;
  return {
    statement: new PolicyStatement({
      actions: actions.map((action) => `secretsmanager:${action}`),
      resources: [
        stack.formatArn({
          service: 'secretsmanager',
          resource: 'secret',
          resourceName,
          arnFormat: ArnFormat.COLON_RESOURCE_NAME,
        }),
      ],
    }),
    acknowledged: {
      id: `AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:secretsmanager:<AWS::Region>:<AWS::AccountId>:secret:${resourceName}]`,
      reason:
        'Secrets of tenants are made while the service runs; all of them stand below this path and nothing else does.',
    },
  };
};

export const sendingTo = (queue: IQueue): FunctionGrant => ({
  statement: new PolicyStatement({ actions: ['sqs:SendMessage'], resources: [queue.queueArn] }),
});

export const puttingEvents = (bus: EventBus): FunctionGrant => ({
  statement: new PolicyStatement({ actions: ['events:PutEvents'], resources: [bus.eventBusArn] }),
});

/** SES takes a sender by its own identity, else by that of its domain; either way only as this sender, by our own set. */
export const mailingAs = (stack: Stack, sender: string, configurationSet: string): FunctionGrant => {
  const domain = sender.slice(sender.lastIndexOf('@') + 1);
  const identity = (resourceName: string): string =>
    stack.formatArn({ service: 'ses', resource: 'identity', resourceName });
  return {
    statement: new PolicyStatement({
      actions: ['ses:SendEmail'],
      resources: [identity(sender), identity(domain), configurationSetArn(stack, configurationSet)],
      conditions: { StringEquals: { 'ses:FromAddress': sender } },
    }),
  };
};
