import { feedCursor } from '../../../../shared/api/render/feedCursor.ts';
import { cursorAt, type ListName } from '../../../../shared/runtime/http/cursor.ts';
import type { StatementLine } from '../../../../shared/usecases/ledger/statementLines.ts';
import { bodyOf } from '../../../builders/api.ts';
import type { Change } from '../../../../shared/domain/ledger/change.ts';
import type { Statement } from '../../../../shared/domain/statements/statement.ts';
import type { BookedLine } from '../../../../shared/usecases/ledger/bookedLine.ts';
import { amountOf } from '../../../../shared/domain/money/currency.ts';
import { aContent, aLine, uuid } from '../../../builders/bank.ts';
import { aLink, anAccount, aSync } from '../../../builders/records.ts';
import { anApi, goodBody, outcomeOf } from './anApi.ts';

const account = uuid(101);
const knowing = { accounts: { get: async () => anAccount({ link: aLink() }) } };
const nobody = { accounts: { get: async () => undefined } };
const aboutTransactions = (...filter: readonly (string | undefined)[]): ListName => [
  'transactions',
  account,
  ...[0, 1, 2].map((index) => filter[index]),
];
const statementsList: ListName = ['statements', account];

const aBooked = (overrides: Partial<BookedLine> = {}): BookedLine => ({
  accountId: account,
  line: 7,
  version: 2,
  pontoId: uuid(1),
  content: aContent(),
  removed: false,
  statementFrom: '2026-03-10',
  createdAt: '2026-03-10T08:00:00.000Z',
  updatedAt: '2026-03-11T08:00:00.000Z',
  ...overrides,
});

const aChange = (overrides: Partial<Change> = {}): Change => ({
  sequence: 9,
  kind: 'added',
  line: 9,
  version: 1,
  pontoId: uuid(1),
  content: aContent(),
  at: '2026-03-10T08:00:00.000Z',
  syncId: uuid(301),
  ...overrides,
});

const aStatement = (overrides: Partial<Statement> = {}): Statement => ({
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
  ...overrides,
});

