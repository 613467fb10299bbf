import type { TenantApiDeps } from '../../../../shared/api/tenantApi.ts';
import { Fault } from '../../../../shared/domain/faults/fault.ts';
import { makeListInstitutions } from '../../../../shared/usecases/institutions/listInstitutions.ts';
import { inert } from '../../../builders/inert.ts';
import { anInstitution } from '../../../builders/records.ts';
import { anApi, goodBody, outcomeOf } from './anApi.ts';

const banks = ['Argenta', 'Belfius', 'Crelan'].map((name, index) => anInstitution({ id: `bank-${index}`, name }));
const listing = (institutions = banks) => makeListInstitutions({ catalogue: { all: async () => institutions } });

describe('GET /v1/institutions', () => {
  it('shows a bank with everything that is known of it', async () => {
    const institution = anInstitution({
      logoUrl: 'https://logo.example/kbc.svg',
      status: 'beta',
      maintenance: { from: '2026-03-10T00:00:00.000Z', type: 'internal' },
      authorizationDays: 180,
      brand: 'kbc',
      timeZone: 'Europe/Brussels',
    });

    const answer = await anApi({ listInstitutions: listing([institution]) }).ask({ path: '/v1/institutions' });

    expect(goodBody('listInstitutions', answer)).toEqual({
      items: [
        {
          id: institution.id,
          name: 'KBC',
          bic: 'KREDBEBB',
          country: 'BE',
          logoUrl: 'https://logo.example/kbc.svg',
          status: 'beta',
          provider: 'ponto',
          deprecated: false,
          maintenance: { from: '2026-03-10T00:00:00.000Z', type: 'internal' },
          authorizationDays: 180,
          notice: 'This bank is in beta at Ponto. If something goes wrong with it, report it to Ponto.',
        },
      ],
    });
  });

  it('hands the search over', async () => {
    const seen: unknown[] = [];
    const { ask } = anApi({ listInstitutions: async (...asked) => (seen.push(...asked), { items: [] }) });

    await ask({ path: '/v1/institutions', query: 'search=kbc&country=be&status=stable&limit=3' });

    expect(seen).toEqual([{ text: 'kbc', country: 'BE', status: 'stable' }, { limit: 3 }]);
  });

  it('goes on where the page before ended, also when that bank is gone', async () => {
    const whole = anApi({ listInstitutions: listing() });
    const smaller = anApi({ listInstitutions: listing(banks.slice(1)) });
    const first = goodBody('listInstitutions', await whole.ask({ path: '/v1/institutions', query: 'limit=1' }));

    const next = { path: '/v1/institutions', query: `limit=2&cursor=${first['nextCursor']}` };
    const second = goodBody('listInstitutions', await whole.ask(next));
    const afterLoss = goodBody('listInstitutions', await smaller.ask(next));

    expect(first['items']).toMatchObject([{ name: 'Argenta' }]);
    expect(second).toMatchObject({ items: [{ name: 'Belfius' }, { name: 'Crelan' }] });
    expect(second).not.toHaveProperty('nextCursor');
    expect(afterLoss).toMatchObject({ items: [{ name: 'Crelan' }] });
  });

  it.each(['country=Belgium', 'status=good', 'limit=0', 'limit=201', 'cursor=***', 'page=2'])(
    'refuses %s',
    async (query) => {
      const answer = await anApi().ask({ path: '/v1/institutions', query });

      expect(outcomeOf(answer)).toEqual([400, 'invalid_request']);
    },
  );

  it('says that Ponto is away while nothing is known', async () => {
    const { ask } = anApi({ listInstitutions: () => Promise.reject(new Fault('ponto_unavailable')) });

    expect(outcomeOf(await ask({ path: '/v1/institutions' }))).toEqual([503, 'ponto_unavailable']);
  });
});

describe('GET /v1/institutions/{id}', () => {
  it('shows one bank', async () => {
    const { ask } = anApi({
      catalogue: inert<TenantApiDeps['catalogue']>('catalogue', { get: async (id: string) => anInstitution({ id }) }),
    });

    const answer = await ask({ path: '/v1/institutions/bank-1' });

    expect(goodBody('getInstitution', answer)).toMatchObject({ id: 'bank-1', provider: 'ponto' });
    expect(goodBody('getInstitution', answer)).not.toHaveProperty('trouble');
  });

  it('says that the bank is having problems', async () => {
    const at = '2026-03-10T08:00:00.000Z';
    const { ask } = anApi({
      catalogue: { get: async (id: string) => anInstitution({ id }) },
      bankOutages: { lately: async (id) => (id === 'bank-1' ? at : undefined) },
    });

    const body = goodBody('getInstitution', await ask({ path: '/v1/institutions/bank-1' }));

    expect(body['trouble']).toEqual({ at, message: expect.stringContaining('having problems') });
  });

  it('knows no other', async () => {
    const { ask } = anApi({ catalogue: { get: async () => undefined } });

    expect(outcomeOf(await ask({ path: '/v1/institutions/bank-1' }))).toEqual([404, 'not_found']);
  });
});
