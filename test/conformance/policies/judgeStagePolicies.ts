import { join } from 'node:path';
import { synthesized, type Deployer } from '../tools/deploy.ts';
import { installed } from '../tools/python.ts';
import { judgePolicies, readPolicies, type PolicyVerdict } from './judgePolicies.ts';
import { policyDocuments } from './policyDocuments.ts';

const certificate = (region: string): string => `arn:aws:acm:${region}:123456789012:certificate/one`;

/** Two installations that between them have every setting that brings a policy, over the file of the stage `example`. */
const installations: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'policies-usual': {
    mailDomain: 'example.com',
    certificateArn: certificate('eu-central-1'),
    backupCopyVaultArn: 'arn:aws:backup:eu-central-1:210987654321:backup-vault:copies',
  },
  'policies-otherwise': {
    tokenSealing: 'kms',
    tenantCredentials: 'table',
    jwtIssuer: 'https://id.example.com',
    jwtAudience: 'bank-sync',
    jwtTenantClaim: 'tenantId',
    mailSandboxRecipients: 'example.org',
    rollout: 'at-once',
    edgeOrigin: 'a1b2c3.execute-api.eu-central-1.amazonaws.com',
    edgeCertificateArn: certificate('us-east-1'),
    edgeKeyDigests: 'a'.repeat(64),
  },
};

/** Has every policy of these installations read by programs that are not ours. */
export const judgeStagePolicies = async (python: string, deployer: Deployer): Promise<PolicyVerdict> => {
  const requirements = join(import.meta.dirname, '../requirements/policies.txt');
  const bin = await installed(python, requirements, join(deployer.folder, 'policies'));
  const policies = [];
  for (const [name, context] of Object.entries(installations)) {
    policies.push(...policyDocuments(await synthesized(deployer, name, { stage: 'example', ...context })));
  }
  return judgePolicies(policies, readPolicies(bin));
};
