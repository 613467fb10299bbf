import type { Caller } from '../../cloud/iam/judgeCall.ts';
import { parsePolicy, type Statement } from '../../cloud/iam/statement.ts';
import { policyProperties, roleProperties } from './properties.ts';
import type { StackResolver } from './resolve.ts';

/** The policies of a role, wherever in its stack they stand. */
export const statementsOf = (resolver: StackResolver, roleArn: string | undefined): readonly Statement[] => {
  const role = resolver.resourcesOf('AWS::IAM::Role').find((id) => resolver.physical(id).attributes['Arn'] === roleArn);
  if (role === undefined) return [];
  resolver.properties(role, roleProperties);
  const policies = resolver.resourcesOf('AWS::IAM::Policy');
  return policies.flatMap((id) => {
    const { Roles, PolicyDocument } = resolver.properties(id, policyProperties);
    return Roles.includes(resolver.physical(role).ref) ? parsePolicy(PolicyDocument, id) : [];
  });
};

/** Whoever acts by a role of the stack. */
export const byRole = (resolver: StackResolver, roleArn: string): Caller => ({
  roleArn,
  statements: statementsOf(resolver, roleArn),
});
