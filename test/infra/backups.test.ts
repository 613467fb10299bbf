import { AwsSolutionsChecks } from 'cdk-nag';
import * as z from 'zod';
import { eventPattern, matchesPattern } from '../../local/cloud/eventPattern.ts';
import { stackOf } from '../../local/runner/template/assembly.ts';
import { resolversOf } from '../../local/runner/template/resolve.ts';
import { at, ofType, synthesize } from './support.ts';

const backupCopyVaultArn = 'arn:aws:backup:eu-central-1:999988887777:backup-vault:copies';
const withBackups = (given: object = {}) => synthesize('prod', { backupCopyVaultArn, ...given });
const only = (resources: ReturnType<typeof withBackups>['resources'], type: string) => {
  const [found, ...more] = ofType(resources, type);
  if (!found || more.length > 0) throw new Error(`there is not one ${type}`);
  return found;
};

describe('backups beyond the account', () => {
  it('are made only where another account is named to copy them to', () => {
    const kinds = [...synthesize('prod').resources.values()].map(({ Type }) => Type);

    expect(kinds.filter((kind) => kind.startsWith('AWS::Backup::'))).toEqual([]);
  });

  it.each([
    ['35 days', {}, 35],
    ['as long as is said', { backupRetentionDays: '90' }, 90],
  ])('are of both tables, each night, copied there, and kept here and there %s', (_how, given, days) => {
    const { resources } = withBackups(given);
    const rules = at(only(resources, 'AWS::Backup::BackupPlan').Properties, 'BackupPlan', 'BackupPlanRule');
    const selected = at(only(resources, 'AWS::Backup::BackupSelection').Properties, 'BackupSelection', 'Resources');
    const tables = ofType(resources, 'AWS::DynamoDB::Table').map(({ id }) => ({ 'Fn::GetAtt': [id, 'Arn'] }));

    expect(rules).toEqual([
      expect.objectContaining({
        ScheduleExpression: 'cron(30 1 * * ? *)',
        Lifecycle: { DeleteAfterDays: days },
        CopyActions: [{ DestinationBackupVaultArn: backupCopyVaultArn, Lifecycle: { DeleteAfterDays: days } }],
      }),
    ]);
    expect(tables).toHaveLength(2);
    expect(selected).toEqual(expect.arrayContaining(tables));
  });

  it('are of the tables that are used, where restored copies are', () => {
    const { resources } = withBackups({ booksTable: 'books-restored', registryTable: 'registry-restored' });

    const selected = at(only(resources, 'AWS::Backup::BackupSelection').Properties, 'BackupSelection', 'Resources');

    expect(JSON.stringify(selected)).toMatch(/table\/registry-restored.*table\/books-restored/);
    expect(selected).toHaveLength(2);
  });

  it.each([
    ['none', undefined],
    ['governance', { MinRetentionDays: 35 }],
    ['compliance', { MinRetentionDays: 35, ChangeableForDays: 3 }],
  ])('are locked as is said: %s', (backupVaultLock, lock) => {
    const vault = only(withBackups({ backupVaultLock }).resources, 'AWS::Backup::BackupVault');

    expect(vault.Properties['LockConfiguration']).toEqual(lock);
  });

  it('are made no more when the option goes: plan and selection go with the role that they need', () => {
    const going = [...withBackups().dataResources.values()]
      .filter(({ DeletionPolicy }) => DeletionPolicy !== 'Retain')
      .map(({ Type }) => Type);

    expect(going).toEqual(expect.arrayContaining(['AWS::Backup::BackupPlan', 'AWS::Backup::BackupSelection']));
  });

  it('stay when the option or the stack goes: the vault, and the key without which it cannot be read', () => {
    const { resources, dataResources } = withBackups();
    const vault = only(resources, 'AWS::Backup::BackupVault');
    const key = String(at(vault.Properties, 'EncryptionKeyArn', 'Fn::GetAtt', 0));

    expect([vault.DeletionPolicy, dataResources.get(key)?.DeletionPolicy]).toEqual(['Retain', 'Retain']);
  });

  it('leave the recovery to any second as it is, and no finding without a reason', () => {
    const { data, resources } = withBackups();
    const recovery = ofType(resources, 'AWS::DynamoDB::Table').map(({ Properties }) =>
      at(Properties, 'PointInTimeRecoverySpecification', 'RecoveryPeriodInDays'),
    );

    expect(recovery).toEqual([35, 35]);
    expect(new AwsSolutionsChecks().validateScope(data).violations).toEqual([]);
  });
});

