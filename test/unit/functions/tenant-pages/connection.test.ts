import { problemStatuses, type ProblemCode } from '../../../../shared/contracts/http/problems.ts';
import { aConnectionBody } from '../../../builders/pages.ts';
import { anApi } from './anApi.ts';
import { thePages, tokenIn } from './thePages.ts';

const connection = {
  getConnection: () => aConnectionBody(),
  getInstitution: (): ProblemCode => 'ponto_unavailable',
};
const address = '/pages/connections/con-1';

/** Somebody who looks at the connection and sends one of its forms. */
const visit = async ({ api }: ReturnType<typeof anApi>) => {
  const pages = thePages(api);
  const cookie = await pages.signIn();
  const headers = { cookie };
  const token = tokenIn(await pages.send({ path: address, headers }));
  return {
    look: (path = address, query = '') => pages.send({ path, query, headers }),
    post: (part: string, form: Record<string, string>) =>
      pages.send({ path: `${address}/${part}`, headers, form: { _token: token, _once: 'once-1', ...form } }),
  };
};
const typed = {
  email: ' ann@korenaar.example ',
  contactName: '',
  locale: 'nl',
  notify: 'a@b.example\nc@d.example',
  accountant: '',
  name: '',
};

describe('the page of a connection', () => {
  it('is not there for an id of nobody’s', async () => {
    const page = await (await visit(anApi({ getConnection: () => 'not_found' }))).look();
    expect(page.statusCode).toBe(404);
  });

  it('says what came of a form only in words of its own', async () => {
    const { look } = await visit(anApi(connection));
    expect((await look(address, 'done=contacts')).body).toContain('Saved.');
    const forged = await look(address, 'done=<b>your+money+is+gone');
    expect(forged.statusCode).toBe(200);
    expect(forged.body).not.toMatch(/money|class="outcome"/);
  });
});

describe('who is written to', () => {
  it('is changed to what was typed: what is left empty is not said, an accountant is taken away', async () => {
    const api = anApi({ ...connection, changeConnection: () => aConnectionBody() });
    const answer = await (await visit(api)).post('contacts', typed);
    expect(answer.statusCode).toBe(303);
    expect(answer.headers['location']).toBe(`${address}?done=contacts`);
    expect(api.callsOf('changeConnection')).toEqual([
      {
        id: 'con-1',
        body: {
          contact: { email: 'ann@korenaar.example', locale: 'nl' },
          notify: ['a@b.example', 'c@d.example'],
          accountant: null,
        },
      },
    ]);
  });

  it('is typed again where it was wrong, and nothing of it is lost', async () => {
    const wrong = [
      { path: 'contact.email', message: 'Invalid email address' },
      { path: 'notify.1', message: 'Invalid email address' },
    ];
    const detail = 'The request does not match.';
    const { api } = anApi(connection);
    const failing = {
      call: async (name: Parameters<typeof api.call>[0], call: Parameters<typeof api.call>[1]) =>
        name === 'changeConnection'
          ? {
              kind: 'problem',
              problem: {
                type: '/docs/problems/x',
                title: 'x',
                status: 400,
                code: 'invalid_request',
                detail,
                errors: wrong,
              },
            }
          : api.call(name, call),
    } as unknown as typeof api;
    const { post } = await visit({ ...anApi({}), api: failing });

    const page = await post('contacts', { ...typed, email: 'x@', notify: 'a@b.example\nnobody' });

    expect(page.statusCode).toBe(422);
    expect(page.body).toContain('<a href="#field-email">Enter an e-mail address such as name@example.com.</a>');
    expect(page.body).toContain('<a href="#field-notify">');
    expect(page.body).toContain('value="x@"');
    expect(page.body).toContain('nobody</textarea');
    expect(page.body).not.toContain(detail);
  });
});

