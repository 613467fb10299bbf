import { healthOfConnection, missingOf } from '../../../../shared/domain/connections/connectionHealth.ts';
import type { Account, Connection } from '../../../../shared/domain/connections/connection.ts';
import { fetchNotice } from '../../../../shared/domain/connections/fetchNotice.ts';
import { uuid } from '../../../builders/bank.ts';
import { aConnection, aLink, anAccount } from '../../../builders/records.ts';

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
  it('is well with an account of the chosen bank that feeds a journal, and says so while none does', () => {
    expect(healthOf({}, [anAccount({ link: aLink() })])).toEqual({ state: 'ok', code: 'all_well' });
    expect(healthOf({})).toEqual({ state: 'ok', code: 'none_linked' });
  });

  it('warns of a registration at Ponto that is not complete', () => {
    expect(healthOf({ onboardingComplete: false })).toMatchObject({
      state: 'attention',
      code: 'onboarding_incomplete',
    });
    expect(healthOf({ onboardingComplete: true })).toMatchObject({ state: 'ok' });
  });

  it('passes while the operator has paused it, after what a person must do', () => {
    expect(healthOf({}, [anAccount()], true)).toMatchObject({ state: 'passing', code: 'feed_paused' });
    expect(healthOf({}, [], true)).toMatchObject({ code: 'no_accounts' });
    expect(healthOf({ status: 'blocked' }, [anAccount()], true)).toMatchObject({ code: 'organization_blocked' });
  });

  it.each(['awaiting_consent', 'migration_required'] as const)(
    'asks for the confirmation of what a consent has brought, before anything else (%s)',
    (status) => {
      const unconfirmed = {
        token: 't',
        organizationId: 'o',
        accounts: [],
        accountCount: 2,
        at: '2026-03-10T08:00:00Z',
      };
      const named = { ...unconfirmed, organizationName: 'Bakkerij Els' };

      expect(healthOf({ status, unconfirmed: named }, [])).toEqual({
        state: 'action_required',
        code: 'awaiting_confirmation',
        values: { organization: 'Bakkerij Els', accounts: 2 },
        step: 'confirm',
      });
      expect(healthOf({ status, unconfirmed }, [])).toMatchObject({ values: { accounts: 2 } });
      expect(healthOf({ status: 'active', unconfirmed }, [anAccount({ link: aLink() })])).toMatchObject({
        state: 'ok',
      });
    },
  );

  it('asks a tenant with a deprecated API token to migrate', () => {
    expect(healthOf({ method: 'legacy_token', status: 'migration_required' }, [])).toMatchObject({
      state: 'action_required',
      code: 'migration_required',
    });
  });

  it.each([
    ['credentials_refused', 'enter_credentials'],
    ['reconnect_required', 'enter_credentials'],
  ])('says what to do after %s', (statusCode, step) => {
    expect(healthOf({ ...credentials, status: 'reconnect_required', statusCode })).toMatchObject({
      state: 'action_required',
      code: statusCode,
      step,
    });
  });

  it('asks for the credentials once more after a try that was cut short', () => {
    expect(healthOf({ ...credentials, status: 'awaiting_consent' }, [])).toMatchObject({
      code: 'connecting_interrupted',
      step: 'enter_credentials',
    });
  });

  it('asks for accounts when there is none, where they are chosen', () => {
    expect(healthOf(credentials, [])).toEqual({
      state: 'action_required',
      code: 'no_accounts',
      values: { method: 'client_credentials' },
      step: 'fetch_accounts',
    });
  });

  it('tells what was authorised, and where, when the chosen bank is not among it', () => {
    const there = [
      anAccount({ institutionId: ing }),
      anAccount({ institutionId: ing }),
      anAccount({ institutionId: uuid(8) }),
    ];

    expect(healthOf({ institutionId: kbc }, [...there, anAccount(lost)])).toMatchObject({
      code: 'other_bank',
      values: { bank: 'KBC', authorized: [{ bank: 'ING', accounts: 2 }, { accounts: 1 }] },
    });
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
      values: { accounts: 2 },
    });
  });
});

describe('what is said after a look for accounts', () => {
  const noticeOf = (found: Partial<Parameters<typeof fetchNotice>[0]>) =>
    fetchNotice({ connection: aConnection(credentials), added: [], kept: [], lost: [], nameOf, ...found });

  it('is nothing when accounts were added and none was lost', () => {
    expect(noticeOf({ added: [anAccount()], kept: [anAccount()] })).toBeUndefined();
  });

  it('is that an account was lost', () => {
    const notice = noticeOf({ added: [anAccount()], lost: [anAccount(lost)] });

    expect(notice).toMatchObject({ state: 'action_required', code: 'accounts_lost', values: { accounts: 1 } });
  });

  it('is what is authorised, and where, when no account appeared', () => {
    const notice = noticeOf({ kept: [anAccount(), anAccount({ institutionId: ing })] });

    expect(notice).toMatchObject({
      state: 'attention',
      code: 'nothing_added',
      values: {
        authorized: [
          { bank: 'KBC', accounts: 1 },
          { bank: 'ING', accounts: 1 },
        ],
      },
    });
  });

  it('is that there is none at all, also when all were lost', () => {
    expect(noticeOf({ lost: [anAccount(lost)] })).toMatchObject({ state: 'action_required', code: 'no_accounts' });
  });
});
