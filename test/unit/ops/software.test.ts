import {
  CreateUserPoolClientCommand,
  DeleteUserPoolClientCommand,
  DescribeUserPoolCommand,
  ResourceNotFoundException,
  type CognitoIdentityProviderClient,
} from '@aws-sdk/client-cognito-identity-provider';
import { makeSoftware, maxSoftware } from '../../../infra/ops/software/software.ts';
import { DynamoSoftwareClients } from '../../../shared/adapters/dynamodb/softwareClients.ts';
import { MemoryTable } from '../../builders/memoryTable.ts';
import { aClock } from '../../builders/records.ts';

const poolId = 'eu-central-1_AbCdEf123';

const aPool = () => {
  const table = new MemoryTable();
  const register = new DynamoSoftwareClients(table);
  const clients = new Map<string, CreateUserPoolClientCommand['input']>();
  let made = 0;
  const send = async (command: object): Promise<object> => {
    if (command instanceof DescribeUserPoolCommand)
      return { UserPool: { Domain: 'ponto-bank-sync-prod-123456789012' } };
    if (command instanceof CreateUserPoolClientCommand) {
      const ClientId = `client${(made += 1)}`;
      clients.set(ClientId, command.input);
      return { UserPoolClient: { ClientId, ClientSecret: `secret of ${ClientId}` } };
    }
    if (!(command instanceof DeleteUserPoolClientCommand)) throw new Error('nothing else is asked');
    if (!clients.delete(command.input.ClientId ?? '')) {
      throw new ResourceNotFoundException({ message: 'gone', $metadata: {} });
    }
    return {};
  };
  const cognito = { send } as unknown as Pick<CognitoIdentityProviderClient, 'send'>;
  return {
    table,
    register,
    clients,
    software: makeSoftware({ cognito, poolId: async () => poolId, register, clock: aClock() }),
  };
};

describe('software of a tenant', () => {
  it('gets an app client that can fetch tokens and nothing else, and is given to the tenant', async () => {
    const { software, clients, register } = aPool();

    const added = await software.add('bakery');

    expect(added).toEqual({
      kind: 'added',
      access: {
        tenantId: 'bakery',
        clientId: 'client1',
        clientSecret: 'secret of client1',
        tokenUrl: 'https://ponto-bank-sync-prod-123456789012.auth.eu-central-1.amazoncognito.com/oauth2/token',
        scope: 'ponto-bank-sync/api',
      },
      clientIds: ['client1'],
    });
    expect(clients.get('client1')).toMatchObject({
      UserPoolId: poolId,
      GenerateSecret: true,
      AllowedOAuthFlows: ['client_credentials'],
      AllowedOAuthScopes: ['ponto-bank-sync/api'],
      ExplicitAuthFlows: ['ALLOW_REFRESH_TOKEN_AUTH'],
    });
    expect(await register.tenantOf('client1')).toBe('bakery');
  });

  it('leaves no app client behind whose owner could not be written down', async () => {
    const { software, clients, table } = aPool();
    table.onCall = (moment, call) => {
      if (moment === 'before' && call === 'put') throw new Error('the table refuses');
    };

    await expect(software.add('bakery')).rejects.toThrow('the table refuses');

    expect([...clients.keys()]).toEqual([]);
  });

  it('is not added where the gateway would take its tokens no more', async () => {
    const { software, clients, register } = aPool();
    const since = '2026-03-10T09:00:00.000Z';
    for (let given = 0; given < maxSoftware; given += 1) {
      await register.give({ clientId: `given${given}`, tenantId: 'bakery', since });
    }

    expect(await software.add('butcher')).toEqual({ kind: 'too_many' });
    expect([...clients.keys()]).toEqual([]);
  });

  it('is removed with its app client, also when that is gone already', async () => {
    const { software, clients, register } = aPool();
    await software.add('bakery');
    await software.add('bakery');
    clients.delete('client2');

    const outcomes = [await software.remove('client1'), await software.remove('client2')];

    expect(outcomes).toEqual(['removed', 'removed']);
    expect([...clients.keys(), ...(await register.all())]).toEqual([]);
  });

  it('is the only kind of app client that is removed: that of people is left alone', async () => {
    const { software, clients } = aPool();
    clients.set('people', { UserPoolId: poolId, ClientName: 'TenantsPoolClient' });

    expect(await software.remove('people')).toBe('unknown');
    expect([...clients.keys()]).toEqual(['people']);
  });
});
