import type { AccountBody } from '../../../../shared/contracts/http/accounts.ts';
import type { ConnectionBody } from '../../../../shared/contracts/http/connections.ts';
import type { PageVisitor } from '../../../../shared/domain/pages/pageSession.ts';
import { aConnectionBody, anAccountBody } from '../../../builders/pages.ts';
import { aVisit, buttonsOf, headingOf } from './aVisit.ts';
import { ownUrl } from './thePages.ts';

const path = '/pages/renew/c1';
const ending = (id: string, state: 'expiring' | 'expired' = 'expiring') =>
  anAccountBody({
    id,
    connectionId: 'c1',
    authorization: { state, expiresAt: '2026-03-19T08:00:00.000Z', daysLeft: 9 },
  });

type Answers = Parameters<typeof aVisit>[0];

const renewing = (
  connection: Partial<ConnectionBody>,
  accounts: readonly AccountBody[],
  answers: Answers = {},
  visitor: Partial<PageVisitor> = {},
) =>
  aVisit(
    {
      getConnection: () => aConnectionBody({ id: 'c1', institutionId: 'ins-kbc', ...connection }),
      listAccounts: () => ({ items: [...accounts] }),
      ...answers,
    },
    { page: 'renew', connectionId: 'c1', ...visitor },
  );

const health = { state: 'action_required' as const, code: 'reconnect_required', message: 'Reconnect the bank.' };

