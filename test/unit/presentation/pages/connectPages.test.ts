import type { InstitutionBody } from '../../../../shared/contracts/http/institutions.ts';
import { languages } from '../../../../shared/domain/mail/language.ts';
import { chooseAccountsPage } from '../../../../shared/presentation/pages/connect/chooseAccounts.ts';
import { connectBackPage } from '../../../../shared/presentation/pages/connect/connectBack.ts';
import { connectBankPage } from '../../../../shared/presentation/pages/connect/connectBank.ts';
import { findBankPage } from '../../../../shared/presentation/pages/connect/findBank.ts';
import { importProgressPage } from '../../../../shared/presentation/pages/connect/importProgress.ts';
import { linkPreviewPage } from '../../../../shared/presentation/pages/connect/linkPreviewPage.ts';
import { renewPage } from '../../../../shared/presentation/pages/connect/renew.ts';
import type { Shown } from '../../../../shared/presentation/pages/shown.ts';
import { aConnectionBody, aFrame, anAccountBody, pageNow } from '../../../builders/pages.ts';

/** Markup, a mark that turns the direction of writing, an emoji and 3,000 characters. */
const hostile = `<script>alert(1)</script>" onload="x\u202eKBC 🥐${'é'.repeat(3_000)}`;

/** Every page, with a name in each place where somebody outside gives one. */
const pagesWith = (language: Shown['language'], name: string): Readonly<Record<string, string>> => {
  const shown: Shown = {
    language,
    now: pageNow,
    frame: aFrame({ language, company: name }),
    formToken: 'proof',
    newOnce: () => 'once',
  };
  const bank: InstitutionBody = {
    id: 'ins-1',
    name,
    bic: name,
    country: 'BE',
    status: 'beta',
    provider: 'ponto',
    deprecated: false,
  };
  const unfed = anAccountBody({ link: { action: 'none' }, description: name, reference: name, referenceType: 'BBAN' });
  const connection = aConnectionBody({ health: { state: 'action_required', code: 'other_bank', message: name } });
  const typed = { taken: [unfed.id], accounts: new Map(), importFrom: name, frequency: name, statementPeriod: name };
  const journals = [{ id: 'jou-1', code: name, name, currency: 'EUR' }];
  const preview = {
    importFrom: '2026-11-01',
    currency: 'EUR',
    isWhole: true,
    counts: { fromStart: 0, beforeStart: 0, unreadable: 1 },
    opening: { kind: 'unknown', code: 'no_balance', message: name },
  } as const;
  const unconfirmed = {
    token: 't',
    organizationName: name,
    accounts: [{ reference: name, currency: 'EUR' }],
    accountCount: 3,
    at: pageNow,
  };
  return {
    find: String(
      findBankPage({
        ...shown,
        banks: [bank],
        countries: ['BE', 'NL'],
        search: name,
        country: 'BE',
        unfinished: [{ connectionId: 'c', bank: name, waitsFor: 'accounts' }],
        connected: new Set(),
      }),
    ),
    bank: String(
      connectBankPage({ ...shown, bank, product: name, contact: name, connections: [connection], mayRenew: true }),
    ),
    back: String(connectBackPage({ ...shown, connection, bank: name, tells: undefined })),
    confirm: String(
      connectBackPage({ ...shown, connection: { ...connection, unconfirmed }, bank: name, tells: undefined }),
    ),
    accounts: String(
      chooseAccountsPage({
        ...shown,
        connection,
        bank: name,
        accounts: [unfed],
        others: [anAccountBody({ id: 'acc-2', reference: name })],
        journals,
        fedElsewhere: new Set([unfed.id]),
        typed,
        errors: [{ message: name }],
      }),
    ),
    preview: String(
      linkPreviewPage({
        ...shown,
        connectionId: 'c',
        bank: name,
        typed,
        accounts: [{ account: unfed, seen: { kind: 'seen', preview } }],
      }),
    ),
    progress: String(
      importProgressPage({
        ...shown,
        connectionId: 'c',
        bank: name,
        accounts: [anAccountBody({ reference: name })],
        maySeeFeed: true,
      }),
    ),
    renew: String(
      renewPage({
        ...shown,
        connection,
        bank: name,
        accounts: [anAccountBody({ reference: name })],
        tells: undefined,
        maySeeFeed: true,
      }),
    ),
  };
};

describe('the pages of connecting and renewing', () => {
  it.each(Object.keys(pagesWith('en', 'KBC')))('take every name for text: %s', (page) => {
    const body = pagesWith('en', hostile)[page] ?? '';

    expect(body).toContain('&lt;script&gt;alert(1)');
    expect(body).not.toMatch(/<script>alert|" onload="x/);
    expect(/<title>[\s\S]*<\/title>/.exec(body)?.[0]).not.toContain('\u202e');
  });

  it.each(
    languages.flatMap((language) => Object.keys(pagesWith('en', 'KBC')).map((page) => [page, language] as const)),
  )(
    'have a main heading, in the language that is asked for, and nothing that a strict policy refuses: %s in %s',
    (page, language) => {
      const body = pagesWith(language, 'KBC')[page] ?? '';

      expect(body.match(/<h1>/g)).toHaveLength(1);
      expect(body).toContain(`<html lang="${language}">`);
      expect(body).not.toMatch(/ style="| on[a-z]+="|<script(?! type="module" src=)|<img|undefined|\[object/);
    },
  );

  it('shows of an account no more than its last four characters in the title', () => {
    for (const body of Object.values(pagesWith('en', 'KBC'))) {
      expect(/<title>[\s\S]*<\/title>/.exec(body)?.[0]).not.toMatch(/BE68|\d{5}/);
    }
  });
});
