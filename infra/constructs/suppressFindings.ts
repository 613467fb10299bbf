import { CfnResource } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';

export interface Suppressions {
  /** Findings of checkov by id, each with the reason why it does not count here. */
  readonly checkov?: Readonly<Record<string, string>>;
  /** Findings of cfn-lint, in the same way. */
  readonly cfnLint?: Readonly<Record<string, string>>;
}

/**
 * Explains findings next to their resource: both linters read them in the template's metadata, and the reasons travel with
 * it. `npm run conformance` accepts no finding without one.
 */
export const suppressFindings = (construct: IConstruct, { checkov, cfnLint }: Suppressions): void => {
  const resource = construct.node.defaultChild;
  if (!CfnResource.isCfnResource(resource)) throw new Error(`${construct.node.path} has no resource to explain`);
  if (checkov) {
    resource.addMetadata('checkov', { skip: Object.entries(checkov).map(([id, comment]) => ({ id, comment })) });
  }
  if (cfnLint) {
    resource.addMetadata('cfn-lint', { config: { ignore_checks: Object.keys(cfnLint) }, reasons: cfnLint });
  }
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
