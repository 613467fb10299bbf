import { ArnFormat, Token, type Stack } from 'aws-cdk-lib/core';
import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import type { EventBus } from 'aws-cdk-lib/aws-events';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import {
  answerOwnerPrefix,
  credentialsOwnerPrefix,
  webhookOwnerPrefix,
  type SealPurpose,
} from '../../shared/contracts/sealOwners.ts';
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

/** Items of one partition, and no other. */
export const itemsIn = (table: ITable, partition: string, ...actions: readonly ItemAction[]): FunctionGrant => ({
  statement: new PolicyStatement({
    actions: actions.map((action) => `dynamodb:${action}`),
    resources: [table.tableArn],
    conditions: { 'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': [partition] } },
  }),
});

/** What of the encryption context a statement demands beside its two keys. */
type OwnerCondition = Readonly<Record<'StringLike' | 'StringNotLike', string | readonly string[]>>;

/**
 * What KMS itself seals and opens, and only under an encryption context that names a tenant and a connection, as `KmsSealer` does.
 * `ForAllValues` and `StringNotLike` alone would let a call without any context pass.
 *
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html
 */
const sealingByKms = (
  key: IKey,
  owner: Partial<OwnerCondition>,
  actions: readonly ('kms:Encrypt' | 'kms:Decrypt')[],
): FunctionGrant => ({
  statement: new PolicyStatement({
    actions: [...actions],
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

/**
 * Makes and opens data keys of one purpose, which is their whole encryption context. `StringEquals` does not hold for a
 * call without it.
 */
const usingDataKeys = (
  key: IKey,
  purpose: SealPurpose,
  actions: readonly ('kms:GenerateDataKey' | 'kms:Decrypt')[],
): FunctionGrant => ({
  statement: new PolicyStatement({
    actions: [...actions],
    resources: [key.keyArn],
    conditions: {
      'ForAllValues:StringEquals': { 'kms:EncryptionContextKeys': ['purpose'] },
      StringEquals: { 'kms:EncryptionContext:purpose': purpose },
    },
  }),
});

/**
 * Seals and opens both ways, whichever is set: rights change at once, and what began before with the other setting, a run or
 * a version that still has nine tenths of the calls, has tokens to store that Ponto gives no second time.
 */
const sealing = (key: IKey, purpose: SealPurpose, owner: Partial<OwnerCondition>): readonly FunctionGrant[] => [
  sealingByKms(key, owner, ['kms:Encrypt', 'kms:Decrypt']),
  usingDataKeys(key, purpose, ['kms:GenerateDataKey', 'kms:Decrypt']),
];

/** Tokens of connections, no kept answer, no Client ID or Secret ID and no secret of a webhook. */
export const sealingTokens = (key: IKey): readonly FunctionGrant[] =>
  sealing(key, 'tokens', {
    StringNotLike: [`${answerOwnerPrefix}*`, `${credentialsOwnerPrefix}*`, `${webhookOwnerPrefix}*`],
  });

/** Kept answers of idempotent requests, and no token. */
export const sealingAnswers = (key: IKey): readonly FunctionGrant[] =>
  sealing(key, 'answers', { StringLike: `${answerOwnerPrefix}*` });

/** How the key is, and nothing that is done with it. */
export const describingKey = (key: IKey): FunctionGrant => ({
  statement: new PolicyStatement({ actions: ['kms:DescribeKey'], resources: [key.keyArn] }),
});

/** Client IDs and Secret IDs that are sealed in the table, and no token or answer. */
export const sealingCredentials = (key: IKey, ...actions: readonly ('kms:Encrypt' | 'kms:Decrypt')[]): FunctionGrant =>
  sealingByKms(key, { StringLike: `${credentialsOwnerPrefix}*` }, actions);

/** Secrets that sign webhooks, and no token or answer. */
export const sealingWebhookSecrets = (key: IKey, action: 'kms:Encrypt' | 'kms:Decrypt'): FunctionGrant =>
  sealingByKms(key, { StringLike: `${webhookOwnerPrefix}*` }, [action]);

export const readingSecret = (secret: { readonly secretArn: string }): FunctionGrant => ({
  statement: new PolicyStatement({ actions: ['secretsmanager:GetSecretValue'], resources: [secret.secretArn] }),
});

/** What is done with the secrets that tenants supply. */
export type TenantSecretAction =
  'CreateSecret' | 'PutSecretValue' | 'GetSecretValue' | 'DeleteSecret' | 'RestoreSecret';

/** Region and account as cdk-nag writes them: the words of CloudFormation where the settings leave them open. */
export const placeOf = ({ region, account }: Stack): string =>
  [
    Token.isUnresolved(region) ? '<AWS::Region>' : region,
    Token.isUnresolved(account) ? '<AWS::AccountId>' : account,
  ].join(':');

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
      id: `AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:secretsmanager:${placeOf(stack)}:secret:${resourceName}]`,
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

/**
 * SES takes a sender by its own identity, else by that of its domain; either way only as this sender, by our own set. As
 * long as an account is in the sandbox of SES, it asks for a right on the identity of the recipient as well.
 *
 * @param provenRecipients addresses and domains, as SES knows them
 */
export const mailingAs = (
  stack: Stack,
  sender: string,
  configurationSet: string,
  provenRecipients: readonly string[] = [],
): FunctionGrant => {
  const domain = sender.slice(sender.lastIndexOf('@') + 1);
  const identity = (resourceName: string): string =>
    stack.formatArn({ service: 'ses', resource: 'identity', resourceName });
  return {
    statement: new PolicyStatement({
      actions: ['ses:SendEmail'],
      resources: [
        ...new Set([sender, domain, ...provenRecipients].map(identity)),
        configurationSetArn(stack, configurationSet),
      ],
      conditions: { StringEquals: { 'ses:FromAddress': sender } },
    }),
  };
};
