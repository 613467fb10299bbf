import { Aws, Stack } from 'aws-cdk-lib/core';
import {
  CfnManagedLoginBranding,
  LambdaVersion,
  ManagedLoginVersion,
  ResourceServerScope,
  UserPoolOperation,
  type UserPool,
  type UserPoolClient,
} from 'aws-cdk-lib/aws-cognito';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { apiScope, resourceServer } from '../../shared/contracts/tokenClaims.ts';

export interface PoolDoorsProps {
  readonly pool: UserPool;
  /** Unique among everybody's pools in a region once the account stands behind it. */
  readonly domainPrefix: string;
  /** Says in an access token of software whose it is. */
  readonly tokenClaims: IFunction;
  /** The client whose people sign in on Cognito's pages; missing where they sign in elsewhere. */
  readonly managedLoginOf?: UserPoolClient | undefined;
}

/**
 * Where tokens of the user pool are fetched besides the operator's terminal: the token endpoint, for software with an app
 * client of its own, and Cognito's sign-in pages. Whose software is, only the operator says: `infra/ops/software`.
 */
export class PoolDoors extends Construct {
  /** Host of the token endpoint and of the pages. */
  readonly host: string;

  constructor(scope: Construct, id: string, { pool, domainPrefix, tokenClaims, managedLoginOf }: PoolDoorsProps) {
    super(scope, id);
    const domain = pool.addDomain('Domain', {
      cognitoDomain: { domainPrefix: `${domainPrefix}-${Aws.ACCOUNT_ID}` },
      managedLoginVersion: ManagedLoginVersion.NEWER_MANAGED_LOGIN,
    });
    this.host = `${domain.domainName}.auth.${Stack.of(this).region}.amazoncognito.com`;
    const scopeDescription = 'Everything of the tenant that the app client was given to';
    pool.addResourceServer('Api', {
      identifier: resourceServer,
      scopes: [new ResourceServerScope({ scopeName: apiScope, scopeDescription })],
    });
    // Only the third version comes for software.
    pool.addTrigger(UserPoolOperation.PRE_TOKEN_GENERATION_CONFIG, tokenClaims, LambdaVersion.V3_0);
    if (managedLoginOf) {
      // The newer pages show nothing for a client without a look of its own.
      new CfnManagedLoginBranding(this, 'Look', {
        userPoolId: pool.userPoolId,
        clientId: managedLoginOf.userPoolClientId,
        useCognitoProvidedValues: true,
      });
    }
  }
}
