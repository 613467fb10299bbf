import type { ApiCall, ApiClient } from '../../../../shared/api/apiClient.ts';
import { renderCertificate, renderJudged, renderReasons } from '../../../../shared/api/render/certificate.ts';
import type { Problem } from '../../../../shared/contracts/http/problems.ts';
import { uuid } from '../../../builders/bank.ts';
import { aCertificate, aCertifiedAccount } from '../../../builders/certificate.ts';
import { thePages, tokenIn } from './thePages.ts';

const aProblem = (code: Problem['code'], status: number): Problem => ({
  type: '/docs/problems/x',
  title: 'x',
  status,
  code,
  detail: `detail of ${code}`,
});

const judged = {
  period: { from: '2026-02-01', to: '2026-02-28' },
  verdict: 'complete',
  accounts: [aCertifiedAccount(), aCertifiedAccount({ accountId: uuid(102) })],
  leftOut: { count: 0, accounts: [] },
} as const;
const certificate = renderCertificate('en', {
  certificate: aCertificate(),
  standing: { state: 'holds', changes: [] },
  checkedAt: '2026-04-02T09:00:00.000Z',
});
const answers: Record<string, unknown> = {
  getCompleteness: { ...renderJudged(judged), reasons: renderReasons('en', judged) },
  listCertificates: { items: [] },
  createCertificate: certificate,
  getCertificate: certificate,
};

/** The pages over an API that answers as it is told, and what it was asked. */
const aMonth = async (problems: Partial<Record<string, Problem>> = {}) => {
  const calls: [string, ApiCall | undefined][] = [];
  const call = (async (name: string, given?: ApiCall) => {
    calls.push([name, given]);
    const problem = problems[name];
    return problem ? { kind: 'problem', problem } : { kind: 'done', status: 200, body: answers[name] };
  }) as ApiClient['call'];
  const pages = thePages({ call });
  const cookie = await pages.signIn();
  const get = (path: string, query = '') => pages.send({ path, query, headers: { cookie } });
  const token = tokenIn(await get('/pages/month'));
  calls.splice(0);
  const formOf = (entries: readonly (readonly [string, string])[]): URLSearchParams => {
    const form = new URLSearchParams({ _token: token, _once: 'once-1' });
    for (const [name, value] of entries) form.append(name, value);
    return form;
  };
  const post = (entries: readonly (readonly [string, string])[]) =>
    pages.send({
      method: 'POST',
      path: '/pages/month',
      body: String(formOf(entries)),
      headers: { cookie, origin: 'https://sync.example', 'content-type': 'application/x-www-form-urlencoded' },
    });
  const asked = (name: string) => calls.filter(([called]) => called === name).map(([, given]) => given);
  return { get, post, asked };
};
const days = [
  ['from', '2026-02-01'],
  ['to', '2026-02-28'],
] as const;

describe('the routes of the month', () => {
  it('show the last month that is over, or the period of the address', async () => {
    const { get, asked } = await aMonth();

    expect((await get('/pages/month')).statusCode).toBe(200);
    await get('/pages/month', 'from=2026-01-05&to=2026-01-20&cursor=c');

    expect(asked('getCompleteness').map((given) => given?.query)).toEqual([
      { from: '2026-02-01', to: '2026-02-28' },
      { from: '2026-01-05', to: '2026-01-20', cursor: 'c' },
    ]);
    expect(asked('createCertificate')).toEqual([]);
  });

  it('make a certificate once, of all accounts, and go on to its page', async () => {
    const { post, asked } = await aMonth();

    const answer = await post([...days, ['shown', '2'], ['account', uuid(101)], ['account', uuid(102)]]);

    expect([answer.statusCode, answer.headers['location']]).toEqual([303, `/pages/certificates/${uuid(701)}`]);
    expect(asked('createCertificate')).toEqual([{ body: { from: '2026-02-01', to: '2026-02-28' }, once: 'once-1' }]);
  });

  it.each([
    ['some are left out', [['shown', '2']]],
    [
      'they are a part of all',
      [
        ['shown', '1'],
        ['part', 'yes'],
      ],
    ],
  ] as const)('name the accounts where %s', async (_why, more) => {
    const { post, asked } = await aMonth();

    await post([...days, ...more, ['account', uuid(101)]]);

    expect(asked('createCertificate')[0]?.body).toEqual({
      from: '2026-02-01',
      to: '2026-02-28',
      accountIds: [uuid(101)],
    });
  });

  it('come back with what was chosen and the reason, where none was chosen or the API refuses', async () => {
    const none = await (await aMonth()).post([...days, ['shown', '2']]);
    const refused = await (
      await aMonth({ createCertificate: aProblem('account_unknown', 422) })
    ).post([...days, ['shown', '2'], ['account', uuid(102)]]);

    expect([none.statusCode, none.body]).toEqual([422, expect.stringContaining('Choose at least one account.')]);
    expect([refused.statusCode, refused.body]).toEqual([422, expect.stringContaining('detail of account_unknown')]);
    expect(refused.body.replaceAll(/\s+/g, ' ')).toMatch(new RegExp(`value="${uuid(102)}" checked`));
  });

  it.each([
    ['from=2026-02-31&to=2026-03-01', 'Enter the first day, such as'],
    ['from=2026-03-01', 'Enter the last day, such as'],
  ])('say at the field what is no day, and show the usual month: %s', async (query, words) => {
    const { get, asked } = await aMonth();

    const answer = await get('/pages/month', query);

    expect([answer.statusCode, answer.body]).toEqual([422, expect.stringContaining(words)]);
    expect(asked('getCompleteness')[0]?.query).toEqual({ from: '2026-02-01', to: '2026-02-28' });
  });

  it('keep a period that the API refuses in the form, with its sentence', async () => {
    const { get } = await aMonth({ getCompleteness: aProblem('period_too_long', 422) });

    const answer = await get('/pages/month', 'from=2020-01-01&to=2026-03-01');

    expect([answer.statusCode, answer.body]).toEqual([422, expect.stringContaining('detail of period_too_long')]);
    expect(answer.body).toContain('value="2020-01-01"');
  });

  it('show the month also where the certificates made earlier cannot be read, and a problem where it cannot', async () => {
    const without = await (await aMonth({ listCertificates: aProblem('internal_error', 500) })).get('/pages/month');
    const down = await (await aMonth({ getCompleteness: aProblem('internal_error', 500) })).get('/pages/month');

    expect([without.statusCode, down.statusCode]).toEqual([200, 500]);
    expect(down.body).toContain('detail of internal_error');
  });

  it('show a certificate with its own address written out, and another tenant’s as one that is not there', async () => {
    const { get, asked } = await aMonth();
    const shown = await get(`/pages/certificates/${uuid(701)}`);
    const missing = await (
      await aMonth({ getCertificate: aProblem('not_found', 404) })
    ).get(`/pages/certificates/${uuid(702)}`);

    expect(shown.body).toContain(`https://sync.example/pages/certificates/${uuid(701)}`);
    expect(asked('getCertificate')).toEqual([{ id: uuid(701) }]);
    expect([missing.statusCode, missing.body]).toEqual([404, expect.stringContaining('detail of not_found')]);
  });
});
