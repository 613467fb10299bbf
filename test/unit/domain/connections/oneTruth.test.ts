import fc from 'fast-check';
import { authorizationOf } from '../../../../shared/domain/connections/authorization.ts';
import type { Account, Connection } from '../../../../shared/domain/connections/connection.ts';
import { healthOfConnection } from '../../../../shared/domain/connections/connectionHealth.ts';
import { healthOf, type Health } from '../../../../shared/domain/connections/health.ts';
import { observationOf } from '../../../../shared/domain/connections/observation.ts';
import type { AccountProof } from '../../../../shared/domain/statements/proof.ts';
import { differenceOf } from '../../../../shared/domain/statements/difference.ts';
import type { Sync } from '../../../../shared/domain/syncs/sync.ts';
import { renderHealth } from '../../../../shared/presentation/health.ts';
import { faultKinds } from '../../../../shared/domain/faults/fault.ts';
import { operations } from '../../../../shared/contracts/http/operations.ts';
import { aConnection, aLink, anAccount, aSync } from '../../../builders/records.ts';

const now = '2026-03-10T09:00:00.000Z';
const later = '2026-09-06T09:00:00.000Z';
const difference = { amount: '7.00', since: '2026-03-02', bankBalance: '93.00', on: '2026-03-05' };
const expiredRun = aSync({ status: 'failed', errorCode: 'authorization_expired' });

interface Facts {
  readonly account: Account;
  readonly connection?: Connection;
  readonly lastSync?: Sync;
  readonly difference?: typeof difference;
  readonly known?: AccountProof['known'];
  readonly firstImport?: { readonly lines: number };
  readonly candidates?: readonly Account[];
}
const standingOf = ({ account, connection = aConnection(), lastSync, ...told }: Facts) => {
  const authorization = authorizationOf(account, now, lastSync);
  const { status: connectionStatus, statusCode: connectionCode, method: connectionMethod } = connection;
  const input = { account, connectionStatus, connectionCode, connectionMethod, authorization, lastSync, ...told };
  return { account, authorization, health: healthOf({ ...input, paused: false, refusedLines: 0 }) };
};
const ofAll = (connection: Connection, facts: readonly Facts[]) => {
  const told = facts.map((each) => standingOf({ ...each, connection }));
  const accounts = told.map(({ account }) => account);
  return { told, health: healthOfConnection({ connection, accounts, told, paused: false, nameOf: new Map() }) };
};

