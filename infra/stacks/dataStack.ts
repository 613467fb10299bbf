import { CfnOutput, RemovalPolicy, Stack, Validations } from 'aws-cdk-lib/core';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { EmailIdentity, Identity } from 'aws-cdk-lib/aws-ses';
import type { Construct } from 'constructs';
import { namePrefix, secretPath } from '../config/names.ts';
import type { Settings } from '../config/settings.ts';
import { suppressFindings } from '../constructs/suppressFindings.ts';
import { SecureTable } from '../constructs/secureTable.ts';
import { TenantPool } from '../constructs/tenantPool.ts';

/** Whose tokens the API takes, and which claim in them names the tenant. */
export interface TokenIssuer {
  readonly issuer: string;
  readonly audience: string;
  readonly tenantClaim: string;
}

/**
 * Everything that cannot be made again: it has its own stack so that no change of the application can touch it, and
 * every resource in it stays when the stack goes.
 */
export class DataStack extends Stack {
  /** Who is linked to what, sealed tokens, runs. */
  readonly connections: Table;
  /** The ledgers: transactions and statements. */
  readonly transactions: Table;
  readonly tokenKey: Key;
  readonly pontoApplication: Secret;
  readonly tokenIssuer: TokenIssuer;

  constructor(scope: Construct, id: string, settings: Settings) {
    super(scope, id, {
      description: `Ponto Bank Sync, ${settings.stage}: what must outlive every deployment`,
      terminationProtection: settings.stage === 'prod',
    });
    const prefix = namePrefix(settings);
    // `registry` and `books` are what the deployed tables are called: another name would be another, empty table.
    this.connections = new SecureTable(this, 'Registry', {
      tableName: `${prefix}-registry`,
      timeToLiveAttribute: 'expiresAtEpochSeconds',
    }).table;
    // No time to live here: a line of the books never goes by itself, whatever attribute it carries.
    this.transactions = new SecureTable(this, 'Books', { tableName: `${prefix}-books` }).table;
    this.tokenKey = new Key(this, 'TokenKey', {
      description: 'Seals rotating OAuth tokens and kept answers under tenant and connection',
      enableKeyRotation: true,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    this.tokenKey.addAlias(`${prefix}-tokens`).applyRemovalPolicy(RemovalPolicy.RETAIN);
    this.pontoApplication = this.#pontoApplication(settings);
    this.tokenIssuer = this.#tokenIssuer(settings);
    this.#mailIdentity(settings);
  }

  /**
   * Made with a random text in it, which no function takes for an application: until an operator puts the real one
   * there, calls to Ponto stop with a sentence that says so. Deployments never write to it again.
   *
   * @see shared/contracts/pontoApplication.ts
   */
  #pontoApplication(settings: Settings): Secret {
    const secret = new Secret(this, 'PontoApplication', {
      secretName: `${secretPath(settings)}/ponto-application`,
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

  #tokenIssuer({ stage, jwtIssuer, jwtAudience, jwtTenantClaim }: Settings): TokenIssuer {
    if (jwtIssuer !== undefined && jwtAudience !== undefined && jwtTenantClaim !== undefined) {
      return { issuer: jwtIssuer, audience: jwtAudience, tenantClaim: jwtTenantClaim };
    }
    const { issuer, audience } = new TenantPool(this, 'Tenants', { userPoolName: `${namePrefix({ stage })}-tenants` });
    return { issuer, audience, tenantClaim: TenantPool.tenantClaim };
  }

  #mailIdentity({ mailDomain }: Settings): void {
    if (mailDomain === undefined) return;
    const identity = new EmailIdentity(this, 'MailDomain', { identity: Identity.domain(mailDomain) });
    identity.applyRemovalPolicy(RemovalPolicy.RETAIN);
    for (const [index, { name, value }] of identity.dkimRecords.entries()) {
      new CfnOutput(this, `MailDomainRecord${index + 1}`, {
        value: `${name} CNAME ${value}`,
        description: 'DNS record that proves the mail domain',
      });
    }
  }
}
