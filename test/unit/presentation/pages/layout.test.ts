import { html } from 'hono/html';
import { languages } from '../../../../shared/domain/mail/language.ts';
import { layout, type Frame } from '../../../../shared/presentation/pages/layout.ts';

const frame: Frame = {
  language: 'en',
  product: 'Bookly',
  company: 'De Korenaar',
  assets: { style: '/pages/assets/1.css', script: '/pages/assets/2.js', icon: '/pages/assets/3.svg' },
  signedIn: { formToken: 'proof', navigation: true },
};
const page = (parts: Partial<Parameters<typeof layout>[0]>): string =>
  String(layout({ frame, title: 'Overview', body: html`<p>Text</p>`, ...parts })).replaceAll(/\s+/g, ' ');

describe('the layout', () => {
  it('names what and where in the title, and a failure first', () => {
    expect(page({})).toContain('<title>Overview · De Korenaar</title>');
    expect(page({ failed: true })).toContain('<title>Error: Overview · De Korenaar</title>');
  });

  it('says the name of the product once where no company is known', () => {
    expect(page({})).toContain('<bdi>De Korenaar</bdi> <small>Bookly</small>');
    expect(page({ frame: { ...frame, company: 'Bookly' } })).toContain('<bdi>Bookly</bdi></p>');
  });

  it.each(languages)('says its language, and leads past the navigation first: %s', (language) => {
    const text = page({ frame: { ...frame, language } });
    expect(text).toContain(`<html lang="${language}">`);
    expect(text).toMatch(/<body> <a class="skip" href="#content">[^<]+<\/a>/);
    expect(text).toContain('<main id="content" tabindex="-1">');
  });

  it('leads to three places, and marks the one where one is', () => {
    const links = [...page({ current: 'month' }).matchAll(/<a href="(\/pages\/[a-z]+)" ([^>]*?) ?>/g)];
    expect(links.map(([, href, rest]) => [href, rest?.trim()])).toEqual([
      ['/pages/overview', ''],
      ['/pages/month', 'aria-current="page"'],
      ['/pages/connect', ''],
    ]);
  });

  it('leads nowhere else in a session that may only connect, but out', () => {
    const text = page({ frame: { ...frame, signedIn: { formToken: 'proof', navigation: false } } });
    expect(text).not.toContain('<nav');
    expect(text).toContain('action="/pages/sign-out"');
  });

  it('signs out by a form with its proof, and leads back to the product where one is known', () => {
    const text = page({
      frame: { ...frame, signedIn: { formToken: 'proof', navigation: true, returnUrl: 'https://a.example/?x=1&y' } },
    });
    expect(text).toContain(
      '<form method="post" action="/pages/sign-out"> <input type="hidden" name="_token" value="proof" />',
    );
    expect(text).toContain('<a href="https://a.example/?x=1&amp;y">Back to accounting</a>');
    expect(page({})).not.toContain('Back to your');
  });

  it('offers no way out where nobody is signed in', () => {
    const { signedIn: _, ...outside } = frame;
    expect(page({ frame: outside })).not.toMatch(/sign-out|<nav/);
  });

  it('lets no name break out of its place or turn the direction of the page', () => {
    const text = page({ frame: { ...frame, company: '<b>\u202eA & "B"' }, title: 'KBC </title><script>' });
    expect(text).not.toMatch(/<b>|<script>|\u202e/);
    expect(text).toContain('KBC &lt;/title&gt;&lt;script&gt; · &lt;b&gt;A &amp; &quot;B&quot;');
  });

  it('has neither style nor script of its own', () => {
    expect(page({})).not.toMatch(
      /<style|style=|<script(?! type="module" src="\/pages\/assets\/2.js"><\/script>)|onclick/,
    );
  });
});
