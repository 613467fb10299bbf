import { languages } from '../../../../../shared/domain/mail/language.ts';
import { renderHealth } from '../../../../../shared/presentation/health.ts';
import { connectionPage } from '../../../../../shared/presentation/pages/connection/connectionPage.ts';
import { disconnectPage } from '../../../../../shared/presentation/pages/connection/disconnectPage.ts';
import { historyPage } from '../../../../../shared/presentation/pages/connection/historyPage.ts';
import type { ConnectionParts } from '../../../../../shared/presentation/pages/connection/parts.ts';
import { historyEvents } from '../../../../../shared/domain/connections/history.ts';
import type { Html } from '../../../../../shared/presentation/pages/layout.ts';
import { aConnectionBody, aFrame, pageNow as now } from '../../../../builders/pages.ts';
import { everyHealth } from '../everyHealth.ts';

const written = (page: Html): string => String(page).replaceAll(/\s+/g, ' ');
const parts = (members: Partial<ConnectionParts> = {}): ConnectionParts => ({
  frame: aFrame(),
  now,
  formToken: 'proof',
  newOnce: () => 'once-1',
  connection: aConnectionBody(),
  bank: 'KBC',
  ...members,
});
const page = (members: Partial<ConnectionParts> = {}): string => written(connectionPage(parts(members)));
const primary = (text: string): number => text.match(/class="button"/g)?.length ?? 0;
const unconfirmed = {
  token: 'seen-1',
  organizationName: 'Korenaar',
  accounts: [{ reference: 'BE68539007547034', currency: 'EUR' }],
  accountCount: 1,
  at: now,
};

describe('the page of a connection', () => {
  it('says that all is well, with what can be done, and no button that stands out', () => {
    const text = page();
    expect(text).toContain('<title>KBC, connection · De Korenaar</title>');
    expect(text).toContain('The connection works. There is nothing you need to do.');
    expect(primary(text)).toBe(0);
    for (const id of ['accounts', 'contacts']) expect(text).toContain(`id="${id}"`);
    expect(text).not.toMatch(/id="(credentials|migrate|confirm)"/);
  });

  describe.each(languages)('in %s', (language) => {
    it.each(Object.entries(everyHealth))('in the state %s has at most one button that stands out', (_, health) => {
      const connection = aConnectionBody({ health: renderHealth(language, health, { connectionId: 'con-1' }) });
      expect(primary(page({ frame: aFrame({ language }), connection }))).toBeLessThanOrEqual(1);
    });
  });

  it.each([
    ['credentials_refused', { method: 'client_credentials' }, '/pages/connections/con-1/credentials'],
    ['no_accounts', { accounts: [], accountCount: 0 }, '/pages/connections/con-1/accounts'],
    ['nobody_reached', {}, '/pages/connections/con-1/contacts'],
    ['awaiting_confirmation', { unconfirmed, status: 'awaiting_consent' }, '/pages/connections/con-1/confirm'],
  ] as const)('gives its one button to what is asked: %s', (code, members, action) => {
    const health = everyHealth[code];
    if (!health) throw new Error(code);
    const text = page({
      connection: aConnectionBody({
        ...members,
        accounts: [],
        health: renderHealth('en', health, { connectionId: 'con-1' }),
      }),
    });
    const form = text.split('<form ').find((part) => part.includes('class="button"'));
    expect(primary(text)).toBe(1);
    expect(form).toContain(`action="${action}"`);
  });

  it('proves each of its forms, and lets each be sent once', () => {
    const forms = page().split('<form ').slice(2);
    expect(forms).toHaveLength(2);
    for (const form of forms)
      expect(form).toMatch(/name="_token" value="proof" \/> <input type="hidden" name="_once" value="once-1"/);
  });

  it('asks for a confirmation of exactly what is shown', () => {
    const text = page({
      connection: aConnectionBody({ unconfirmed, status: 'awaiting_consent', accounts: [], accountCount: 0 }),
    });
    expect(text).toContain('Korenaar has given access to this account. Nothing is read before you confirm.');
    expect(text).toContain('BE68 5390 0754 7034');
    expect(text).toContain('<input type="hidden" name="seen" value="seen-1" />');
    expect(text).toContain('href="/pages/connections/con-1/disconnect"');
  });

  it('leads from an old token by consent, or by three steps with an own integration', () => {
    const connection = aConnectionBody({
      method: 'legacy_token',
      status: 'migration_required',
      accounts: [],
      accountCount: 0,
      missingAccounts: [{ reference: 'BE68539007547034' }],
    });
    const text = page({ connection });
    expect(text).toContain('<a class="button" href="/pages/renew/con-1">Give consent at Ponto</a>');
    expect(text.match(/<li>(?=In the Ponto|Choose its|Enter its)/g)).toHaveLength(3);
    expect(text).toContain('Accounts of before: BE68 5390 0754 7034.');
    expect(text).toContain('action="/pages/connections/con-1/credentials"');
  });

  it('keeps the region of a language that is known', () => {
    const contact = { email: 'a@b.example', locale: 'fr-BE' };
    const text = page({ connection: aConnectionBody({ contact }) });
    expect(text).toContain('<option value="fr-BE" selected>Français</option>');
    expect(text).toContain('<option value="nl" >Nederlands</option>');
  });

  it('says which address takes no mail, and why', () => {
    const undeliverable = [{ address: 'old@b.example', reason: 'bounced', since: '2026-11-20T08:00:00.000Z' } as const];
    expect(page({ connection: aConnectionBody({ undeliverable }) })).toContain(
      'Mail to old@b.example does not arrive (since 20 November 2026).',
    );
  });

  it('that came back keeps what was typed, but no secret, and says what is wrong', () => {
    const connection = aConnectionBody({ method: 'client_credentials' });
    const typed = new Map([['clientId', 'my <id>']]);
    const errors = [{ name: 'clientSecret', message: 'Enter the Secret ID.' }];
    const text = page({ connection, returned: { form: 'credentials', typed, errors } });
    expect(text).toContain('<title>Error: KBC, connection');
    expect(text).toContain('<a href="#field-clientSecret">Enter the Secret ID.</a>');
    expect(text).toContain('value="my &lt;id&gt;"');
    expect(text).toContain('value="ann@korenaar.example"');
    expect(text).toMatch(/type="password" (?!value)/);
  });

  it('of one that is disconnected offers its books, no forms', () => {
    const text = page({ connection: aConnectionBody({ status: 'disconnected' }), outcome: 'disconnected' });
    expect(text).toContain('The bank is disconnected. Its books stay readable.');
    expect(text).not.toMatch(/action="\/pages\/connections|\/disconnect"/);
    expect(text).toContain('href="/pages/accounts/acc-1"');
  });

  it('lets no name of outside become markup or turn the writing', () => {
    const hostile = '</p><script>\u202e';
    const connection = aConnectionBody({
      name: hostile,
      contact: { email: hostile, name: hostile },
      notify: [hostile],
      unconfirmed: { ...unconfirmed, organizationName: hostile },
      undeliverable: [{ address: hostile, reason: 'complained', since: now }],
    });
    expect(page({ connection, bank: hostile })).not.toMatch(/<script>|<\/p><script/);
    expect(
      page({ connection: { ...connection, contact: { email: 'a@b.example' }, notify: [], name: '' }, bank: hostile }),
    ).not.toMatch(/\u202e/);
  });
});

