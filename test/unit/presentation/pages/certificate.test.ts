import { renderCertificate } from '../../../../shared/api/render/certificate.ts';
import { changeCodes, type Standing } from '../../../../shared/domain/certificates/standing.ts';
import { languages, type Language } from '../../../../shared/domain/mail/language.ts';
import { certificatePage } from '../../../../shared/presentation/pages/certificate.ts';
import { uuid } from '../../../builders/bank.ts';
import { aCertificate, aCertifiedAccount } from '../../../builders/certificate.ts';

const checkedAt = '2026-05-01T09:00:00.000Z';
const holds: Standing = { state: 'holds', changes: [] };
const changed: Standing = {
  state: 'changed',
  changes: changeCodes.map((code) => ({
    accountId: uuid(101),
    reference: 'BE68539007547034',
    currency: 'EUR',
    code,
    corrections: { lateLines: 2, adjustments: 1, sum: '-42.50' },
  })),
};

const page = (
  overrides: Parameters<typeof aCertificate>[0] = {},
  standing = holds,
  language: Language = 'en',
): string =>
  String(
    certificatePage({
      frame: {
        language,
        product: 'Bookly',
        company: 'De Korenaar',
        assets: { style: '/s.css', script: '/s.js', icon: '/i.svg' },
        signedIn: { formToken: 'proof', navigation: true },
      },
      certificate: renderCertificate(language, { certificate: aCertificate(overrides), standing, checkedAt }),
      address: `https://sync.example/pages/certificates/${uuid(701)}`,
    }),
  ).replaceAll(/\s+/g, ' ');

describe('the page of a certificate', () => {
  it('reads as a document: who, which days, what was found, when, by whom, and how to confirm it', () => {
    const text = page();

    expect(text).toContain('<h1>Certificate, March 2026</h1>');
    expect(text).toContain(
      'The account of Bakkerij De Korenaar that is listed here is complete and proven from 1 March 2026 to 31 March 2026',
    );
    expect(text).toContain('2 April 2026 at 11:00 CEST');
    expect(text).toContain('user-1');
    expect(text).toContain('abababab abababab');
    expect(text).toContain(`Open https://sync.example/pages/certificates/${uuid(701)}`);
    expect(text).toContain(`GET /v1/certificates/${uuid(701)}`);
    expect(text).toContain('Looked at on 1 May 2026 at 11:00 CEST: what it says still holds.');
    expect(text).toContain('Statements 2026-0001 to 2026-0003');
    expect(text).toContain('BE68 5390 0754 7034');
  });

  it('says first what has changed since, and leaves what was certified as it was', () => {
    const text = page({}, changed);

    expect(text.indexOf('Something has changed since')).toBeLessThan(text.indexOf('is complete and proven from'));
    expect(text).toContain('2 late lines, one adjustment, -42.50 EUR together');
    expect(text).not.toContain('still holds');
    expect(text).toContain('href="/pages/month?from=2026-03-01&amp;to=2026-03-31"');
  });

  it('of an open period says so before anything else, and offers nothing to do about it', () => {
    const account = aCertifiedAccount({ verdict: 'open', open: [{ code: 'authorization_gap', from: '2026-03-13' }] });
    const text = page({ verdict: 'open', accounts: [account] });

    expect(text).toContain('This period was still open when the certificate was made: 1 of 1 accounts');
    expect(text).not.toMatch(/class="chip well"|<a href="\/pages\/accounts/);
  });

  it('of no account says that there was nothing to certify', () => {
    expect(page({ verdict: 'open', noAccounts: true, accounts: [] })).toContain('there is nothing to certify');
  });

  it.each(languages)('is all in %s', (language) => {
    expect(page({}, changed, language).replaceAll(/<[^>]*>/g, ' ')).not.toMatch(/2026-03|undefined|\{|changed_/);
  });
});
