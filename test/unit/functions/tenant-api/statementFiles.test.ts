import { gunzipSync } from 'node:zlib';
import type { StatementInFull } from '../../../../shared/domain/statements/statementInFull.ts';
import type { Statement } from '../../../../shared/domain/statements/statement.ts';
import type { StatementView } from '../../../../shared/usecases/ledger/statements.ts';
import type { makeStatementsForFile, Wanted } from '../../../../shared/usecases/ledger/statementsForFile.ts';
import { bodyOf } from '../../../builders/api.ts';
import { uuid } from '../../../builders/bank.ts';
import { aLink, anAccount } from '../../../builders/records.ts';
import { aStatementInFull, anEntry } from '../../../builders/statementInFull.ts';
import { anApi, goodBody, outcomeOf } from './anApi.ts';

const account = uuid(101);
const statementId = `${account}-2026-11-28`;
const file = `/v1/statements/${statementId}/file`;
const files = `/v1/accounts/${account}/statements/file`;
const year = 'from=2026-01-01&to=2026-12-31';

const viewOf = ({ number, period, proof, state, account: named }: StatementInFull): StatementView => {
  const statement: Statement = {
    number,
    period,
    openingBalance: '0',
    closingBalance: '0',
    lineCount: 0,
    totalCredit: '0',
    totalDebit: '0',
    after: 0,
    through: 0,
    carriesLate: false,
    proof,
    account: named,
  };
  return { statement, state };
};

/** The API over statements that are given, and what it asked for. */
const anApiWith = (...statements: readonly StatementInFull[]) => {
  const asked: unknown[] = [];
  const found = {
    kind: 'statements' as const,
    views: statements.map(viewOf),
    read: async ({ statement }: StatementView) =>
      statements.find(({ number }) => number === statement.number) ?? aStatementInFull(),
  };
  const statementsForFile: ReturnType<typeof makeStatementsForFile> = {
    one: async (_account, periodFrom, wanted) => (asked.push({ periodFrom, wanted }), found),
    between: async (_account, { from, to }, wanted) => (asked.push({ from, to, wanted }), found),
  };
  const api = anApi({ accounts: { get: async () => anAccount({ id: account, link: aLink() }) }, statementsForFile });
  return { ...api, asked };
};

const refusing = (refusal: Awaited<ReturnType<ReturnType<typeof makeStatementsForFile>['one']>>) =>
  anApi({
    accounts: { get: async () => anAccount({ id: account }) },
    statementsForFile: { one: async () => refusal, between: async () => refusal },
  });

const textOf = (body: string): string => Buffer.from(body, 'base64').toString('utf8');

describe('GET /v1/export-formats', () => {
  it('lists every format with what it cannot hold, in the language of the reader', async () => {
    const { ask } = anApi();

    const answer = await ask({ path: '/v1/export-formats', headers: { 'accept-language': 'nl' } });

    const { items } = goodBody('listExportFormats', answer);
    expect(items).toContainEqual({
      id: 'csv',
      name: 'CSV',
      extension: 'csv',
      mediaType: 'text/csv; charset=utf-8',
      countries: [],
      limits: [],
    });
  });
});

