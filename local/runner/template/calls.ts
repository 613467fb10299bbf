import type { Call, Caller } from '../../cloud/iam/judgeCall.ts';
import type { StackResolver } from './resolve.ts';

/** What a call is done for: `trust` lets a service take on a role, the others bring something somewhere. */
type Purpose = 'target' | 'dead letters' | 'trust' | 'key';

/** One call that a resource of a stack leads to, once it works. */
export interface Delivery {
  /** Logical id of the resource. */
  readonly from: string;
  readonly purpose: Purpose;
  readonly call: Call;
}

/** A delivery, where there is a call for it. */
export const delivery = (from: string, purpose: Purpose, call: Call | undefined): readonly Delivery[] =>
  call ? [{ from, purpose, call }] : [];

/** Everything here goes over TLS at AWS; on a laptop the loopback stands in for it. */
const overTls = { 'aws:SecureTransport': ['true'] };

const actions: readonly (readonly [service: string, action: string])[] = [
  ['lambda', 'lambda:InvokeFunction'],
  ['sqs', 'sqs:SendMessage'],
  ['sns', 'sns:Publish'],
  ['events', 'events:PutEvents'],
];

/** What is asked of whatever something is delivered to. */
const actionOn = (arn: string): string => {
  const found = actions.find(([service]) => arn.split(':')[2] === service);
  if (!found) throw new Error(`nothing is known of deliveries to ${arn}`);
  return found[1];
};

/** A service that hands something over in its own name, and says for which resource of which account it comes. */
export const byService = (resolver: StackResolver, service: string, sourceArn: string, resource: string): Call => ({
  caller: { service },
  action: actionOn(resource),
  resource,
  context: { ...overTls, 'aws:SourceArn': [sourceArn], 'aws:SourceAccount': [resolver.accountId] },
});

/** Whoever has taken on a role, in the account of the role. */
export const byCaller = (caller: Caller, resource: string, action = actionOn(resource)): Call => ({
  caller,
  action,
  resource,
  context: overTls,
});

/** A service takes on a role. */
export const takingRole = (
  service: string,
  roleArn: string,
  context: Readonly<Record<string, readonly string[]>> = {},
): Call => ({ caller: { service }, action: 'sts:AssumeRole', resource: roleArn, context });

/**
 * What a call on something sealed asks of the key. A key that AWS manages (`alias/aws/...`) lets the account's roles in by
 * itself, and no service.
 *
 * @see https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html
 */
export const onKeyOf = (resolver: StackResolver, { from, call }: Delivery, key: string): readonly Delivery[] => {
  if (key.startsWith('alias/aws/') && 'roleArn' in call.caller) return [];
  const resource = key.startsWith('arn:') ? key : resolver.arn('kms', key.startsWith('alias/') ? key : `key/${key}`);
  return ['kms:GenerateDataKey', 'kms:Decrypt'].map((action) => ({
    from,
    purpose: 'key',
    call: { ...call, action, resource },
  }));
};