describe('the page before a bank is disconnected', () => {
  it('says what stops, what stays, and asks once', () => {
    const text = written(disconnectPage(parts({ connection: aConnectionBody({ accountCount: 3 }) })));
    expect(text).toContain('3 accounts are read no more, our access at Ponto ends, and secrets are deleted.');
    expect(text).toContain('What stays: all transactions, statements and proofs, readable as before.');
    expect(primary(text)).toBe(1);
    expect(text).toContain('<a href="/pages/connections/con-1">Keep it connected</a>');
  });
});

describe('the history of a connection', () => {
  const entry = {
    id: 'h1',
    at: '2026-11-28T07:41:00.000Z',
    what: 'account_added',
    by: { kind: 'user', userId: 'user-1' },
  } as const;
  const history = (members: Partial<Parameters<typeof historyPage>[0]> = {}): string =>
    written(historyPage({ ...parts(), entries: [entry], userId: 'user-1', ...members }));

  it.each(languages)('has words for everything that can have happened: %s', (language) => {
    const entries = historyEvents.map((what) => ({ ...entry, what }));
    const rows = history({ frame: aFrame({ language }), entries }).match(/<tr role="row" class="plain"/g);
    expect(rows).toHaveLength(historyEvents.length);
  });

  it('says when, what and who, and tells oneself from others', () => {
    expect(history()).toMatch(/today 08:41.*An account was added.*>You</);
    expect(history({ userId: 'user-2' })).toContain('<bdi>User user-1</bdi>');
    expect(history({ entries: [{ ...entry, by: { kind: 'visitor', begunBy: 'x' } }] })).toContain(
      'Whoever gave the consent',
    );
  });

  it('goes on where the list goes on', () => {
    expect(history({ nextCursor: 'a/b' })).toContain('href="/pages/connections/con-1/history?cursor=a%2Fb"');
  });
});