describe('GET /v1/accounts/{id}/transactions', () => {
  const path = `/v1/accounts/${account}/transactions`;

  it('shows a line with everything that the bank said', async () => {
    const content = aContent({
      valueDate: '2026-03-11',
      amount: '-12.5',
      remittanceType: 'structured',
      reference: { kind: 'be_ogm', value: '+++090/9337/55493+++' },
      description: 'Payment',
      bankTransactionCode: 'PMNT-ICDT-ESCT',
      proprietaryBankTransactionCode: '01',
      endToEndId: 'E2E',
      purposeCode: 'SUPP',
      mandateId: 'M-1',
      creditorId: 'BE98ZZZ',
      cardReference: '6703',
      fee: '-0.5',
      additionalInformation: 'More',
    });
    const { ask } = anApi({
      ...knowing,
      listTransactions: async () => ({ pending: [], booked: [aBooked({ content })], nextCursor: '2026-03-10.7' }),
    });

    const answer = await ask({ path });

    expect(goodBody('listTransactions', answer)).toEqual({
      items: [
        {
          id: `${account}-7`,
          accountId: account,
          journalId: uuid(201),
          statementId: `${account}-2026-03-10`,
          status: 'booked',
          sequence: 7,
          executionDate: '2026-03-10',
          valueDate: '2026-03-11',
          amount: '-12.50',
          currency: 'EUR',
          counterparty: { name: 'Molens van Deinze', reference: 'BE71096123456769' },
          remittance: {
            text: 'Flour',
            type: 'structured',
            reference: { kind: 'be_ogm', value: '+++090/9337/55493+++' },
          },
          description: 'Payment',
          bankTransactionCode: 'PMNT-ICDT-ESCT',
          proprietaryBankTransactionCode: '01',
          endToEndId: 'E2E',
          purposeCode: 'SUPP',
          mandateId: 'M-1',
          creditorId: 'BE98ZZZ',
          cardReference: '6703',
          fee: '-0.50',
          additionalInformation: 'More',
          version: 2,
          pontoId: uuid(1),
          createdAt: '2026-03-10T08:00:00.000Z',
          updatedAt: '2026-03-11T08:00:00.000Z',
        },
      ],
      nextCursor: cursorAt(aboutTransactions(), '2026-03-10.7'),
    });
  });

  it('shows a bare line without making anything up', async () => {
    const content = { executionDate: '2026-03-10', amount: '5', currency: 'JPY' };
    const { ask } = anApi({
      accounts: { get: async () => anAccount() },
      listTransactions: async () => ({ pending: [], booked: [aBooked({ content })] }),
    });

    const { items } = goodBody('listTransactions', await ask({ path }));

    expect(items).toMatchObject([{ amount: '5', counterparty: {}, remittance: {} }]);
    expect(items).not.toMatchObject([{ journalId: expect.anything() }]);
  });

  it('shows pending lines first, which have no place in the ledger', async () => {
    const { ask } = anApi({
      ...knowing,
      listTransactions: async () => ({ pending: [aLine(3)], booked: [aBooked()] }),
    });

    const { items } = goodBody('listTransactions', await ask({ path }));

    expect(items).toMatchObject([
      { id: `${account}-pending-${uuid(3)}`, status: 'pending', version: 1 },
      { status: 'booked' },
    ]);
    expect(items).not.toMatchObject([{ sequence: expect.anything() }, {}]);
  });

  it('shows a pending line without a day as the bank has told it', async () => {
    const { executionDate: _none, ...content } = aContent();
    const { ask } = anApi({
      ...knowing,
      listTransactions: async () => ({ pending: [{ pontoId: uuid(3), content }], booked: [] }),
    });

    const { items } = goodBody('listTransactions', await ask({ path }));

    expect(items).toMatchObject([{ status: 'pending', amount: '-12.50' }]);
    expect(items).not.toMatchObject([{ executionDate: expect.anything() }]);
  });

  it('hands the filter over', async () => {
    const seen: unknown[] = [];
    const { ask } = anApi({
      ...knowing,
      listTransactions: async (...asked) => (seen.push(...asked), { pending: [], booked: [] }),
    });

    const cursor = cursorAt(aboutTransactions('2026-03-01', '2026-03-31', 'booked'), '2026-03-05.3');
    await ask({ path, query: `from=2026-03-01&to=2026-03-31&status=booked&limit=5&cursor=${cursor}` });

    expect(seen).toEqual([
      { tenantId: 'tenant-1', accountId: account },
      { from: '2026-03-01', to: '2026-03-31', status: 'booked', limit: 5, cursor: '2026-03-05.3' },
    ]);
  });

  it.each([
    'from=2026-02-30',
    'from=2026-03-02&to=2026-03-01',
    'status=open',
    'cursor=',
    `cursor=${Buffer.from('2026-03-05.3').toString('base64url')}`,
    `cursor=${cursorAt(aboutTransactions(), '2026-03-05.31').slice(0, -4)}`,
  ])('refuses %s', async (query) => {
    expect(outcomeOf(await anApi(knowing).ask({ path, query }))).toEqual([400, 'invalid_request']);
  });

  it.each([
    cursorAt(['transactions', uuid(102), undefined, undefined, undefined], '2026-03-05.3'),
    cursorAt(aboutTransactions('2026-03-01'), '2026-03-05.3'),
    cursorAt(statementsList, '2026-03-05'),
    cursorAt(aboutTransactions(), 'nowhere'),
  ])('says to start over for a cursor of another list: %s', async (cursor) => {
    expect(outcomeOf(await anApi(knowing).ask({ path, query: `cursor=${cursor}` }))).toEqual([409, 'cursor_unknown']);
  });

  it('knows no other account', async () => {
    expect(outcomeOf(await anApi(nobody).ask({ path }))).toEqual([404, 'not_found']);
  });
});

describe('GET /v1/accounts/{id}/explain', () => {
  const path = `/v1/accounts/${account}/explain`;
  const explained = {
    days: { from: '2026-03-05', to: '2026-03-15' },
    reasons: [{ code: 'not_at_ponto', readAt: '2026-03-10T08:00:00.000Z', transactionIds: [] }],
    readAt: '2026-03-10T08:00:00.000Z',
  } as const;

  it('asks with the exact amount and tells the days that were looked at', async () => {
    const seen: unknown[] = [];
    const { ask } = anApi({ explainPayment: async (...asked) => (seen.push(...asked), explained) });

    const answer = await ask({ path, query: 'amount=-12.50&date=2026-03-10' });

    const { days, readAt } = explained;
    expect(goodBody('explainPayment', answer)).toEqual({
      amount: '-12.50',
      ...days,
      readAt,
      reasons: [
        {
          code: 'not_at_ponto',
          message: 'Ponto had no such payment when we last read the account, on 10 March 2026 at 09:00 CET.',
          nextStep: expect.stringMatching(/^Sync now/),
          transactionIds: [],
        },
      ],
    });
    expect(seen).toEqual(['tenant-1', account, { amount: { units: -125n, scale: 1 }, date: '2026-03-10' }]);
  });

  it.each(['-7,00', '%20-7.00%20', '-7'])('takes an amount as people type it: %s', async (amount) => {
    const seen: unknown[] = [];
    const { ask } = anApi({ explainPayment: async (...asked) => (seen.push(...asked), explained) });

    await ask({ path, query: `amount=${amount}&date=2026-03-10` });

    expect(seen[2]).toEqual({ amount: { units: -7n, scale: 0 }, date: '2026-03-10' });
  });

  it.each([
    'amount=1.250,00&date=2026-03-10',
    `amount=0.${'0'.repeat(40)}1&date=2026-03-10`,
    'amount=1e3&date=2026-03-10',
    'amount=12.50',
    'date=2026-03-10',
    'amount=12.50&date=2026-02-30',
    `amount=${'1'.repeat(100)}&date=2026-03-10`,
  ])('refuses what is no amount or no day: %s', async (query) => {
    expect(outcomeOf(await anApi().ask({ path, query }))).toEqual([400, 'invalid_request']);
  });

  it('knows no other account', async () => {
    const { ask } = anApi({ explainPayment: async () => undefined });

    expect(outcomeOf(await ask({ path, query: 'amount=1&date=2026-03-10' }))).toEqual([404, 'not_found']);
  });
});

