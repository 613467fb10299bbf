import { CognitoIdentityProviderClient, ResourceNotFoundException } from '@aws-sdk/client-cognito-identity-provider';
import * as z from 'zod';
import { makeSoftware, maxSoftware } from '../../../infra/ops/software/software.ts';
import { DynamoSoftwareClients } from '../../../shared/adapters/dynamodb/softwareClients.ts';
import { MemoryTable } from '../../builders/memoryTable.ts';
import { aClock } from '../../builders/records.ts';

const poolId = 'eu-central-1_AbCdEf123';

const aPool = () => {
  const table = new MemoryTable();
  const register = new DynamoSoftwareClients(table);
  const clients = new Map<string, object>();
  let made = 0;
  const cognito = new CognitoIdentityProviderClient({ region: 'eu-central-1' });
  const $metadata = {};
  const answer = (command: string | undefined, input: object) => {
    if (command === 'DescribeUserPoolCommand')
      return { $metadata, UserPool: { Domain: 'ponto-bank-sync-prod-123456789012' } };
    if (command === 'CreateUserPoolClientCommand') {
      const ClientId = `client${(made += 1)}`;
      clients.set(ClientId, input);
      return { $metadata, UserPoolClient: { ClientId, ClientSecret: `secret of ${ClientId}` } };
    }
    if (command !== 'DeleteUserPoolClientCommand') throw new Error('nothing else is asked');
    const { ClientId } = z.object({ ClientId: z.string() }).parse(input);
    if (!clients.delete(ClientId)) throw new ResourceNotFoundException({ message: 'gone', $metadata });
    return { $metadata };
  };
  // Where a request would begin: nothing goes over the line.
  cognito.middlewareStack.add(
    (_next, context) => async (args) => ({
      output: answer(context.commandName, args.input),
      response: {},
    }),
    { step: 'initialize', priority: 'high' },
  );
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
