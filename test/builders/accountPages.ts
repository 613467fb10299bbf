import type { StatementBody, StatementLineBody } from '../../shared/contracts/http/ledger.ts';
import type { Language } from '../../shared/domain/mail/language.ts';
import type { Html } from '../../shared/presentation/pages/layout.ts';
import type { Shown } from '../../shared/presentation/pages/shown.ts';

/** To whom a page is shown in a test, on 29 November 2026. */
export const shownIn = (language: Language = 'en'): Shown => {
  let forms = 0;
  return {
    language,
    now: '2026-11-29T09:20:00.000Z',
    formToken: 'the-token',
    newOnce: () => `once-${(forms += 1)}`,
    frame: {
      language,
      product: 'Bookly',
      company: 'Bakkerij De Korenaar',
      assets: { style: '/s.css', script: '/s.js', icon: '/i.svg' },
      signedIn: { formToken: 'the-token', navigation: true },
    },
  };
};

/** A page as a person reads it: tags and spaces do not count. */
export const readable = (page: Html): string =>
  String(page)
    .replaceAll(/<(?:style|script|head)[^]*?<\/(?:style|script|head)>/g, '')
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll('&amp;', '&')
    .replaceAll(/\s+/g, ' ');

export const aStatementBody = (overrides: Partial<StatementBody> = {}): StatementBody => ({
  id: 'sta-1',
  accountId: 'acc-1',
  number: '2026-0017',
  period: { from: '2026-11-20', to: '2026-11-20' },
  currency: 'EUR',
  openingBalance: '1000.00',
  closingBalance: '1043.79',
  lineCount: 2,
  totalCredit: '86.29',
  totalDebit: '-42.50',
  state: 'final',
  proof: { verdict: 'proven', by: 'bank', bankBalance: '1043.79', bankBalanceAt: '2026-11-21' },
  ...overrides,
});

export const aLineBody = (overrides: Partial<StatementLineBody> = {}): StatementLineBody => ({
  id: 'tra-1',
  accountId: 'acc-1',
  statementId: 'sta-1',
  kind: 'line',
  status: 'booked',
  sequence: 1,
  executionDate: '2026-11-20',
  amount: '-42.50',
  currency: 'EUR',
  counterparty: { name: 'Elektriciteit Dupont', reference: 'BE71096123456769' },
  remittance: { text: 'Factuur 2026-311', type: 'unstructured' },
  version: 1,
  pontoId: 'p-1',
  ...overrides,
});

/** Names and texts that somebody would break a page with. */
export const hostile = {
  markup: '<script>alert(1)</script><b>&',
  bidi: 'Bakker\u202E)knab',
  emoji: '🥖👩‍👩‍👧',
  long: 'x'.repeat(3_000),
} as const;