describe('GET /v1/accounts/{id}/refused-lines', () => {
  const path = `/v1/accounts/${account}/refused-lines`;
  const at = '2026-03-10T08:00:00.000Z';
  const line = {
    pontoId: uuid(7),
    reason: 'currency_of_another_account',
    executionDate: '2026-03-09',
    amount: '-10.00',
    currency: 'USD',
    firstSeenAt: at,
    lastSeenAt: at,
  } as const;

  it('tells each line with its reason, in a sentence and with what to do', async () => {
    const seen: unknown[] = [];
    const listRefusedLines = async (...asked: readonly unknown[]) => (
      seen.push(...asked),
      { items: [line, { pontoId: uuid(8), reason: 'unknown' as const }], nextCursor: `${at}.mark` }
    );

    const answer = await anApi({ ...knowing, listRefusedLines }).ask({ path, query: 'limit=2' });

    const next = expect.stringMatching(/^Look for it at your bank/);
    expect(goodBody('listRefusedLines', answer)).toEqual({
      items: [
        {
          ...line,
          reason: { code: line.reason, message: expect.stringMatching(/in another currency/), nextStep: next },
        },
        {
          pontoId: uuid(8),
          reason: { code: 'unknown', message: expect.stringMatching(/^An earlier release/), nextStep: next },
        },
      ],
      nextCursor: cursorAt(['refused lines', account], `${at}.mark`),
    });
    expect(seen).toEqual([{ tenantId: 'tenant-1', accountId: account }, { limit: 2 }]);
  });

  it('goes on from its own cursors alone, and knows no other account', async () => {
    const foreign = cursorAt(statementsList, 'x');

    expect(outcomeOf(await anApi(knowing).ask({ path, query: `cursor=${foreign}` }))).toEqual([409, 'cursor_unknown']);
    expect(outcomeOf(await anApi(nobody).ask({ path }))).toEqual([404, 'not_found']);
  });
});

describe('GET /v1/transactions/{id}', () => {
  it('shows a line with its versions, a relinking aside', async () => {
    const [first, relinked, second, last] = [
      aChange({ sequence: 7, line: 7 }),
      aChange({ sequence: 8, line: 7, kind: 'relinked', pontoId: uuid(2), syncId: uuid(302) }),
      aChange({ sequence: 9, line: 7, kind: 'corrected', version: 2, content: aContent({ remittanceText: 'Rye' }) }),
      aChange({ sequence: 10, line: 7, kind: 'removed', version: 3, content: aContent({ amount: '-13' }) }),
    ];
    const run = { syncId: uuid(301), sync: aSync({ trigger: 'link' }) };
    const { ask } = anApi({
      ...knowing,
      getTransaction: async (_ledger, line) => ({
        line: aBooked({ line, removed: true }),
        versions: [
          { change: first, run, reason: 'pending_booked', pendingPontoId: uuid(9) },
          { change: second, run, reason: 'corrected', before: first },
          { change: last, run: { syncId: uuid(303) }, reason: 'removed', before: second },
        ],
        recognised: [{ change: relinked, before: first, run, matchedBy: 'content' }],
        twins: [5],
      }),
    });

    const answer = await ask({ path: `/v1/transactions/${account}-7` });

    expect(goodBody('getTransaction', answer)).toMatchObject({
      id: `${account}-7`,
      removed: true,
      versions: [
        {
          version: 1,
          kind: 'added',
          sequence: 7,
          amount: '-12.50',
          run: { syncId: `${account}.${uuid(301)}`, trigger: 'link', startedAt: '2026-03-10T08:00:00.000Z' },
          reason: { code: 'pending_booked', message: expect.stringContaining('pending transaction') },
          pendingId: `${account}-pending-${uuid(9)}`,
        },
        { version: 2, kind: 'corrected', reason: { code: 'corrected' }, changed: ['remittance.text'] },
        { version: 3, kind: 'removed', sequence: 10, amount: '-13.00', run: { syncId: `${account}.${uuid(303)}` } },
      ],
      recognised: [{ pontoId: uuid(2), formerPontoId: uuid(1), matchedBy: 'content' }],
      twins: { ids: [`${account}-5`], message: expect.stringContaining('separate payments') },
    });
  });

  it('shows a pending line under the id that the list gave it', async () => {
    const { ask } = anApi({ ...knowing, listTransactions: async () => ({ pending: [aLine(3)], booked: [] }) });

    const answer = await ask({ path: `/v1/transactions/${account}-pending-${uuid(3)}` });
    const gone = await ask({ path: `/v1/transactions/${account}-pending-${uuid(4)}` });

    expect(goodBody('getTransaction', answer)).toMatchObject({ status: 'pending', removed: false, versions: [] });
    expect(outcomeOf(gone)).toEqual([404, 'not_found']);
  });

  it('knows no other line, and no line of another account', async () => {
    const path = `/v1/transactions/${account}-7`;
    const noLine = anApi({ ...knowing, getTransaction: async () => undefined });

    const outcomes = [
      await noLine.ask({ path }),
      await anApi(nobody).ask({ path }),
      await anApi().ask({ path: '/v1/transactions/7' }),
      await anApi().ask({ path: `/v1/transactions/${account}-0` }),
    ].map(outcomeOf);

    expect(outcomes).toEqual(outcomes.map(() => [404, 'not_found']));
  });
});