describe('one truth about an account and its connection', () => {
  const linked = anAccount({ link: aLink(), authorization: { revoked: false, expiresAt: later } });

  it('an authorisation that has ended at the bank is expired, whatever end was expected, on the connection too', () => {
    const endedAtBank = { ...linked, authorization: { ...linked.authorization, endedAt: now } };

    for (const facts of [
      { account: linked, lastSync: expiredRun },
      { account: endedAtBank, lastSync: aSync() },
    ]) {
      const { told, health } = ofAll(aConnection(), [facts]);
      expect(told[0]?.authorization).toEqual({ state: 'expired', daysLeft: 0 });
      expect(told[0]?.health).toMatchObject({ code: 'authorization_expired' });
      expect(health).toMatchObject({ state: 'action_required', code: 'authorization_expired' });
    }
  });

  it('an authorisation given anew after the last run counts at once', () => {
    const renewed = { ...linked, authorization: { ...linked.authorization, authorizedAt: now } };

    const { authorization, health } = standingOf({ account: renewed, lastSync: expiredRun });

    expect(authorization.state).toBe('valid');
    expect(health).toMatchObject({ state: 'passing' });
  });

  it('a look at Ponto notes that the bank refuses, until it is authorised anew', () => {
    const errorCodes = ['authorizationInvalid'];
    const latest = { id: 's', subtype: 'accountDetails', status: 'error', errorCodes, createdAt: now } as const;
    const seen = { ...linked, authorizedAt: '2026-03-01T00:00:00.000Z', latestSynchronization: latest } as const;

    expect(observationOf(seen, undefined, now).authorization).toMatchObject({ endedAt: now });
    expect(observationOf({ ...seen, authorizedAt: later }, undefined, now).authorization).not.toHaveProperty('endedAt');
  });

  it('books that differ from the bank are told with amount and first day, on account and connection', () => {
    const { told, health } = ofAll(aConnection(), [{ account: linked, difference, lastSync: aSync() }]);
    const expected = {
      state: 'attention',
      code: 'books_differ',
      values: { amount: '7.00', currency: 'EUR', since: '2026-03-02' },
    };

    expect(told[0]?.health).toMatchObject(expected);
    expect(health).toMatchObject(expected);
    expect(renderHealth('en', health, { connectionId: 'c' })).toMatchObject({
      message: expect.stringMatching(/^BE68539007547034: The books differ .* by 7\.00 EUR, from 2 March 2026 on/),
      action: {
        call: {
          method: 'POST',
          path: `/v1/accounts/${linked.id}/syncs`,
          body: { from: '2026-03-02', to: expect.stringMatching(/^2026-03-/) },
        },
      },
    });
  });

  it('a figure of the tenant that the books do not arrive at is told, with the call that corrects it', () => {
    const known = { amount: '843.00', on: '2026-03-04', verdict: 'differs', difference: '7' } as const;
    const { health } = ofAll(aConnection(), [{ account: linked, known, lastSync: aSync() }]);

    expect(renderHealth('en', health, { connectionId: 'c' })).toMatchObject({
      state: 'attention',
      code: 'known_balance_differs',
      message: expect.stringContaining('4 March 2026, 843.00 EUR, differs from the books by 7.00 EUR'),
      action: { call: { method: 'PUT', path: `/v1/accounts/${linked.id}/known-balance` } },
    });
  });

  it('the difference begins on the day after the last one that agreed', () => {
    const mismatch = { amount: '93.00', on: '2026-03-05', difference: '7.00', since: now };
    const opening = { amount: '0', anchoredOn: '2026-03-01' };

    expect(differenceOf({ opening, balance: { mismatch } })).toEqual(difference);
    expect(differenceOf({ opening, balance: { matchedOn: '2026-03-04' } })).toBeUndefined();
  });

  it('an account that has ended while its books differed says so: nothing will tell of it again', () => {
    const gone = anAccount({ authorization: { revoked: true } });
    const { health } = standingOf({ account: gone, difference });

    expect(renderHealth('en', health, { connectionId: 'c' })).toMatchObject({
      state: 'ok',
      code: 'ended',
      message: expect.stringContaining('differ from the bank’s last balance by 7.00 EUR, from 2 March 2026 on'),
    });
    expect(ofAll(aConnection(), [{ account: gone, difference }]).health.code).toBe('ended');
  });

  it('an account that feeds nothing and can be read no more has ended; so has a connection of such accounts', () => {
    const gone = anAccount({ authorization: { revoked: true } });

    expect(standingOf({ account: gone }).health).toEqual({ state: 'ok', code: 'ended' });
    expect(ofAll(aConnection(), [{ account: gone }]).health).toEqual({ state: 'ok', code: 'ended' });
    expect(ofAll(aConnection({ status: 'disconnected' }), [{ account: anAccount() }]).health.code).toBe('ended');
    expect(standingOf({ account: { ...gone, link: aLink() } }).health.code).toBe('authorization_lost');
    expect(ofAll(aConnection(), [{ account: gone }, { account: linked }]).health.code).toBe('all_well');
  });

  it('nothing is well before something was read', () => {
    const { told, health } = ofAll(aConnection(), [
      { account: linked, firstImport: { lines: 120 }, lastSync: aSync() },
    ]);

    expect(told[0]?.health).toMatchObject({ state: 'passing', code: 'first_import', values: { lines: 120 } });
    expect(health).toMatchObject({ state: 'passing', code: 'first_import' });
  });

  it('the answers never contradict each other, and what a person must do has a way to do it', () => {
    const fault = fc.constantFrom(...Object.keys(faultKinds));
    const facts = fc.record({
      revoked: fc.boolean(),
      endedAt: fc.option(fc.constant(now), { nil: undefined, freq: 1 }),
      expiresAt: fc.constantFrom(undefined, '2026-03-01T00:00:00.000Z', '2026-03-20T00:00:00.000Z', later),
      authorizedAt: fc.constantFrom(undefined, '2026-03-01T00:00:00.000Z', '2026-03-10T08:30:00.000Z'),
      link: fc.boolean(),
      errorCode: fc.option(fault, { nil: undefined, freq: 1 }),
      differs: fc.boolean(),
      first: fc.boolean(),
      successors: fc.integer({ min: 0, max: 5 }),
    });
    const statuses = [
      'active',
      'active',
      'reconnect_required',
      'blocked',
      'disconnected',
      'migration_required',
    ] as const;
    const ranks: readonly Health['state'][] = ['action_required', 'passing', 'attention', 'ok'];
    const every = Object.values(operations).map(({ method, path }) => `${method} ${path.replace('{id}', 'x')}`);

    fc.assert(
      fc.property(
        fc.array(facts, { minLength: 1, maxLength: 6 }),
        fc.constantFrom(...statuses),
        fc.constantFrom('oauth' as const, 'client_credentials' as const),
        (all, status, method) => {
          const connection = aConnection({ status, method });
          const { told, health } = ofAll(
            connection,
            all.map(({ link, errorCode, differs, first, successors, ...authorization }, number) => ({
              account: {
                ...anAccount({ id: 'x', reference: `BE${number}` }),
                ...(link && { link: aLink() }),
                authorization,
              } as Account,
              ...(errorCode !== undefined && { lastSync: aSync({ status: 'failed', errorCode }) }),
              ...(differs && { difference }),
              ...(first && { firstImport: { lines: 0 } }),
              ...(link &&
                authorization.revoked && {
                  candidates: Array.from({ length: successors }, () => anAccount({ id: 'x' })),
                }),
            })),
          );
          for (const [index, { account, authorization, health: own }] of told.entries()) {
            const isOver = authorization.state === 'revoked' || status === 'disconnected';
            // What has ended asks for nothing, and hides nothing.
            const ended = all[index]?.differs === true ? 'ended_differing' : 'ended';
            if (!account.link && isOver) expect(own).toMatchObject({ state: 'ok', code: ended });
            // Nothing is well before something was read.
            if (account.link && all[index]?.first) {
              expect(own.state).not.toBe('ok');
              expect(health.state).not.toBe('ok');
            }
            if (own.code === 'authorization_expired') expect(authorization.state).toBe('expired');
            if (authorization.state === 'expired' && status === 'active')
              expect(own.code).toBe('authorization_expired');
            if (['expired', 'revoked'].includes(authorization.state)) expect(authorization.daysLeft).toBe(0);
            if (own.code === 'succession_undecided') expect(authorization.state).toBe('revoked');
            if (account.link) expect(ranks.indexOf(health.state)).toBeLessThanOrEqual(ranks.indexOf(own.state));
          }
          for (const [shown, id] of [
            ...told.map(({ health: own }) => [own, 'x'] as const),
            [health, undefined] as const,
          ]) {
            if (shown.state !== 'action_required') continue;
            const { action } = renderHealth('nl', shown, {
              connectionId: 'x',
              ...(id !== undefined && { accountId: id }),
            });
            expect(action?.url ?? action?.call).toBeDefined();
            if (action?.call) expect(every).toContain(`${action.call.method} ${action.call.path}`);
          }
        },
      ),
      { numRuns: 500 },
    );
  });
});
