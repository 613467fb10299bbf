import { makeHandler, type AccountFetchDeps } from '../../../functions/account-fetch/handler.ts';
import { operations } from '../../../shared/contracts/http/operations.ts';
import { Fault } from '../../../shared/domain/faults/fault.ts';
import { httpFunction } from '../../../shared/runtime/http/httpFunction.ts';
import { makeIdentify } from '../../../shared/runtime/http/identity.ts';
import { aContext, aCounters, aLog, anApiEvent, bodyOf } from '../../builders/api.ts';
import { uuid } from '../../builders/bank.ts';
import { unhurried } from '../../builders/allowance.ts';
import { anAccount } from '../../builders/records.ts';

const ask = (fetchAccounts: AccountFetchDeps['fetchAccounts'], body?: object) => {
  const { log } = aLog();
  const handler = httpFunction(
    { log, counters: aCounters().counters },
    makeHandler({
      log,
      identify: makeIdentify({ tenant: 'tenant' }),
      withIdempotency: (_event, _caller, execute) => execute(),
      meter: unhurried,
      fetchAccounts,
    }),
  );
  return handler(anApiEvent({ method: 'POST', path: `/v1/connections/${uuid(1)}/fetch-accounts`, body }), aContext);
};

describe('POST /v1/connections/{id}/fetch-accounts', () => {
  it('tells which accounts are new, known and gone', async () => {
    const accounts = {
      added: [anAccount({ id: uuid(102) })],
      kept: [anAccount()],
      lost: [anAccount({ id: uuid(103), currency: 'USD' })],
    };

    const answer = await ask(async () => ({
      kind: 'fetched',
      accounts,
      authorized: [{ institutionId: uuid(900_002), name: 'KBC', accounts: 2 }],
      notice: { state: 'action_required', code: 'accounts_lost', values: { method: 'oauth', accounts: 1 } },
    }));

    const reference = 'BE68539007547034';
    expect(operations.fetchAccounts.answers[200]().parse(bodyOf(answer))).toEqual({
      counts: { added: 1, kept: 1, lost: 1 },
      added: [{ id: uuid(102), reference, currency: 'EUR' }],
      kept: [{ id: uuid(101), reference, currency: 'EUR' }],
      lost: [{ id: uuid(103), reference, currency: 'USD' }],
      authorized: [{ institutionId: uuid(900_002), name: 'KBC', accounts: 2 }],
      notice: {
        state: 'action_required',
        code: 'authorization_lost',
        message: expect.stringMatching(/^One account is/),
      },
    });
  });

  it('answers the consent that adds accounts, for this person and return address', async () => {
    const seen: unknown[] = [];

    const answer = await ask(
      async (...asked) => {
        seen.push(...asked);
        return { kind: 'begun', authorizationUrl: 'https://ponto.example/auth' };
      },
      { returnUrl: 'https://app.example/' },
    );

    expect(bodyOf(answer)).toEqual({ authorizationUrl: 'https://ponto.example/auth' });
    expect(seen).toEqual([{ tenantId: 'tenant-1', userId: 'user-1' }, uuid(1), 'https://app.example/']);
  });

  it.each([
    ['unknown_connection', 404, 'not_found'],
    ['disconnected', 409, 'connection_disconnected'],
    ['not_active', 409, 'connection_not_active'],
    ['wrong_method', 409, 'wrong_method'],
    ['return_url_not_allowed', 422, 'return_url_not_allowed'],
  ] as const)('tells %s as %d %s', async (kind, status, code) => {
    const answer = await ask(async () => ({ kind }));

    expect([answer.statusCode, bodyOf(answer)['code']]).toEqual([status, code]);
  });

  it.each([
    ['credentials_refused', 422],
    ['reconnect_required', 409],
    ['ponto_unavailable', 503],
    ['ponto_answer_not_understood', 502],
  ] as const)('tells the fault %s as %d', async (code, status) => {
    const answer = await ask(() => Promise.reject(new Fault(code)));

    expect([answer.statusCode, bodyOf(answer)['code']]).toEqual([status, code]);
  });
});