describe('GET /v1/accounts/{id}/changes', () => {
  const path = `/v1/accounts/${account}/changes`;

  it('shows each change with the line as it was right after it', async () => {
    const { ask } = anApi({
      ...knowing,
      listChanges: async () => ({
        changes: [
          aChange(),
          aChange({ sequence: 10, kind: 'corrected', line: 4, version: 3, at: '2026-03-11T08:00:00.000Z' }),
        ],
        next: { sequence: 11, syncId: uuid(301) },
        hasMore: true,
      }),
    });

    const body = goodBody('listChanges', await ask({ path }));

    expect(body).toMatchObject({
      items: [
        {
          sequence: 9,
          kind: 'added',
          transaction: { id: `${account}-9`, sequence: 9, version: 1, createdAt: '2026-03-10T08:00:00.000Z' },
        },
        {
          sequence: 10,
          kind: 'corrected',
          transaction: { id: `${account}-4`, sequence: 4, version: 3, updatedAt: '2026-03-11T08:00:00.000Z' },
        },
      ],
      nextCursor: feedCursor(account, { sequence: 11, syncId: uuid(301) }),
      hasMore: true,
    });
    expect(body['items']).not.toMatchObject([{}, { transaction: { createdAt: expect.anything() } }]);
  });

  const feed = (seen: unknown[] = []) =>
    anApi({
      ...knowing,
      listChanges: async (_ledger, ...asked) => (
        seen.push(asked),
        { changes: [], next: { sequence: 3, syncId: uuid(301) }, hasMore: false }
      ),
    });

  it('begins at the beginning, or after a cursor, or after the number of an event', async () => {
    const seen: unknown[] = [];
    const { ask } = feed(seen);

    const { nextCursor } = goodBody('listChanges', await ask({ path }));
    await ask({ path, query: `after=${String(nextCursor)}&limit=2` });
    await ask({ path, query: 'after=3' });

    expect(seen).toEqual([
      [{ sequence: 0 }, 50],
      [{ sequence: 3, syncId: uuid(301).slice(-8) }, 2],
      [{ sequence: 3 }, 50],
    ]);
  });

  it.each(['after=-1', 'after=x', 'after=1.5', 'after=', `after=${'9'.repeat(16)}`, 'cursor=MQ'])(
    'refuses %s',
    async (query) => {
      expect(outcomeOf(await anApi(knowing).ask({ path, query }))).toEqual([400, 'invalid_request']);
    },
  );

  it('says to start over, and how, for a cursor of another account or of another list', async () => {
    const foreign = await feed().ask({ path, query: `after=${feedCursor(uuid(102), { sequence: 3 })}` });
    const other = await feed().ask({ path, query: `after=${cursorAt(statementsList, '2026-03-10')}` });

    expect([foreign, other].map(outcomeOf)).toEqual([
      [409, 'cursor_unknown'],
      [409, 'cursor_unknown'],
    ]);
    expect(bodyOf(foreign)['detail']).toMatch(/Start over: send the same call without `cursor` or `after`/);
  });

  it('says to start over for a place that the books do not have', async () => {
    const { ask } = anApi({ ...knowing, listChanges: async () => 'cursor_unknown' });

    expect(outcomeOf(await ask({ path, query: 'after=5' }))).toEqual([409, 'cursor_unknown']);
  });

  it('ends a page early, with the cursor behind its last line, when the answer would become too long', async () => {
    const content = aContent({ remittanceText: 'x'.repeat(31_000) });
    const changes = Array.from({ length: 200 }, (_, index) =>
      aChange({ sequence: index + 1, line: index + 1, content }),
    );
    const { ask } = anApi({
      ...knowing,
      listChanges: async () => ({ changes, next: { sequence: 200, syncId: uuid(301) }, hasMore: false }),
    });

    const answer = await ask({ path });

    const { items, nextCursor, hasMore } = goodBody('listChanges', answer);
    const shown = Array.isArray(items) ? items.length : 0;
    expect(answer.body.length).toBeLessThan(5_000_000);
    expect(shown).toBeGreaterThan(100);
    expect(nextCursor).toBe(feedCursor(account, { sequence: shown, syncId: uuid(301) }));
    expect(hasMore).toBe(true);
  });

  it('knows no other account', async () => {
    expect(outcomeOf(await anApi(nobody).ask({ path }))).toEqual([404, 'not_found']);
  });
});