describe('credentials', () => {
  const own = { ...connection, getConnection: () => aConnectionBody({ method: 'client_credentials' as const }) };

  it('are given to the API once, and stand in no page or address', async () => {
    const api = anApi({ ...own, replaceCredentials: () => aConnectionBody() });
    const answer = await (await visit(api)).post('credentials', { clientId: 'id-1', clientSecret: 'hush-hush' });
    expect(answer.headers['location']).toBe(`${address}?done=credentials`);
    expect(api.callsOf('replaceCredentials')).toEqual([
      { id: 'con-1', body: { clientId: 'id-1', clientSecret: 'hush-hush' }, once: 'once-1' },
    ]);
  });

  it('that Ponto refuses are typed again: the id is kept, the secret is not', async () => {
    const api = anApi({ ...own, replaceCredentials: () => 'credentials_refused' });
    const page = await (await visit(api)).post('credentials', { clientId: 'id-1', clientSecret: 'hush-hush' });
    expect(page.statusCode).toBe(problemStatuses.credentials_refused);
    expect(page.body).toContain('Sentence of credentials_refused.');
    expect(page.body).toContain('value="id-1"');
    expect(page.body).not.toContain('hush-hush');
  });
});

describe('more accounts', () => {
  it('are chosen in a consent, from which one comes back to our pages', async () => {
    const api = anApi({
      ...connection,
      fetchAccounts: () => ({ authorizationUrl: 'https://sync.example/oauth/consent/x' }),
    });
    const answer = await (await visit(api)).post('accounts', {});
    expect(answer.statusCode).toBe(303);
    expect(answer.headers['location']).toBe('https://sync.example/oauth/consent/x');
    expect(api.callsOf('fetchAccounts')[0]?.body).toEqual({ returnUrl: 'https://sync.example/pages/connect/back' });
  });

  it.each([
    [1, 'accounts_added'],
    [0, 'accounts_same'],
  ])('that Ponto shares already are told: %i', async (added, outcome) => {
    const found = { added: [], kept: [], lost: [], counts: { added, kept: 0, lost: 0 }, authorized: [] };
    const answer = await (await visit(anApi({ ...connection, fetchAccounts: () => found }))).post('accounts', {});
    expect(answer.headers['location']).toBe(`${address}?done=${outcome}#accounts`);
  });
});

describe('unconfirmed access', () => {
  it('is confirmed by what was shown, and leads on to the journals', async () => {
    const api = anApi({ ...connection, confirmConnection: () => aConnectionBody() });
    const answer = await (await visit(api)).post('confirm', { seen: 'seen-1' });
    expect(answer.headers['location']).toBe('/pages/connect/accounts/con-1');
    expect(api.callsOf('confirmConnection')).toEqual([{ id: 'con-1', body: { token: 'seen-1' }, once: 'once-1' }]);
  });

  it('that is another by now is shown anew', async () => {
    const api = anApi({ ...connection, confirmConnection: () => 'confirmation_outdated' });
    const page = await (await visit(api)).post('confirm', { seen: 'seen-1' });
    expect(page.statusCode).toBe(409);
    expect(page.body).toContain('Sentence of confirmation_outdated.');
  });
});

describe('disconnecting', () => {
  it('asks first: to look at the page ends nothing', async () => {
    const api = anApi(connection);
    const page = await (await visit(api)).look(`${address}/disconnect`);
    expect(page.statusCode).toBe(200);
    expect(api.callsOf('disconnectConnection')).toEqual([]);
  });

  it('is done by its form', async () => {
    const api = anApi({
      ...connection,
      disconnectConnection: () => ({ status: 'disconnected', revokedAtPonto: 'done' }),
    });
    const answer = await (await visit(api)).post('disconnect', {});
    expect(answer.headers['location']).toBe(`${address}?done=disconnected`);
    expect(api.callsOf('disconnectConnection')).toEqual([{ id: 'con-1' }]);
  });
});

describe('the history', () => {
  it('is read a page at a time', async () => {
    const entry = {
      id: 'h',
      at: '2026-03-10T08:00:00.000Z',
      by: { kind: 'ponto' as const },
      what: 'access_refused' as const,
    };
    const api = anApi({ ...connection, listConnectionHistory: () => ({ items: [entry], nextCursor: 'n' }) });
    const page = await (await visit(api)).look(`${address}/history`, 'cursor=c');
    expect(page.body).toContain('Ponto refused our access');
    expect(api.callsOf('listConnectionHistory')).toEqual([{ id: 'con-1', query: { limit: '50', cursor: 'c' } }]);
  });
});
