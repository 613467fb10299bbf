import { consentKey, passageKey } from '../../../shared/adapters/dynamodb/keys.ts';
import { DynamoConsentStore } from '../../../shared/adapters/dynamodb/consentStore.ts';
import type { ConsentPassage, PendingConsent } from '../../../shared/ports/consents.ts';
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
    tenantName: 'Bakkerij Els',
    returnUrl: 'https://app.example/banks',
    atStake: { endings: ['4563'], more: 0, others: true },
    expiresAt: '2026-03-10T08:10:00.000Z',
  });
  const marked = (name: string): string => `${runMark}${name}`;
  const aPassage = (name: string, change: Partial<ConsentPassage> = {}): ConsentPassage => ({
    state: marked(`state-${name}`),
    browser: marked(`browser-${name}`),
    codeVerifier: 'verifier',
    redirectUri: 'https://sync.example/oauth/callback',
    expiresAt: '2026-03-10T08:15:00.000Z',
    ...change,
  });
  const inTime = '2026-03-10T08:09:59.999Z';
  const onTheWay = '2026-03-10T08:14:59.999Z';

  /** A consent that was begun, and a browser of it that was led to Ponto. */
  const aWay = async (name: string) => {
    const consent = aConsent();
    const [token, passage] = [marked(`token-${name}`), aPassage(name)];
    await aStore().begin(token, consent);
    await aStore().pass(token, passage, inTime);
    return { consent, token, passage };
  };

  it('shows a consent as often as it is looked at, until its time is over', async () => {
    const consent = aConsent();
    await aStore().begin(marked('shown'), consent);

    const looks = [await aStore().find(marked('shown'), inTime), await aStore().find(marked('shown'), inTime)];

    expect(looks).toEqual([consent, consent]);
    expect(await aStore().find(marked('shown'), '2026-03-10T08:10:00.000Z')).toBeUndefined();
    expect(await aStore().find(`${marked('shown')}x`, inTime)).toBeUndefined();
    expect(await aStore().find('', inTime)).toBeUndefined();
  });

  it('gives a consent to one of two takers at once, and to nobody after', async () => {
    const { consent, token, passage } = await aWay('once');
    const take = () => aStore().take(passage.state, passage.browser, onTheWay);

    const taken = await Promise.all([take(), take()]);

    const { codeVerifier, redirectUri } = passage;
    expect(taken).toContainEqual({
      kind: 'taken',
      consent,
      passage: expect.objectContaining({ codeVerifier, redirectUri }),
    });
    expect(taken).toContainEqual({ kind: 'unknown' });
    expect(await take()).toEqual({ kind: 'unknown' });
    expect(await aStore().find(token, inTime)).toBeUndefined();
  });

  it('gives it to the first browser that finishes, of several that passed', async () => {
    const { token, passage } = await aWay('several');
    const tab = aPassage('several', { state: marked('tab') });
    const other = aPassage('other');
    await aStore().pass(token, tab, inTime);
    await aStore().pass(token, other, inTime);

    const first = await aStore().take(other.state, other.browser, onTheWay);
    const late = [
      await aStore().take(tab.state, tab.browser, onTheWay),
      await aStore().take(passage.state, passage.browser, onTheWay),
    ];

    expect([first.kind, ...late.map(({ kind }) => kind)]).toEqual(['taken', 'unknown', 'unknown']);
  });

  it('stays open when a browser comes back without a consent: its own passage is over, and no other', async () => {
    const { consent, token, passage } = await aWay('cancelling');
    const other = aPassage('other who cancels');
    await aStore().pass(token, other, inTime);

    const stranger = await aStore().leave(other.state, passage.browser, onTheWay);
    const left = await aStore().leave(other.state, other.browser, onTheWay);
    const again = await aStore().leave(other.state, other.browser, onTheWay);

    expect(stranger.kind).toBe('other_browser');
    expect(left).toMatchObject({ kind: 'taken', consent });
    expect(again).toEqual({ kind: 'unknown' });
    expect(await aStore().take(other.state, other.browser, onTheWay)).toEqual({ kind: 'unknown' });
    expect(await aStore().take(passage.state, passage.browser, onTheWay)).toMatchObject({ kind: 'taken', consent });
  });

  it('gives it to no other browser, and says so the first time; the browser that passed still has it', async () => {
    const { consent, passage } = await aWay('foreign');

    const refused = [
      await aStore().take(passage.state, undefined, onTheWay),
      await aStore().take(passage.state, marked('somebody else'), onTheWay),
    ];

    expect(refused).toEqual([{ kind: 'other_browser', firstTimeOf: consent }, { kind: 'other_browser' }]);
    expect(await aStore().take(passage.state, passage.browser, onTheWay)).toMatchObject({ kind: 'taken', consent });
  });

  it('gives nothing for a state that is nearly right, or when its time is over', async () => {
    const { passage } = await aWay('late');
    const { state, browser } = passage;

    const outcomes = [
      await aStore().take(`${state}x`, browser, onTheWay),
      await aStore().take(state.toUpperCase(), browser, onTheWay),
      await aStore().take('', browser, onTheWay),
      await aStore().take(state, browser, '2026-03-10T08:15:00.000Z'),
    ];

    expect(outcomes.map(({ kind }) => kind)).toEqual(['unknown', 'unknown', 'unknown', 'unknown']);
  });

  it('lets nobody pass who comes too late, after the end, or very often', async () => {
    const { token, passage } = await aWay('passing');
    const again = (number: number, now = inTime) =>
      aStore().pass(token, aPassage('passing', { state: marked(`again-${number}`) }), now);

    const late = await again(0, '2026-03-10T08:10:00.000Z');
    const outcomes: string[] = [];
    for (let number = 1; number <= 200; number += 1) outcomes.push(await again(number));
    await aStore().take(passage.state, passage.browser, onTheWay);

    expect(late).toBe('over');
    expect(outcomes).toEqual([...Array.from({ length: 199 }, () => 'passed'), 'over']);
    expect(await again(201)).toBe('over');
    expect(await aStore().take(marked('again-200'), passage.browser, onTheWay)).toEqual({ kind: 'unknown' });
  });

  it('keeps no usable token, state or secret of a browser, and lets all of it vanish by itself', async () => {
    const { token, passage } = await aWay('a-very-secret');

    const items = [await suite.table().get(consentKey(token)), await suite.table().get(passageKey(passage.state))];

    expect(JSON.stringify(items)).not.toContain('a-very-secret');
    expect(items.map((item) => item?.['expiresAtEpochSeconds'])).toEqual([
      Date.parse('2026-03-10T09:10:00.000Z') / 1000,
      Date.parse('2026-03-10T09:15:00.000Z') / 1000,
    ]);
  });

  it('refuses a token and a state that were drawn twice', async () => {
    const { token, passage } = await aWay('twice');

    await expect(aStore().begin(token, aConsent())).rejects.toThrow('twice');
    await expect(aStore().pass(token, passage, inTime)).rejects.toThrow('twice');
  });

  it('knows nothing of a consent as earlier releases kept it, which no browser is bound to', async () => {
    const { tenantId, userId, connectionId, expiresAt } = aConsent();
    const { pk } = passageKey(marked('of old'));
    const item = { tenantId, userId, connectionId, expiresAt, codeVerifier: 'v', redirectUri: 'https://sync.example/' };
    await suite.table().put({ pk, sk: 'STATE' }, item);

    expect(await aStore().take(marked('of old'), marked('any'), inTime)).toEqual({ kind: 'unknown' });
  });
});
