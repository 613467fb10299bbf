import { uuid } from '../../builders/bank.ts';
import { anInstallation } from './anInstallation.ts';

const given = { clientId: 'client', clientSecret: 'hush' };

describe("the operator's terminal moves tenants' credentials", () => {
  let place: Awaited<ReturnType<typeof anInstallation>>;
  beforeAll(async () => {
    place = await anInstallation();
  });
  afterAll(() => place.close());

  it('to the table and back: counted first, moved when told so, and nothing is left to do', async () => {
    const refs = [1, 2, 3].map((index) => ({ tenantId: `tenant/${index}`, connectionId: uuid(index) }));
    for (const ref of refs) await place.credentials['secrets-manager'].storeCredentials(ref, given);
    const heldBy = async (home: keyof typeof place.credentials) => {
      let held = 0;
      for (const ref of refs) if (await place.credentials[home].readCredentials(ref)) held += 1;
      return held;
    };

    const counted = await place.ops('move-credentials', '--to', 'table');
    const before = [await heldBy('secrets-manager'), await heldBy('table')];
    const there = await place.ops('move-credentials', '--to', 'table', '--yes');
    const after = [await heldBy('secrets-manager'), await heldBy('table')];
    const again = await place.ops('move-credentials', '--to', 'table', '--yes');
    const back = await place.ops('move-credentials', '--to', 'secrets-manager', '--yes');

    expect(counted.text).toContain('3 connections have credentials that are not in table yet.');
    expect([before, after]).toEqual([
      [3, 0],
      [0, 3],
    ]);
    expect([there.text, again.text, back.text]).toEqual([
      '3 were moved.',
      'Nothing is left to be moved to table.',
      '3 were moved.',
    ]);
    expect([await heldBy('secrets-manager'), await heldBy('table')]).toEqual([3, 0]);
  });

  it('and says what it leaves: younger ones in the home that is left, and never a secret', async () => {
    const ref = { tenantId: 'tenant/9', connectionId: uuid(9) };
    await place.credentials.table.storeCredentials(ref, { clientId: 'older', clientSecret: 'hush-older' });
    await place.credentials['secrets-manager'].storeCredentials(ref, given);

    const { isThere, text } = await place.ops('move-credentials', '--to', 'table', '--yes');

    expect(isThere).toBe(false);
    expect(text).toContain('1 are younger in the home that is left: is the setting tenantCredentials deployed?');
    expect(text).not.toMatch(/hush|client\b/);
    expect(await place.credentials['secrets-manager'].readCredentials(ref)).toEqual(given);
  });
});
