import type { Health } from '../../../shared/domain/connections/health.ts';
import { healthMessage, institutionNotice, renderHealth } from '../../../shared/presentation/health.ts';
import { anInstitution } from '../../builders/records.ts';

const choosing = { method: 'client_credentials' } as const;
const saying = (health: Pick<Health, 'code'> & { readonly values?: unknown }): string =>
  healthMessage('en', { state: 'attention', ...health } as Health);

describe('a state of health in words', () => {
  it.each([
    [0, 'ends today.'],
    [1, 'ends tomorrow.'],
    [7, 'ends in 7 days.'],
  ])('says that an authorisation with %d days left %s', (days, words) => {
    expect(saying({ code: 'authorization_expiring', values: { days } })).toContain(words);
  });

  it('counts what it speaks of, one or several', () => {
    expect(saying({ code: 'accounts_lost', values: { ...choosing, accounts: 1 } })).toMatch(
      /^One account is no longer/,
    );
    expect(saying({ code: 'accounts_lost', values: { ...choosing, accounts: 2 } })).toMatch(
      /^2 accounts are no longer/,
    );
    expect(saying({ code: 'accounts_missing', values: { ...choosing, accounts: 2 } })).toMatch(/^2 of the .* are not/);
    expect(saying({ code: 'lines_uncertain', values: { lines: 1 } })).toMatch(/one transaction could .* It was booked/);
  });

  it('writes amounts as the reader does', () => {
    const values = { amount: '1007.5', currency: 'EUR', since: '2026-12-01', refusedLines: 0 };
    const differs = { state: 'attention', code: 'books_differ', values } as Health;

    expect(healthMessage('en', differs)).toContain('by 1,007.50 EUR, from 1 December 2026');
    expect(healthMessage('nl', differs)).toContain('1.007,50 EUR');
  });

  it('names a figure of the tenant that differs beside a difference: it fits the bank, or is to be checked itself', () => {
    const difference = { amount: '7.00', currency: 'EUR', since: '2026-12-01', refusedLines: 0 };
    const figure = { known: '1100.5', on: '2026-11-30' };
    const said = ['7', '-2'].map((amount) =>
      saying({ code: 'books_differ', values: { ...difference, known: { ...figure, amount } } }),
    );

    expect(said).toEqual([
      expect.stringMatching(
        /checked again\. Your own balance of 30 November 2026, 1,100\.50 EUR, differs by as much: /,
      ),
      expect.stringMatching(
        /checked again\. Your own balance .* differs from the books as well, by .2\.00 EUR: check /,
      ),
    ]);
  });

  it('names refused lines beside a difference, and nothing where there are none', () => {
    const difference = { amount: '7', currency: 'EUR', since: '2026-12-01' };
    const said = [0, 1, 2].map((refusedLines) =>
      saying({ code: 'books_differ', values: { ...difference, refusedLines } }),
    );
    const known = { amount: '7', known: '100', on: '2026-12-01', currency: 'EUR', refusedLines: 1 };

    expect(said).toEqual([
      expect.stringMatching(/checked again\.$/),
      expect.stringMatching(/checked again\. The bank also sent one transaction that cannot be booked/),
      expect.stringMatching(/checked again\. The bank also sent 2 transactions/),
    ]);
    expect(saying({ code: 'known_balance_differs', values: known })).toMatch(/also sent one transaction/);
  });

  it.each([
    [{ code: 'line_refused' }, { from: '2026-12-01', to: '2026-12-03' }],
    [
      { code: 'lines_uncertain', values: { lines: 2 } },
      { from: '2026-12-01', to: '2026-12-01' },
    ],
    [{ code: 'lines_uncertain', values: { lines: 2 } }, undefined],
  ] as const)('gives the call that checks %j the days %j', (health, days) => {
    const shown = { state: 'attention', step: 'check_period', ...health, ...(days && { days }) } as const;

    expect(renderHealth('en', shown, { connectionId: 'c', accountId: 'a' }).action?.call).toEqual({
      method: 'POST',
      path: '/v1/accounts/a/syncs',
      ...(days && { body: days }),
    });
  });

  it('tells where accounts are chosen: in the integration of the tenant, or in the consent', () => {
    expect(saying({ code: 'no_accounts', values: choosing })).toMatch(/Ponto dashboard/);
    expect(saying({ code: 'no_accounts', values: { method: 'oauth' } })).toMatch(/in the consent/);
  });

  it('tells what was authorised and where, also of banks without a name', () => {
    const authorized = [{ bank: 'ING', accounts: 2 }, { accounts: 1 }];

    expect(saying({ code: 'other_bank', values: { ...choosing, bank: 'KBC', authorized } })).toContain(
      'No account at KBC was authorised. Authorised instead: ING (2 accounts), another bank (1 account).',
    );
    expect(saying({ code: 'other_bank', values: { ...choosing, authorized } })).toContain('the bank you chose');
    expect(saying({ code: 'nothing_added', values: { ...choosing, authorized } })).toContain('ING (2 accounts)');
  });

  it('names the ways on for a deprecated API token, and the time that is left for a registration', () => {
    expect(saying({ code: 'migration_required' })).toMatch(/dashboard.*Client ID and Secret ID.*or reconnect/);
    expect(saying({ code: 'onboarding_incomplete' })).toContain('72 hours');
  });

  it('keeps the codes of the API: none where all is well, and one where reasons share it', () => {
    expect(renderHealth('nl', { state: 'ok', code: 'all_well' })).toEqual({
      state: 'ok',
      message: 'Alles in orde.',
    });
    expect(renderHealth('en', { state: 'ok', code: 'not_linked' })).not.toHaveProperty('code', expect.any(String));
    expect(renderHealth('en', { state: 'action_required', code: 'connecting_interrupted' })).toMatchObject({
      code: 'awaiting_consent',
    });
    expect(
      renderHealth('en', { state: 'action_required', code: 'accounts_lost', values: { ...choosing, accounts: 1 } }),
    ).toMatchObject({ code: 'authorization_lost' });
  });

  it('gives the next step a label in the language of the reader', () => {
    expect(renderHealth('fr', { state: 'action_required', code: 'organization_blocked' }).action).toEqual({
      label: 'Ouvrir le tableau de bord de Ponto',
      url: 'https://dashboard.myponto.com',
    });
  });
});

describe('"errors with my beta institution: contact Ponto"', () => {
  it('is said before somebody connects such a bank, and of no stable one', () => {
    expect(institutionNotice('en', anInstitution({ status: 'beta' }))).toContain('report it to Ponto');
    expect(institutionNotice('en', anInstitution({ status: 'stable' }))).toBeUndefined();
  });
});
