import type { ApiCall, ApiClient } from '../../../../shared/api/apiClient.ts';
import type { OperationName } from '../../../../shared/contracts/http/operations.ts';
import { problemStatuses, type ProblemCode } from '../../../../shared/contracts/http/problems.ts';
import { problem as problemAnswer } from '../../../../shared/runtime/http/answer.ts';
import { inLanguage } from '../../../../shared/runtime/http/answer.ts';
import { aLineBody, aStatementBody } from '../../../builders/accountPages.ts';
import { anAccountBody } from '../../../builders/pages.ts';
import { thePages, tokenIn } from './thePages.ts';

type Given = Readonly<Record<string, unknown>>;

const aProblem = (code: ProblemCode, errors?: readonly string[]) => ({
  kind: 'problem' as const,
  problem: {
    type: '/docs/problems/x' as const,
    title: 'x',
    status: problemStatuses[code],
    code,
    detail: `Detail of ${code}.`,
    ...(errors && { errors: errors.map((path) => ({ path, message: 'is wrong' })) }),
  },
});
const page = (items: readonly unknown[], nextCursor?: string) => ({ items, ...(nextCursor && { nextCursor }) });
const run = {
  id: 'run-1',
  accountId: 'acc-1',
  trigger: 'person',
  status: 'fetching',
  counts: { added: 0, corrected: 0, removed: 0, unchanged: 0, pending: 0 },
  pages: 0,
  createdAt: '2026-03-10T08:00:00.000Z',
  updatedAt: '2026-03-10T08:00:00.000Z',
};

const usual: Given = {
  getAccount: anAccountBody(),
  getInstitution: { id: 'ins-kbc', name: 'KBC' },
  listStatements: page([aStatementBody()]),
  listTransactions: page([]),
  listExportFormats: page([]),
  listJournals: page([]),
  listSyncs: page([]),
};

/** The pages for somebody who is signed in, over an API that answers as told; what it was asked is kept. */
const aVisit = async (given: Given = {}) => {
  const asked: { readonly name: OperationName; readonly call: ApiCall | undefined }[] = [];
  const answerOf = (name: OperationName, call: ApiCall | undefined): unknown => {
    const told = { ...usual, ...given }[name];
    return typeof told === 'function' ? told(call) : told;
  };
  const call = async (name: OperationName, request?: ApiCall) => {
    asked.push({ name, call: request });
    const told = answerOf(name, request);
    if (told === undefined) throw new Error(`this test does not expect ${name}`);
    const isProblem = typeof told === 'object' && told !== null && 'problem' in told;
    return isProblem ? told : { kind: 'done', status: 200, body: told };
  };
  const answer = async (name: OperationName, request?: ApiCall) => {
    asked.push({ name, call: request });
    return answerOf(name, request);
  };
  const pages = thePages({ call, answer } as unknown as ApiClient);
  const cookie = await pages.signIn();
  const token = tokenIn(await pages.send({ path: '/pages/none', headers: { cookie } }));
  const get = (path: string, query = '') => pages.send({ path, query, headers: { cookie } });
  const post = (path: string, form: Readonly<Record<string, string>>) =>
    pages.send({ path, headers: { cookie }, form: { _token: token, _once: 'once-1', ...form } });
  const callsOf = (name: OperationName) => asked.filter((one) => one.name === name).map((one) => one.call);
  return { get, post, callsOf, asked };
};

