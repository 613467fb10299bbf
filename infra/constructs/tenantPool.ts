import { RemovalPolicy, Validations } from 'aws-cdk-lib/core';
import {
  AccountRecovery,
  ClientAttributes,
  FeaturePlan,
  Mfa,
  OAuthScope,
  StringAttribute,
  UserPool,
  type UserPoolClient,
} from 'aws-cdk-lib/aws-cognito';
import { Construct } from 'constructs';

export interface TenantPoolProps {
  readonly userPoolName: string;
  /** Pages of the product that Cognito's sign-in pages may lead back to; none: people sign in elsewhere. */
  readonly loginCallbackUrls?: readonly string[] | undefined;
}

const scopes = [OAuthScope.OPENID, OAuthScope.EMAIL];

/**
 * The issuer of tokens where the accounting product brings none. People are entered by the operator, each with the
 * tenant that they belong to; the claim is in the ID token.
 */
export class TenantPool extends Construct {
  static readonly tenantClaim = 'custom:tenantId';
  readonly pool: UserPool;
  readonly client: UserPoolClient;

  constructor(scope: Construct, id: string, { userPoolName, loginCallbackUrls }: TenantPoolProps) {
    super(scope, id);
    this.pool = new UserPool(this, 'Pool', {
      userPoolName,
      // What it takes to say something in the access tokens of software; the first 10,000 people of a month are free.
      featurePlan: FeaturePlan.ESSENTIALS,
      selfSignUpEnabled: false,
      signInAliases: { email: true },
      signInCaseSensitive: false,
      // Whoever could change the tenant could read another's books: set once, when the person is entered.
      customAttributes: { tenantId: new StringAttribute({ mutable: false, minLen: 1, maxLen: 128 }) },
      passwordPolicy: {
        minLength: 12,
        requireLowercase: true,
        requireUppercase: true,
        requireDigits: true,
        requireSymbols: true,
      },
      mfa: Mfa.REQUIRED,
      mfaSecondFactor: { otp: true, sms: false },
      accountRecovery: AccountRecovery.EMAIL_ONLY,
      deletionProtection: true,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    this.client = this.#client(this.pool, loginCallbackUrls);
    Validations.of(this.pool).acknowledge({
      id: 'AwsSolutions-COG8',
      reason: 'The Plus plan is priced per user for threat protection; a second factor is required instead.',
    });
  }

  #client(pool: UserPool, callbackUrls: readonly string[] | undefined): UserPoolClient {
    const client = pool.addClient('Client', {
      authFlows: { userSrp: true },
      ...(callbackUrls
        ? { oAuth: { flows: { authorizationCodeGrant: true }, scopes, callbackUrls: [...callbackUrls] } }
        : { disableOAuth: true }),
      preventUserExistenceErrors: true,
      enableTokenRevocation: true,
      readAttributes: new ClientAttributes()
        .withStandardAttributes({ email: true, emailVerified: true, locale: true })
        .withCustomAttributes('tenantId'),
      writeAttributes: new ClientAttributes().withStandardAttributes({ email: true, locale: true }),
    });
    client.applyRemovalPolicy(RemovalPolicy.RETAIN);
    return client;
  }
}
