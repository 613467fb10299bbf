import { everyHealth } from './everyHealth.ts';
import { languages } from '../../../../shared/domain/mail/language.ts';
import { problemCodes } from '../../../../shared/contracts/http/problems.ts';
import { renderHealth } from '../../../../shared/presentation/health.ts';
import { problemDetail } from '../../../../shared/presentation/problems.ts';
import { problemPart } from '../../../../shared/presentation/pages/problemNext.ts';
import { accountState, connectionState } from '../../../../shared/presentation/pages/stateWords.ts';
import { chip } from '../../../../shared/presentation/pages/components/chip.ts';
import { actions } from '../../../../shared/presentation/pages/components/actions.ts';
import { aConnectionBody, anAccountBody, pageNow as now } from '../../../builders/pages.ts';

/** Ours, or Ponto's dashboard. */
const address =
  /^(\/pages\/(overview|connect|month|renew|accounts|connections)[\w/-]*(#[\w-]+)?|https:\/\/dashboard\.myponto\.com)$/;
const subject = { connectionId: 'con-1', accountId: 'acc-1' };
const buttons = (text: string): number => text.match(/class="button"/g)?.length ?? 0;

describe.each(languages)('in %s', (language) => {
  it.each(Object.entries(everyHealth))(
    'an account in the state %s has a chip, a sentence and one next step',
    (_, health) => {
      const body = anAccountBody({ health: renderHealth(language, health, subject) });
      const words = accountState(body, { language, now, bank: 'KBC' });

      expect(String(chip(words.chip.kind, words.chip.word))).toMatch(/\p{L}/u);
      expect(words.sentence).toMatch(/\p{L}.*[.:?]$/u);
      expect(words.next.href).toMatch(address);
      expect(buttons(String(actions(language, words.next, words.rest)))).toBe(1);
      expect(words.rest.map(({ href }) => href)).not.toContain(words.next.href);
    },
  );

  it.each(Object.entries(everyHealth))(
    'a connection in the state %s has a chip, a sentence and one next step',
    (_, health) => {
      const words = connectionState(
        aConnectionBody({ health: renderHealth(language, health, { connectionId: 'con-1' }) }),
        { language, now },
      );

      expect(words.chip.word).toMatch(/\p{L}/u);
      expect(words.sentence).toMatch(/\p{L}.*[.:?]$/u);
      expect(words.next.href).toMatch(address);
      expect(words.next.label).toMatch(/\p{L}/u);
    },
  );

  it.each(problemCodes)('the problem %s has its sentence and exactly one next step', (code) => {
    const problem = {
      type: '/docs/problems/x',
      title: code,
      status: 400,
      code,
      detail: problemDetail(language, code),
    } as const;
    for (const known of [
      {},
      { connectionId: 'con-1' },
      { connectionId: 'con-1', accountId: 'acc-1' },
      { accountId: 'acc-1' },
    ]) {
      const text = String(problemPart(problem, { language, address: '/pages/month', ...known }));
      const links = [...text.matchAll(/<a [^>]*href="([^"]*)"[^>]*>([^<]*)</g)];
      expect(links).toHaveLength(1);
      expect(links[0]?.[1]).toMatch(address);
      expect(links[0]?.[2]).toMatch(/\p{L}/u);
      expect(text).toContain(`: ${code}`);
    }
  });
});

describe('the words of an account', () => {
  const state = (members: Parameters<typeof anAccountBody>[0], bank?: string) =>
    accountState(anAccountBody(members), { language: 'en', now, bank });

  it('say up to when it is complete and proven, and when it is looked at next', () => {
    expect(state({}).sentence).toBe('Complete and proven up to 27 November 2026. Next look: today 14:40.');
    expect(state({}).asks).toBe(false);
  });

  it('promise no proof where there is none yet', () => {
    const { completeUpTo: _, ...without } = anAccountBody();
    expect(accountState(without, { language: 'en', now }).sentence).toMatch(
      /^Everything that the bank has shown is in/,
    );
    expect(state({ completeFrom: '2026-12-01', completeUpTo: '2026-11-30' }).sentence).not.toContain('proven up to');
  });

  it('tell the end of the permission by its day, and lead to the renewal at the bank', () => {
    const health = { state: 'attention', code: 'authorization_expiring', message: 'soon' } as const;
    const words = state({ health, authorization: { state: 'expiring', expiresAt: '2026-12-07T10:00:00.000Z' } }, 'KBC');
    expect(words.sentence).toBe('Your bank’s permission ends in 9 days (7 December).');
    expect(words.chip).toEqual({ kind: 'soon', word: 'Ends soon' });
    expect(words.next).toEqual({ label: 'Renew at KBC', href: '/pages/renew/con-1' });
  });

  it('say when a failure is tried again by itself', () => {
    const health = { state: 'passing', code: 'internal_error', message: 'We could not read it.' } as const;
    expect(state({ health }).sentence).toBe('We could not read it. Next look: today 14:40.');
    expect(state({ health }).chip.word).toBe('Delayed');
  });

  it('lead to the credentials where there is no consent to give anew', () => {
    const action = { label: 'x', call: { method: 'PUT', path: '/v1/connections/con-1/credentials' } } as const;
    const health = { state: 'action_required', code: 'reconnect_required', message: 'Refused.', action } as const;
    expect(state({ health }).next.href).toBe('/pages/connections/con-1#credentials');
  });

  it('lead to where a period is checked again', () => {
    const health = { state: 'attention', code: 'line_refused', message: 'One is missing.' } as const;
    expect(state({ health }).next.href).toBe('/pages/accounts/acc-1/syncs#check');
  });

  it('of one that is gone offer to say that it was closed, apart from the button', () => {
    const health = { state: 'action_required', code: 'authorization_lost', message: 'Gone.' } as const;
    expect(state({ health }).rest[0]).toEqual({ label: 'It was closed', href: '/pages/accounts/acc-1/settings#end' });
  });

  it('tell a code of a later release as what it asks for', () => {
    const of = (kind: 'ok' | 'passing' | 'attention' | 'action_required') =>
      state({ health: { state: kind, code: 'of_tomorrow', message: 'Something new.' } });
    expect(of('action_required').asks).toBe(true);
    expect(of('passing').chip.word).toBe('Delayed');
    expect(of('ok').chip.word).toBe('Connected');
  });
});

describe('the words of a connection', () => {
  it('name the account that its state comes from', () => {
    const health = { state: 'attention', code: 'books_differ', message: 'Differ.' } as const;
    const accounts = [
      { id: 'acc-1', reference: 'A', currency: 'EUR', linked: true, health: { state: 'ok' } },
      {
        id: 'acc-2',
        reference: 'B',
        currency: 'EUR',
        linked: true,
        health: { state: 'attention', code: 'books_differ' },
      },
    ] as const;
    const words = connectionState(aConnectionBody({ health, accounts: [...accounts] }), { language: 'en', now });
    expect(words.next.href).toBe('/pages/accounts/acc-2');
  });

  it('ask for a journal where none is fed yet', () => {
    const words = connectionState(aConnectionBody({ accounts: [] }), { language: 'en', now });
    expect(words.next.href).toBe('/pages/connect/accounts/con-1');
  });
});
