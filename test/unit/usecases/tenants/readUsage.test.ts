import { makeReadUsage } from '../../../../shared/usecases/tenants/readUsage.ts';
import { uuid } from '../../../builders/bank.ts';
import { aConnection, aLink, anAccount } from '../../../builders/records.ts';

describe('the usage of a tenant', () => {
  it('asks once for each organisation of which it had accounts in that month, and names accounts that are paid for and feed nothing', async () => {
    const asked: string[] = [];
    const read = makeReadUsage({
      connections: {
        list: async () => ({
          items: [
            aConnection({ id: uuid(1), organizationId: 'organization-1' }),
            aConnection({ id: uuid(2), organizationId: 'organization-1', status: 'reconnect_required' }),
            aConnection({ id: uuid(3), organizationId: 'organization-2', status: 'disconnected' }),
            aConnection({ id: uuid(4), organizationId: 'organization-3', method: 'client_credentials' }),
            aConnection({ id: uuid(5), status: 'awaiting_consent', organizationId: 'organization-4' }),
            aConnection({ id: uuid(6), status: 'disconnected', organizationId: 'organization-5' }),
            aConnection({
              id: uuid(7),
              status: 'disconnected',
              organizationId: 'organization-6',
              updatedAt: '2026-02-28T09:00:00.000Z',
            }),
          ],
        }),
      },
      accounts: {
        list: async () => ({
          items: [
            anAccount({ id: uuid(101), link: aLink() }),
            anAccount({ id: uuid(102) }),
            anAccount({ id: uuid(103), authorization: { revoked: true } }),
            anAccount({ id: uuid(104), connectionId: uuid(3) }),
            anAccount({ id: uuid(105), connectionId: uuid(2), link: aLink() }),
            anAccount({ id: uuid(107), connectionId: uuid(7) }),
          ],
        }),
      },
      integrations: {
        usage: async (organizationId, month) => {
          asked.push(`${organizationId} ${month}`);
          return organizationId === 'organization-1' ? { accounts: '2.5' } : undefined;
        },
      },
    });

    const usage = await read('tenant-1', '2026-03');

    expect(asked).toEqual(['organization-1 2026-03', 'organization-2 2026-03']);
    expect(usage.organizations).toEqual([
      { organizationId: 'organization-1', connectionIds: [uuid(1), uuid(2)], accounts: '2.5' },
    ]);
    expect(usage.unlinkedAccounts.map(({ id }) => id)).toEqual([uuid(102)]);
  });
});
