import type { AccountBody, LinkPreviewBody } from '../../../../shared/contracts/http/accounts.ts';
import type { ProblemCode } from '../../../../shared/contracts/http/problems.ts';
import { aConnectionBody, anAccountBody } from '../../../builders/pages.ts';
import { aVisit, buttonsOf } from './aVisit.ts';

const connection = aConnectionBody({ id: 'c1', institutionId: 'ins-kbc', status: 'active' });
const path = '/pages/connect/accounts/c1';
const shared = (id: string, members: Partial<AccountBody> = {}): AccountBody =>
  anAccountBody({
    id,
    connectionId: 'c1',
    link: { action: 'none' },
    reference: `BE6853900754${id.padStart(4, '0')}`,
    ...members,
  });
const linked = anAccountBody().link;

const aPreview = (members: Partial<LinkPreviewBody> = {}): LinkPreviewBody => ({
  importFrom: '2026-03-01',
  currency: 'EUR',
  earliestLine: '2025-06-03',
  latestLine: '2026-03-09',
  isWhole: true,
  counts: { fromStart: 78, beforeStart: 401, unreadable: 0 },
  opening: { kind: 'known', amount: '52019.87', mayChange: false },
  ...members,
});

interface Accounts {
  readonly ofBank: readonly AccountBody[];
  readonly others?: readonly AccountBody[];
  readonly elsewhere?: readonly AccountBody[];
}

/** The connection with its accounts, as the API lists them. */
const world = ({ ofBank, others = [], elsewhere = [] }: Accounts) => ({
  getConnection: () => connection,
  listAccounts: ({ query = {} }: { query?: Readonly<Record<string, unknown>> }) => {
    if (query['connectionId'] === undefined) return { items: [...ofBank, ...others, ...elsewhere] };
    return { items: query['all'] === 'true' ? [...ofBank, ...others] : [...ofBank] };
  },
});

const tickedIn = (body: string): readonly string[] =>
  [...body.matchAll(/name="take"\s+value="([^"]*)"\s+checked/g)].map(([, id = '']) => id);

describe('the accounts of a connection', () => {
  it('are all ticked, but for those of other banks and those that another connection feeds a journal with', async () => {
    const twice = shared('3');
    const { get } = await aVisit(
      world({
        ofBank: [shared('1'), shared('2', { link: linked }), twice],
        others: [shared('8', { institutionId: 'ins-ing' })],
        elsewhere: [anAccountBody({ id: '9', connectionId: 'c2', reference: twice.reference })],
      }),
    );

    const page = await get(path);

    expect(page.statusCode).toBe(200);
    expect(tickedIn(page.body)).toEqual(['1']);
    expect(page.body).toContain('already feeds a journal through another connection');
    expect(page.body).toContain('Accounts at other banks that came along (1)');
    expect(page.body).not.toContain('value="2"');
    expect(buttonsOf(page)).toEqual(['See what you get']);
  });

  it('offer the journals that are free and of their currency', async () => {
    const journal = (id: string, members: object = {}) => ({
      id,
      code: id,
      name: `Name of ${id}`,
      currency: 'EUR',
      ...members,
    });
    const { get } = await aVisit({
      ...world({ ofBank: [shared('1')] }),
      listJournals: () => ({
        items: [journal('FREE'), journal('TAKEN', { accountId: 'a' }), journal('USD', { currency: 'USD' })],
      }),
    });

    const { body } = await get(path);

    expect(body).toContain('FREE · Name of FREE');
    expect(body).not.toMatch(/Name of (TAKEN|USD)/);
  });

  it('lead back where the connection does not work', async () => {
    const { get } = await aVisit({
      ...world({ ofBank: [] }),
      getConnection: () => ({ ...connection, status: 'blocked' }),
    });

    expect((await get(path)).headers['location']).toBe('/pages/connect/back?connectionId=c1');
  });
});

