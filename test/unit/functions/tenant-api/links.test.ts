import type { TenantApiDeps } from '../../../../shared/api/tenantApi.ts';
import { Fault } from '../../../../shared/domain/faults/fault.ts';
import type { LinkOutcome } from '../../../../shared/usecases/accounts/linkAccount.ts';
import { uuid } from '../../../builders/bank.ts';
import { inert } from '../../../builders/inert.ts';
import { aLink, anAccount } from '../../../builders/records.ts';
import { anAccountView } from './anAccountView.ts';
import { anApi, goodBody, outcomeOf } from './anApi.ts';

const linking = (outcomes: Readonly<Record<string, LinkOutcome | Fault | Error>>) => {
  const asked: unknown[] = [];
  const deps: Partial<TenantApiDeps> = {
    linkAccount: async (...request) => {
      asked.push(request);
      const outcome = outcomes[request[1]] ?? { kind: 'unknown_account' };
      if (outcome instanceof Error) throw outcome;
      return outcome;
    },
    readAccounts: inert<TenantApiDeps['readAccounts']>('readAccounts', {
      getMany: async (_tenantId, ids) =>
        new Map(ids.map((id) => [id, anAccountView({ account: anAccount({ id, link: aLink() }) })])),
    }),
  };
  return { asked, deps };
};
const post = (links: readonly object[]) => ({ method: 'POST' as const, path: '/v1/account-links', body: { links } });

describe('POST /v1/account-links', () => {
  it('links each account as a call of its own would, and says of each what became of it', async () => {
    const { asked, deps } = linking({
      [uuid(1)]: { kind: 'linked' },
      [uuid(2)]: { kind: 'currency_mismatch', account: 'USD', journal: 'EUR' },
      [uuid(3)]: { kind: 'unlinked' },
      [uuid(4)]: new Fault('ponto_unavailable'),
      [uuid(5)]: { kind: 'linked' },
    });
    const { ask } = anApi(deps);

    const answer = await ask(
      post([
        { accountId: uuid(1), frequency: 'daily', knownBalance: { date: '2026-02-28', amount: '7,50' } },
        { accountId: uuid(2), journalId: uuid(201) },
        { accountId: uuid(3), action: 'none' },
        { accountId: uuid(4) },
        { accountId: uuid(5) },
        { accountId: uuid(6) },
      ]),
    );

    expect(goodBody('linkAccounts', answer)).toMatchObject({
      items: [
        { accountId: uuid(1), outcome: 'done', account: { id: uuid(1), link: { action: 'link_journal' } } },
        {
          accountId: uuid(2),
          outcome: 'refused',
          problem: { status: 422, code: 'currency_mismatch', detail: expect.stringContaining('USD') },
        },
        { accountId: uuid(3), outcome: 'done' },
        { accountId: uuid(4), outcome: 'refused', problem: { status: 503, code: 'ponto_unavailable' } },
        { accountId: uuid(5), outcome: 'done' },
        { accountId: uuid(6), outcome: 'refused', problem: { status: 404, code: 'not_found' } },
      ],
    });
    expect(asked.slice(0, 2)).toEqual([
      ['tenant-1', uuid(1), { frequency: 'daily', knownBalance: { on: '2026-02-28', amount: '7.50' } }],
      ['tenant-1', uuid(2), { journalId: uuid(201) }],
    ]);
  });

  it('admits each like a link by itself', async () => {
    const { asked, deps } = linking({ [uuid(1)]: { kind: 'linked' } });
    const admitted: unknown[] = [];
    const { ask } = anApi({
      ...deps,
      admission: async (one) => {
        admitted.push([one.operation, one.id]);
        return one.id === uuid(2) ? { code: 'too_many_linked_accounts', limit: 7 } : undefined;
      },
    });

    const { items } = goodBody('linkAccounts', await ask(post([{ accountId: uuid(1) }, { accountId: uuid(2) }])));

    expect(items).toMatchObject([
      { outcome: 'done' },
      { outcome: 'refused', problem: { code: 'too_many_linked_accounts', detail: expect.stringContaining('7') } },
    ]);
    expect(asked).toHaveLength(1);
    expect(admitted).toEqual([
      ['linkAccounts', ''],
      ['linkAccount', uuid(1)],
      ['linkAccount', uuid(2)],
    ]);
  });

  it('throws an error of ours: the request can be sent again, and what is done stays', async () => {
    const { deps } = linking({ [uuid(1)]: { kind: 'linked' }, [uuid(2)]: new Error('ours') });

    const answer = await anApi(deps).ask(post([{ accountId: uuid(1) }, { accountId: uuid(2) }]));

    expect(outcomeOf(answer)).toEqual([500, 'internal_error']);
  });

  it.each([
    ['none', []],
    ['more than fifty', Array.from({ length: 51 }, (_, number) => ({ accountId: uuid(number) }))],
    ['one account twice', [{ accountId: uuid(1) }, { accountId: uuid(1), frequency: 'daily' }]],
    ['a member that is not known', [{ accountId: uuid(1), jornalId: uuid(2) }]],
  ])('refuses %s before anything is linked', async (_what, links) => {
    const { asked, deps } = linking({});

    expect(outcomeOf(await anApi(deps).ask(post(links)))).toEqual([400, 'invalid_request']);
    expect(asked).toEqual([]);
  });
});
