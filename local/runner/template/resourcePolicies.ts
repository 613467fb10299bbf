import * as z from 'zod';
import { parseResourcePolicy, policyOfNewTopic, type ResourcePolicy } from '../../cloud/iam/resourcePolicy.ts';
import type { StackResolver } from './resolve.ts';

const text = z.string();
const document = z.unknown().optional();

/** Where a policy stands in a template that its resource does not hold itself: whose it is, and its document. */
type Reader = (resolver: StackResolver, id: string) => readonly ResourcePolicy[];

const many = (document: unknown, resources: readonly string[]): readonly ResourcePolicy[] =>
  resources.map((resource) => parseResourcePolicy(document, resource));

const ofQueues: Reader = (resolver, id) => {
  const { Queues, PolicyDocument } = resolver.properties(
    id,
    z.object({ Queues: z.array(text), PolicyDocument: document }),
  );
  return many(
    PolicyDocument,
    Queues.map((url) => resolver.arn('sqs', url.split('/').at(-1) ?? url)),
  );
};

const ofTopics: Reader = (resolver, id) => {
  const { Topics, PolicyDocument } = resolver.properties(
    id,
    z.object({ Topics: z.array(text), PolicyDocument: document }),
  );
  return many(PolicyDocument, Topics);
};

const permission = z.object({
  Action: text,
  FunctionName: text,
  Principal: text,
  SourceArn: text.optional(),
  SourceAccount: text.optional(),
});

/** Lambda makes a statement of each permission, and all of a function's are its policy. */
const ofFunction: Reader = (resolver, id) => {
  const { Action, FunctionName, Principal, SourceArn, SourceAccount } = resolver.properties(id, permission);
  const resource = FunctionName.startsWith('arn:') ? FunctionName : resolver.arn('lambda', `function:${FunctionName}`);
  const named = /^[\w.-]+\.amazonaws\.com$/.test(Principal) ? { Service: Principal } : { AWS: Principal };
  const Condition = {
    ...(SourceArn !== undefined && { ArnLike: { 'aws:SourceArn': SourceArn } }),
    ...(SourceAccount !== undefined && { StringEquals: { 'aws:SourceAccount': SourceAccount } }),
  };
  const statement = { Effect: 'Allow', Principal: named, Action, Resource: resource, Condition };
  return many({ Statement: [statement] }, [resource]);
};

const ofKey: Reader = (resolver, id) => {
  const { KeyPolicy } = resolver.properties(id, z.object({ KeyPolicy: document }));
  const { ref, attributes } = resolver.physical(id);
  // A key without a policy gets one by which IAM decides.
  const byIam = { Effect: 'Allow', Principal: { AWS: resolver.accountRoot }, Action: 'kms:*', Resource: '*' };
  return many(KeyPolicy ?? { Statement: [byIam] }, [attributes['Arn'] ?? ref]);
};

const ofRole: Reader = (resolver, id) => {
  const { AssumeRolePolicyDocument } = resolver.properties(id, z.object({ AssumeRolePolicyDocument: document }));
  const { ref, attributes } = resolver.physical(id);
  return AssumeRolePolicyDocument === undefined ? [] : many(AssumeRolePolicyDocument, [attributes['Arn'] ?? ref]);
};

const ofSecret: Reader = (resolver, id) => {
  const { SecretId, ResourcePolicy } = resolver.properties(id, z.object({ SecretId: text, ResourcePolicy: document }));
  return many(ResourcePolicy, [SecretId]);
};

const ofBucket: Reader = (resolver, id) => {
  const { Bucket, PolicyDocument } = resolver.properties(id, z.object({ Bucket: text, PolicyDocument: document }));
  return many(PolicyDocument, [`arn:aws:s3:::${Bucket}`]);
};

const ofVault: Reader = (resolver, id) => {
  const { AccessPolicy } = resolver.properties(id, z.object({ AccessPolicy: document }));
  const { ref, attributes } = resolver.physical(id);
  return AccessPolicy === undefined ? [] : many(AccessPolicy, [attributes['BackupVaultArn'] ?? ref]);
};

const readers: Readonly<Record<string, Reader>> = {
  'AWS::SQS::QueuePolicy': ofQueues,
  'AWS::SNS::TopicPolicy': ofTopics,
  'AWS::Lambda::Permission': ofFunction,
  'AWS::KMS::Key': ofKey,
  'AWS::IAM::Role': ofRole,
  'AWS::SecretsManager::ResourcePolicy': ofSecret,
  'AWS::S3::BucketPolicy': ofBucket,
  'AWS::Backup::BackupVault': ofVault,
};

/** Types of policies that nobody here reads: one that is passed over in silence could deny what we think is allowed. */
const unread = /^AWS::(SQS|SNS|S3|Events|DynamoDB|Logs|Lambda|KMS)::.*Policy$/;

/** A second policy of a queue or topic replaces the first at AWS; only the permissions of a function add up. */
const together = (policies: readonly ResourcePolicy[]): readonly ResourcePolicy[] => {
  const byResource = Map.groupBy(policies, ({ resource }) => resource);
  return [...byResource].map(([resource, parts]) => {
    if (parts.length > 1 && !resource.includes(':lambda:')) {
      throw new Error(`${resource} has more than one policy: the last one that is deployed replaces the others`);
    }
    return { resource, statements: parts.flatMap(({ statements }) => statements) };
  });
};

/**
 * What the resources of these stacks say of who may use them.
 *
 * @throws Error when a policy has a form that is not known here, or a resource has several
 */
export const resourcePoliciesIn = (resolvers: readonly StackResolver[]): readonly ResourcePolicy[] => {
  const written = together(
    resolvers.flatMap((resolver) => {
      const strange = resolver.resourcesMatching((type) => unread.test(type) && !Object.hasOwn(readers, type));
      if (strange.length > 0)
        throw new Error(`${resolver.stack.name}: the policies ${strange.join(', ')} are not read`);
      return Object.entries(readers).flatMap(([type, read]) =>
        resolver.resourcesOf(type).flatMap((id) => read(resolver, id)),
      );
    }),
  );
  const withOwn = new Set(written.map(({ resource }) => resource));
  const untouched = resolvers.flatMap((resolver) =>
    resolver
      .resourcesOf('AWS::SNS::Topic')
      .map((id) => resolver.physical(id).ref)
      .filter((topic) => !withOwn.has(topic))
      .map((topic) => policyOfNewTopic(topic, resolver.accountId)),
  );
  return [...written, ...untouched];
};