describe('GET /v1/statements/{id}/file', () => {
  it('answers the file with a name that sorts, its proof, and a type that no browser runs', async () => {
    const { ask, asked } = anApiWith(aStatementInFull());

    const answer = await ask({ path: file, query: 'format=csv' });

    expect(answer).toMatchObject({
      statusCode: 200,
      isBase64Encoded: true,
      headers: {
        'content-type': 'text/csv; charset=utf-8',
        'content-disposition': 'attachment; filename="BE40730255252563_2026-0027_2026-11-28.csv"',
        'statement-proof': 'proven',
        vary: 'accept-encoding',
        'cache-control': 'no-store',
      },
    });
    expect(textOf(answer.body)).toContain('BE40730255252563,EUR,2026-0027,1,line,2026-11-28');
    expect(asked).toEqual([{ periodFrom: '2026-11-28', wanted: { open: false, broken: false } }]);
  });

  it('is named by the account in capitals, without its blanks', async () => {
    const account = { reference: 'be40 7302 5525 2563', referenceType: 'IBAN' };
    const { ask } = anApiWith(aStatementInFull({ account }));

    const { headers } = await ask({ path: file, query: 'format=csv' });

    expect(headers['content-disposition']).toContain('"BE40730255252563_2026-0027_2026-11-28.csv"');
  });

  it.each([
    ['gzip', true],
    ['br;q=1.0, gzip;q=0.8', true],
    ['*', true],
    ['gzip;q=0', false],
    ['br', false],
    [undefined, false],
  ])('is compressed for a caller that takes it: %s', async (acceptEncoding, isCompressed) => {
    const { ask } = anApiWith(aStatementInFull());
    const headers = acceptEncoding === undefined ? {} : { 'accept-encoding': acceptEncoding };

    const answer = await ask({ path: file, query: 'format=csv', headers });

    expect(answer.headers['content-encoding']).toBe(isCompressed ? 'gzip' : undefined);
    const bytes = Buffer.from(answer.body, 'base64');
    expect((isCompressed ? gunzipSync(bytes) : bytes).toString('utf8')).toContain('2026-0027');
  });

  it('passes on what the caller wants beside final, unbroken statements', async () => {
    const { ask, asked } = anApiWith(aStatementInFull());

    await ask({ path: file, query: 'format=csv&include=open&include=broken' });

    const wanted: Wanted = { open: true, broken: true };
    expect(asked).toEqual([{ periodFrom: '2026-11-28', wanted }]);
  });

  it.each([
    ['format=dbf', 'format'],
    ['', 'format'],
    ['format=csv&format=csv', 'format'],
    ['format=csv&include=all', 'include.0'],
    ['format=csv&includes=open', 'includes'],
    ['format=csv&delimiter=tab', 'delimiter'],
  ])('refuses %s', async (query, path) => {
    const { ask } = anApiWith(aStatementInFull());

    const answer = await ask({ path: file, query });

    expect(outcomeOf(answer)).toEqual([400, 'invalid_request']);
    expect(bodyOf(answer)['errors']).toMatchObject([{ path }]);
  });

  it('writes a CSV file for a spreadsheet of another language, or for software', async () => {
    const entries = [anEntry({ remittanceText: '=SUM(A1)' })];
    const { ask } = anApiWith(aStatementInFull({ entries }));

    const answer = await ask({ path: file, query: 'format=csv&delimiter=semicolon&guard=off' });

    expect(textOf(answer.body)).toContain(';=SUM(A1);');
  });

  it('writes a journal that stands alone, or goes on behind an earlier one', async () => {
    const { ask } = anApiWith(aStatementInFull());

    const alone = await ask({ path: file, query: 'format=hledger' });
    const behind = await ask({ path: file, query: 'format=hledger&opening=off' });

    expect(textOf(alone.body)).toContain('equity:opening');
    expect(textOf(behind.body)).not.toContain('equity:opening');
  });

  it('is not found for another tenant, and for a statement that is not there', async () => {
    const nobody = anApi({ accounts: { get: async () => undefined } });
    const nothing = refusing({ kind: 'statement_unknown' });

    expect(outcomeOf(await nobody.ask({ path: file, query: 'format=csv' }))).toEqual([404, 'not_found']);
    expect(outcomeOf(await nothing.ask({ path: file, query: 'format=csv' }))).toEqual([404, 'not_found']);
    expect(outcomeOf(await nothing.ask({ path: '/v1/statements/x/file', query: 'format=csv' }))).toEqual([
      404,
      'not_found',
    ]);
  });

  it.each([
    ['statement_open', 'include=open'],
    ['statement_broken', 'include=broken'],
  ] as const)('refuses %s, and says how to have it all the same', async (kind, way) => {
    const { ask } = refusing({ kind, number: '2026-0027' });

    const answer = await ask({ path: file, query: 'format=csv' });

    expect(outcomeOf(answer)).toEqual([409, kind]);
    expect(bodyOf(answer)['detail']).toContain('2026-0027');
    expect(bodyOf(answer)['detail']).toContain(way);
  });

  it('is refused when it is larger than what the gateway takes, unless it is compressed', async () => {
    const entries = Array.from({ length: 5000 }, (_, index) =>
      anEntry({ line: index + 1, remittanceText: 'x'.repeat(1000) }),
    );
    const { ask } = anApiWith(aStatementInFull({ entries }));

    expect(outcomeOf(await ask({ path: file, query: 'format=csv' }))).toEqual([413, 'file_too_large']);
    expect((await ask({ path: file, query: 'format=csv', headers: { 'accept-encoding': 'gzip' } })).statusCode).toBe(
      200,
    );
  });
});

describe('GET /v1/accounts/{id}/statements/file', () => {
  it('counts the records of all statements where a format does', async () => {
    const spanish = { reference: 'ES9121000418450200051332', referenceType: 'IBAN' };
    const numbers = ['2026-0001', '2026-0002', '2026-0003'];
    const { ask } = anApiWith(...numbers.map((number) => aStatementInFull({ number, account: spanish })));

    const answer = await ask({ path: files, query: `${year}&format=norma43` });

    const records = textOf(answer.body).split('\r\n').slice(0, -1);
    expect(records.at(-1)).toBe(`88${'9'.repeat(18)}${String(records.length - 1).padStart(6, '0')}`.padEnd(80));
    expect(records.filter((record) => record.startsWith('88'))).toHaveLength(1);
  });

  it('answers one file of all statements, with the worst of their proofs', async () => {
    const { ask } = anApiWith(
      aStatementInFull({ number: '2026-0001', period: { from: '2026-01-05', to: '2026-01-05' } }),
      aStatementInFull({
        number: '2026-0002',
        period: { from: '2026-01-06', to: '2026-01-06' },
        proof: { verdict: 'unproven', awaiting: 'later_balance' },
      }),
    );

    const answer = await ask({ path: files, query: `format=csv&${year}` });

    expect(answer.headers).toMatchObject({
      'content-disposition': 'attachment; filename="BE40730255252563_2026-0001_2026-0002_2026-01-06.csv"',
      'statement-proof': 'unproven',
    });
    expect(textOf(answer.body).split('account,account_currency')).toHaveLength(2);
  });

  it.each([
    ['from=2026-02-01&to=2026-01-01', 'to'],
    ['from=2025-01-01&to=2026-12-31', 'to'],
    ['from=2026-02-30&to=2026-03-01', 'from'],
    ['to=2026-03-01', 'from'],
  ])('refuses the period %s', async (period, path) => {
    const { ask } = anApiWith(aStatementInFull());

    const answer = await ask({ path: files, query: `format=csv&${period}` });

    expect(outcomeOf(answer)).toEqual([400, 'invalid_request']);
    expect(bodyOf(answer)['errors']).toMatchObject([{ path }]);
  });

  it('says so when there is none', async () => {
    const { ask } = refusing({ kind: 'no_statements' });

    expect(outcomeOf(await ask({ path: files, query: `format=csv&${year}` }))).toEqual([404, 'no_statements']);
  });
});
