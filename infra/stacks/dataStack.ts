import { CfnOutput, CfnResource, RemovalPolicy, Stack, Validations } from 'aws-cdk-lib/core';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import { defined } from '../../shared/language/defined.ts';
import { environmentOf, namePrefix, pontoApplicationName } from '../config/names.ts';
import type { Settings } from '../config/settings.ts';
import { Backups } from '../constructs/backups.ts';
import { addMailDomain } from '../constructs/mailDomain.ts';
import { keyLeftToIam, suppressFindings } from '../constructs/suppressFindings.ts';
import { SecureTable } from '../constructs/secureTable.ts';
import { PoolDoors } from '../constructs/poolDoors.ts';
import { TenantPool } from '../constructs/tenantPool.ts';
import { makeTokenClaims } from './tokenClaims.ts';

/** References that the application stack reads, as imports of exports with fixed names. */
export interface DataExports {
  readonly tokenKeyArn: string;
  readonly pool?: { readonly id: string; readonly clientId: string };
}

/** Holds nothing, and belongs to something else: ways to the user pool, the function that it calls, the plan of backups. */
const madeAgain: ReadonlySet<string> = new Set([
  'AWS::Backup::BackupPlan',
  'AWS::Backup::BackupSelection',
  'AWS::Cognito::ManagedLoginBranding',
  'AWS::Cognito::UserPoolDomain',
  'AWS::Cognito::UserPoolResourceServer',
  'AWS::IAM::Policy',
  'AWS::IAM::Role',
  'AWS::Lambda::Function',
  'AWS::Lambda::Permission',
]);

/**
 * Everything that cannot be made again: it has its own stack so that no change of the application can touch it, and
 * every resource in it stays when the stack goes.
 */
export class DataStack extends Stack {
  /** What the application cannot know by its name. No setting takes one of them away while somebody reads it. */
  readonly exported: DataExports;

  constructor(scope: Construct, id: string, settings: Settings, codeRoot: string) {
    super(scope, id, {
      description: `Ponto Bank Sync, ${settings.stage}: what must outlive every deployment`,
      terminationProtection: settings.profile === 'prod',
      env: environmentOf(settings),
    });
    const prefix = namePrefix(settings);
    // `registry` and `books` are what the deployed tables are called: another name would be another, empty table.
    const registry = new SecureTable(this, 'Registry', {
      tableName: `${prefix}-registry`,
      timeToLiveAttribute: 'expiresAtEpochSeconds',
    }).table;
    // No time to live here: a line of the books never goes by itself, whatever attribute it carries.
    const books = new SecureTable(this, 'Books', { tableName: `${prefix}-books` }).table;
    const { backupCopyVaultArn, backupRetentionDays = 35, backupVaultLock = 'none' } = settings;
    const { registryTable, booksTable } = settings;
    if (backupCopyVaultArn !== undefined) {
      new Backups(this, 'Backups', {
        // A copy that is used in place of one of these stands outside of the stack.
        tableArns: [
          registryTable === undefined ? registry.tableArn : this.#arnOfTable(registryTable),
          booksTable === undefined ? books.tableArn : this.#arnOfTable(booksTable),
        ],
        copyVaultArn: backupCopyVaultArn,
        retentionDays: backupRetentionDays,
        lock: backupVaultLock,
      });
    }
    const tokenKey = new Key(this, 'TokenKey', {
      description: 'Seals rotating OAuth tokens and kept answers under tenant and connection',
      enableKeyRotation: true,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    suppressFindings(tokenKey, { policies: keyLeftToIam });
    tokenKey.addAlias(`${prefix}-tokens`).applyRemovalPolicy(RemovalPolicy.RETAIN);
    const pontoApplication = this.#pontoApplication(settings);
    const { mailDomain, mailReturnDomain = `bounce.${mailDomain}` } = settings;
    if (mailDomain !== undefined) addMailDomain(this, { domain: mailDomain, returnDomain: mailReturnDomain });
    this.#exportedToReleasesBefore(registry, books, pontoApplication);
    const pool = settings.userPool === 'kept' ? this.#userPool(settings, codeRoot) : undefined;
    this.exported = { tokenKeyArn: this.exportValue(tokenKey.keyArn), ...defined({ pool }) };
    this.#keepWhatHoldsSomething();
  }

  #arnOfTable(resourceName: string): string {
    return this.formatArn({ service: 'dynamodb', resource: 'table', resourceName });
  }

  /**
   * All but what is made again as it was. That goes with what it belongs to, because its name would be in the way of the next
   * one: when a setting is taken back, and after a deployment that failed.
   */
  #keepWhatHoldsSomething(): void {
    for (const construct of this.node.findAll()) {
      if (construct instanceof CfnResource)
        construct.applyRemovalPolicy(
          madeAgain.has(construct.cfnResourceType) ? RemovalPolicy.DESTROY : RemovalPolicy.RETAIN,
        );
    }
  }

  /**
   * Releases up to 0.1 import names and ARNs; today's application makes both from names. CloudFormation refuses to take
   * away an export that somebody imports, and the data stack is deployed first: they stay, and so does the way back.
   */
  #exportedToReleasesBefore(registry: Table, books: Table, pontoApplication: Secret): void {
    for (const table of [registry, books]) {
      this.exportValue(table.tableArn);
      this.exportValue(table.tableName);
    }
    this.exportValue(pontoApplication.secretArn);
  }

  /** Stays when the API takes the tokens of another issuer: whoever comes back to it finds its people. */
  #userPool(settings: Settings, codeRoot: string): NonNullable<DataExports['pool']> {
    const prefix = namePrefix(settings);
    const { loginCallbackUrls } = settings;
    const { pool, client } = new TenantPool(this, 'Tenants', { userPoolName: `${prefix}-tenants`, loginCallbackUrls });
    const { host } = new PoolDoors(this, 'TenantDoors', {
      pool,
      domainPrefix: prefix,
      tokenClaims: makeTokenClaims(this, settings, codeRoot),
      managedLoginOf: loginCallbackUrls && client,
    });
    new CfnOutput(this, 'UserPoolId', { value: pool.userPoolId, description: 'Where people are entered' });
    new CfnOutput(this, 'PeopleClientId', { value: client.userPoolClientId, description: 'App client of people' });
    new CfnOutput(this, 'TokenHost', { value: host, description: 'Where software, and sign-in pages, get tokens' });
    // Releases up to 0.1 import it.
    this.exportValue(pool.userPoolProviderUrl);
    return { id: this.exportValue(pool.userPoolId), clientId: this.exportValue(client.userPoolClientId) };
  }

  /**
   * Made with a random text in it, which no function takes for an application: until an operator puts the real one
   * there, calls to Ponto stop with a sentence that says so. Deployments never write to it again.
   *
   * @see shared/contracts/pontoApplication.ts
   */
  #pontoApplication(settings: Settings): Secret {
    const secret = new Secret(this, 'PontoApplication', {
      secretName: pontoApplicationName(settings),
      description: 'The Ponto application of this installation: client id, client secret, certificates',
      removalPolicy: RemovalPolicy.RETAIN,
    });
    suppressFindings(secret, {
      checkov: { CKV_AWS_149: 'The key of Secrets Manager: access is granted by the secret, per function, in IAM.' },
    });
    Validations.of(secret).acknowledge({
      id: 'AwsSolutions-SMG4',
      reason: 'Ponto issues client secrets and certificates in its developer portal only; a person puts new ones here.',
    });
    return secret;
  }
}
