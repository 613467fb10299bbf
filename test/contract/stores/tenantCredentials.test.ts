import { credentialsKey } from '../../../shared/adapters/dynamodb/keys.ts';
import { DynamoTenantCredentials } from '../../../shared/adapters/dynamodb/tenantCredentials.ts';
import { DynamoTenantEraser } from '../../../shared/adapters/dynamodb/tenantEraser.ts';
import { uuid } from '../../builders/bank.ts';
import { plainSealer } from '../../builders/plainSealer.ts';
import { aConnection } from '../../builders/records.ts';
import { connectionsTableSuite } from '../../setup/connectionsTable.ts';
import { engineName } from '../../setup/deployedStage.ts';

const credentials = { clientId: 'client', clientSecret: 'hush' };
const now = '2026-03-10T08:00:00.000Z';

describe(`TenantCredentials in the table on ${engineName}`, () => {
  const suite = connectionsTableSuite();
  const aHome = () => new DynamoTenantCredentials(suite.table(), plainSealer, { now: () => now });
  const aRef = () => ({ tenantId: suite.aTenant(), connectionId: uuid(1) });

  it('give back what was stored last, and nothing once it is removed', async () => {
    const ref = aRef();
    const none = await aHome().readCredentials(ref);

    await aHome().storeCredentials(ref, credentials);
    await aHome().storeCredentials(ref, { ...credentials, clientSecret: 'changed' });
    const stored = await aHome().readCredentials(ref);
    await aHome().removeCredentials(ref);
    await aHome().removeCredentials(ref);

    expect([none, stored?.clientSecret, await aHome().readCredentials(ref)]).toEqual([undefined, 'changed', undefined]);
  });

  it('lie sealed, for their connection and not as a token of it', async () => {
    const ref = aRef();
    await aHome().storeCredentials(ref, credentials);

    const item = (await suite.table().get(credentialsKey(ref))) ?? {};

    expect(JSON.stringify(item)).not.toMatch(/hush|"client"/);
    const owner = { ...ref, connectionId: `credentials:${ref.connectionId}` };
    await expect(plainSealer.unseal(String(item['sealed']), ref)).rejects.toThrow('another owner');
    expect(await plainSealer.unseal(String(item['sealed']), owner)).toContain('hush');
  });

  it('do not open in the place of another connection', async () => {
    const [ref, other] = [aRef(), aRef()];
    await aHome().storeCredentials(ref, credentials);

    await suite.table().put(credentialsKey(other), (await suite.table().get(credentialsKey(ref))) ?? {});

    await expect(aHome().readCredentials(other)).rejects.toThrow('another owner');
  });

  it('are put only where there are none, and taken out only as they were looked at', async () => {
    const ref = aRef();
    const mark = await aHome().putNew(ref, credentials);
    const second = await aHome().putNew(ref, { ...credentials, clientSecret: 'second' });
    const looked = await aHome().look(ref);

    const wrong = await aHome().takeOut(ref, 'another mark');
    await aHome().storeCredentials(ref, { ...credentials, clientSecret: 'third' });
    const late = await aHome().takeOut(ref, String(mark));
    const third = await aHome().look(ref);

    expect(looked).toEqual({ credentials, mark, since: now });
    expect([second, wrong, late, third?.credentials.clientSecret]).toEqual([undefined, false, false, 'third']);
    expect(await aHome().takeOut(ref, String(third?.mark))).toBe(true);
    expect(await aHome().takeOut(ref, String(third?.mark))).toBe(false);
  });

  it('are found without a scan, whatever the ids of their tenants', async () => {
    const tenants = ['plain', 'with#hash', 'with/slash', 'é€'].map((name) => `${suite.aTenant()}${name}`);
    for (const tenantId of tenants) await aHome().storeCredentials({ tenantId, connectionId: uuid(2) }, credentials);

    const found = [];
    for await (const page of aHome().pages()) found.push(...page);

    expect(found).toEqual(expect.arrayContaining(tenants.map((tenantId) => ({ tenantId, connectionId: uuid(2) }))));
  });

  it('go with the data of an erased connection', async () => {
    const ref = aRef();
    await aHome().storeCredentials(ref, credentials);

    const eraser = new DynamoTenantEraser(suite.table(), suite.table());
    await eraser.connectionData(aConnection({ tenantId: ref.tenantId, id: ref.connectionId }));

    expect(await aHome().readCredentials(ref)).toBeUndefined();
  });

  it('go with their tenant also where nobody knows their connection any more, and nobody else’s do', async () => {
    const tenantId = suite.aTenant();
    const left = Array.from({ length: 5 }, (_, index) => ({ tenantId, connectionId: uuid(index + 1) }));
    const neighbours = ['', '#', '2', '%23'].map((end) => ({
      tenantId: `${tenantId}${end}x`,
      connectionId: uuid(1),
    }));
    for (const ref of [...left, ...neighbours]) await aHome().storeCredentials(ref, credentials);

    await new DynamoTenantEraser(suite.table(), suite.table()).everythingElse(tenantId);

    const found = await Promise.all([...left, ...neighbours].map((ref) => aHome().readCredentials(ref)));
    expect(found).toEqual([...left.map(() => undefined), ...neighbours.map(() => credentials)]);
  });
});
