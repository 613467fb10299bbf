import { DynamoSoftwareClients } from '../../../shared/adapters/dynamodb/softwareClients.ts';
import { connectionsTableSuite } from '../../setup/connectionsTable.ts';

const since = '2026-03-10T09:00:00.000Z';

describe('SoftwareClients', () => {
  const suite = connectionsTableSuite();

  it('know whose an app client is from when it was given until it is removed', async () => {
    const tenantId = suite.aTenant();
    const clientId = `client-of-${tenantId}`;
    const clients = new DynamoSoftwareClients(suite.table());

    const before = await clients.tenantOf(clientId);
    await clients.give({ clientId, tenantId, since });
    const [owner, all] = [await clients.tenantOf(clientId), await clients.all()];
    const outcomes = [await clients.remove(clientId), await clients.remove(clientId)];

    expect([before, owner]).toEqual([undefined, tenantId]);
    expect(all).toContainEqual({ clientId, tenantId, since });
    expect(outcomes).toEqual(['removed', 'unknown']);
    expect(await clients.tenantOf(clientId)).toBeUndefined();
  });

  it('never pass from one tenant to another', async () => {
    const [one, other] = [suite.aTenant(), suite.aTenant()];
    const clientId = `client-of-${one}`;
    const clients = new DynamoSoftwareClients(suite.table());

    const outcomes = [
      await clients.give({ clientId, tenantId: one, since }),
      await clients.give({ clientId, tenantId: other, since }),
    ];

    expect(outcomes).toEqual(['given', 'taken']);
    expect(await clients.tenantOf(clientId)).toBe(one);
    await clients.remove(clientId);
  });
});
