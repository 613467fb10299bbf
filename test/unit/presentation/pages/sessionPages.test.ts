import { languages } from '../../../../shared/domain/mail/language.ts';
import { sessionPage, type SessionPageKind } from '../../../../shared/presentation/pages/sessionPages.ts';
import { aFrame } from '../../../builders/pages.ts';

const kinds = [
  'link_over',
  'signed_out',
  'over',
  'typed_earlier',
  'other_person',
  'from_elsewhere',
  'other_task',
  'not_found',
  'too_large',
  'unexpected',
] as const satisfies readonly SessionPageKind[];
const { signedIn: _, ...outside } = aFrame();
const written = (...page: Parameters<typeof sessionPage>): string =>
  String(sessionPage(...page)).replaceAll(/\s+/g, ' ');
const buttons = (text: string): number => text.match(/class="button"/g)?.length ?? 0;

describe.each(kinds)('the page %s', (kind) => {
  it.each(languages)('says in %s what happened, large, and what comes next', (language) => {
    const text = written(kind, { ...outside, language });
    expect(text).toMatch(/<p class="sentence">[^<]{10,}<\/p> <p>[^<]{10,}<\/p>/);
    expect(buttons(text)).toBe(0);
  });

  it('leads on by one button where somebody is signed in for everything', () => {
    const text = written(kind, aFrame());
    expect(buttons(text)).toBe(1);
    expect(text).toContain('class="button" href="/pages/overview"');
  });

  it('leads to no page that the page session may not open', () => {
    expect(written(kind, aFrame({ signedIn: { formToken: 'proof', navigation: false } }))).not.toContain(
      '/pages/overview',
    );
  });
});

describe('a form that was not taken', () => {
  const kept = {
    action: '/pages/x',
    typed: [
      ['a', '"<1>'],
      ['clientSecret', 'hush'],
    ],
    formToken: 'new',
  } as const;

  it('is sent again by one button, with everything that was typed but secrets', () => {
    const text = written('over', outside, kept);
    expect(buttons(text)).toBe(1);
    expect(text).toContain('<input type="hidden" name="a" value="&quot;&lt;1&gt;" />');
    expect(text).toContain('name="_token" value="new"');
    expect(text).not.toContain('hush');
    expect(text).toContain('have to be typed again');
  });

  it('has no second button beside it', () => {
    expect(buttons(written('unexpected', aFrame(), kept))).toBe(1);
  });
});
