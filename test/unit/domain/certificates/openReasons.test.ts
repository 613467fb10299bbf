import { certifyAccount, type CertifiedInput } from '../../../../shared/domain/certificates/certifyAccount.ts';
import { openReasonsOf, type Evidence, type StatementNow } from '../../../../shared/domain/certificates/openReasons.ts';
import { emptyHead, type LedgerHead } from '../../../../shared/domain/ledger/head.ts';
import type { ChainState, Proof } from '../../../../shared/domain/statements/statement.ts';
import { aLinkedAccount } from '../../../builders/bank.ts';

const period = { from: '2026-03-01', to: '2026-03-31' };
const by = (on: string) => ({ verdict: 'proven', bankBalance: '850.00', bankBalanceOn: on }) as const;

const aStatement = (
  from: string,
  to: string,
  {
    proof = by('2026-03-31'),
    state = 'final',
  }: { readonly proof?: Proof; readonly state?: StatementNow['state'] } = {},
): StatementNow => ({
  state,
  statement: {
    number: '2026-0001',
    period: { from, to },
    openingBalance: '1000',
    closingBalance: '850',
    lineCount: 1,
    totalCredit: '0',
    totalDebit: '-150',
    after: 0,
    through: 1,
    carriesLate: false,
    proof,
  },
});

const chain: ChainState = {
  opening: { amount: '1000', anchoredOn: '2026-02-20' },
  coversFrom: '2026-02-15',
  balance: { matchedOn: '2026-03-31', matched: { amount: '850', on: '2026-03-31' }, seenOn: '2026-04-01', through: 5 },
};
const aHead = (overrides: Partial<LedgerHead> = {}, changed: Partial<ChainState> = {}): LedgerHead => ({
  ...emptyHead,
  sequence: 5,
  importFrom: '2026-02-15',
  completedAt: '2026-04-01T09:00:00.000Z',
  completeUpTo: '2026-03-31',
  chain: { ...chain, ...changed },
  ...overrides,
});
const evidence = (overrides: Partial<Evidence> = {}): Evidence => ({
  account: aLinkedAccount({ importFrom: '2026-02-15' }),
  head: aHead(),
  period,
  statements: [aStatement('2026-03-05', '2026-03-05')],
  today: '2026-04-02',
  ...overrides,
});
const codes = (overrides: Partial<Evidence>) => openReasonsOf(evidence(overrides)).map(({ code }) => code);

