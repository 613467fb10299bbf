import { aConnectionBody, anAccountBody } from '../../../builders/pages.ts';
import { anApi } from './anApi.ts';
import { thePages } from './thePages.ts';

const kbc = { id: 'ins-kbc', name: 'KBC', status: 'stable', provider: 'ponto', deprecated: false } as const;
const banks = { getInstitution: () => kbc };

const look = async ({ api }: ReturnType<typeof anApi>, query = '') => {
  const pages = thePages(api);
  const cookie = await pages.signIn();
  return pages.send({ path: '/pages/overview', query, headers: { cookie } });
};

describe('the overview', () => {
  it('asks for one page of all accounts and of connections, and for each bank once', async () => {
    const api = anApi({
      ...banks,
      listAccounts: () => ({ items: [anAccountBody(), anAccountBody({ id: 'acc-2' })] }),
      listConnections: () => ({ items: [aConnectionBody()] }),
    });

    const page = await look(api);

    expect(page.statusCode).toBe(200);
    expect(page.body).toContain('KBC ••7034');
    expect(api.callsOf('listAccounts')).toEqual([{ query: { all: 'true', limit: '200' } }]);
    expect(api.callsOf('listConnections')).toEqual([{ query: { limit: '50' } }]);
    expect(api.callsOf('getInstitution')).toEqual([{ id: 'ins-kbc' }]);
  });

  it('goes on where the list of the API goes on, and does not read the connections again', async () => {
    const api = anApi({ ...banks, listAccounts: () => ({ items: [anAccountBody()], nextCursor: 'c/2' }) });

    const page = await look(api, 'cursor=c1');

    expect(api.callsOf('listAccounts')[0]?.query).toEqual({ all: 'true', limit: '200', cursor: 'c1' });
    expect(api.callsOf('listConnections')).toEqual([]);
    expect(page.body).toContain('href="/pages/overview?cursor=c%2F2"');
  });

  it('does not say that all is well where it cannot read which banks need somebody', async () => {
    const api = anApi({ listAccounts: () => ({ items: [anAccountBody()] }), listConnections: () => 'internal_error' });

    const page = await look(api);

    expect(page.statusCode).toBe(500);
    expect(page.body).not.toContain('••7034');
  });

  it('does without the names of banks', async () => {
    const api = anApi({
      listAccounts: () => ({ items: [anAccountBody()] }),
      listConnections: () => ({ items: [] }),
      getInstitution: () => 'ponto_unavailable',
    });

    const page = await look(api);

    expect(page.statusCode).toBe(200);
    expect(page.body).toContain('Your bank ••7034');
  });

  it('says why it cannot be shown, with one way on', async () => {
    const api = anApi({ listAccounts: () => 'too_many_requests', listConnections: () => ({ items: [] }) });

    const page = await look(api);

    expect(page.statusCode).toBe(429);
    expect(page.body).toContain('Sentence of too_many_requests.');
    expect(page.body).toContain('<a class="button" href="/pages/overview">Try again</a>');
  });

  it('starts over where the list has changed under its cursor', async () => {
    const api = anApi({ listAccounts: () => 'cursor_unknown' });

    const page = await look(api, 'cursor=old');

    expect(page.statusCode).toBe(409);
    expect(page.body).toContain('href="/pages/overview">Try again');
  });
});
