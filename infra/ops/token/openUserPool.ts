import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import type { Clock } from '../../../shared/ports/ambient.ts';
import type { SoftwareRegister } from '../../../shared/ports/softwareClients.ts';
import type { StageName } from '../../config/stages.ts';
import { makeSoftware } from '../software/software.ts';
import { signIn } from './signIn.ts';
import type { Terminal } from './terminal.ts';
import { findPeopleClient, findUserPool, NoUserPool } from './userPool.ts';

/** How Cognito is reached where the SDK's own variable says another place than AWS. */
const endpointOf = (variables: NodeJS.ProcessEnv): string | undefined =>
  variables['AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER'] ?? variables['AWS_ENDPOINT_URL'];

/** Who may call a stage that has a user pool. */
export const openUserPool = (stage: StageName, register: SoftwareRegister, clock: Pick<Clock, 'now'>) => {
  const cognito = new CognitoIdentityProviderClient({});
  return {
    software: makeSoftware({ cognito, poolId: () => findUserPool(cognito, stage), register, clock }),
    /** @throws NoUserPool, SignInRefused */
    signIn: async (user: string, terminal: Terminal): Promise<string> => {
      const poolId = await findUserPool(cognito, stage);
      const clientId = await findPeopleClient(cognito, poolId);
      if (clientId === undefined) throw new NoUserPool(stage);
      return signIn({ poolId, clientId, user, endpoint: endpointOf(process.env) }, terminal);
    },
    close: (): void => cognito.destroy(),
  };
};
