import {
  CreateUserPoolClientCommand,
  DeleteUserPoolClientCommand,
  DescribeUserPoolCommand,
  ResourceNotFoundException,
  type CognitoIdentityProviderClient,
} from '@aws-sdk/client-cognito-identity-provider';
import { apiScope, resourceServer } from '../../../shared/contracts/tokenClaims.ts';
import type { Clock } from '../../../shared/ports/ambient.ts';
import type { SoftwareClient, SoftwareRegister } from '../../../shared/ports/softwareClients.ts';

interface Deps {
  readonly cognito: Pick<CognitoIdentityProviderClient, 'send'>;
  readonly poolId: () => Promise<string>;
  readonly register: SoftwareRegister;
  readonly clock: Pick<Clock, 'now'>;
}

/** What software needs to fetch tokens. The secret is told once. */
export interface SoftwareAccess {
  readonly tenantId: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly tokenUrl: string;
  readonly scope: string;
}

/** The gateway compares the audience of a token with 50 names, of which people have one. */
export const maxSoftware = 49;

export type Added =
  | { readonly kind: 'added'; readonly access: SoftwareAccess; readonly clientIds: readonly string[] }
  | { readonly kind: 'too_many' };

const scope = `${resourceServer}/${apiScope}`;

/** Software that calls the API by itself: an app client of its own, which is given to one tenant and never to another. */
export const makeSoftware = ({ cognito, poolId, register, clock }: Deps) => {
  /** As it is written in the setting. */
  const clientIds = async (): Promise<readonly string[]> =>
    (await register.all()).map(({ clientId }) => clientId).sort();

  const tokenUrlOf = async (UserPoolId: string): Promise<string> => {
    const { UserPool } = await cognito.send(new DescribeUserPoolCommand({ UserPoolId }));
    if (UserPool?.Domain === undefined) throw new Error('the user pool has no domain: deploy the data stack first');
    return `https://${UserPool.Domain}.auth.${UserPoolId.split('_')[0]}.amazoncognito.com/oauth2/token`;
  };

  const remove = async (clientId: string, UserPoolId: string): Promise<void> => {
    try {
      await cognito.send(new DeleteUserPoolClientCommand({ UserPoolId, ClientId: clientId }));
    } catch (error) {
      if (!(error instanceof ResourceNotFoundException)) throw error;
    }
  };

  return {
    list: (): Promise<readonly SoftwareClient[]> => register.all(),

    add: async (tenantId: string): Promise<Added> => {
      if ((await register.all()).length >= maxSoftware) return { kind: 'too_many' };
      const UserPoolId = await poolId();
      const tokenUrl = await tokenUrlOf(UserPoolId);
      const { UserPoolClient: made } = await cognito.send(
        new CreateUserPoolClientCommand({
          UserPoolId,
          ClientName: `software of ${tenantId.replace(/[^\w.@-]/g, '-')}`.slice(0, 128),
          GenerateSecret: true,
          AllowedOAuthFlowsUserPoolClient: true,
          AllowedOAuthFlows: ['client_credentials'],
          AllowedOAuthScopes: [scope],
          // Without a word Cognito would let people sign in through it.
          ExplicitAuthFlows: ['ALLOW_REFRESH_TOKEN_AUTH'],
          EnableTokenRevocation: true,
          PreventUserExistenceErrors: 'ENABLED',
          AccessTokenValidity: 60,
          TokenValidityUnits: { AccessToken: 'minutes' },
        }),
      );
      const { ClientId: clientId, ClientSecret: clientSecret } = made ?? {};
      if (clientId === undefined || clientSecret === undefined) throw new Error('Cognito made no app client');
      try {
        await register.give({ clientId, tenantId, since: clock.now() });
      } catch (error) {
        // Its secret is known to nobody.
        await remove(clientId, UserPoolId);
        throw error;
      }
      const access = { tenantId, clientId, clientSecret, tokenUrl, scope };
      return { kind: 'added', access, clientIds: await clientIds() };
    },

    /** The client first: then no token is given any more, whatever happens to the rest. */
    remove: async (clientId: string): Promise<'removed' | 'unknown'> => {
      // Of the pool's clients only those of software: that of people cannot be made again.
      if ((await register.tenantOf(clientId)) === undefined) return 'unknown';
      await remove(clientId, await poolId());
      await register.remove(clientId);
      return 'removed';
    },
  };
};
