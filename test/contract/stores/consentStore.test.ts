import { consentKey } from '../../../shared/adapters/dynamodb/keys.ts';
import { DynamoConsentStore } from '../../../shared/adapters/dynamodb/consentStore.ts';
import type { PendingConsent } from '../../../shared/ports/consents.ts';
import { uuid } from '../../builders/bank.ts';
import { engineName, runMark } from '../../setup/deployedStage.ts';
import { connectionsTableSuite } from '../../setup/connectionsTable.ts';

describe(`ConsentStore on ${engineName}`, () => {
  const suite = connectionsTableSuite();
  const aStore = () => new DynamoConsentStore(suite.table());
  const aConsent = (): PendingConsent => ({
    tenantId: suite.aTenant(),
    userId: 'user-1',
    connectionId: uuid(1),
    codeVerifier: 'verifier',
    redirectUri: 'https://sync.example/oauth/callback',
    returnUrl: 'https://app.example/banks',
    expiresAt: '2026-03-10T08:10:00.000Z',
  });
  const state = (name: string): string => `${runMark}${name}`;
  const inTime = '2026-03-10T08:09:59.999Z';

  it('gives a consent to one of two takers at once, and to nobody after', async () => {
    const consent = aConsent();
    await aStore().begin(state('state-1'), consent);

    const taken = await Promise.all([aStore().take(state('state-1'), inTime), aStore().take(state('state-1'), inTime)]);

    expect(taken).toContainEqual(consent);
    expect(taken).toContain(undefined);
    expect(await aStore().take(state('state-1'), inTime)).toBeUndefined();
  });

  it('gives a consent to nobody when its time is over', async () => {
    await aStore().begin(state('state-2'), aConsent());

    expect(await aStore().take(state('state-2'), '2026-03-10T08:10:00.000Z')).toBeUndefined();
  });

  it('does not know a state that is nearly right', async () => {
    await aStore().begin(state('state-3'), aConsent());

    expect(await aStore().take(`${state('state-3')}x`, inTime)).toBeUndefined();
    expect(await aStore().take(state('state-3').toUpperCase(), inTime)).toBeUndefined();
    expect(await aStore().take('', inTime)).toBeUndefined();
  });

  it('keeps no usable state, and lets the consent vanish by itself', async () => {
    await aStore().begin(state('a-very-secret-state'), aConsent());

    const item = await suite.table().get(consentKey(state('a-very-secret-state')));

    expect(JSON.stringify(item)).not.toContain(state('a-very-secret-state'));
    expect(item?.['expiresAtEpochSeconds']).toBe(Date.parse('2026-03-10T09:10:00.000Z') / 1000);
  });

  it('refuses a state that was drawn twice', async () => {
    await aStore().begin(state('state-4'), aConsent());

    await expect(aStore().begin(state('state-4'), aConsent())).rejects.toThrow('twice');
  });
});
