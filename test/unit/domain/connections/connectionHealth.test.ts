import { healthOfConnection, missingOf } from '../../../../shared/domain/connections/connectionHealth.ts';
import type { Account, Connection } from '../../../../shared/domain/connections/connection.ts';
import { fetchNotice } from '../../../../shared/domain/connections/fetchNotice.ts';
import { uuid } from '../../../builders/bank.ts';
import { aConnection, anAccount } from '../../../builders/records.ts';

const [kbc, ing] = [uuid(900_002), uuid(900_003)];
const nameOf = new Map([
  [kbc, 'KBC'],
  [ing, 'ING'],
]);
const credentials: Partial<Connection> = { method: 'client_credentials' };
const lost: Partial<Account> = { authorization: { revoked: true } };

const healthOf = (
  connection: Partial<Connection>,
  accounts: readonly Account[] = [anAccount()],
  paused: boolean = false,
) => healthOfConnection({ connection: aConnection(connection), accounts, paused, nameOf });

describe('the health of a connection', () => {
  it('is well with an account of the chosen bank', () => {
    expect(healthOf({})).toEqual({ state: 'ok', message: 'All is well.' });
  });

  it('warns of a registration at Ponto that is not complete, with the time that is left for it', () => {
    const { state, code, message } = healthOf({ onboardingComplete: false });

    expect([state, code]).toEqual(['attention', 'onboarding_incomplete']);
    expect(message).toContain('72 hours');
    expect(healthOf({ onboardingComplete: true })).toMatchObject({ state: 'ok' });
  });

  it('passes while the operator has paused it, after what a person must do', () => {
    expect(healthOf({}, [anAccount()], true)).toMatchObject({ state: 'passing', code: 'feed_paused' });
    expect(healthOf({}, [anAccount(lost)], true)).toMatchObject({ code: 'no_accounts' });
    expect(healthOf({ status: 'blocked' }, [anAccount()], true)).toMatchObject({ code: 'organization_blocked' });
  });

  it('names the steps to take with a deprecated API token', () => {
    const { code, state, message } = healthOf({ method: 'legacy_token', status: 'migration_required' }, []);

    expect([code, state]).toEqual(['migration_required', 'action_required']);
    expect(message).toMatch(/dashboard.*Client ID and Secret ID.*or reconnect/);
  });

  it.each([
    ['credentials_refused', 'enter_credentials'],
    ['reconnect_required', 'reconnect'],
  ])('says what to do after %s', (statusCode, step) => {
    expect(healthOf({ ...credentials, status: 'reconnect_required', statusCode })).toMatchObject({
      state: 'action_required',
      code: statusCode,
      step,
    });
  });

  it('asks for the credentials once more after a try that was cut short', () => {
    expect(healthOf({ ...credentials, status: 'awaiting_consent' }, [])).toMatchObject({
      code: 'awaiting_consent',
      step: 'enter_credentials',
    });
  });

  it.each<[Partial<Connection>, RegExp]>([
    [credentials, /Ponto dashboard/],
    [{}, /in the consent/],
  ])('tells where accounts are chosen when there is none: %j', (connection, where) => {
    const none = healthOf(connection, [anAccount(lost)]);

    expect(none).toMatchObject({ state: 'action_required', code: 'no_accounts', step: 'fetch_accounts' });
    expect(none.message).toMatch(where);
  });

  it('tells what was authorised, and where, when the chosen bank is not among it', () => {
    const there = [
      anAccount({ institutionId: ing }),
      anAccount({ institutionId: ing }),
      anAccount({ institutionId: uuid(8) }),
    ];

    const { code, message } = healthOf({ institutionId: kbc }, [...there, anAccount(lost)]);

    expect(code).toBe('other_bank');
    expect(message).toContain('No account at KBC was authorised, but at: ING (2 accounts), another bank (1 account).');
  });

  it('tells which accounts of a legacy connection did not come along', () => {
    const expectedAccounts = [
      { reference: 'be68 5390 0754 7034' },
      { reference: 'BE68539007547034', currency: 'USD' },
      { reference: 'BE71096123456769' },
    ];
    const connection = aConnection({ ...credentials, expectedAccounts });

    expect(missingOf(connection, [anAccount()])).toEqual(expectedAccounts.slice(1));
    expect(missingOf(connection, [anAccount(lost)])).toEqual(expectedAccounts);
    expect(healthOf({ ...credentials, expectedAccounts })).toMatchObject({
      state: 'attention',
      code: 'accounts_missing',
      message: expect.stringMatching(/^2 of the accounts .* are not shared/),
    });
  });
});

describe('what is said after a look for accounts', () => {
  const noticeOf = (found: Partial<Parameters<typeof fetchNotice>[0]>) =>
    fetchNotice({ connection: aConnection(credentials), added: [], kept: [], lost: [], nameOf, ...found });

  it('is nothing when accounts were added and none was lost', () => {
    expect(noticeOf({ added: [anAccount()], kept: [anAccount()] })).toBeUndefined();
  });

  it('is that an account was lost, and to keep authorising the existing ones of all banks', () => {
    const notice = noticeOf({ added: [anAccount()], lost: [anAccount(lost)] });

    expect(notice).toMatchObject({ state: 'action_required', code: 'authorization_lost' });
    expect(notice?.message).toMatch(/^1 account is no longer.*Keep authorising the existing accounts, of all banks/);
  });

  it('is what is authorised, and where, when no account appeared', () => {
    const notice = noticeOf({ kept: [anAccount(), anAccount({ institutionId: ing })] });

    expect(notice).toMatchObject({ state: 'attention', code: 'nothing_added' });
    expect(notice?.message).toContain('Authorised are: KBC (1 account), ING (1 account).');
  });

  it('is that there is none at all, also when all were lost', () => {
    expect(noticeOf({ lost: [anAccount(lost)] })).toMatchObject({ state: 'action_required', code: 'no_accounts' });
  });
});