describe('the page of an account', () => {
  it('shows what the API says, of a year at most, in two pages of statements at most', async () => {
    const { get, callsOf } = await aVisit({ listStatements: page([aStatementBody()], 'more') });

    const { statusCode, body } = await get('/pages/accounts/acc-1', 'from=2001-01-01&to=2026-02-28');

    expect(statusCode).toBe(200);
    expect(body).toContain('KBC ••7034');
    expect(callsOf('listStatements')).toEqual([
      { id: 'acc-1', query: { from: '2025-02-28', to: '2026-02-28', limit: '200' } },
      { id: 'acc-1', query: { from: '2025-02-28', to: '2026-02-28', limit: '200', cursor: 'more' } },
    ]);
  });

  it.each(['listStatements', 'listTransactions'] as const)(
    'says so when %s cannot be told, and does not look empty',
    async (name) => {
      const { get } = await aVisit({ [name]: aProblem('internal_error') });

      const { statusCode, body } = await get('/pages/accounts/acc-1');

      expect(statusCode).toBe(500);
      expect(body).toContain('internal_error');
    },
  );

  it('asks for refused lines where there are any, and says so when they cannot be told', async () => {
    const refusing = { getAccount: anAccountBody({ refusedLineCount: 1 }) };
    const reason = { code: 'date_unreadable', message: 'No date.', nextStep: 'Ask.' };
    const [without, well, failing] = [
      await aVisit(),
      await aVisit({ ...refusing, listRefusedLines: page([{ pontoId: 'ponto-line-1', reason }]) }),
      await aVisit({ ...refusing, listRefusedLines: aProblem('internal_error') }),
    ];

    const answers = [];
    for (const { get } of [without, well, failing]) answers.push(await get('/pages/accounts/acc-1'));

    expect(answers.map(({ statusCode }) => statusCode)).toEqual([200, 200, 500]);
    expect(answers[1]?.body).toContain('ponto-line-1');
    expect([without, well].map(({ callsOf }) => callsOf('listRefusedLines'))).toEqual([
      [],
      [{ id: 'acc-1', query: { limit: '100' } }],
    ]);
  });

  it('does without the name of the bank and the formats of files', async () => {
    const { get } = await aVisit({
      getInstitution: aProblem('ponto_unavailable'),
      listExportFormats: aProblem('internal_error'),
    });

    const { statusCode, body } = await get('/pages/accounts/acc-1');

    expect(statusCode).toBe(200);
    expect(body).toContain('<h1>••7034</h1>');
  });

  it.each([
    ['/pages/accounts/x', ''],
    ['/pages/accounts/x/lines', ''],
    ['/pages/accounts/x/statements', ''],
    ['/pages/accounts/x/settings', ''],
    ['/pages/accounts/x/settings/end', ''],
    ['/pages/accounts/x/syncs', ''],
    ['/pages/accounts/x/syncs/run-1', ''],
    ['/pages/accounts/x/file', 'format=csv&from=2026-01-01&to=2026-01-31'],
  ])('%s of an account that the tenant does not have is not found, and nothing else is asked', async (path, query) => {
    const { get, asked } = await aVisit({ getAccount: aProblem('not_found') });

    const { statusCode } = await get(path, query);

    expect(statusCode).toBe(404);
    expect(asked.map(({ name }) => name)).toEqual(['getAccount']);
  });

  it('takes no word of its address for what was done', async () => {
    const { get } = await aVisit();

    expect((await get('/pages/accounts/acc-1', 'done=<b>x')).body).not.toContain('role="status"');
    expect((await get('/pages/accounts/acc-1', 'done=continued')).body).toContain('role="status"');
  });
});