describe('the preview', () => {
  const form = (...more: readonly (readonly [string, string])[]) =>
    [
      ['take', '1'],
      ['importFrom', '2026-03-01'],
      ['frequency', 'daily'],
      ['statementPeriod', 'monthly'],
      ['step', 'preview'],
      ...more,
    ] as const;

  it('tells what comes in and writes nothing; what was typed goes along', async () => {
    const knownBalance = { date: '2026-02-28', amount: '52019.87', verdict: 'agrees' as const };
    const { post, api } = await aVisit({
      ...world({ ofBank: [shared('1')] }),
      previewLink: () => aPreview({ knownBalance, completeFrom: '2026-03-01', completeUpTo: '2026-03-09' }),
    });

    const page = await post(
      path,
      form(['lastOn-1', '2026-02-28'], ['lastAmount-1', '52.019,87'], ['journal-1', 'new']),
    );

    expect(page.statusCode).toBe(200);
    expect(page.body).toContain('There are transactions from 3 June 2025 on.');
    expect(page.body).toContain('With a start on 1 March 2026 you get 78 transactions.');
    expect(page.body).toMatch(/52,019\.87\s*EUR/);
    expect(page.body).toContain('Everything would be proven from 1 March 2026 to 9 March 2026.');
    expect(page.body).toContain('name="lastAmount-1" value="52.019,87"');
    expect(page.body).toContain('name="journal-1" value="new"');
    expect(buttonsOf(page)).toEqual(['Start the import', 'Change something']);
    expect(api.callsOf('previewLink')).toEqual([
      { id: '1', body: { knownBalance: { date: '2026-02-28', amount: '52019.87' }, lastBookedOn: '2026-02-28' } },
    ]);
    expect(api.calls.filter(({ name }) => name === 'linkAccount')).toEqual([]);
  });

  it('says by how much a figure differs, what would be there twice or nowhere, and why a balance is not told', async () => {
    const seen: readonly LinkPreviewBody[] = [
      aPreview({ knownBalance: { date: '2026-02-28', amount: '1.00', verdict: 'differs', difference: '-7.00' } }),
      aPreview({ overlap: { lastBookedOn: '2026-03-03', inBoth: 2, inNeither: 0 } }),
      aPreview({ isWhole: false, opening: { kind: 'unknown', code: 'too_many_lines', message: 'Too many.' } }),
    ];
    const { post } = await aVisit({
      ...world({ ofBank: [shared('1'), shared('2'), shared('3')] }),
      previewLink: ({ id }) => seen[Number(id) - 1] ?? 'internal_error',
    });

    const { body } = await post(path, form(['take', '2'], ['take', '3']));

    expect(body).toMatch(/differs from what the bank says by -7\.00\s*EUR/);
    expect(body).toContain('2 transactions are of days that your own books have already');
    expect(body).toContain('you get more than 78 transactions');
    expect(body).toContain('Too many.');
  });

  it('looks at all of them at once: two rounds of a slow bank are longer than the gateway waits', async () => {
    const ids = Array.from({ length: 8 }, (_, at) => String(at + 1));
    let waiting = 0;
    let most = 0;
    const answers = world({ ofBank: ids.map((id) => shared(id)) });
    const slow = async () => {
      most = Math.max(most, (waiting += 1));
      await new Promise((done) => setImmediate(done));
      waiting -= 1;
    };
    const { post } = await aVisit({ ...answers, previewLink: () => aPreview() }, {}, (name) =>
      name === 'previewLink' ? slow() : Promise.resolve(),
    );

    const page = await post(path, [
      ['step', 'preview'],
      ['importFrom', '2026-03-01'],
      ...ids.map((id) => ['take', id] as const),
    ]);

    expect([page.statusCode, most]).toEqual([200, 8]);
  });

  it('goes on without an account that cannot be looked at, and looks at eight at most', async () => {
    const many = Array.from({ length: 12 }, (_, at) => shared(String(at + 1)));
    const { post, api } = await aVisit({
      ...world({ ofBank: many }),
      previewLink: ({ id }) => (id === '1' ? 'ponto_unavailable' : aPreview()),
    });

    const page = await post(path, form(...many.slice(1).map(({ id }) => ['take', id] as const)));

    expect(page.statusCode).toBe(200);
    expect(page.body).toContain('Sentence of ponto_unavailable.');
    expect(page.body.match(/Not looked at/g)).toHaveLength(4);
    expect(api.callsOf('previewLink')).toHaveLength(8);
    expect(buttonsOf(page)[0]).toBe('Start the import of 12 accounts');
  });

  it.each([
    ['no account', [['take', 'of-others']], 'field-take'],
    [
      'a day that is none',
      [
        ['take', '1'],
        ['lastOn-1', '2026-02-30'],
      ],
      'field-lastOn-1',
    ],
    [
      'an amount that may be two',
      [
        ['take', '1'],
        ['lastOn-1', '2026-02-28'],
        ['lastAmount-1', '52.019'],
      ],
      'field-lastAmount-1',
    ],
    [
      'a balance without its day',
      [
        ['take', '1'],
        ['lastAmount-1', '5'],
      ],
      'field-lastOn-1',
    ],
    [
      'a start that is none',
      [
        ['take', '1'],
        ['importFrom', 'soon'],
      ],
      'field-importFrom',
    ],
  ] as const)('is not asked for %s: the field says so, and everything typed is kept', async (_what, typed, field) => {
    const { post, api } = await aVisit({ ...world({ ofBank: [shared('1')] }), previewLink: () => aPreview() });

    const page = await post(path, [...typed, ['frequency', 'weekly'], ['step', 'preview']]);

    expect(page.statusCode).toBe(422);
    expect(page.body).toContain(`href="#${field}"`);
    expect(page.body).toContain(`id="${field}"`);
    expect(page.body).toMatch(/value="weekly"\s+selected/);
    for (const [name, value] of typed) if (name !== 'take') expect(page.body).toContain(`value="${value}"`);
    expect(api.callsOf('previewLink')).toEqual([]);
  });

  it('puts a figure of a day that does not fit at its field', async () => {
    const { post } = await aVisit({ ...world({ ofBank: [shared('1')] }), previewLink: () => 'known_balance_too_late' });

    const page = await post(path, form(['lastOn-1', '2026-03-10'], ['lastAmount-1', '5,00']));

    expect(page.statusCode).toBe(422);
    expect(page.body).toContain('href="#field-lastOn-1"');
    expect(page.body).toContain('Sentence of known_balance_too_late.');
    expect(page.body).toContain('value="5,00"');
  });
});

