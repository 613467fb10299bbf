import type { RefusedLineBody } from '../../contracts/http/ledger.ts';
import type { KeptRefusal } from '../../domain/ledger/refusedLine.ts';
import type { Language } from '../../domain/mail/language.ts';
import { explainRefusal } from '../../presentation/explanations.ts';

/** A line that cannot be booked, why, and what to do about it. */
export const renderRefusedLine = (language: Language, { reason, ...line }: KeptRefusal): RefusedLineBody => ({
  ...line,
  reason: { code: reason, ...explainRefusal(language, reason) },
});