describe('the lines of an account', () => {
  it('are narrowed by the address and searched by what is sent', async () => {
    const { get, post, callsOf } = await aVisit({ searchTransactions: page([]) });

    await get('/pages/accounts/acc-1/lines', 'from=2026-01-01&to=&status=booked');
    const found = await post('/pages/accounts/acc-1/search', { text: ' Dupont ', amount: '1.234,50', cursor: 'c' });

    expect(callsOf('listTransactions')).toEqual([
      { id: 'acc-1', query: { limit: '50', from: '2026-01-01', status: 'booked' } },
    ]);
    expect(found.statusCode).toBe(200);
    expect(callsOf('searchTransactions')).toEqual([
      { id: 'acc-1', query: { limit: '50', cursor: 'c' }, body: { text: 'Dupont', amount: '1234.50' } },
    ]);
  });

  it('come back with what was typed where it cannot be read', async () => {
    const { post } = await aVisit({ searchTransactions: aProblem('invalid_request', ['amount']) });

    const { statusCode, body } = await post('/pages/accounts/acc-1/search', { text: 'Dupont', amount: 'twelve' });

    expect(statusCode).toBe(422);
    expect(body).toContain('value="twelve"');
    expect(body).toContain('value="Dupont"');
    expect(body).toContain('href="#field-amount"');
  });

  it('are not searched for nothing', async () => {
    const { post, callsOf } = await aVisit();

    const { statusCode } = await post('/pages/accounts/acc-1/search', { text: '  ', amount: '' });

    expect([statusCode, callsOf('searchTransactions')]).toEqual([422, []]);
  });

  it('have a page each', async () => {
    const { kind: _kind, ...line } = aLineBody();
    const { get, callsOf } = await aVisit({
      getTransaction: { ...line, removed: false, versions: [], recognised: [] },
    });

    const { body } = await get('/pages/lines/tra-1');

    expect(body).toContain('Elektriciteit Dupont');
    expect(callsOf('getAccount')).toEqual([{ id: 'acc-1' }]);
  });
});

describe('where a payment is', () => {
  it('is asked by what is sent', async () => {
    const explanation = { amount: '-42.50', from: '2026-01-01', to: '2026-01-11', reasons: [] };
    const { post, callsOf } = await aVisit({ explainPayment: explanation });

    const { statusCode } = await post('/pages/accounts/acc-1/payment', { amount: '−42,50', date: '2026-01-06' });

    expect([statusCode, callsOf('explainPayment')]).toEqual([
      200,
      [{ id: 'acc-1', query: { amount: '-42,50', date: '2026-01-06' } }],
    ]);
  });

  it('is asked again where the amount cannot be read', async () => {
    const { post } = await aVisit({ explainPayment: aProblem('invalid_request', ['amount', 'date']) });

    const { statusCode, body } = await post('/pages/accounts/acc-1/payment', { amount: 'x', date: '' });

    expect(statusCode).toBe(422);
    expect(body).toMatch(/Error: /);
    expect(body).toContain('href="#field-date"');
  });
});

describe('reading an account', () => {
  it('is begun once however often it is sent, and leads to the run', async () => {
    const { post, callsOf } = await aVisit({ requestSync: run });

    const { statusCode, headers } = await post('/pages/accounts/acc-1/syncs', {});

    expect([statusCode, headers['location']]).toEqual([303, '/pages/accounts/acc-1/syncs/run-1']);
    expect(callsOf('requestSync')).toEqual([{ id: 'acc-1', body: {}, once: 'once-1' }]);
  });

  it('checks a period where one is given, and asks for the days that are missing', async () => {
    const { post, callsOf } = await aVisit({ requestSync: run });

    const half = await post('/pages/accounts/acc-1/syncs', { check: '1', checkFrom: '2026-01-01', checkTo: '' });
    await post('/pages/accounts/acc-1/syncs', { check: '1', checkFrom: '2026-01-01', checkTo: '2026-01-31' });

    expect(half.statusCode).toBe(422);
    expect(half.body).toContain('href="#field-checkTo"');
    expect(callsOf('requestSync')).toEqual([
      { id: 'acc-1', body: { from: '2026-01-01', to: '2026-01-31' }, once: 'once-1' },
    ]);
  });

  it('tells what stands in the way, with a next step', async () => {
    const { post } = await aVisit({ requestSync: aProblem('too_many_syncs') });

    const { statusCode, body } = await post('/pages/accounts/acc-1/syncs', {});

    expect(statusCode).toBe(problemStatuses.too_many_syncs);
    expect(body).toContain('Detail of too_many_syncs.');
    expect(body.match(/class="button"/g)).toHaveLength(1);
  });

  it('shows no run of another account under this one', async () => {
    const { get } = await aVisit({ getSync: { ...run, accountId: 'acc-2' } });

    expect((await get('/pages/accounts/acc-1/syncs/run-1')).statusCode).toBe(404);
  });
});

