import { accountNumber, amount, count, currencyCode, day, moment, pageWords, type Chapter } from './description.ts';
import { at, withdrawn } from './shared.ts';

const period = { '': 'The period that is judged.', from: day('Its first day'), to: day('Its last day') };
const verdict =
  '`complete`: everything of every day is in, balances prove it and the statements are final; `open` otherwise.';
const digest =
  'SHA-256 in hexadecimal of `content` as canonical JSON (RFC 8785): what has the same digest says the same.';
const balanceOn = { amount: amount('The balance'), date: day('The last day that it counts') };
const open = {
  '': 'Why it is open; empty of one that is complete.',
  code: 'Why, as a code.',
  from: day('The first day that it leaves open, where it is known'),
  to: day('The last such day'),
  difference: amount('Books minus the balance that disagrees: the bank’s, or the tenant’s own figure'),
  ...at('balance', { '': 'The balance that disagrees, or the last one.', ...balanceOn }),
  number: 'Number of the statement that it is about.',
  lines: count('Lines that it is about'),
  health: 'Code of the account’s health, where that is in the way.',
  ...at('withdrawn', withdrawn),
};
const corrections = {
  '': 'Late lines and adjustments of days of the period that stand on statements after it.',
  lateLines: count('Late lines'),
  adjustments: count('Adjustments'),
  sum: amount('What they add up to'),
  more: '`true`: there are more than were counted.',
};
const judged = {
  ...at('period', period),
  verdict: '`complete`: there is an account, and every one of them is complete; `open` otherwise.',
  noAccounts: '`true`: there is nothing to judge, because no account feeds a journal.',
  accounts: 'The accounts, at most 100.',
  ...at('leftOut', {
    '': 'Accounts that are not among them.',
    count: count('How many they are'),
    ...at('accounts', {
      '': 'The first 20 of them.',
      accountId: 'Id of the account.',
      reference: accountNumber,
      currency: currencyCode,
      code: 'Why it is left out.',
    }),
  }),
};
const reasons = {
  '': 'What `open` of the accounts says, in words, in the order of the accounts.',
  accountId: 'Id of the account that it is about.',
  code: 'Why, as a code.',
  message: 'Why, as a sentence in the language of the answer.',
  nextStep: 'What to do about it, as a sentence.',
};
const from = day('First day of the period, inclusive');
const to = day('Last day of the period, inclusive; a year at most');

export const certificates = {
  name: 'Certificates',
  description: 'How complete and proven a period is, and certificates to sign it off on.',
  calls: {
    getCompleteness: {
      '': 'What a certificate would say now; nothing is kept. With a cursor, verdict and accounts are those of one page.',
      from,
      to,
      limit: 'How many accounts the page has at most, by their numbers.',
      200: 'How the period stands.',
    },
    createCertificate: {
      '': 'Keeps what is found for good, under a digest.',
      201: 'The certificate.',
    },
    listCertificates: { '': 'Certificates that were made, without their content.', 200: 'A page of certificates.' },
    getCertificate: {
      '': 'The certificate as it was issued, judged again today.',
      id: 'Id of the certificate.',
      200: 'The certificate, and whether it holds.',
    },
  },
  schemas: {
    CertifiedAccount: {
      '': 'One account over a period. Amounts of two accounts are never added.',
      accountId: 'Id of the account.',
      reference: accountNumber,
      referenceType: 'What kind of number `reference` is: mostly `IBAN`.',
      formerReferences: 'Other numbers that the account had on statements of the period.',
      holderName: 'Name of the holder, as the bank writes it.',
      product: 'What the bank calls this kind of account.',
      currency: currencyCode,
      ...at('journal', {
        '': 'The journal that it feeds; absent where it feeds none.',
        id: 'Id of the journal.',
        code: 'Its code.',
        name: 'Its name.',
      }),
      verdict,
      completeFrom: day('The first day of the period of which everything is in and proven; absent where none is'),
      completeUpTo: day('The last such day'),
      openingBalance: amount('Balance before the first day of the period, where it is known'),
      closingBalance: amount('Balance after the last day of the period, where it is known'),
      ...at('provenBy', {
        '': 'The balances that prove it; absent where none does.',
        by: 'Two balances of the `bank`, or one of the bank and one that the `tenant` gave.',
        ...at('bankBalance', {
          '': 'The balance of the bank.',
          ...balanceOn,
          changedAt: moment('When Ponto last saw it change'),
        }),
        ...at('knownBalance', { '': 'The figure of the tenant.', ...balanceOn }),
        beforeStart: amount('What the bank’s balance counts of days before the books'),
      }),
      ...at('statements', {
        '': 'Its statements of the period.',
        count: count('How many they are'),
        first: 'Number of the first one, such as `2026-0031`.',
        last: 'Number of the last one.',
      }),
      ...at('corrections', corrections),
      ...at('open', open),
    },
    Completeness: {
      '': 'How a period stands: what a certificate would say now.',
      ...judged,
      ...at('reasons', reasons),
      nextCursor: 'Goes into `cursor` of the same call; absent on the last page.',
    },
    NewCertificate: {
      '': 'What is to be certified.',
      from,
      to,
      accountIds:
        'Only these accounts, by their ids, at most 100; without it, every one that feeds a journal or has books in the period.',
    },
    Certificate: {
      '': 'A complete-up-to certificate as it was issued, and whether it holds today.',
      id: 'Id of the certificate.',
      digest,
      ...at('content', {
        '': 'What was certified. Nothing changes it: the digest covers all of it.',
        id: 'Id of the certificate.',
        issuedAt: moment('When it was issued'),
        issuedBy: 'The user who had it made, by `sub` of the token.',
        ...at('company', {
          '': 'For whom it was made.',
          id: 'Id of the tenant.',
          name: 'What the token calls the tenant, where it does.',
        }),
        ...judged,
      }),
      ...at('reasons', reasons),
      ...at('standing', {
        '': 'Whether it holds today.',
        state: '`holds`, or `changed`: what was learned since says something else.',
        checkedAt: moment('When that was judged'),
        ...at('changes', {
          '': 'What says something else.',
          accountId: 'Id of the account.',
          reference: accountNumber,
          currency: currencyCode,
          code: 'What changed, as a code.',
          message: 'What changed, as a sentence.',
          ...at('open', { ...open, '': 'Why it is open now.' }),
          ...at('corrections', { ...corrections, '': 'Late lines and adjustments since it was issued.' }),
          openingBalance: amount('What the statements say now before the first day'),
          closingBalance: amount('What the statements say now after the last day'),
        }),
      }),
    },
    CertificateSummary: {
      '': 'A certificate without its content.',
      id: 'Id of the certificate.',
      digest,
      issuedAt: moment('When it was issued'),
      ...at('period', period),
      verdict,
      accounts: count('Accounts in it'),
    },
    CertificatePage: pageWords('certificates'),
  },
} as const satisfies Chapter;
