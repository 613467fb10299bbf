import { makeHandler } from '../../../functions/token-claims/handler.ts';
import { aLog } from '../../builders/api.ts';

/** As Cognito sends it for software. */
const anEvent = (members: object = {}) => ({
  version: '3',
  triggerSource: 'TokenGeneration_ClientCredentials',
  region: 'eu-central-1',
  userPoolId: 'eu-central-1_AbCdEf123',
  userName: 'ClientCredentials',
  callerContext: { awsSdkVersion: 'aws-sdk-unknown-unknown', clientId: '4f0abc' },
  request: { userAttributes: {}, groupConfiguration: {}, scopes: ['ponto-bank-sync/api'] },
  response: { claimsAndScopeOverrideDetails: null },
  ...members,
});

const aFunction = () => {
  const log = aLog();
  const asked: string[] = [];
  const handler = makeHandler({
    log: log.log,
    softwareClients: {
      tenantOf: async (clientId) => {
        asked.push(clientId);
        return clientId === '4f0abc' ? 'bakery' : undefined;
      },
    },
  });
  return { handler, log, asked };
};

describe('the function that says whose software is', () => {
  it('puts the tenant of the app client into the access token, and the rest back as it came', async () => {
    const event = anEvent();

    expect(await aFunction().handler(event)).toEqual({
      ...event,
      response: {
        claimsAndScopeOverrideDetails: {
          accessTokenGeneration: { claimsToAddOrOverride: { tenantId: 'bakery' } },
        },
      },
    });
  });

  it('takes no tenant from what the caller sends', async () => {
    const clientMetadata = { tenantId: 'butcher', 'custom:tenantId': 'butcher', clientId: 'another' };

    const answer = await aFunction().handler(anEvent({ request: { clientMetadata } }));

    expect(answer).toMatchObject({
      response: {
        claimsAndScopeOverrideDetails: { accessTokenGeneration: { claimsToAddOrOverride: { tenantId: 'bakery' } } },
      },
    });
  });

  it('names no tenant for a client that was given to nobody, and says so', async () => {
    const { handler, log } = aFunction();
    const event = anEvent({ callerContext: { clientId: 'unknown' } });

    expect(await handler(event)).toEqual(event);
    expect(log.codes()).toEqual(['SOFTWARE_UNKNOWN']);
  });

  it.each(['TokenGeneration_Authentication', 'TokenGeneration_HostedAuth', 'TokenGeneration_RefreshTokens'])(
    'asks and changes nothing for a person: %s',
    async (triggerSource) => {
      const { handler, asked } = aFunction();
      const event = anEvent({ triggerSource });

      expect(await handler(event)).toBe(event);
      expect(asked).toEqual([]);
    },
  );

  it('takes nothing else for an event of Cognito', async () => {
    await expect(aFunction().handler({ Records: [] })).rejects.toThrow('none of Cognito');
  });
});