describe('GET /v1/accounts/{id}/statements', () => {
  const path = `/v1/accounts/${account}/statements`;

  it('shows statements with what the bank proves', async () => {
    const proof = {
      verdict: 'broken',
      bankBalance: '90',
      bankBalanceOn: '2026-03-10',
      bankBalanceAt: '2026-03-10T20:00:00.000Z',
      difference: '-2.5',
      brokenFrom: '2026-03-10',
    } as const;
    const { ask } = anApi({
      ...knowing,
      listStatements: async () => ({
        statements: [{ statement: aStatement({ proof }), state: 'final' }],
        nextBefore: '2026-03-10',
      }),
    });

    const answer = await ask({ path });

    expect(goodBody('listStatements', answer)).toEqual({
      items: [
        {
          id: `${account}-2026-03-10`,
          accountId: account,
          journalId: uuid(201),
          number: '2026-0003',
          period: { from: '2026-03-10', to: '2026-03-10' },
          currency: 'EUR',
          openingBalance: '100.00',
          closingBalance: '87.50',
          lineCount: 1,
          totalCredit: '0.00',
          totalDebit: '-12.50',
          state: 'final',
          proof: {
            verdict: 'broken',
            bankBalance: '90.00',
            bankBalanceAt: '2026-03-10',
            difference: '-2.50',
            brokenFrom: '2026-03-10',
          },
        },
      ],
      nextCursor: cursorAt(statementsList, '2026-03-10'),
    });
  });

  it('says what an unproven statement waits for', async () => {
    const proof = { verdict: 'unproven', awaiting: 'later_balance' } as const;
    const { ask } = anApi({
      ...knowing,
      listStatements: async () => ({ statements: [{ statement: aStatement({ proof }), state: 'open' }] }),
    });

    const { items } = goodBody('listStatements', await ask({ path }));

    expect(items).toMatchObject([{ proof }]);
  });

  it('invents no balance', async () => {
    const { ask } = anApi({
      ...knowing,
      listStatements: async () => ({ statements: [{ statement: aStatement(), state: 'open' }] }),
    });

    const { items } = goodBody('listStatements', await ask({ path }));

    expect(items).toMatchObject([{ state: 'open', proof: { verdict: 'unproven' } }]);
    expect(Object.keys(JSON.parse(JSON.stringify(items))[0].proof)).toEqual(['verdict']);
  });

  it('goes on before the last one, and refuses a cursor of another list', async () => {
    const seen: unknown[] = [];
    const { ask } = anApi({
      ...knowing,
      listStatements: async (_ledger, page) => (seen.push(page), { statements: [] }),
    });

    await ask({ path, query: `limit=2&cursor=${cursorAt(statementsList, '2026-03-10')}` });
    const foreign = await ask({ path, query: `cursor=${cursorAt(['statements', uuid(102)], '2026-03-10')}` });

    expect(seen).toEqual([{ limit: 2, before: '2026-03-10' }]);
    expect(outcomeOf(foreign)).toEqual([409, 'cursor_unknown']);
  });

  it('knows no other account', async () => {
    expect(outcomeOf(await anApi(nobody).ask({ path }))).toEqual([404, 'not_found']);
  });
});

const statementId = `${account}-2026-03-10`;
const linesList: ListName = ['statement lines', statementId];
const aStatementLine = (overrides: Partial<StatementLine> = {}): StatementLine => ({
  kind: 'line',
  line: aBooked(),
  amount: '-12.50',
  nextPlace: '9.0.2026-03-10.1',
  ...overrides,
});

