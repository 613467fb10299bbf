import type { CertificateBody, CompletenessBody } from '../../contracts/http/certificates.ts';
import type { JudgedPeriod } from '../../domain/certificates/certificate.ts';
import type { Language } from '../../domain/mail/language.ts';
import { changeWords, noAccountsWords, openReasonWords } from '../../presentation/certificates.ts';
import type { CertificateNow } from '../../usecases/certificates/certificates.ts';

/** What is judged, as the contract has it: lists of its own, nothing else. */
export const renderJudged = ({ period, verdict, noAccounts, accounts, leftOut }: JudgedPeriod) => ({
  period,
  verdict,
  noAccounts,
  accounts: accounts.map(({ open, formerReferences, ...account }) => ({
    ...account,
    ...(formerReferences && { formerReferences: [...formerReferences] }),
    open: [...open],
  })),
  leftOut: { count: leftOut.count, accounts: [...leftOut.accounts] },
});

/** What is open, in words. */
export const renderReasons = (
  language: Language,
  { period, noAccounts, accounts }: Pick<JudgedPeriod, 'period' | 'noAccounts' | 'accounts'>,
): CompletenessBody['reasons'] => [
  ...(noAccounts ? [{ code: 'no_accounts', ...noAccountsWords(language) }] : []),
  ...accounts.flatMap(({ accountId, currency, open }) =>
    open.map((reason) => ({
      accountId,
      code: reason.code,
      ...openReasonWords(language, reason, { currency, period }),
    })),
  ),
];

export const renderCertificate = (
  language: Language,
  { certificate: { content, digest }, standing, checkedAt }: CertificateNow,
): CertificateBody => {
  const { id, issuedAt, issuedBy, company } = content;
  return {
    id,
    digest,
    content: { id, issuedAt, issuedBy, company, ...renderJudged(content) },
    reasons: renderReasons(language, content),
    standing: {
      state: standing.state,
      checkedAt,
      changes: standing.changes.map(({ open, ...change }) => ({
        ...change,
        message: changeWords(language, { ...change }),
        ...(open && { open: [...open] }),
      })),
    },
  };
};
