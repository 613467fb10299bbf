import type { OpenReason } from '../domain/certificates/certificate.ts';
import type { StandingChange } from '../domain/certificates/standing.ts';
import type { Language } from '../domain/mail/language.ts';
import { createCatalogue } from './catalogue.ts';
import type { Explanation } from './explanations.ts';
import de from './messages/de/certificates.json' with { type: 'json' };
import en from './messages/en/certificates.json' with { type: 'json' };
import es from './messages/es/certificates.json' with { type: 'json' };
import fr from './messages/fr/certificates.json' with { type: 'json' };
import nl from './messages/nl/certificates.json' with { type: 'json' };
import { amountText } from './pages/components/amount.ts';

const days = { from: 'day', to: 'day' } as const;
const figures = { difference: 'text', currency: 'text', balance: 'text', date: 'day' } as const;

export const certificateMessages = createCatalogue(
  { en, fr, nl, de, es },
  {
    ended: { from: 'day' },
    ended_next: { from: 'day' },
    not_read_yet: days,
    before_import_from: days,
    before_import_from_next: days,
    balance_before_start: days,
    balance_before_start_next: { from: 'day' },
    books_differ: { ...figures, from: 'day' },
    known_balance_differs: figures,
    line_refused: { lines: 'number' },
    lines_uncertain: { lines: 'number' },
    proof_withdrawn: { from: 'day', reason: 'text' },
    authorization_gap: { from: 'day' },
    later_balance: days,
    statement_unproven: { ...days, number: 'text' },
    statement_not_final: { number: 'text', to: 'day' },
    statement_not_final_next: { to: 'day' },
    period_not_over: { to: 'day' },
    period_not_over_next: { to: 'day' },
    changed_corrected: { lateLines: 'number', adjustments: 'number', sum: 'text', currency: 'text' },
  },
);
const { text } = certificateMessages;

/**
 * Why an account is open for a period, and what a person can do next.
 *
 * @param period stands for days that a reason does not name
 */
export const openReasonWords = (
  language: Language,
  reason: OpenReason,
  { currency, period }: { readonly currency: string; readonly period: { readonly from: string; readonly to: string } },
): Explanation => {
  const { from = period.from, to = period.to, number = '', lines = 0 } = reason;
  const { difference = '', balance: { amount: balance, date } = { amount: '', date: period.to } } = reason;
  const figure = {
    difference: amountText(language, difference),
    currency,
    balance: amountText(language, balance),
    date,
  };
  const said = (message: string, nextStep: string): Explanation => ({ message, nextStep });
  switch (reason.code) {
    case 'account_not_linked':
      return said(text(language, reason.code), text(language, 'account_not_linked_next'));
    case 'ended':
      return said(text(language, reason.code, { from }), text(language, 'ended_next', { from }));
    case 'not_read_yet':
      return said(text(language, reason.code, { from, to }), text(language, 'not_read_yet_next'));
    case 'before_import_from':
      return said(text(language, reason.code, { from, to }), text(language, 'before_import_from_next', { from, to }));
    case 'balance_before_start':
      return said(text(language, reason.code, { from, to }), text(language, 'balance_before_start_next', { from }));
    case 'books_differ':
      return said(text(language, reason.code, { ...figure, from }), text(language, 'books_differ_next'));
    case 'known_balance_differs':
      return said(text(language, reason.code, figure), text(language, 'known_balance_differs_next'));
    case 'line_refused':
      return said(text(language, reason.code, { lines }), text(language, 'line_refused_next'));
    case 'lines_uncertain':
      return said(text(language, reason.code, { lines }), text(language, 'lines_uncertain_next'));
    case 'proof_withdrawn': {
      const why = text(language, `withdrawn_${reason.withdrawn?.reason ?? 'corrected'}`);
      return said(text(language, reason.code, { from, reason: why }), text(language, 'proof_withdrawn_next'));
    }
    case 'authorization_gap':
      return said(text(language, reason.code, { from }), text(language, 'authorization_gap_next'));
    case 'later_balance':
      return said(text(language, reason.code, { from, to }), text(language, 'later_balance_next'));
    case 'statement_unproven':
      return said(text(language, reason.code, { number, from, to }), text(language, 'statement_unproven_next'));
    case 'statement_not_final':
      return said(text(language, reason.code, { number, to }), text(language, 'statement_not_final_next', { to }));
    case 'period_not_over':
      return said(text(language, reason.code, { to }), text(language, 'period_not_over_next', { to }));
  }
};

/** That there is nothing to certify. */
export const noAccountsWords = (language: Language): Explanation => ({
  message: text(language, 'no_accounts'),
  nextStep: text(language, 'no_accounts_next'),
});

/** What has become of one account in a certificate. */
export const changeWords = (language: Language, change: StandingChange): string => {
  if (change.code !== 'corrected') return text(language, `changed_${change.code}`);
  const { lateLines = 0, adjustments = 0, sum = '0' } = change.corrections ?? {};
  const { currency } = change;
  return text(language, 'changed_corrected', { lateLines, adjustments, sum: amountText(language, sum), currency });
};