describe('the settings of an account', () => {
  const link = '/pages/accounts/acc-1/settings/link';

  it.each([
    [
      { journal: 'jou-2', frequency: 'weekly', statementPeriod: 'monthly', importFrom: '2026-01-01' },
      {
        action: 'link_journal',
        journalId: 'jou-2',
        frequency: 'weekly',
        statementPeriod: 'monthly',
        importFrom: '2026-01-01',
      },
    ],
    [
      { journal: 'create', code: 'BNK7', name: 'KBC', frequency: 'daily' },
      { action: 'create_journal', journal: { code: 'BNK7', name: 'KBC' }, frequency: 'daily' },
    ],
    [{ journal: 'create', code: '', name: '' }, { action: 'create_journal' }],
    [{ journal: 'none', frequency: 'daily', importFrom: '2026-01-01' }, { action: 'none' }],
  ])('say %j to the API', async (form, body) => {
    const { post, callsOf } = await aVisit({ linkAccount: anAccountBody() });

    const { statusCode, headers } = await post(link, form);

    expect([statusCode, headers['location']]).toEqual([303, '/pages/accounts/acc-1/settings?done=saved']);
    expect(callsOf('linkAccount')).toEqual([{ id: 'acc-1', body, once: 'once-1' }]);
  });

  it('come back with the error at its field', async () => {
    const { post } = await aVisit({ linkAccount: aProblem('journal_code_taken') });

    const { statusCode, body } = await post(link, {
      journal: 'create',
      code: 'BNK1',
      name: 'KBC',
      importFrom: '2025-12-24',
    });

    expect(statusCode).toBe(422);
    expect(body).toContain('href="#field-code"');
    expect(body).toContain('value="BNK1"');
    expect(body).toContain('value="2025-12-24"');
  });

  it('make no journal of half a name', async () => {
    const { post, callsOf } = await aVisit();

    expect((await post(link, { journal: 'create', code: 'BNK1', name: '' })).statusCode).toBe(422);
    expect(callsOf('linkAccount')).toEqual([]);
  });

  it('set a known balance and take it back', async () => {
    const { post, callsOf } = await aVisit({ setKnownBalance: anAccountBody(), takeBackKnownBalance: anAccountBody() });
    const known = '/pages/accounts/acc-1/settings/known-balance';

    const set = await post(known, { date: '2025-12-31', amount: '1 234,50' });
    const taken = await post(`${known}/take-back`, {});

    expect([set.headers['location'], taken.headers['location']]).toEqual([
      '/pages/accounts/acc-1/settings?done=known_saved',
      '/pages/accounts/acc-1/settings?done=known_taken_back',
    ]);
    expect(callsOf('setKnownBalance')).toEqual([
      { id: 'acc-1', body: { date: '2025-12-31', amount: '1234,50' }, once: 'once-1' },
    ]);
  });

  it.each(['12.345', '1234.5678'])('ask again what %s is: it may be two amounts', async (amount) => {
    const { post, callsOf } = await aVisit({ setKnownBalance: aProblem('invalid_request', ['amount']) });

    const { statusCode } = await post('/pages/accounts/acc-1/settings/known-balance', { date: '2025-12-31', amount });

    expect([statusCode, callsOf('setKnownBalance')]).toEqual([
      422,
      [{ id: 'acc-1', body: { date: '2025-12-31', amount: '' }, once: 'once-1' }],
    ]);
  });

  it('say of the successor that it continues this account, and lead there', async () => {
    const { post, callsOf } = await aVisit({ succeedAccount: anAccountBody({ id: 'acc-7' }) });
    const succeed = '/pages/accounts/acc-1/settings/succeed';

    const none = await post(succeed, {});
    const chosen = await post(succeed, { successor: 'acc-7' });

    expect(none.statusCode).toBe(422);
    expect(chosen.headers['location']).toBe('/pages/accounts/acc-7?done=continued');
    expect(callsOf('succeedAccount')).toEqual([{ id: 'acc-7', body: { predecessorId: 'acc-1' }, once: 'once-1' }]);
  });

  it('ask before they end an account: only the form does it', async () => {
    const { get, post, callsOf } = await aVisit({ endAccount: { status: 'ended', removedAtPonto: 'done' } });

    await get('/pages/accounts/acc-1/settings/end');
    expect(callsOf('endAccount')).toEqual([]);
    const { headers } = await post('/pages/accounts/acc-1/settings/end', {});

    expect(headers['location']).toBe('/pages/accounts/acc-1?done=ended');
    expect(callsOf('endAccount')).toHaveLength(1);
  });
});

