import { languages } from '../../../../shared/domain/mail/language.ts';
import { renderMail } from '../../../../shared/presentation/mail/renderMail.ts';

const greetingsFor = (name: string): readonly string[] =>
  languages.flatMap((language) => {
    const recipient = { name, language };
    const accounts = [
      { reference: 'BE68539007547034', currency: 'EUR', daysLeft: 7, lastDay: '2026-03-17', ended: false },
    ];
    const mails = [
      renderMail({ kind: 'reminder', recipient, accounts, stoppedOtherwise: false }),
      renderMail({ kind: 'incident', recipient, incident: 'reconnect_required', accounts }),
    ];
    return mails.flatMap(({ text, html }) => [text.split('\n')[0] ?? '', /<p [^>]*>([^<]*)/.exec(html)?.[1] ?? '']);
  });
const neutral = ['Hello,', 'Bonjour,', 'Beste,', 'Guten Tag,', 'Hola:'].flatMap((text) => [text, text, text, text]);

describe('the greeting of a mail', () => {
  it.each([
    'Els',
    'Zoë D’Hondt',
    'Bakkerij Els & Co.',
    'Jan W. de Vries',
    'Jansen B.V.',
    'B.V.B.A. Els',
    'Garage 2026',
    'محمد',
    '陳大文',
  ])('names who is written to: %s', (name) => {
    for (const greeting of greetingsFor(name)) {
      expect(greeting.replaceAll('&amp;', '&')).toContain(name);
    }
  });

  it.each([
    'https://evil.example/pay',
    'Els, go to evil.example',
    'www.evil',
    'EVIL.EXAMPLE',
    'evil．example',
    'evil。example',
    'evil｡example',
    'bücher.example',
    'evil-.example',
    'evil/pay',
    'evil\\share',
    '//evil',
    'javascript:alert(1)',
    'tel:+3212345678',
    'jan@evil',
    'jan＠evil.example',
    '192.168.0.1',
    'localhost:8080',
    '[2001:db8::1]',
    'evil.\u200dexample',
    'evil\u200c.example',
    '0900 1234',
    '+32 2 1',
    'Bel (0)900-12.34',
    '٠٩٠٠١٢٣٤',
    '０９００１２３４',
    '0\u200d9\u200d0\u200d0\u200d1',
    '118 71',
  ])('never holds what looks like an address or a telephone number: %s', (name) => {
    expect(greetingsFor(name)).toEqual(neutral);
  });

  it.each(['Els\nevil example', 'Els\u202eNaj', 'Els\u0000', 'evil\u200b.example', 'Els\u2028Jan', '\u200d'])(
    'never holds a stored name that would be refused today: %j',
    (name) => {
      expect(greetingsFor(name)).toEqual(neutral);
    },
  );
});

describe('a line of a mail', () => {
  it('keeps its direction and its one line, whatever a bank calls an account', () => {
    const label = 'Zicht\u202egpj\u2066\u0000\nBcc:\u2028x';
    const accounts = [{ reference: 'BE68', currency: 'EUR', label, daysLeft: 7, lastDay: '2026-03-17', ended: false }];

    const { text } = renderMail({
      kind: 'reminder',
      recipient: { language: 'en' },
      accounts,
      stoppedOtherwise: false,
    });

    expect(text).toContain('- BE68, EUR, Zichtgpj Bcc: x: ends in 7 days');
  });
});