describe('the start', () => {
  const start = [
    ['take', '1'],
    ['take', '2'],
    ['importFrom', '2026-03-01'],
    ['frequency', 'daily'],
    ['statementPeriod', 'weekly'],
    ['journal-2', 'jou-2'],
    ['lastOn-2', '2026-02-10'],
    ['step', 'start'],
  ] as const;

  it('links each account as it was typed, and goes on to the import', async () => {
    const { post, api } = await aVisit({
      ...world({ ofBank: [shared('1'), shared('2')] }),
      linkAccount: () => shared('1'),
    });

    const sent = await post(path, start);

    expect([sent.statusCode, sent.headers['location']]).toEqual([303, '/pages/connect/progress/c1']);
    const common = { frequency: 'daily', statementPeriod: 'weekly' };
    expect(api.callsOf('linkAccount')).toEqual([
      { id: '1', body: { ...common, importFrom: '2026-03-01' } },
      { id: '2', body: { ...common, importFrom: '2026-02-11', action: 'link_journal', journalId: 'jou-2' } },
    ]);
  });

  it('tells of each account that has not begun why, keeps it ticked, and leaves begun what has begun', async () => {
    const answers: Readonly<Record<string, AccountBody | ProblemCode>> = { 1: shared('1'), 2: 'journal_taken' };
    const { post } = await aVisit({
      ...world({ ofBank: [shared('1'), shared('2')] }),
      linkAccount: ({ id = '' }) => answers[id] ?? 'internal_error',
      getAccount: () => shared('1', { link: linked }),
    });

    const page = await post(path, start);

    expect(page.statusCode).toBe(422);
    expect(page.body).toContain('One account has started.');
    expect(page.body).toContain('••0002: Sentence of journal_taken.');
    expect(page.body).toContain('href="#field-journal-2"');
    expect(tickedIn(page.body)).toEqual(['2']);
    expect(page.body).toContain('value="2026-02-10"');
  });

  it('goes on to the import when it is sent once more', async () => {
    const { post, api } = await aVisit(world({ ofBank: [shared('1', { link: linked })] }));

    const again = await post(path, start);

    expect(again.headers['location']).toBe('/pages/connect/progress/c1');
    expect(api.callsOf('linkAccount')).toEqual([]);
  });
});

