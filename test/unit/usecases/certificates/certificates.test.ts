import { createHash } from 'node:crypto';
import type { Account } from '../../../../shared/domain/connections/connection.ts';
import { canonicalText } from '../../../../shared/domain/certificates/canonicalText.ts';
import { maxAccounts, maxNamedLeftOut } from '../../../../shared/domain/certificates/certificate.ts';
import { aLinkedAccount, aLine, uuid } from '../../../builders/bank.ts';
import { aMonth, aProvenMarch, issuer, march } from './aMonth.ts';

const named = (id: string, overrides: Partial<Account> = {}): Account => ({ ...aLinkedAccount(), id, ...overrides });
const unlinked = (account: Account): Account => {
  const { link: _link, ...rest } = account;
  return rest;
};

describe('a certificate', () => {
  it('says what was found, who had it made and for whom, under a digest of all of it, and is confirmed by its id', async () => {
    const { issue, certificates, state } = await aProvenMarch();

    const { content, digest } = await issue();

    expect(content).toMatchObject({
      issuedAt: state.now,
      issuedBy: 'user-1',
      company: { id: 'tenant-1', name: 'Bakkerij De Korenaar' },
      period: march,
      verdict: 'complete',
      leftOut: { count: 0, accounts: [] },
    });
    expect(digest).toBe(createHash('sha256').update(canonicalText(content)).digest('hex'));
    const read = await certificates.read({ tenantId: 'tenant-1', certificateId: content.id });
    expect(read).toEqual({
      certificate: { content, digest },
      standing: { state: 'holds', changes: [] },
      checkedAt: state.now,
    });
    expect(await certificates.read({ tenantId: 'tenant-2', certificateId: content.id })).toBeUndefined();
  });

  it('is open when there is no account, or one of its accounts is open, also of another currency', async () => {
    const { state, issue } = await aProvenMarch();
    state.accounts = [...state.accounts, named('account-2', { currency: 'USD', reference: 'BE10' })];
    const two = await issue();
    state.accounts = [];

    const none = await issue();

    expect(two.content.verdict).toBe('open');
    expect(two.content.accounts.map(({ currency, verdict }) => [currency, verdict])).toEqual([
      ['USD', 'open'],
      ['EUR', 'complete'],
    ]);
    expect([none.content.verdict, none.content.noAccounts, none.content.accounts]).toEqual(['open', true, []]);
  });

  it('is about the accounts that are named, once each, and tells which others there are', async () => {
    const { state, issue, certificates } = await aProvenMarch();
    state.accounts = [
      ...state.accounts,
      named('account-2', { reference: 'BE20' }),
      unlinked(named('account-3', { reference: 'BE30' })),
    ];

    const { content } = await issue(['account-1', 'account-1']);

    expect([content.verdict, content.accounts.map(({ accountId }) => accountId)]).toEqual(['complete', ['account-1']]);
    expect(content.leftOut).toEqual({
      count: 2,
      accounts: [
        { accountId: 'account-2', reference: 'BE20', currency: 'EUR', code: 'not_chosen' },
        { accountId: 'account-3', reference: 'BE30', currency: 'EUR', code: 'account_not_linked' },
      ],
    });
    expect((await issue(['account-3'])).content.accounts[0]?.open).toEqual([{ code: 'account_not_linked', ...march }]);
    expect(await certificates.issue(issuer, march, ['account-9'])).toBe('account_unknown');
  });

  it('leaves out an account whose books end before the period, and tells so', async () => {
    const { state, issue } = await aProvenMarch();
    state.now = '2026-06-02T09:00:00.000Z';
    state.accounts = state.accounts.map(unlinked);

    const { content } = await issue(undefined, { from: '2026-05-01', to: '2026-05-31' });

    expect([content.verdict, content.accounts]).toEqual(['open', []]);
    expect(content.leftOut.accounts).toMatchObject([{ accountId: 'account-1', code: 'ended' }]);
  });

  it('holds as many accounts as it can keep; of more, groups are named, and a page at a time is judged', async () => {
    const { state, certificates } = await aProvenMarch();
    const many = Array.from({ length: maxAccounts + 1 }, (_, index) =>
      named(uuid(index), { reference: `BE${String(index).padStart(3, '0')}`, holderName: '🥖'.repeat(3_000) }),
    );
    state.accounts = many;

    const first = await certificates.judge('tenant-1', march, { limit: maxAccounts });
    if (typeof first === 'string') throw new Error(first);
    const second = await certificates.judge('tenant-1', march, { limit: maxAccounts, cursor: first.nextCursor ?? '' });

    expect(await certificates.issue(issuer, march, undefined)).toBe('too_many_accounts');
    expect([first.accounts.length, first.nextCursor, second]).toMatchObject([
      maxAccounts,
      uuid(maxAccounts - 1),
      { accounts: [{ accountId: uuid(maxAccounts) }] },
    ]);
    const issued = await certificates.issue(
      issuer,
      march,
      many.slice(1).map(({ id }) => id),
    );
    if (typeof issued === 'string') throw new Error(issued);
    expect(issued.content.leftOut.count).toBe(1);
    expect(maxNamedLeftOut).toBeLessThan(maxAccounts);
    // DynamoDB takes 400 kB.
    expect(Buffer.byteLength(JSON.stringify(issued.content))).toBeLessThan(250_000);
  });

  it('refuses a period that ends before it begins, has not begun, or is longer than a year', async () => {
    const { certificates } = aMonth();
    const issue = (from: string, to: string) => certificates.issue(issuer, { from, to }, undefined);

    expect(await issue('2026-03-02', '2026-03-01')).toBe('period_invalid');
    expect(await issue('2026-04-04', '2026-04-30')).toBe('period_invalid');
    expect(await issue('2025-01-01', '2026-01-02')).toBe('period_too_long');
    expect(await issue('2024-01-01', '2024-12-31')).toMatchObject({ content: { verdict: 'open' } });
  });

  it('is listed newest first, a page at a time, for its own tenant', async () => {
    const { issue, certificates } = await aProvenMarch();
    const [one, two] = [await issue(), await issue()];

    const page = await certificates.list('tenant-1', { limit: 1 });

    expect(page).toEqual({
      items: [
        {
          id: two.content.id,
          issuedAt: two.content.issuedAt,
          period: march,
          verdict: 'complete',
          digest: two.digest,
          accounts: 1,
        },
      ],
      nextCursor: two.content.id,
    });
    const next = await certificates.list('tenant-1', { limit: 1, cursor: two.content.id });
    expect(next.items.map(({ id }) => id)).toEqual([one.content.id]);
    expect(await certificates.list('tenant-2', { limit: 1 })).toEqual({ items: [] });
  });
});

