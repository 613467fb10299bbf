import { tenantFeedCursor } from '../../../../shared/api/render/tenantFeedCursor.ts';
import type { Change } from '../../../../shared/domain/ledger/change.ts';
import type { Statement } from '../../../../shared/domain/statements/statement.ts';
import { cursorAt } from '../../../../shared/runtime/http/cursor.ts';
import type { FeedItem, FeedNews, FeedPage, FeedPlace } from '../../../../shared/usecases/feed/tenantFeed.ts';
import { aContent, uuid } from '../../../builders/bank.ts';
import { anAccount, aLink } from '../../../builders/records.ts';
import { bodyOf } from '../../../builders/api.ts';
import { anApi, goodBody, outcomeOf } from './anApi.ts';

const path = '/v1/changes';
const shards: FeedPlace['shards'] = [
  { number: 12, syncId: uuid(301) },
  ...Array.from({ length: 7 }, () => ({ number: 0 })),
];
/** As a cursor brings it back: of a run it keeps the end. */
const remembered = shards.map(({ number, syncId }) => ({
  number,
  ...(syncId !== undefined && { syncId: syncId.slice(-6) }),
}));

const told = (sequence: number, overrides: Partial<Change> = {}): FeedItem => ({
  account: anAccount({ link: aLink() }),
  news: {
    kind: 'change',
    change: {
      sequence,
      kind: 'added',
      line: sequence,
      version: 1,
      pontoId: uuid(1),
      content: aContent(),
      at: '2026-03-10T08:00:00.000Z',
      syncId: uuid(301),
      ...overrides,
    },
  },
});

const feed = (seen: unknown[] = []) =>
  anApi({ readTenantFeed: async (...asked) => (seen.push(asked), { items: [], next: { shards }, hasMore: false }) });

