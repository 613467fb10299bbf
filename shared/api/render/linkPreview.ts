import type { LinkPreviewBody } from '../../contracts/http/accounts.ts';
import type { Language } from '../../domain/mail/language.ts';
import { amountOf, formatAmount } from '../../domain/money/currency.ts';
import { explanationMessages } from '../../presentation/explanations.ts';
import type { LinkPreview } from '../../usecases/accounts/previewLink.ts';

export const renderLinkPreview = (language: Language, preview: LinkPreview): LinkPreviewBody => {
  const { account, importFrom, isWhole, counts, opening, known, overlap } = preview;
  const money = (amount: string): string => formatAmount(amountOf(amount), account.currency);
  return {
    importFrom,
    currency: account.currency,
    earliestLine: preview.earliestLine,
    latestLine: preview.latestLine,
    isWhole,
    counts,
    opening:
      opening.kind === 'known'
        ? { kind: 'known', amount: money(opening.amount), mayChange: opening.mayChange }
        : {
            kind: 'unknown',
            code: opening.why,
            message: explanationMessages.text(language, `opening_${opening.why}`),
          },
    knownBalance: known && {
      date: known.on,
      amount: money(known.amount),
      verdict: known.verdict,
      difference: known.difference === undefined ? undefined : money(known.difference),
    },
    completeFrom: preview.completeFrom,
    completeUpTo: preview.completeUpTo,
    overlap,
  };
};