describe('the page that renews', () => {
  it.each<readonly [string, Partial<ConnectionBody>, readonly AccountBody[], readonly string[]]>([
    ['one account that ends', {}, [ending('1'), anAccountBody({ id: '2' })], ['Renew ••7034 at KBC']],
    ['several', {}, [ending('1'), ending('2', 'expired')], ['Renew ••7034 at KBC', 'Renew ••7034 at KBC']],
    ['an access that is refused', { status: 'reconnect_required', health }, [], ['Renew at KBC']],
    ['a consent that was not completed', { status: 'awaiting_consent', health }, [], ['Renew at KBC']],
    [
      'an account that is not shared any more',
      {},
      [anAccountBody({ authorization: { state: 'revoked' } })],
      ['Renew at KBC'],
    ],
    [
      'credentials',
      { method: 'client_credentials', status: 'reconnect_required', health },
      [],
      ['Use these from now on'],
    ],
    [
      'an old token',
      { method: 'legacy_token', status: 'migration_required', health },
      [],
      ['Renew at KBC', 'Use these from now on'],
    ],
    [
      'an account that an integration of its own does not share any more',
      { method: 'client_credentials', health },
      [anAccountBody({ authorization: { state: 'revoked' } })],
      ['Open Ponto'],
    ],
    ['a blocked organisation', { status: 'blocked', health }, [], ['Open Ponto']],
    ['a bank that is gone', { status: 'disconnected', health }, [], ['Connect KBC again']],
    ['nothing that ends', {}, [anAccountBody()], []],
  ])('has one way for %s', async (_what, connection, accounts, buttons) => {
    const { get } = await renewing(connection, accounts);

    const page = await get(path);

    expect([page.statusCode, buttonsOf(page)]).toEqual([200, buttons]);
  });

  it('says what ends when', async () => {
    const { get } = await renewing({}, [ending('1'), ending('2', 'expired')]);

    const { body } = await get(path);

    expect(body).toContain('ends in 9 days (19 March)');
    expect(body).toContain('The permissions of 2 accounts have to be renewed');
  });

  it('leads to the bank by a redirect that its policy lets through, and back to this page', async () => {
    const { get, post, api } = await renewing({}, [ending('1')], {
      reauthorizeAccount: () => ({ redirectUrl: `${ownUrl}/oauth/reauthorize?begun=t` }),
    });

    const page = await get(path);
    const sent = await post(path, { step: 'account', account: '1' });

    expect(page.headers['content-security-policy']).toContain("form-action 'self' https:");
    expect([sent.statusCode, sent.headers['location']]).toEqual([303, `${ownUrl}/oauth/reauthorize?begun=t`]);
    expect(api.callsOf('reauthorizeAccount')).toEqual([
      { id: '1', body: { returnUrl: `${ownUrl}${path}` }, once: 'once-1' },
    ]);
  });

  it('lets a form that is sent again lead to the bank, too', async () => {
    const { post } = await renewing({}, [ending('1')], { reauthorizeAccount: () => 'ponto_unavailable' });

    const page = await post(path, { step: 'account', account: '1' });

    expect(page.body).toContain('name="account" value="1"');
    expect(page.headers['content-security-policy']).toContain("form-action 'self' https:");
  });

  it('begins a consent on the connection that is there', async () => {
    const { post, api } = await renewing({ status: 'reconnect_required', health }, [], {
      reconnectConnection: () => ({ authorizationUrl: `${ownUrl}/oauth/consent?begun=t` }),
    });

    const sent = await post(path, { step: 'consent' });

    expect(sent.headers['location']).toBe(`${ownUrl}/oauth/consent?begun=t`);
    expect(api.callsOf('reconnectConnection')).toEqual([
      { id: 'c1', body: { returnUrl: `${ownUrl}${path}` }, once: 'once-1' },
    ]);
  });

  it('offers the consent where one account cannot be renewed by itself', async () => {
    const { post } = await renewing({}, [ending('1')], { reauthorizeAccount: () => 'authorization_lost' });

    const page = await post(path, { step: 'account', account: '1' });

    expect([page.statusCode, buttonsOf(page)]).toEqual([422, ['Renew at KBC']]);
    expect(page.body).toContain('Sentence of authorization_lost.');
  });

  it('leads to the dashboard of Ponto where an account of an integration of its own is not renewed from here', async () => {
    const { post } = await renewing({ method: 'client_credentials' }, [ending('1')], {
      reauthorizeAccount: () => 'reauthorization_refused',
    });

    const page = await post(path, { step: 'account', account: '1' });

    expect(buttonsOf(page)).toEqual(['Open Ponto']);
    expect(page.body).toContain('The permission of this account is renewed in the Ponto dashboard.');
  });

  it('takes new credentials; refused ones stand at their field, and the secret on no page', async () => {
    const connection = { method: 'client_credentials', status: 'reconnect_required', health } as const;
    const form = { step: 'credentials', clientId: 'my-id', clientSecret: 'my-secret' };
    const refused = await renewing(connection, [], { replaceCredentials: () => 'credentials_refused' });
    const taken = await renewing(connection, [], { replaceCredentials: () => aConnectionBody() });

    const page = await refused.post(path, form);
    const sent = await taken.post(path, form);
    const empty = await taken.post(path, { ...form, clientSecret: '' });

    expect(page.statusCode).toBe(422);
    expect(page.body).toContain('Sentence of credentials_refused.');
    expect(page.body).toContain('my-id');
    expect(page.body).not.toContain('my-secret');
    expect(sent.headers['location']).toBe(`${path}?status=renewed`);
    expect([empty.statusCode, taken.api.callsOf('replaceCredentials').length]).toEqual([422, 1]);
  });

  it('says that it is renewed once the connection says so, and not because the address does', async () => {
    const done = await renewing({}, [anAccountBody()]);
    const still = await renewing({}, [ending('1')]);

    expect(headingOf(await done.get(path, 'connectionId=c1&status=reauthorized'))).toBe('The access to KBC is renewed');
    const page = await still.get(path, 'connectionId=c1&status=reauthorized');
    expect(headingOf(page)).toBe('Renew the access to KBC');
    expect(page.body).toContain('If you have confirmed at your bank, the new end shows here soon.');
  });

  it('leads on to the accounts, or to the confirmation, where a first consent was finished here', async () => {
    const unlinked = anAccountBody({ connectionId: 'c1', link: { action: 'none' } });
    const at = '2026-03-10T08:00:00.000Z';
    const unconfirmed = { token: 't', accounts: [], accountCount: 0, at };
    const first = await renewing({}, [unlinked], {}, { page: 'overview' });
    const asked = await renewing({ status: 'awaiting_consent', unconfirmed }, [], {}, { page: 'overview' });

    const [to, waits] = [await first.get(path, 'status=connected'), await asked.get(path, 'status=unconfirmed')];

    expect(to.headers['location']).toBe('/pages/connect/accounts/c1');
    expect(waits.headers['location']).toBe('/pages/connect/back?connectionId=c1');
    expect((await first.get(path)).statusCode).toBe(200);
  });

  it.each([
    ['status=cancelled', 'You cancelled. Nothing has changed.'],
    ['status=failed&code=other_organization', 'The access was not renewed.'],
  ])('says what came of the last try: %s', async (query, sentence) => {
    const { get } = await renewing({ status: 'reconnect_required', health }, []);

    expect((await get(path, query)).body).toContain(sentence);
  });

  it.each([
    ['renew', 403, 0],
    ['overview', 200, 1],
  ] as const)('of another connection is for who was let in for everything: %s', async (page, status, calls) => {
    const { get, post, api } = await renewing(
      {},
      [ending('1')],
      { replaceCredentials: () => aConnectionBody() },
      { page },
    );
    const other = '/pages/renew/c2';

    const looked = await get(other);
    await post(other, { step: 'credentials', clientId: 'my-id', clientSecret: 'my-secret' });

    expect([looked.statusCode, api.callsOf('replaceCredentials').length]).toEqual([status, calls]);
  });

  it('renews no account of another connection', async () => {
    const { post, api } = await renewing({}, [ending('1')]);

    const sent = await post(path, { step: 'account', account: '7' });

    expect([sent.statusCode, api.callsOf('reauthorizeAccount')]).toEqual([404, []]);
  });

  it('is not found for a connection of others', async () => {
    const { get } = await renewing({}, [], { getConnection: () => 'not_found' });

    expect((await get(path)).statusCode).toBe(404);
  });
});