describe('GET /v1/statements/{id}/lines', () => {
  const path = `/v1/statements/${statementId}/lines`;

  it('goes on behind the lines that were read', async () => {
    const seen: unknown[] = [];
    const { ask } = anApi({
      ...knowing,
      listStatementLines: async (...asked) => (seen.push(asked), { lines: [aStatementLine()], hasMore: true }),
    });

    const body = goodBody('listStatementLines', await ask({ path, query: 'limit=1' }));
    await ask({ path, query: `cursor=${String(body['nextCursor'])}` });

    const books = { tenantId: 'tenant-1', accountId: account };
    expect(body).toMatchObject({ items: [{ kind: 'line', id: `${account}-7`, amount: '-12.50' }] });
    expect(seen).toEqual([
      [books, '2026-03-10', { limit: 1 }],
      [books, '2026-03-10', { limit: 50, cursor: '9.0.2026-03-10.1' }],
    ]);
  });

  it('says to start over for a cursor of another statement, and for a place that it does not have', async () => {
    const { ask } = anApi({ ...knowing, listStatementLines: async () => 'cursor_unknown' });
    const foreign = cursorAt(['statement lines', `${account}-2026-03-11`], '9.0.2026-03-11.1');

    const answers = [
      await ask({ path, query: `cursor=${foreign}` }),
      await ask({ path, query: `cursor=${cursorAt(linesList, '10.0.2026-03-10.1')}` }),
      await ask({ path, query: 'cursor=abc' }),
    ];

    expect(answers.map(outcomeOf)).toEqual([
      [409, 'cursor_unknown'],
      [409, 'cursor_unknown'],
      [400, 'invalid_request'],
    ]);
  });

  it('knows no other statement', async () => {
    const none = anApi({ ...knowing, listStatementLines: async () => undefined });

    expect([await none.ask({ path }), await anApi(nobody).ask({ path })].map(outcomeOf)).toEqual([
      [404, 'not_found'],
      [404, 'not_found'],
    ]);
  });
});

describe('GET /v1/statements/{id}', () => {
  const path = `/v1/statements/${account}-2026-03-10`;

  it('shows a statement with its lines; an adjustment counts the difference', async () => {
    const { ask } = anApi({
      ...knowing,
      getStatement: async () => ({
        statement: aStatement(),
        state: 'open',
        lines: [
          aStatementLine({ nextPlace: '9.0.2026-03-10.1' }),
          aStatementLine({
            kind: 'adjustment',
            line: aBooked({ line: 3, content: aContent({ amount: '-20' }) }),
            amount: '0.5',
            nextPlace: '9.0.2026-03-10.2',
          }),
        ],
        hasMore: true,
      }),
    });

    const answer = await ask({ path });

    expect(goodBody('getStatement', answer)).toMatchObject({
      id: `${account}-2026-03-10`,
      lines: [
        { kind: 'line', id: `${account}-7`, amount: '-12.50', statementId: `${account}-2026-03-10` },
        { kind: 'adjustment', id: `${account}-3`, amount: '0.50' },
      ],
      nextCursor: cursorAt(linesList, '9.0.2026-03-10.2'),
    });
  });

  it('knows no other', async () => {
    const none = anApi({ ...knowing, getStatement: async () => undefined });

    const outcomes = [
      await none.ask({ path }),
      await anApi(nobody).ask({ path }),
      await anApi(knowing).ask({ path: `/v1/statements/${account}-2026-02-30` }),
      await anApi().ask({ path: '/v1/statements/2026-0003' }),
    ].map(outcomeOf);

    expect(outcomes).toEqual(outcomes.map(() => [404, 'not_found']));
  });
});

describe('the id of an account that continues another one', () => {
  const alias = uuid(102);

  it('pages through the books of that one, with its cursors too', async () => {
    const asked: unknown[] = [];
    const { ask } = anApi({
      ...knowing,
      listChanges: async (ledger, after) => {
        asked.push([ledger.accountId, after.sequence]);
        return { changes: [aChange()], next: { sequence: 9, syncId: uuid(301) }, hasMore: true };
      },
      listStatements: async (ledger, { before }) => {
        asked.push([ledger.accountId, before]);
        return { statements: [], nextBefore: '2026-03-10' };
      },
      listTransactions: async (ledger, { cursor }) => {
        asked.push([ledger.accountId, cursor]);
        return { pending: [], booked: [aBooked()], nextCursor: 'more' };
      },
    });

    for (const [list, parameter] of [
      ['changes', 'after'],
      ['statements', 'cursor'],
      ['transactions', 'cursor'],
    ]) {
      const { nextCursor } = bodyOf(await ask({ path: `/v1/accounts/${alias}/${list}` }));
      for (const id of [alias, account]) {
        const next = await ask({ path: `/v1/accounts/${id}/${list}`, query: `${parameter}=${String(nextCursor)}` });
        expect([list, next.statusCode]).toEqual([list, 200]);
      }
    }

    expect(asked).toEqual([
      [account, 0],
      [account, 9],
      [account, 9],
      [account, undefined],
      [account, '2026-03-10'],
      [account, '2026-03-10'],
      [account, undefined],
      [account, '2026-03-10.7'],
      [account, '2026-03-10.7'],
    ]);
  });
});

