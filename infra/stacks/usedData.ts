import { Aws, ArnFormat, type Stack } from 'aws-cdk-lib/core';
import { Table, type ITable } from 'aws-cdk-lib/aws-dynamodb';
import { Key, type IKey } from 'aws-cdk-lib/aws-kms';
import { softwareTenantClaim } from '../../shared/contracts/tokenClaims.ts';
import { pontoApplicationName, tableNames } from '../config/names.ts';
import type { Settings } from '../config/settings.ts';
import { TenantPool } from '../constructs/tenantPool.ts';
import type { DataExports } from './dataStack.ts';

/** Whose tokens the API takes, and which claim in them names the tenant. */
export interface TokenIssuer {
  readonly issuer: string;
  /** Whom the tokens are for; of the user pool the app clients, of people and of software. */
  readonly audiences: readonly string[];
  readonly tenantClaim: string;
  /** Names the tenant in a token of software, where that is another claim. */
  readonly softwareTenantClaim?: string;
}

/** A secret by its name; AWS puts six characters of its own behind the ARN. */
export interface NamedSecret {
  readonly secretName: string;
  readonly secretArn: string;
}

/** What the application uses of the data stack. */
export interface UsedData {
  /** Who is linked to what, sealed tokens, runs. */
  readonly connections: ITable;
  /** The ledgers: transactions and statements. */
  readonly transactions: ITable;
  readonly tokenKey: IKey;
  readonly pontoApplication: NamedSecret;
  readonly tokenIssuer: TokenIssuer;
}

/**
 * The data as the application sees it: by names, which never change. What only AWS can name is imported, and is the same
 * whatever the settings say; so no setting makes CloudFormation wait for two stacks at once.
 */
export const usedData = (application: Stack, settings: Settings, { tokenKeyArn, pool }: DataExports): UsedData => {
  const { registry, books } = tableNames(settings);
  const secretName = pontoApplicationName(settings);
  return {
    connections: Table.fromTableName(application, 'UsedRegistry', registry),
    transactions: Table.fromTableName(application, 'UsedBooks', books),
    tokenKey: Key.fromKeyArn(application, 'UsedTokenKey', tokenKeyArn),
    pontoApplication: {
      secretName,
      secretArn: application.formatArn({
        service: 'secretsmanager',
        resource: 'secret',
        resourceName: `${secretName}-??????`,
        arnFormat: ArnFormat.COLON_RESOURCE_NAME,
      }),
    },
    tokenIssuer: tokenIssuer(settings, pool),
  };
};

const tokenIssuer = (settings: Settings, pool: DataExports['pool']): TokenIssuer => {
  const { jwtIssuer, jwtAudience, jwtTenantClaim } = settings;
  if (jwtIssuer !== undefined && jwtAudience !== undefined && jwtTenantClaim !== undefined) {
    return { issuer: jwtIssuer, audiences: [jwtAudience], tenantClaim: jwtTenantClaim };
  }
  if (pool === undefined) throw new Error('without an issuer of its own an installation has a user pool');
  return {
    issuer: `https://cognito-idp.${Aws.REGION}.${Aws.URL_SUFFIX}/${pool.id}`,
    audiences: [pool.clientId, ...(settings.softwareClients ?? [])],
    tenantClaim: TenantPool.tenantClaim,
    softwareTenantClaim,
  };
};