describe('GET /v1/changes', () => {
  it('shows each change with its account and the line as it was right after it', async () => {
    const next: FeedPlace = { shards, entry: { shard: 3, inside: { in: 'changes', sequence: 9 } } };
    const { ask } = anApi({ readTenantFeed: async () => ({ items: [{ item: told(9), next }], next, hasMore: true }) });

    expect(goodBody('listAllChanges', await ask({ path }))).toMatchObject({
      items: [
        {
          accountId: uuid(101),
          sequence: 9,
          kind: 'added',
          transaction: { id: `${uuid(101)}-9`, accountId: uuid(101), journalId: uuid(201), amount: '-12.50' },
        },
      ],
      nextCursor: tenantFeedCursor('tenant-1', next),
      hasMore: true,
    });
  });

  it('shows a statement with the lines that stand on it, one that is no more, and an account that starts over', async () => {
    const account = anAccount({ link: aLink() });
    const statement: Statement = {
      number: '2026-0003',
      period: { from: '2026-03-10', to: '2026-03-10' },
      openingBalance: '100',
      closingBalance: '87.5',
      lineCount: 1,
      totalCredit: '0',
      totalDebit: '-12.5',
      after: 0,
      through: 9,
      carriesLate: false,
      proof: { verdict: 'unproven' },
    };
    const news: readonly FeedNews[] = [
      { kind: 'account_restarted' },
      { kind: 'statement_removed', periodFrom: '2026-03-09' },
      {
        kind: 'statement',
        view: { statement, state: 'open' },
        offset: 0,
        lines: [{ kind: 'line', line: 4, sequence: 9, amount: '-12.5' }],
        hasMoreLines: false,
      },
    ];
    const items = news.map((one) => ({ item: { account, news: one }, next: { shards } }));
    const { ask } = anApi({ readTenantFeed: async () => ({ items, next: { shards }, hasMore: false }) });

    expect(goodBody('listAllChanges', await ask({ path }))['items']).toMatchObject([
      { accountId: uuid(101), kind: 'account_restarted' },
      { accountId: uuid(101), kind: 'statement_removed', statementId: `${uuid(101)}-2026-03-09` },
      {
        accountId: uuid(101),
        kind: 'statement',
        statement: { id: `${uuid(101)}-2026-03-10`, number: '2026-0003', closingBalance: '87.50', state: 'open' },
        offset: 0,
        lines: [{ transactionId: `${uuid(101)}-4`, sequence: 9, kind: 'line', amount: '-12.50' }],
        hasMoreLines: false,
      },
    ]);
  });

  it.each<[string, FeedPlace]>([
    ['the log', { shards }],
    ['an entry', { shards, entry: { shard: 7, inside: { in: 'changes', sequence: 17 } } }],
    ['the statements that are no more', { shards, entry: { shard: 0, inside: { in: 'removed', count: 2 } } }],
    ['the statements', { shards, entry: { shard: 0, inside: { in: 'statements', periodFrom: '2026-03-10' } } }],
    [
      'a statement of many lines',
      {
        shards,
        snapshot: {
          accountId: uuid(101),
          inside: { in: 'statements', periodFrom: '2026-03-10', lines: { offset: 200, through: 1_017 } },
        },
      },
    ],
    ['the books, before the first account', { shards, snapshot: {} }],
    ['the books, behind an account', { shards, snapshot: { accountId: uuid(101) } }],
    [
      'the books of an account',
      { shards, snapshot: { accountId: uuid(101), inside: { in: 'changes', sequence: 17 } } },
    ],
  ])('goes on from its cursor in the middle of %s', async (_where, place) => {
    const seen: unknown[] = [];

    await feed(seen).ask({ path, query: `after=${tenantFeedCursor('tenant-1', place)}&limit=7` });

    expect(seen).toEqual([['tenant-1', { ...place, shards: remembered }, 7]]);
  });

  it('begins at the beginning without a cursor', async () => {
    const seen: unknown[] = [];

    await feed(seen).ask({ path });

    expect(seen).toEqual([['tenant-1', undefined, 50]]);
  });

  it('says to start over for a cursor of another tenant, of another list, or of books that are no more', async () => {
    const foreign = tenantFeedCursor('tenant-2', { shards });
    const other = cursorAt(['statements', uuid(101)], '2026-03-10');
    const short = tenantFeedCursor('tenant-1', { shards: shards.slice(1) });
    const wild = tenantFeedCursor('tenant-1', { shards, entry: { shard: 8, inside: { in: 'changes', sequence: 1 } } });
    const forgetful = anApi({ readTenantFeed: async () => 'cursor_unknown' });

    const answers = [
      ...(await Promise.all(
        [foreign, other, short, wild].map((after) => feed().ask({ path, query: `after=${after}` })),
      )),
      await forgetful.ask({ path }),
    ];

    expect(answers.map(outcomeOf)).toEqual(answers.map(() => [409, 'cursor_unknown']));
    expect(bodyOf(answers[0] ?? fail())['detail']).toMatch(
      /Start over: send the same call without `cursor` or `after`/,
    );
  });

  it.each(['after=x', 'after=', 'after=17', 'limit=0', 'limit=201', 'wait=20'])('refuses %s', async (query) => {
    expect(outcomeOf(await feed().ask({ path, query }))).toEqual([400, 'invalid_request']);
  });

  it('ends a page early, with the cursor behind its last item, when the answer would become too long', async () => {
    const content = aContent({ remittanceText: 'x'.repeat(31_000) });
    const items = Array.from({ length: 200 }, (_, index): FeedPage['items'][number] => ({
      item: told(index + 1, { content }),
      next: { shards, entry: { shard: 0, inside: { in: 'changes', sequence: index + 1 } } },
    }));
    const { ask } = anApi({ readTenantFeed: async () => ({ items, next: { shards }, hasMore: false }) });

    const answer = await ask({ path, query: 'limit=200' });

    const body = goodBody('listAllChanges', answer);
    const shown = Array.isArray(body['items']) ? body['items'].length : 0;
    expect(answer.body.length).toBeLessThan(5_000_000);
    expect(shown).toBeGreaterThan(100);
    expect(body).toMatchObject({
      nextCursor: tenantFeedCursor('tenant-1', items[shown - 1]?.next ?? { shards }),
      hasMore: true,
    });
  });
});

const fail = (): never => {
  throw new Error('no answer');
};