describe('a statement', () => {
  const statement = { ...aStatementBody({ lineCount: 450 }), lines: [aLineBody()], nextCursor: 'c1' };
  const more = (call: ApiCall | undefined) =>
    page([aLineBody({ id: 'x' })], call?.query?.['cursor'] === 'c1' ? 'c2' : undefined);

  it('is shown page by page, or whole to be printed', async () => {
    const { get, callsOf } = await aVisit({ getStatement: statement, listStatementLines: more });

    const first = await get('/pages/statements/sta-1');
    expect(callsOf('listStatementLines')).toEqual([]);
    const second = await get('/pages/statements/sta-1', 'cursor=c1');
    const whole = await get('/pages/statements/sta-1', 'lines=all');

    expect(first.body).toContain('?cursor=c1');
    expect(second.body).toContain('?cursor=c2');
    expect(whole.body).not.toContain('?cursor=');
    expect(whole.body.match(/class="party"/g)).toHaveLength(3);
  });

  it('with more lines than a page holds is not read whole', async () => {
    const { get, callsOf } = await aVisit({
      getStatement: { ...statement, lineCount: 1_001 },
      listStatementLines: more,
    });

    await get('/pages/statements/sta-1', 'lines=all');

    expect(callsOf('listStatementLines')).toEqual([]);
  });

  it('of another tenant is not found', async () => {
    const { get } = await aVisit({ getStatement: aProblem('not_found'), getStatementFile: problemAnswer('not_found') });

    expect((await get('/pages/statements/sta-1')).statusCode).toBe(404);
  });

  it('is handed over as a file as the API gives it, open or broken ones where that is asked for', async () => {
    const body = Buffer.from('Ünïcode;1,00\r\n').toString('base64');
    const { get, callsOf } = await aVisit({
      getStatementFile: {
        status: 200,
        contentType: 'text/csv',
        body,
        isBase64Encoded: true,
        headers: { 'content-disposition': 'attachment; filename="x.csv"' },
      },
    });

    const file = await get('/pages/statements/sta-1/file', 'format=csv&open=1&broken=1');

    expect(file.headers['content-disposition']).toBe('attachment; filename="x.csv"');
    expect(file.headers['content-type']).toMatch(/^text\/csv/);
    expect(file.isBase64Encoded ? Buffer.from(file.body, 'base64').toString('utf8') : file.body).toBe(
      'Ünïcode;1,00\r\n',
    );
    expect(callsOf('getStatementFile')).toEqual([
      { id: 'sta-1', query: { format: 'csv', include: ['open', 'broken'] } },
    ]);
  });

  it('that a format cannot hold is told on a page, not saved as a file', async () => {
    const refusal = inLanguage(problemAnswer('format_cannot_hold'), 'en');
    const { get } = await aVisit({ getStatementFile: refusal, getStatementsFile: refusal });

    const one = await get('/pages/statements/sta-1/file', 'format=norma43');
    const period = await get('/pages/accounts/acc-1/file', 'format=norma43&from=2026-01-01&to=2026-01-31');

    for (const { statusCode, headers, body } of [one, period]) {
      expect(statusCode).toBe(problemStatuses.format_cannot_hold);
      expect(headers['content-type']).toMatch(/^text\/html/);
      expect(body.match(/class="button"/g)).toHaveLength(1);
    }
  });
});
