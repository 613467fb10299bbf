import { AwsSolutionsChecks } from 'cdk-nag';
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
