import { CfnResource } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';

export interface Suppressions {
  /** Findings of checkov by id, each with the reason why it does not count here. */
  readonly checkov?: Readonly<Record<string, string>>;
  /** Findings of cfn-lint, in the same way. */
  readonly cfnLint?: Readonly<Record<string, string>>;
  /** Findings of the readers of policies (parliament, policyuniverse), in the same way. */
  readonly policies?: Readonly<Record<string, string>>;
}

/**
 * Explains findings next to their resource: whoever judges the template reads them in its metadata, and the reasons travel
 * with it. `npm run conformance` accepts no finding without one.
 */
export const suppressFindings = (construct: IConstruct, { checkov, cfnLint, policies }: Suppressions): void => {
  const resource = construct.node.defaultChild;
  if (!CfnResource.isCfnResource(resource)) throw new Error(`${construct.node.path} has no resource to explain`);
  if (checkov) {
    resource.addMetadata('checkov', { skip: Object.entries(checkov).map(([id, comment]) => ({ id, comment })) });
  }
  if (cfnLint) {
    resource.addMetadata('cfn-lint', { config: { ignore_checks: Object.keys(cfnLint) }, reasons: cfnLint });
  }
  if (policies) resource.addMetadata('policies', policies);
};

/** Why a log group needs no key of our own. */
export const logWithoutOwnKey = {
  checkov: {
    CKV_AWS_158: 'CloudWatch encrypts every log; ours hold codes and ids, never a secret, bank or personal data.',
  },
} as const satisfies Suppressions;

/** Why a queue needs no key of our own. */
export const queueWithoutOwnKey = {
  checkov: { CKV_AWS_27: 'Encrypted by SQS itself (SqsManagedSseEnabled), which this check does not know.' },
} as const satisfies Suppressions;

/** Why the policy of a key names every action and no resource. */
export const keyLeftToIam = {
  RESOURCE_STAR: 'In the policy of a key, the star is this key; AWS knows no other form.',
  PERMISSIONS_MANAGEMENT_ACTIONS:
    'Given to the account itself, so that IAM decides and nobody is locked out; no role of ours has a right on the policy.',
} as const satisfies Suppressions['policies'];