describe('POST /v1/accounts/{id}/transactions/search', () => {
  const path = `/v1/accounts/${account}/transactions/search`;
  const post = (body: object, query = '') => ({ method: 'POST' as const, path, query, body: JSON.stringify(body) });

  it('shows what was found and how far back it has looked, and goes on with the same search only', async () => {
    const asked: unknown[] = [];
    const { ask } = anApi({
      ...knowing,
      searchTransactions: async (_ledger, sought) => {
        asked.push(sought);
        return { pending: [aLine(3)], booked: [aBooked()], nextCursor: '2026-03-01.4', lookedBackTo: '2026-03-01' };
      },
    });

    const first = goodBody('searchTransactions', await ask(post({ text: 'rent', amount: '+7,5', from: '2026-01-01' })));
    const query = `limit=5&cursor=${String(first['nextCursor'])}`;
    const next = await ask(post({ text: 'rent', amount: '+7,5', from: '2026-01-01' }, query));
    const other = await ask(post({ text: 'flour' }, query));

    expect(first).toMatchObject({ items: [{ status: 'pending' }, { status: 'booked' }], lookedBackTo: '2026-03-01' });
    expect(asked[0]).toEqual({
      limit: 50,
      from: '2026-01-01',
      text: 'rent',
      amount: { amount: { units: 75n, scale: 1 }, sign: 'credit' },
    });
    expect([next.statusCode, asked[1]]).toMatchObject([200, { limit: 5, cursor: '2026-03-01.4' }]);
    expect(outcomeOf(other)).toEqual([409, 'cursor_unknown']);
  });

  it('takes a range, the other side and a reference, each for itself', async () => {
    const asked: unknown[] = [];
    const { ask } = anApi({
      ...knowing,
      searchTransactions: async (_ledger, sought) => (asked.push(sought), { pending: [], booked: [] }),
    });

    for (const body of [{ minAmount: '-7,50' }, { maxAmount: '10' }, { counterparty: 'Electra', reference: '+++1' }]) {
      goodBody('searchTransactions', await ask(post(body)));
    }

    expect(asked).toEqual([
      { limit: 50, minAmount: { units: -75n, scale: 1 } },
      { limit: 50, maxAmount: { units: 10n, scale: 0 } },
      { limit: 50, counterparty: 'Electra', reference: '+++1' },
    ]);
  });

  it.each([
    [{}],
    [{ text: ' ' }],
    [{ from: '2026-01-01' }],
    [{ maxAmount: 'a lot' }],
    [{ minAmount: '1.450,00' }],
    [{ minAmount: '10', maxAmount: '9,99' }],
    [{ minAmount: '-5', maxAmount: '-5.01' }],
    [{ text: 'a'.repeat(201) }],
    [{ amount: '1e3' }],
    [{ text: 'a', status: 'booked' }],
  ])('refuses %j before it looks at anything', async (body) => {
    const { ask } = anApi(knowing);

    expect(outcomeOf(await ask(post(body)))).toEqual([400, 'invalid_request']);
  });

  it('ends a page early where the answer would become too long, and goes on behind its last line', async () => {
    const long = aContent({ remittanceText: 'x'.repeat(3_000_000) });
    const booked = [8, 7].map((line) => aBooked({ line, content: { ...long, executionDate: `2026-03-0${line}` } }));
    const { ask } = anApi({ ...knowing, searchTransactions: async () => ({ pending: [], booked }) });

    const found = goodBody('searchTransactions', await ask(post({ text: 'x' })));

    expect(found).toMatchObject({
      items: [{ sequence: 8 }],
      lookedBackTo: '2026-03-08',
      nextCursor: expect.any(String),
    });
  });

  it('ends early among pending lines too, and goes on behind the last one', async () => {
    const long = aContent({ remittanceText: 'x'.repeat(3_000_000) });
    const pending = [3, 4].map((id) => ({ ...aLine(id), content: long }));
    const asked: unknown[] = [];
    const { ask } = anApi({
      ...knowing,
      searchTransactions: async (_ledger, sought) => {
        asked.push(sought);
        return asked.length === 1 ? { pending, booked: [aBooked()] } : { pending: [], booked: [] };
      },
    });

    const found = goodBody('searchTransactions', await ask(post({ text: 'x' })));
    const next = await ask(post({ text: 'x' }, `cursor=${String(found['nextCursor'])}`));

    expect(found).toMatchObject({ items: [{ id: `${account}-pending-${uuid(3)}` }] });
    expect(found).not.toHaveProperty('lookedBackTo');
    expect([next.statusCode, asked[1]]).toMatchObject([200, { cursor: expect.stringMatching(/^pending\./) }]);
  });

  it("answers 404 for another tenant's account", async () => {
    const { ask } = anApi(nobody);

    expect(outcomeOf(await ask(post({ text: 'a' })))).toEqual([404, 'not_found']);
  });
});