describe('why an account is open for a period', () => {
  it('has no reason when every day is in and proven and its statements are final', () => {
    expect(codes({})).toEqual([]);
  });

  it.each([
    [
      'a line moved to an earlier day brings no others along',
      { importFrom: '2026-03-10' },
      { coversFrom: '2026-02-15' },
    ],
    ['an earlier start has been read, but not reconciled', { importFrom: '2026-02-15' }, { coversFrom: '2026-03-10' }],
    ['a figure of the tenant is older than the books', { importFrom: '2026-03-10' }, { coversFrom: '2026-03-10' }],
  ])('is open before the first day that the books hold whole: %s', (_why, head, changed) => {
    const account = aLinkedAccount({ importFrom: '2026-03-10' });

    expect(codes({ account, head: aHead(head, changed) })).toEqual(['before_import_from']);
    expect(codes({ account: aLinkedAccount({ importFrom: '2026-02-15' }), head: aHead(head, changed) })).toEqual([
      'not_read_yet',
    ]);
  });

  it('counts no day before the books as complete, whatever a figure could prove', () => {
    const head = aHead({ importFrom: '2026-03-10' }, { coversFrom: '2026-03-10' });
    const corrections = { lateLines: 0, adjustments: 0, sum: '0.00' };

    expect(certifyAccount({ ...evidence({ head }), corrections }).completeFrom).toBe('2026-03-10');
  });

  it('is open while lines may stand in the books twice', () => {
    const relinked = { pontoId: 'p', after: 3, uncertain: 2 };

    expect(openReasonsOf(evidence({ head: aHead({ relinked }) }))).toEqual([{ code: 'lines_uncertain', lines: 2 }]);
  });

  it('is open while the statement before it is, as those become final in their order', () => {
    const before = aStatement('2026-02-25', '2026-02-25', { state: 'open' });

    expect(codes({ before })).toEqual(['statement_not_final']);
  });

  it('is open with a final statement that nothing has proven', () => {
    const unproven = aStatement('2026-02-15', '2026-03-14', {
      proof: { verdict: 'unproven', awaiting: 'balance_before_start' },
    });

    expect(openReasonsOf(evidence({ statements: [unproven] }))).toEqual([
      { code: 'statement_unproven', number: '2026-0001', from: '2026-02-15', to: '2026-03-14' },
    ]);
  });

  it('does not tell of a proof that was withdrawn for other days', () => {
    const withdrawn = {
      from: '2026-01-05',
      to: '2026-01-31',
      at: '2026-02-01T00:00:00.000Z',
      reason: 'late_line',
    } as const;
    const head = aHead({ completeUpTo: '2026-03-20' }, { balance: { ...chain.balance, withdrawn } });

    expect(codes({ head })).toEqual(['later_balance']);
  });

  it('is open for a difference that nobody can date', () => {
    const { opening: _none, ...undated } = chain;
    const mismatch = { amount: '1', on: '2026-05-01', difference: '7', since: '2026-05-02T00:00:00.000Z' };
    const { completeUpTo: _unknown, ...head } = aHead();

    expect(codes({ head: { ...head, chain: { ...undated, balance: { mismatch } } } })).toContain('books_differ');
  });

  it('is open for a whole month that has no end yet, and for one without any day proven', () => {
    expect(codes({ today: '2026-03-31' })).toEqual(['period_not_over']);
    const { completeUpTo: _unknown, ...head } = aHead();
    expect(openReasonsOf(evidence({ head }))).toEqual([{ code: 'later_balance', ...period }]);
  });
});

describe('by what an account is proven', () => {
  const certify = (overrides: Partial<CertifiedInput> = {}) =>
    certifyAccount({ ...evidence(), corrections: { lateLines: 0, adjustments: 0, sum: '0.00' }, ...overrides })
      .provenBy;
  const known = {
    amount: '1100',
    on: '2026-02-10',
    verdict: 'agrees',
    provenUpTo: '2026-02-20',
    through: 5,
  } as const;

  it('names the figure of the tenant only where it has helped', () => {
    expect(certify({ head: aHead({}, { known }) })).toMatchObject({ by: 'bank' });
    expect(certify({ head: aHead({}, { known }) })).not.toHaveProperty('knownBalance');
    const february = { from: '2026-02-15', to: '2026-03-31' };
    expect(certify({ period: february, head: aHead({}, { known }) })).toEqual({
      by: 'tenant',
      knownBalance: { amount: '1100.00', date: '2026-02-10' },
      bankBalance: { amount: '850.00', date: '2026-03-31' },
    });
  });

  it('takes the balance of a statement after it where that of the last one is of an earlier day', () => {
    const { matched: _left, ...left } = chain.balance ?? {};
    const statements = [aStatement('2026-03-05', '2026-03-05', { proof: by('2026-03-06') })];
    const head = aHead({}, { balance: left });

    expect(certify({ head, statements })?.bankBalance?.date).toBe('2026-03-06');
    const after = aStatement('2026-04-03', '2026-04-03', { proof: by('2026-04-03') });
    expect(certify({ head, statements, after })?.bankBalance?.date).toBe('2026-04-03');
    expect(certify({ statements, after })?.bankBalance?.date).toBe('2026-04-03');
    expect(certify({ statements })?.bankBalance?.date).toBe('2026-03-31');
  });
});
