import { languages } from '../../../../shared/domain/mail/language.ts';
import { renderMail } from '../../../../shared/presentation/mail/renderMail.ts';
import { incidentKinds } from '../../../../shared/domain/alerts/incident.ts';

const account = { reference: 'BE68539007547034', currency: 'EUR', label: 'Zichtrekening', bankName: 'KBC' };

describe('a mail about an incident', () => {
  it.each(languages.flatMap((language) => incidentKinds.map((kind) => [language, kind] as const)))(
    'in %s about %s says in both forms what happened, to which account, and what to do',
    (language, kind) => {
      const { subject, text, html } = renderMail({
        kind: 'incident',
        recipient: { name: 'Els', language },
        incident: kind,
        accounts: [account],
        url: 'https://sync.example/renew?link=x',
      });

      expect(subject).toMatch(/^KBC ?: \S.{15,}$/);
      expect(html).toContain(`<html lang="${language}">`);
      for (const form of [text, html]) {
        expect(form).toContain('Els');
        expect(form).toContain('BE68539007547034, EUR, Zichtrekening');
        expect(form).toContain('https://sync.example/renew?link=x');
        expect(form).not.toContain('undefined');
      }
      expect(text.split('\n\n').length).toBeGreaterThanOrEqual(6);
    },
  );

  it.each(languages)('in %s about books that differ names the difference and the balance of the bank', (language) => {
    const difference = { amount: '7', since: '2026-03-02', bankBalance: '93.5', on: '2026-03-05' };

    const { text, html } = renderMail({
      kind: 'incident',
      recipient: { language },
      incident: 'statement_broken',
      accounts: [{ ...account, difference }],
    });

    for (const form of [text, html]) {
      expect(form).toMatch(/7\.00 EUR.*2026.*93\.50 EUR/);
    }
  });

  it('is about the bank in general when nobody knows its name, and has no button where there is nothing to press', () => {
    const { bankName: _bank, ...nameless } = account;

    const { subject, html } = renderMail({
      kind: 'incident',
      recipient: { language: 'en' },
      incident: 'feed_stale',
      accounts: [nameless],
    });

    expect(subject).toBe('Your bank: nothing has come in for some time');
    expect(html).not.toContain('<a ');
  });

  it('reads well where no account is shared yet', () => {
    const { subject, text } = renderMail({
      kind: 'incident',
      recipient: { language: 'en' },
      incident: 'onboarding_incomplete',
      accounts: [],
    });

    expect(subject).toBe('Your bank: your registration at Ponto is not complete');
    expect(text).toMatch(/this bank connection with\s+it\.\n\nComplete the registration/);
  });
});
