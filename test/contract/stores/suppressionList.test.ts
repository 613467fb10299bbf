import { DynamoSuppressionList } from '../../../shared/adapters/dynamodb/suppressionList.ts';
import { suppressedAddressKey } from '../../../shared/adapters/dynamodb/keys.ts';
import { connectionsTableSuite } from '../../setup/connectionsTable.ts';

describe('SuppressionList', () => {
  const suite = connectionsTableSuite();
  const aStore = () => new DynamoSuppressionList(suite.table());
  const at = '2026-03-10T08:00:00.000Z';
  const anAddress = (): string => `els-${encodeURIComponent(suite.aTenant())}@bakery.example`.toLowerCase();

  it('know an address that bounced in whatever letters it is written, for half a year', async () => {
    const address = anAddress();

    await aStore().add(address.toUpperCase(), { reason: 'bounced', at });

    expect(await aStore().get(address)).toEqual({ reason: 'bounced', at });
    const item = await suite.table().get(suppressedAddressKey(address));
    expect(item).toMatchObject({ expiresAtEpochSeconds: Date.parse(at) / 1000 + 180 * 86_400 });
    expect(JSON.stringify(item)).not.toContain('@');
  });

  it('forgive a bounce', async () => {
    const address = anAddress();
    await aStore().add(address, { reason: 'bounced', at });

    await aStore().removeBounce(address);

    expect(await aStore().get(address)).toBeUndefined();
  });

  it('keep a complaint, whatever is told or asked after it', async () => {
    const address = anAddress();
    await aStore().add(address, { reason: 'bounced', at });
    await aStore().add(address, { reason: 'complained', at });

    await aStore().add(address, { reason: 'bounced', at: '2026-03-11T08:00:00.000Z' });
    await aStore().removeBounce(address);

    expect(await aStore().get(address)).toEqual({ reason: 'complained', at });
    expect(await suite.table().get(suppressedAddressKey(address))).not.toHaveProperty('expiresAtEpochSeconds');
  });
});
