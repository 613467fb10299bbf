import { CfnOutput, Duration, RemovalPolicy, Validations } from 'aws-cdk-lib/core';
import {
  BackupPlan,
  BackupPlanRule,
  BackupResource,
  BackupSelection,
  BackupVault,
  type LockConfiguration,
} from 'aws-cdk-lib/aws-backup';
import { Schedule } from 'aws-cdk-lib/aws-events';
import { ManagedPolicy, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import type { BackupLock } from '../config/backupLocks.ts';
import { keyLeftToIam, suppressFindings } from './suppressFindings.ts';

export interface BackupsProps {
  readonly tableArns: readonly string[];
  /** The vault of another account that gets a copy of each backup. */
  readonly copyVaultArn: string;
  readonly retentionDays: number;
  readonly lock: BackupLock;
}

/** AWS takes no shorter time to think a lock over that nobody can ever open again. */
const daysToThinkOver = 3;

/**
 * A backup of the tables each night, and its copy in another account, where nobody with the rights of this one reaches it.
 * Beside point-in-time recovery, which is finer and ends with the account. Vault and key stay when the option is taken back.
 *
 * @see https://docs.aws.amazon.com/aws-backup/latest/devguide/create-cross-account-backup.html
 */
export class Backups extends Construct {
  constructor(scope: Construct, id: string, { tableArns, copyVaultArn, retentionDays, lock }: BackupsProps) {
    super(scope, id);
    const deleteAfter = Duration.days(retentionDays);
    const encryptionKey = new Key(this, 'Key', {
      description: 'Seals the backups of the tables',
      enableKeyRotation: true,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    suppressFindings(encryptionKey, { policies: keyLeftToIam });
    const backupVault = new BackupVault(this, 'Vault', {
      encryptionKey,
      removalPolicy: RemovalPolicy.RETAIN,
      ...(lock !== 'none' && { lockConfiguration: lockFor(lock, deleteAfter) }),
    });
    const plan = new BackupPlan(this, 'Plan', { backupVault });
    plan.addRule(
      new BackupPlanRule({
        ruleName: 'nightly',
        scheduleExpression: Schedule.cron({ hour: '1', minute: '30' }),
        startWindow: Duration.hours(1),
        completionWindow: Duration.hours(12),
        deleteAfter,
        copyActions: [
          { destinationBackupVault: BackupVault.fromBackupVaultArn(this, 'Copies', copyVaultArn), deleteAfter },
        ],
      }),
    );
    new BackupSelection(this, 'Selection', {
      backupPlan: plan,
      role: this.#role(),
      disableDefaultBackupPolicy: true,
      resources: tableArns.map((arn) => BackupResource.fromArn(arn)),
    });
    new CfnOutput(this, 'VaultName', {
      value: backupVault.backupVaultName,
      description: 'Where backups of the tables are',
    });
  }

  #role(): Role {
    const name = 'service-role/AWSBackupServiceRolePolicyForBackup';
    const role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('backup.amazonaws.com'),
      description: 'What AWS Backup may do with the tables',
      managedPolicies: [ManagedPolicy.fromAwsManagedPolicyName(name)],
    });
    Validations.of(role).acknowledge({
      id: `AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/${name}]`,
      reason:
        'AWS keeps this policy for its own backup service; one of ours would miss what the service begins to need.',
    });
    return role;
  }
}

const lockFor = (lock: Exclude<BackupLock, 'none'>, minRetention: Duration): LockConfiguration => ({
  minRetention,
  ...(lock === 'compliance' && { changeableFor: Duration.days(daysToThinkOver) }),
});