describe('the progress of an import', () => {
  const running = (members: Partial<AccountBody> = {}) =>
    shared('1', {
      link: { ...linked, importFrom: '2026-01-01' } as AccountBody['link'],
      firstImport: { lines: 1240, backTo: '2026-02-12' },
      ...members,
    });
  const progress = (accounts: readonly AccountBody[], visitor: { returnUrl?: string; page?: 'overview' } = {}) =>
    aVisit(world({ ofBank: accounts }), visitor).then(({ get }) => get('/pages/connect/progress/c1'));

  it('is told in lines and months, looks again by itself, and may be left', async () => {
    const { body } = await progress([running()]);

    expect(body).toContain('1,240 transactions so far. You can close this page');
    expect(body).toContain('1,240 transactions so far, back to February 2026.');
    expect(body).toMatch(/<progress[^>]*value="26" max="68"/);
    expect(body).toContain('data-refresh="3"');
  });

  it('says when older lines are looked through, when it waits, and when it is tried again', async () => {
    const sync = {
      id: 's',
      accountId: '1',
      trigger: 'link',
      counts: { added: 0, corrected: 0, removed: 0, unchanged: 0, pending: 0 },
      pages: 0,
      createdAt: '2026-03-10T08:00:00.000Z',
      updatedAt: '2026-03-10T08:00:00.000Z',
    } as const;
    const older = await progress([running({ firstImport: { lines: 9, backTo: '2025-07-01' } })]);
    const waits = await progress([
      running({ firstImport: { lines: 0 }, lastSync: { ...sync, status: 'waiting_for_bank' } }),
    ]);
    const error = { code: 'ponto_unavailable', message: 'Ponto could not be reached.' };
    const failed = await progress([
      running({ lastSync: { ...sync, status: 'failed', error, retryAt: '2026-03-10T09:30:00.000Z' } }),
    ]);

    expect(older.body).toContain('Older ones, which stay out, are being looked through (July 2025).');
    expect(waits.body).toContain('The bank is being asked.');
    expect(failed.body).toContain('Ponto could not be reached. We try again by ourselves: today 10:30.');
  });

  it('ends with what is proven, how long the permission lasts, and the way back; nothing looks again', async () => {
    const done = shared('1', { link: linked, completeFrom: '2026-03-01', completeUpTo: '2026-03-09' });

    const page = await progress(
      [done, shared('2', { link: linked, completeFrom: '2026-03-10', completeUpTo: '2026-03-09' })],
      {
        returnUrl: 'https://books.example/banks',
      },
    );

    expect(page.body).toContain('Complete up to 9 March 2026, and proven from 1 March 2026 on.');
    expect(page.body).toContain('Proven as soon as the bank gives its next balance.');
    expect(page.body).toContain('permission lasts until 1 May 2027');
    expect(page.body).toContain('class="button" href="https://books.example/banks"');
    expect(page.body).not.toMatch(/data-refresh|\/pages\/overview|\/pages\/accounts\//);
  });

  it('leads who may see the feed to the overview', async () => {
    expect(buttonsOf(await progress([shared('1', { link: linked })], { page: 'overview' }))).toEqual([
      'To the overview',
    ]);
  });
});
