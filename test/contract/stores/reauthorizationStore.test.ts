import { reauthorizationKey } from '../../../shared/adapters/dynamodb/keys.ts';
import { DynamoReauthorizationStore } from '../../../shared/adapters/dynamodb/reauthorizationStore.ts';
import type { PendingReauthorization } from '../../../shared/ports/consents.ts';
import { uuid } from '../../builders/bank.ts';
import { engineName, runMark } from '../../setup/deployedStage.ts';
import { connectionsTableSuite } from '../../setup/connectionsTable.ts';

describe(`ReauthorizationStore on ${engineName}`, () => {
  const suite = connectionsTableSuite();
  const aStore = () => new DynamoReauthorizationStore(suite.table());
  const begun = (): PendingReauthorization => ({
    tenantId: suite.aTenant(),
    userId: 'user-1',
    connectionId: uuid(1),
    accountId: uuid(101),
    pontoUrl: 'https://authorize.myponto.com/organizations/1/reauthorize',
    returnUrl: 'https://app.example/banks',
    ending: { authorizedAt: '2026-01-01T10:00:00.000Z', lastDay: '2026-06-30' },
    expiresAt: '2026-03-10T10:00:00.000Z',
  });
  const token = (name: string): string => `${runMark}${name}`;
  const inTime = '2026-03-10T09:59:59.999Z';

  it('finds what was begun, as often as somebody looks, until its time is over', async () => {
    const reauthorization = begun();
    await aStore().begin(token('token-1'), reauthorization);

    const found = [await aStore().find(token('token-1'), inTime), await aStore().find(token('token-1'), inTime)];

    expect(found).toEqual([reauthorization, reauthorization]);
    expect(await aStore().find(token('token-1'), '2026-03-10T10:00:00.000Z')).toBeUndefined();
  });

  it('does not know a token that is nearly right', async () => {
    await aStore().begin(token('token-2'), begun());

    expect(await aStore().find(`${token('token-2')}x`, inTime)).toBeUndefined();
    expect(await aStore().find('', inTime)).toBeUndefined();
  });

  it('keeps no usable token, and lets what was begun vanish by itself', async () => {
    await aStore().begin(token('a-very-secret-token'), begun());

    const item = await suite.table().get(reauthorizationKey(token('a-very-secret-token')));

    expect(JSON.stringify(item)).not.toContain(token('a-very-secret-token'));
    expect(item?.['expiresAtEpochSeconds']).toBe(Date.parse('2026-03-10T10:00:00.000Z') / 1000);
  });

  it('refuses a token that was drawn twice', async () => {
    await aStore().begin(token('token-3'), begun());

    await expect(aStore().begin(token('token-3'), begun())).rejects.toThrow('twice');
  });
});