describe('the standing of a certificate', () => {
  it('changes with a line that comes late: first it is not proven any more, then it is with a correction', async () => {
    const world = await aProvenMarch();
    const { content } = await world.issue();
    world.line(9, '2026-03-20', '-42.50');
    await world.read('2026-04-02T09:00:00.000Z', '850.00', '2026-03-31');
    const withdrawn = await world.standing(content.id);

    await world.read('2026-04-03T09:00:00.000Z', '807.50', '2026-04-02');

    const corrections = { lateLines: 1, adjustments: 0, sum: '-42.50' };
    expect(withdrawn).toMatchObject({
      state: 'changed',
      changes: [
        {
          code: 'no_longer_complete',
          accountId: 'account-1',
          open: [{ code: 'books_differ' }, { code: 'proof_withdrawn' }],
        },
        { code: 'corrected', corrections },
      ],
    });
    expect(await world.standing(content.id)).toEqual({
      state: 'changed',
      changes: [
        { code: 'corrected', accountId: 'account-1', reference: 'BE68539007547034', currency: 'EUR', corrections },
      ],
    });
  });

  it('changes with a correction of a line, by the difference', async () => {
    const world = await aProvenMarch();
    const { content } = await world.issue();
    world.feed.lines_ = world.feed.lines_.map((line) =>
      line.pontoId === uuid(2) ? aLine(2, { executionDate: '2026-03-16', amount: '50.00' }) : line,
    );
    await world.read('2026-05-10T09:00:00.000Z', '849.75', '2026-05-09');

    expect((await world.standing(content.id))?.changes).toContainEqual(
      expect.objectContaining({ code: 'corrected', corrections: { lateLines: 0, adjustments: 1, sum: '-0.25' } }),
    );
  });

  it('changes when what was open has become complete, or is open otherwise', async () => {
    const world = aMonth();
    await world.begin();
    world.line(1, '2026-03-02', '-200.00');
    await world.read('2026-03-18T09:00:00.000Z', '800.00', '2026-03-17');
    const { content } = await world.issue();
    const same = await world.standing(content.id);
    await world.read('2026-03-20T09:00:00.000Z', '800.00', '2026-03-19');
    const further = await world.standing(content.id);

    await world.read('2026-04-02T09:00:00.000Z', '800.00', '2026-04-01');

    expect(same).toEqual({ state: 'holds', changes: [] });
    expect(further?.changes).toMatchObject([{ code: 'open_otherwise', open: [{ from: '2026-03-20' }] }]);
    expect((await world.standing(content.id))?.changes).toMatchObject([{ code: 'completed' }]);
  });

  it('holds when later balances prove more, the account is called otherwise, or it has ended since', async () => {
    const world = await aProvenMarch();
    const { content } = await world.issue();
    world.line(5, '2026-04-01', '-1.00');
    await world.read('2026-04-03T09:00:00.000Z', '849.00', '2026-04-02');
    world.state.accounts = world.state.accounts.map((account) => unlinked({ ...account, holderName: 'Other' }));

    expect(await world.standing(content.id)).toEqual({ state: 'holds', changes: [] });
  });

  it('says that an account is gone', async () => {
    const world = await aProvenMarch();
    const { content } = await world.issue();
    world.state.accounts = [];

    expect((await world.standing(content.id))?.changes).toMatchObject([{ code: 'account_gone' }]);
  });
});
