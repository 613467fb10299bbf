import { speaksOf } from './allows.ts';
import type { Named, ResourcePolicy } from './resourcePolicy.ts';
import type { Statement } from './statement.ts';

/** Who calls: a service in its own name, or whoever has taken on a role. */
export type Caller =
  { readonly service: string } | { readonly roleArn: string; readonly statements: readonly Statement[] };

/** One call on one resource. */
export interface Call {
  readonly caller: Caller;
  readonly action: string;
  readonly resource: string;
  /** Condition keys that the call brings along. */
  readonly context: Readonly<Record<string, readonly string[]>>;
}

export interface Verdict {
  readonly isAllowed: boolean;
  /** What AWS would say. */
  readonly because: string;
}

const accountIn = (arn: string): string => arn.split(':')[4] ?? '';

/** The whole account by its number or its root: what its roles may is then for IAM to say. */
const namesAccountOf = (name: string, roleArn: string): boolean =>
  name === accountIn(roleArn) || /^arn:[\w-]+:iam::(\d{12}):root$/.exec(name)?.[1] === accountIn(roleArn);

const names = ({ kind, name }: Named, caller: Caller): boolean => {
  if (kind === 'anybody') return true;
  return 'service' in caller
    ? kind === 'service' && name === caller.service
    : kind === 'aws' && name === caller.roleArn;
};

/** What the policy of a resource says of a call; `delegates`: the account's own policies decide. */
export const whatPolicySays = (
  policy: ResourcePolicy | undefined,
  { caller, action, resource, context }: Call,
): 'denies' | 'allows' | 'delegates' | 'nothing' => {
  const speaking = (policy?.statements ?? []).filter((statement) =>
    speaksOf(statement, { action, resources: [resource], context }),
  );
  const said = (effect: 'Allow' | 'Deny', isMeant: (named: Named) => boolean): boolean =>
    speaking.some((statement) => statement.effect === effect && statement.principals.some(isMeant));
  const isOfAccount = ({ kind, name }: Named): boolean =>
    'roleArn' in caller && kind === 'aws' && namesAccountOf(name, caller.roleArn);
  if (said('Deny', (named) => names(named, caller) || isOfAccount(named))) return 'denies';
  if (said('Allow', (named) => names(named, caller))) return 'allows';
  return said('Allow', isOfAccount) ? 'delegates' : 'nothing';
};

/** Of a key and of a role nobody may anything whom their own policy does not let in, whatever IAM says. */
export const asksItsOwnPolicyFirst = (action: string): boolean => /^(kms|sts):/.test(action);

const nameOf = (caller: Caller): string => ('service' in caller ? caller.service : caller.roleArn);

/**
 * Whether AWS would let a call of this account pass: a denial wins; a service needs to be let in by the resource; a role
 * by its own policies or by the resource, and where a key is concerned by the key's policy in any case.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 */
export const judgeCall = (policies: readonly ResourcePolicy[], call: Call): Verdict => {
  const { caller, action, resource, context } = call;
  const said = whatPolicySays(
    policies.find((policy) => policy.resource === resource),
    call,
  );
  const refusal = (reason: string): Verdict => ({
    isAllowed: false,
    because: `${nameOf(caller)} is not authorized to perform: ${action} on resource: ${resource} ${reason}`,
  });
  if (said === 'denies') return refusal('with an explicit deny in a resource-based policy');
  if (said === 'allows') return { isAllowed: true, because: 'the policy of the resource allows it' };
  const byResource = refusal(`because no resource-based policy allows the ${action} action`);
  if ('service' in caller || (asksItsOwnPolicyFirst(action) && said === 'nothing')) return byResource;
  return caller.statements.some((statement) => speaksOf(statement, { action, resources: [resource], context }))
    ? { isAllowed: true, because: 'the policies of the role allow it' }
    : refusal(`because no identity-based policy allows the ${action} action`);
};
