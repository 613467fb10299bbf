import { languageOf } from '../../../../shared/domain/mail/language.ts';
import type { EndingAccount, ReminderContent } from '../../../../shared/domain/mail/mailContent.ts';
import { recipientsOf } from '../../../../shared/domain/mail/recipients.ts';
import { renderMail } from '../../../../shared/presentation/mail/renderMail.ts';

const anEndingAccount = (overrides: Partial<EndingAccount> = {}): EndingAccount => ({
  reference: 'BE68539007547034',
  currency: 'EUR',
  label: 'Zichtrekening',
  bankName: 'KBC',
  daysLeft: 7,
  lastDay: '2026-03-17',
  ended: false,
  ...overrides,
});

const mailOf = (overrides: Partial<ReminderContent> = {}) =>
  renderMail({
    kind: 'reminder',
    recipient: { name: 'Els', language: 'en' },
    accounts: [anEndingAccount()],
    stoppedOtherwise: false,
    ...overrides,
  });

describe('a mail about the end of an authorisation', () => {
  it('says in both forms which account it is, when it ends, what that means and what to do', () => {
    const { subject, text, html } = mailOf();

    expect(subject).toBe('KBC: the authorisation of your bank feed ends in 7 days');
    for (const form of [text, html]) {
      expect(form).toContain('Hello Els,');
      expect(form).toContain('BE68539007547034, EUR, Zichtrekening');
      expect(form).toContain('ends in 7 days (17 March 2026)');
      expect(form).toContain('Nothing is lost');
      expect(form).toContain('renew the authorisation there');
      expect(form).not.toContain('Renew now');
      expect(form).toContain('because this address is a contact of the bank connection');
      expect(form).not.toContain('another reason');
    }
  });

  it('leads from each account to its own renewal, and says what the button does', () => {
    const { text, html } = mailOf({
      accounts: [
        anEndingAccount({ renewalUrl: 'https://sync.example/renew?link=a&b' }),
        anEndingAccount({ reference: 'NL91ABNA0417164300', lastDay: '2026-03-18' }),
      ],
    });

    expect(text).toContain(
      '- BE68539007547034, EUR, Zichtrekening: ends in 7 days (17 March 2026)\n' +
        '  Renew now: https://sync.example/renew?link=a&b\n' +
        '- NL91ABNA0417164300',
    );
    expect(html.match(/<a [^>]*>/g)).toEqual([
      expect.stringContaining('href="https://sync.example/renew?link=a&amp;b" rel="noreferrer"'),
    ]);
    for (const form of [text, html]) expect(form).toContain('works for 30 days, or until the next message');
  });

  it.each([
    [{ daysLeft: 30 }, 'ends in 30 days'],
    [{ daysLeft: 1 }, 'ends tomorrow'],
    [{ daysLeft: 0 }, 'ends today'],
    [{ daysLeft: 0, ended: true }, 'has ended'],
    [{ daysLeft: -3, ended: true }, 'has ended'],
  ])('with %j says that it %s', (state, when) => {
    const { subject, text } = mailOf({ accounts: [anEndingAccount(state)] });

    expect(subject).toMatch(new RegExp(`${when}$`));
    expect(text).toContain(`: ${when} (`);
  });

  it.each([
    ['en', 'Hello Els,', 'in 7 days', '17 March 2026', 'has ended'],
    ['fr', 'Bonjour Els,', 'dans 7 jours', '17 mars 2026', 'a expiré'],
    ['nl', 'Beste Els,', 'over 7 dagen', '17 maart 2026', 'is verlopen'],
    ['de', 'Guten Tag Els,', 'in 7 Tagen', '17. März 2026', 'ist abgelaufen'],
    ['es', 'Hola, Els:', 'en 7 días', '17 de marzo de 2026', 'ha caducado'],
  ] as const)('is written in %s', (language, greeting, inDays, day, ended) => {
    const recipient = { name: 'Els', language };
    const warning = mailOf({ recipient });
    const late = mailOf({ recipient, accounts: [anEndingAccount({ daysLeft: -1, ended: true })] });

    expect(warning.subject).toMatch(new RegExp(`^KBC ?: .*${inDays}$`));
    expect(late.subject).toMatch(new RegExp(`${ended}$`));
    expect(warning.html).toContain(`<html lang="${language}">`);
    for (const form of [warning.text, warning.html]) {
      expect(form).toContain(greeting);
      expect(form).toContain(`${inDays} (${day})`);
    }
  });

  it('counts from the account that ends first, and lists that one first', () => {
    const later = anEndingAccount({ reference: 'NL91ABNA0417164300', daysLeft: 14, lastDay: '2026-03-24' });

    const { subject, text } = mailOf({ accounts: [later, anEndingAccount()] });

    expect(subject).toContain('in 7 days');
    expect(text.indexOf('BE68')).toBeLessThan(text.indexOf('NL91'));
    expect(text).toContain('these accounts');
  });

  it('names the bank beside each account when there are several', () => {
    const other = anEndingAccount({ reference: 'BE11000000000000', bankName: 'Belfius', lastDay: '2026-03-18' });

    const { subject, text } = mailOf({ accounts: [anEndingAccount(), other] });

    expect(subject).toContain('KBC, Belfius');
    expect(text).toContain('BE11000000000000, EUR, Zichtrekening, Belfius');
  });

  it('does without the names that nobody knows', () => {
    const { reference, currency, daysLeft, lastDay, ended } = anEndingAccount();
    const accounts = [{ reference, currency, daysLeft, lastDay, ended }];

    expect(mailOf({ accounts, recipient: { language: 'de' } }).subject).toMatch(/^Ihre Bank: /);
    expect(mailOf({ accounts, recipient: { language: 'de' } }).text).toContain('bei Ihrer Bank');
    expect(mailOf({ accounts, recipient: { language: 'en' } }).text).toMatch(/^Hello,\n/);
  });

  it('says that more is wrong with a connection that stands still', () => {
    expect(mailOf({ stoppedOtherwise: true }).text).toContain('for another reason as well');
  });

  it('lets no name become markup or another line of the head', () => {
    const hostile = '<img src=x onerror="alert(1)">\'&\r\nBcc: everybody@example.com';
    const accounts = [anEndingAccount({ label: hostile, bankName: hostile, reference: hostile })];

    const { subject, text, html } = mailOf({ accounts, recipient: { name: hostile, language: 'en' } });

    expect(subject).not.toMatch(/[\r\n]/);
    expect(text).not.toMatch(/^Bcc:/m);
    expect(html).not.toContain('<img');
    expect(html).toContain('&lt;img src=x onerror=&quot;alert(1)&quot;&gt;&#39;&amp; Bcc: everybody@example.com');
  });

  it('fetches nothing and runs nothing when it is opened', () => {
    expect(mailOf().html).not.toMatch(/<(?:img|script|link|iframe|form)|https?:|url\(/i);
  });
});

describe('the people who are written to', () => {
  it('are the contact and the further addresses, each once, in the language of the contact', () => {
    const contact = { email: 'Els@Bakery.example', name: 'Els', locale: 'nl-BE' };

    expect(recipientsOf({ contact, notify: ['office@x.example', 'els@bakery.example', ' OFFICE@x.example'] })).toEqual([
      { address: 'els@bakery.example', name: 'Els', language: 'nl', part: 'contact' },
      { address: 'office@x.example', language: 'nl', part: 'notify-1' },
    ]);
  });

  it.each([
    ['fr', 'fr'],
    ['FR-be', 'fr'],
    ['de-AT', 'de'],
    ['es-419', 'es'],
    ['pl', 'en'],
    ['', 'en'],
    [undefined, 'en'],
  ])('with the locale %s read %s', (locale, language) => {
    expect(languageOf(locale)).toBe(language);
  });
});
