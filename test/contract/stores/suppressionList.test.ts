import { DynamoSuppressionList } from '../../../shared/adapters/dynamodb/suppressionList.ts';
import { DynamoTenantEraser } from '../../../shared/adapters/dynamodb/tenantEraser.ts';
import { providerWideKey, suppressedAddressKey } from '../../../shared/adapters/dynamodb/keys.ts';
import { mailTagOf } from '../../../shared/adapters/mailTag.ts';
import { aClock } from '../../builders/records.ts';
import { connectionsTableSuite } from '../../setup/connectionsTable.ts';

describe('SuppressionList', () => {
  const suite = connectionsTableSuite();
  const aStore = () => new DynamoSuppressionList(suite.table(), aClock());
  const at = '2026-03-10T08:00:00.000Z';
  const later = '2026-03-11T08:00:00.000Z';
  const afterwards = '2026-03-18T08:00:00.000Z';
  const anAddress = (): string => `els-${encodeURIComponent(suite.aTenant())}@bakery.example`.toLowerCase();
  const standing = async (tenantId: string, address: string) =>
    (await aStore().ofAddresses(tenantId, [address])).get(address);

  it('know an address that bounced in whatever letters it is written, for half a year', async () => {
    const [tenantId, address] = [suite.aTenant(), anAddress()];

    await aStore().add({ tenantId }, address.toUpperCase(), { reason: 'bounced', at });

    expect(await standing(tenantId, address)).toEqual({ bouncedAt: at });
    const item = await suite.table().get(suppressedAddressKey(mailTagOf(tenantId), address));
    expect(item).toMatchObject({ expiresAtEpochSeconds: Date.parse(at) / 1000 + 180 * 86_400 });
    expect(JSON.stringify(item)).not.toMatch(new RegExp(`@|${tenantId}`));
  });

  it('know by the tag of a mail whose it was', async () => {
    const [tenantId, address] = [suite.aTenant(), anAddress()];

    await aStore().add({ tag: mailTagOf(tenantId) }, address, { reason: 'complained', at });

    expect(await standing(tenantId, address)).toEqual({ complainedAt: at });
  });

  it('show and forgive nothing of another tenant', async () => {
    const [tenantId, other, address] = [suite.aTenant(), suite.aTenant(), anAddress()];
    await aStore().add({ tenantId }, address, { reason: 'bounced', at });

    await aStore().removeBounce(other, address, later, at);

    expect(await standing(other, address)).toBeUndefined();
    expect(await standing(tenantId, address)).toEqual({ bouncedAt: at });
  });

  it('forgive a bounce', async () => {
    const [tenantId, address] = [suite.aTenant(), anAddress()];
    await aStore().add({ tenantId }, address, { reason: 'bounced', at });

    await aStore().removeBounce(tenantId, address, later, at);

    expect(await standing(tenantId, address)).toBeUndefined();
  });

  it('forgive none again before its pause is over, also to two who try at once', async () => {
    const [tenantId, address] = [suite.aTenant(), anAddress()];
    const bounced = { reason: 'bounced', at: later } as const;
    await aStore().add({ tenantId }, address, { reason: 'bounced', at });
    await aStore().removeBounce(tenantId, address, later, at);
    await aStore().add({ tenantId }, address, bounced);

    await aStore().removeBounce(tenantId, address, later, at);
    const tooSoon = await standing(tenantId, address);
    await Promise.all([1, 2].map(() => aStore().removeBounce(tenantId, address, afterwards, later)));
    const forgiven = await standing(tenantId, address);
    await aStore().add({ tenantId }, address, bounced);
    await aStore().removeBounce(tenantId, address, afterwards, later);

    expect([tooSoon, forgiven]).toEqual([{ bouncedAt: later }, undefined]);
    expect(await standing(tenantId, address)).toEqual({ bouncedAt: later });
  });

  it('keep a complaint, whatever is told or asked after it', async () => {
    const [tenantId, address] = [suite.aTenant(), anAddress()];
    await aStore().add({ tenantId }, address, { reason: 'bounced', at });
    await aStore().add({ tenantId }, address, { reason: 'complained', at });

    await aStore().add({ tenantId }, address, { reason: 'bounced', at: later });
    const told = await standing(tenantId, address);
    await aStore().removeBounce(tenantId, address, later, at);

    expect(told).toEqual({ bouncedAt: later, complainedAt: at });
    expect(await standing(tenantId, address)).toEqual({ complainedAt: at });
    const item = await suite.table().get(suppressedAddressKey(mailTagOf(tenantId), address));
    expect(item).not.toHaveProperty('expiresAtEpochSeconds');
  });

  it('hold what was stored before marks had a tenant for every tenant, and let nobody forgive it', async () => {
    const [tenantId, other, address] = [suite.aTenant(), suite.aTenant(), anAddress()];
    const stored = { reason: 'bounced', at } as const;
    await suite.table().put(providerWideKey(address), { ...stored, expiresAtEpochSeconds: 1 });

    await aStore().removeBounce(tenantId, address, later, at);

    expect(await standing(tenantId, address)).toEqual({ providerWide: stored });
    expect(await standing(other, address)).toEqual({ providerWide: stored });
  });

  it('hold what is told of a mail of former days for every tenant, where a complaint stays', async () => {
    const [tenantId, address] = [suite.aTenant(), anAddress()];
    await aStore().addProviderWide(address, { reason: 'complained', at });
    await aStore().addProviderWide(address, { reason: 'bounced', at: later });

    expect(await standing(tenantId, address)).toEqual({ providerWide: { reason: 'complained', at } });
  });

  it('go with the tenant when it is erased, and with no other', async () => {
    const [tenantId, other, address] = [suite.aTenant(), suite.aTenant(), anAddress()];
    for (const each of [tenantId, other]) await aStore().add({ tenantId: each }, address, { reason: 'complained', at });

    await new DynamoTenantEraser(suite.table(), suite.table()).everythingElse(tenantId);

    expect(await standing(tenantId, address)).toBeUndefined();
    expect(await standing(other, address)).toEqual({ complainedAt: at });
  });

  it('look up many addresses, each once', async () => {
    const tenantId = suite.aTenant();
    const addresses = Array.from({ length: 40 }, (_, index) => `${index}-${anAddress()}`);
    for (const address of addresses) await aStore().add({ tenantId }, address, { reason: 'bounced', at });

    const found = await aStore().ofAddresses(tenantId, [...addresses, ...addresses.map((text) => text.toUpperCase())]);

    expect([...found.keys()]).toEqual(addresses);
  });
});
