import type { TenantApiDeps } from '../../../../shared/api/tenantApi.ts';
import { bodyOf } from '../../../builders/api.ts';
import { uuid } from '../../../builders/bank.ts';
import { inert } from '../../../builders/inert.ts';
import type { JournalStore } from '../../../../shared/ports/journals.ts';
import { aJournal } from '../../../builders/records.ts';
import { anApi, goodBody, outcomeOf } from './anApi.ts';

describe('journals', () => {
  it('are listed', async () => {
    const list = async () => ({ items: [aJournal(), aJournal({ id: uuid(202), accountId: uuid(101) })] });

    const answer = await anApi({ journals: inert<TenantApiDeps['journals']>('journals', { list }) }).ask({
      path: '/v1/journals',
    });

    expect(goodBody('listJournals', answer)).toEqual({
      items: [
        { id: uuid(201), code: 'KBC', name: 'KBC current account', currency: 'EUR' },
        { id: uuid(202), code: 'KBC', name: 'KBC current account', currency: 'EUR', accountId: uuid(101) },
      ],
    });
  });

  it('are made, in euro when nothing is said', async () => {
    const seen: unknown[] = [];
    const create = async (journal: unknown) => (seen.push(journal), 'created' as const);
    const { ask } = anApi({ journals: inert<TenantApiDeps['journals']>('journals', { create }) });

    const answer = await ask({ method: 'POST', path: '/v1/journals', body: { code: 'BNK2', name: ' Second ' } });

    expect(answer.statusCode).toBe(201);
    expect(goodBody('createJournal', answer)).toEqual({
      id: uuid(1001),
      code: 'BNK2',
      name: 'Second',
      currency: 'EUR',
    });
    expect(seen).toEqual([{ tenantId: 'tenant-1', id: uuid(1001), code: 'BNK2', name: 'Second', currency: 'EUR' }]);
  });

  it.each(['XXX', 'XTS', 'XAU', 'XDR', 'CHW', 'DEM', 'BGN', 'ABC', 'eur'])(
    'are not made in %s, which nobody pays in',
    async (currency) => {
      const answer = await anApi({}).ask({
        method: 'POST',
        path: '/v1/journals',
        body: { code: 'BNK2', name: 'Second', currency },
      });

      expect(outcomeOf(answer)).toEqual([400, 'invalid_request']);
      expect(bodyOf(answer)).toMatchObject({ errors: [{ path: 'currency', message: expect.stringContaining('EUR') }] });
    },
  );

  it('are not made twice under one code', async () => {
    const { ask } = anApi({
      journals: inert<TenantApiDeps['journals']>('journals', { create: async () => 'code_taken' }),
    });

    const answer = await ask({ method: 'POST', path: '/v1/journals', body: { code: 'BNK1', name: 'Bank' } });

    expect(outcomeOf(answer)).toEqual([409, 'journal_code_taken']);
  });

  it('are changed', async () => {
    const change: JournalStore['change'] = async ({ journalId: id }, { name = '' }) => aJournal({ id, name });
    const { ask } = anApi({ journals: inert<TenantApiDeps['journals']>('journals', { change }) });

    const answer = await ask({ method: 'PATCH', path: `/v1/journals/${uuid(201)}`, body: { name: 'New' } });

    expect(goodBody('changeJournal', answer)).toMatchObject({ id: uuid(201), name: 'New' });
  });

  it('are shown with the state that an edit can be meant for', async () => {
    const asked: unknown[] = [];
    const journals = inert<TenantApiDeps['journals']>('journals', {
      get: async ({ journalId }) => (journalId === uuid(201) ? aJournal({ revision: 3 }) : undefined),
      change: async (...request) => (asked.push(request[2]), aJournal({ revision: 4 })),
    });
    const { ask } = anApi({ journals });
    const address = `/v1/journals/${uuid(201)}`;

    const shown = await ask({ path: address });
    const edit = { method: 'PATCH', path: address, body: { name: 'New' } };
    const tag = shown.headers['etag'] ?? '';
    const edited = await ask({ ...edit, headers: { 'if-match': tag } });
    await ask(edit);

    expect(goodBody('getJournal', shown)).toEqual(expect.not.objectContaining({ revision: 3 }));
    expect([tag, edited.headers['etag']]).toEqual(['"3"', '"4"']);
    expect(asked).toEqual([[3], undefined]);
    expect(outcomeOf(await ask({ path: `/v1/journals/${uuid(9)}` }))).toEqual([404, 'not_found']);
  });

  it.each([
    ['changed_meanwhile', 412, 'changed_meanwhile'],
    ['missing', 404, 'not_found'],
    ['code_taken', 409, 'journal_code_taken'],
  ] as const)('tell %s as %d %s when changed', async (outcome, status, code) => {
    const { ask } = anApi({ journals: inert<TenantApiDeps['journals']>('journals', { change: async () => outcome }) });

    const answer = await ask({ method: 'PATCH', path: `/v1/journals/${uuid(201)}`, body: { code: 'BNK9' } });

    expect(outcomeOf(answer)).toEqual([status, code]);
  });

  it.each([{}, { code: '' }, { name: ' ' }, { currency: 'USD' }])('refuse the change %j', async (body) => {
    const answer = await anApi().ask({ method: 'PATCH', path: `/v1/journals/${uuid(201)}`, body });

    expect(outcomeOf(answer)).toEqual([400, 'invalid_request']);
  });

  it.each([
    ['removed', 204, undefined],
    ['missing', 404, 'not_found'],
    ['in_use', 409, 'journal_in_use'],
    ['has_history', 409, 'journal_has_history'],
    ['is_first', 409, 'journal_is_first'],
  ] as const)('are removed or say why not: %s', async (removal, status, code) => {
    const seen: unknown[] = [];
    const remove = async (ref: unknown) => (seen.push(ref), removal);
    const { ask } = anApi({ journals: inert<TenantApiDeps['journals']>('journals', { remove }) });

    const answer = await ask({ method: 'DELETE', path: `/v1/journals/${uuid(201)}` });

    expect([answer.statusCode, code && bodyOf(answer)['code']]).toEqual([status, code]);
    expect(seen).toEqual([{ tenantId: 'tenant-1', journalId: uuid(201) }]);
  });
});