describe('POST /v1/accounts/{id}/transactions/totals', () => {
  const path = `/v1/accounts/${account}/transactions/totals`;
  const post = (body?: object, query = '') => ({
    method: 'POST' as const,
    path,
    query,
    ...(body && { body: JSON.stringify(body) }),
  });

  it('tells what fits in the currency of the account, and how far it has looked', async () => {
    const totals = { count: 2, credit: amountOf('7.5'), debit: amountOf('-1') };
    const asked: unknown[] = [];
    const { ask } = anApi({
      ...knowing,
      totalTransactions: async (_ledger, sought) => {
        asked.push(sought);
        return sought.cursor === undefined
          ? { ...totals, nextCursor: '2026-03-01.4', lookedBackTo: '2026-03-01' }
          : { ...totals, count: 1 };
      },
    });

    const first = goodBody('totalTransactions', await ask(post({ text: 'rent', to: '2026-03-31' })));
    const query = `cursor=${String(first['nextCursor'])}`;
    const rest = goodBody('totalTransactions', await ask(post({ text: 'rent', to: '2026-03-31' }, query)));
    const other = await ask(post({ text: 'rent' }, query));

    const told = { currency: 'EUR', totalCredit: '7.50', totalDebit: '-1.00' };
    expect(first).toEqual({
      ...told,
      count: 2,
      isWhole: false,
      nextCursor: expect.any(String),
      lookedBackTo: '2026-03-01',
    });
    expect(rest).toEqual({ ...told, count: 1, isWhole: true });
    expect(asked[1]).toEqual({ text: 'rent', to: '2026-03-31', cursor: '2026-03-01.4' });
    expect(outcomeOf(other)).toEqual([409, 'cursor_unknown']);
  });

  it('takes all lines where nothing is said, and knows no other account', async () => {
    const none = { count: 0, credit: amountOf('0'), debit: amountOf('0') };
    const { ask } = anApi({ ...knowing, totalTransactions: async () => none });

    expect(goodBody('totalTransactions', await ask(post()))).toMatchObject({ count: 0, isWhole: true });
    expect(outcomeOf(await anApi(nobody).ask(post()))).toEqual([404, 'not_found']);
  });
});

describe('statements of some days', () => {
  it('begins behind the last day, and its cursor belongs to those days', async () => {
    const asked: unknown[] = [];
    const { ask } = anApi({
      ...knowing,
      listStatements: async (_ledger, page) => (asked.push(page), { statements: [], nextBefore: '2026-03-10' }),
    });
    const path = `/v1/accounts/${account}/statements`;
    const days = 'from=2026-01-01&to=2026-03-31';

    const { nextCursor } = goodBody('listStatements', await ask({ path, query: days }));
    const next = await ask({ path, query: `${days}&cursor=${String(nextCursor)}` });
    const whole = await ask({ path, query: `cursor=${String(nextCursor)}` });

    expect(asked).toEqual([
      { limit: 50, from: '2026-01-01', before: '2026-04-01' },
      { limit: 50, from: '2026-01-01', before: '2026-03-10' },
    ]);
    expect([next.statusCode, outcomeOf(whole)]).toEqual([200, [409, 'cursor_unknown']]);
  });

  it('asks for those of a state and a verdict, and its cursor belongs to them', async () => {
    const asked: unknown[] = [];
    const { ask } = anApi({
      ...knowing,
      listStatements: async (_ledger, page) => (asked.push(page), { statements: [], nextBefore: '2026-03-10' }),
    });
    const path = `/v1/accounts/${account}/statements`;

    const { nextCursor } = goodBody('listStatements', await ask({ path, query: 'state=open&verdict=broken' }));
    const other = await ask({ path, query: `state=open&cursor=${String(nextCursor)}` });

    expect(asked).toEqual([{ limit: 50, state: 'open', verdict: 'broken' }]);
    expect(outcomeOf(other)).toEqual([409, 'cursor_unknown']);
    expect(outcomeOf(await ask({ path, query: 'verdict=good' }))).toEqual([400, 'invalid_request']);
  });
});