describe('a backup that failed', () => {
  const accountId = '111122223333';
  const tableArn = (name: string) => `arn:aws:dynamodb:eu-central-1:${accountId}:table/${name}`;
  const vaultArn = (account: string) => `arn:aws:backup:eu-central-1:${account}:backup-vault:any`;
  /** The members of AWS Backup's own examples of a job that came to nothing, as far as a rule could look at them. */
  const aBackupJob = (detail: object = {}) => ({
    source: 'aws.backup',
    'detail-type': 'Backup Job State Change',
    account: accountId,
    resources: [],
    detail: {
      backupJobId: '34176239-e96d-4e1d-9fad-529dbb3c3556',
      backupVaultArn: vaultArn(accountId),
      resourceArn: tableArn('ponto-bank-sync-prod-books'),
      resourceType: 'DynamoDB',
      state: 'FAILED',
      statusMessage: 'the vault does not exist',
      ...detail,
    },
  });
  const aCopyJob = (detail: object = {}) => ({
    source: 'aws.backup',
    'detail-type': 'Copy Job State Change',
    account: accountId,
    resources: [],
    detail: {
      copyJobId: '47C8EF56-74D8-059D-1301-C5BE1D5C926E',
      sourceBackupVaultArn: vaultArn(accountId),
      destinationBackupVaultArn: backupCopyVaultArn,
      resourceArn: tableArn('ponto-bank-sync-prod-registry'),
      resourceType: 'DynamoDB',
      state: 'FAILED',
      statusMessage: 'access denied',
      ...detail,
    },
  });

  const isKept = (event: object, given: object = {}): boolean => {
    const { data, application, dataTemplate, template } = withBackups(given);
    const [, resolver] = resolversOf(
      [stackOf(data.stackName, dataTemplate), stackOf(application.stackName, template)],
      {
        region: 'eu-central-1',
        accountId,
        publicUrl: 'https://feeds.example.com',
        queueUrl: (name) => `https://sqs.eu-central-1.amazonaws.com/${accountId}/${name}`,
      },
    );
    const rules = resolver?.resourcesOf('AWS::Events::Rule') ?? [];
    const patterns = rules.flatMap((id) => resolver?.properties(id, z.object({ EventPattern: eventPattern })) ?? []);
    return patterns.some(({ EventPattern }) => matchesPattern(EventPattern, event));
  };

  it.each([
    ['a backup', aBackupJob()],
    ['a backup that somebody stopped', aBackupJob({ state: 'ABORTED' })],
    ['a backup that found no time', aBackupJob({ state: 'EXPIRED' })],
    ['a copy', aCopyJob()],
  ])('is kept for the operator: %s', (_what, event) => {
    expect(isKept(event)).toBe(true);
  });

  it.each([
    ['one that went well', aBackupJob({ state: 'COMPLETED' })],
    ['a copy that runs', aCopyJob({ state: 'RUNNING' })],
    ['one of a table that is not ours', aBackupJob({ resourceArn: tableArn('payroll') })],
    ['a copy of something else', aCopyJob({ resourceArn: `arn:aws:rds:eu-central-1:${accountId}:db:payroll` })],
  ])('is not mistaken for %s', (_what, event) => {
    expect(isKept(event)).toBe(false);
  });

  it('is one of the table that is in use', () => {
    const event = aBackupJob({ resourceArn: tableArn('books-restored') });

    expect([isKept(event), isKept(event, { booksTable: 'books-restored' })]).toEqual([false, true]);
  });

  it('has nothing to be told of where no backups are made', () => {
    const { resources } = synthesize('prod');

    expect(ofType(resources, 'AWS::SQS::Queue').map(({ Properties }) => Properties['QueueName'])).not.toContain(
      'ponto-bank-sync-prod-failed-backups',
    );
  });

  it('leaves no finding without a reason', () => {
    const { application } = withBackups();

    expect(new AwsSolutionsChecks().validateScope(application).violations).toEqual([]);
  });
});
