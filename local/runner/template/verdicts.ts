import { judgeCall } from '../../cloud/iam/judgeCall.ts';
import type { ResourcePolicy, ResourceStatement } from '../../cloud/iam/resourcePolicy.ts';
import type { Delivery } from './calls.ts';
import { deliveriesIn } from './deliveries.ts';
import { refusedRedrives } from './redrives.ts';
import type { StackResolver } from './resolve.ts';
import { resourcePoliciesIn } from './resourcePolicies.ts';

export interface Verdicts {
  /** Calls that AWS would refuse, in its words. */
  readonly refused: readonly string[];
  /** Calls on what stands elsewhere: only its owner knows its policy. */
  readonly elsewhere: readonly string[];
  /** Statements by which strangers get in. */
  readonly open: readonly string[];
}

const standingIn = (resolver: StackResolver): readonly string[] =>
  resolver
    .resourcesMatching((type) => type.startsWith('AWS::'))
    .flatMap((id) => {
      const { ref, attributes } = resolver.physical(id);
      return [ref, ...Object.values(attributes)];
    });

const ownerKeys = /^aws:(SourceAccount|SourceArn|SourceOwner|PrincipalAccount|PrincipalOrgID)$|^kms:CallerAccount$/i;

/** Services that act for a role only where the account itself has said so. */
const needsNoSource = new Set(['lambda.amazonaws.com', 'backup.amazonaws.com']);

const isOpen = ({ effect, principals, actions, conditions }: ResourceStatement): boolean =>
  effect === 'Allow' &&
  !conditions.some(({ operator, key, values }) => {
    const isWide = values.some((value) => /^\*?$/.test(value));
    return operator !== 'Null' && ownerKeys.test(key) && !isWide;
  }) &&
  principals.some(
    ({ kind, name }) =>
      kind === 'anybody' || (kind === 'service' && !(needsNoSource.has(name) && actions.includes('sts:AssumeRole'))),
  );

const openOnes = ({ resource, statements }: ResourcePolicy): readonly string[] =>
  statements
    .filter(isOpen)
    .map(
      ({ principals, actions }) =>
        `${resource} lets ${principals.map(({ name }) => name).join(', ')} do ${actions.join(', ')} for whichever account`,
    );

const said = ({ from, purpose }: Delivery, sentence: string): string => `${from} (${purpose}): ${sentence}`;

/** Judges every delivery between the services of these stacks, before anything is deployed. */
export const verdictsOn = (resolvers: readonly StackResolver[]): Verdicts => {
  const policies = resourcePoliciesIn(resolvers);
  const standing = new Set(resolvers.flatMap(standingIn));
  const deliveries = deliveriesIn(resolvers);
  const isElsewhere = ({ purpose, call }: Delivery): boolean => purpose !== 'key' && !standing.has(call.resource);
  return {
    refused: [
      ...deliveries
        .filter((delivery) => !isElsewhere(delivery))
        .flatMap((delivery) => {
          const { isAllowed, because } = judgeCall(policies, delivery.call);
          return isAllowed ? [] : [said(delivery, because)];
        }),
      ...refusedRedrives(resolvers),
    ],
    elsewhere: deliveries
      .filter(isElsewhere)
      .map((delivery) => said(delivery, `${delivery.call.action} ${delivery.call.resource}`)),
    open: policies.flatMap(openOnes),
  };
};
