import { languages, type Language } from '../../../../shared/domain/mail/language.ts';
import type { DigestAccount } from '../../../../shared/domain/mail/mailContent.ts';
import { renderMail } from '../../../../shared/presentation/mail/renderMail.ts';

const aClientAccount = (overrides: Partial<DigestAccount> = {}): DigestAccount => ({
  client: 'Bakkerij Els',
  bankName: 'KBC',
  reference: 'BE68539007547034',
  daysLeft: 7,
  lastDay: '2026-03-17',
  ended: false,
  ...overrides,
});

const digestMail = (language: Language, accounts: readonly DigestAccount[]) =>
  renderMail({ kind: 'digest', language, accounts });

describe('the digest of an accountant', () => {
  it('names client, bank, last digits and days, the next end first, and no whole account number', () => {
    const { subject, text, html } = digestMail('en', [
      aClientAccount({ client: 'Garage Jan', daysLeft: 14, lastDay: '2026-03-24' }),
      aClientAccount(),
    ]);

    expect(subject).toBe('2 of your clients’ bank authorisations need renewing');
    expect(text).toContain(
      '- Bakkerij Els, KBC, …7034: ends in 7 days (17 March 2026)\n- Garage Jan, KBC, …7034: ends in 14 days (24 March 2026)',
    );
    for (const form of [text, html]) {
      expect(form).toContain('of 2 clients');
      expect(form).not.toContain('BE68539007547034');
    }
  });

  it('has no link: only the client can renew', () => {
    const { text, html } = digestMail('en', [aClientAccount()]);

    expect(text).toContain('Only the client can renew');
    expect(`${text}${html}`).not.toMatch(/https?:|<a /);
  });

  it.each([
    'Your access is blocked: call 0900 1234 or http://evil.example/pay',
    'Bel 0900 12 34',
    'Call +44 20 7946 0000',
    'mail jan@evil',
    'Garage\u0000evil.example',
    '118.71',
  ])('has bank and last digits speak for a client whose name leads elsewhere: %j', (client) => {
    for (const language of languages) {
      const { text, html } = digestMail(language, [aClientAccount({ client }), aClientAccount()]);

      expect(text).toContain('KBC, …7034');
      expect(text).toContain('- Bakkerij Els, KBC');
      for (const form of [text, html]) expect(form).not.toMatch(/evil|0900|7946|118|blocked/);
    }
  });

  it.each(['Bakkerij Els B.V.', 'Garage Jan 2026', 'Jansen\u0000 & Zn.', 'Els, 2e zaak'])(
    'calls a client by its name: %j',
    (client) => {
      expect(digestMail('en', [aClientAccount({ client })]).text).toContain(`- ${client.replace('\0', '')}, KBC`);
    },
  );

  it('lists a hundred accounts and counts the rest', () => {
    const many = Array.from({ length: 130 }, (_, number) => aClientAccount({ client: `Client ${number}` }));

    const { text } = digestMail('en', many);

    expect(text.match(/^- /gm)).toHaveLength(100);
    expect(text).toContain('30 more are not listed here');
  });

  it.each(languages)('in %s says the same in text and HTML, also of a client without a name', (language) => {
    const { client: _client, ...nameless } = aClientAccount();

    const { subject, text, html } = digestMail(language, [nameless, aClientAccount({ client: '<Els>' })]);

    expect(subject).toContain('2');
    expect(html).toContain(`<html lang="${language}">`);
    expect(html).toContain('&lt;Els&gt;');
    expect(text.match(/^- /gm)).toHaveLength(2);
    expect(`${subject}${text}${html}`).not.toMatch(/undefined|\$\{/);
  });
});
