import { html } from 'hono/html';
import type { StatementBody } from '../../../contracts/http/ledger.ts';
import type { Instant } from '../../../domain/calendar/calendarDate.ts';
import { isCalendarDate } from '../../../domain/calendar/calendarDate.ts';
import type { Language } from '../../../domain/mail/language.ts';
import { absolute, formatDecimal, isNegative, isZero } from '../../../domain/money/decimal.ts';
import { amountOf, digitsOf } from '../../../domain/money/currency.ts';
import { amountText } from '../components/amount.ts';
import type { Step } from '../components/actions.ts';
import { chip } from '../components/chip.ts';
import { dayText, momentText } from '../components/when.ts';
import type { Html } from '../layout.ts';
import { accountPaths } from '../account/accountPaths.ts';
import { statementMessages } from './statementMessages.ts';

const { text } = statementMessages;

type Judged = Pick<StatementBody, 'proof' | 'state' | 'currency' | 'accountId' | 'period'>;

/** The verdict as a chip. */
export const verdictChip = (language: Language, { proof }: Pick<StatementBody, 'proof'>): Html => {
  switch (proof.verdict) {
    case 'proven':
      return chip('well', text(language, 'chip_proven'));
    case 'unproven':
      return chip('waiting', text(language, 'chip_unproven'));
    case 'broken':
      return chip('differs', text(language, 'chip_broken'));
  }
};

/** With a shape for whoever does not see: open ones may still change. */
export const stateWord = (language: Language, { state }: Pick<StatementBody, 'state'>): Html =>
  html`<span class="small">· ${text(language, `state_${state}`)}</span>`;

/** What was found, by which figure of the bank; and what follows from it. */
export const verdictSentences = (language: Language, statement: Judged, now: Instant): readonly string[] => {
  const { proof, state } = statement;
  const beforeStart = beforeStartOf(language, statement);
  return [
    mainSentence(language, statement, now),
    ...(beforeStart === undefined ? [] : [beforeStart]),
    ...(proof.withdrawn === undefined
      ? []
      : [
          text(language, 'withdrawn', {
            at: momentText(language, proof.withdrawn.at, now),
            reason: text(language, `withdrawn_${proof.withdrawn.reason}`),
          }),
        ]),
    text(language, `${state}_next`),
  ];
};

const mainSentence = (language: Language, { proof, currency, period }: Judged, now: Instant): string => {
  const balance = proof.bankBalance === undefined ? '…' : amountText(language, proof.bankBalance, currency);
  const on = proof.bankBalanceAt === undefined ? '…' : whenText(language, proof.bankBalanceAt, now);
  switch (proof.verdict) {
    case 'proven': {
      if (proof.by !== 'tenant' || !proof.knownBalance) return text(language, 'proven_bank', { balance, on });
      const figure = {
        known: amountText(language, proof.knownBalance.amount, currency),
        knownOn: proof.knownBalance.date,
      };
      return proof.bankBalance === undefined
        ? text(language, 'proven_tenant_only', figure)
        : text(language, 'proven_tenant', { ...figure, balance, on });
    }
    case 'unproven':
      return text(language, `unproven_${proof.awaiting ?? 'later_balance'}`);
    case 'broken': {
      const difference = amountOf(proof.difference ?? '0');
      const values = {
        difference: amountText(language, formatDecimal(absolute(difference), digitsOf(currency)), currency),
        balance,
        on,
        from: proof.brokenFrom ?? period.from,
      };
      return text(language, isNegative(difference) ? 'broken_below' : 'broken_above', values);
    }
  }
};

const whenText = (language: Language, at: string, now: Instant): string =>
  isCalendarDate(at) ? dayText(language, at) : momentText(language, at, now);

const beforeStartOf = (language: Language, { proof, currency }: Judged): string | undefined => {
  if (proof.beforeStart === undefined || proof.bankBalance === undefined) return undefined;
  if (isZero(amountOf(proof.beforeStart))) return undefined;
  return text(language, 'before_start', {
    amount: amountText(language, proof.beforeStart, currency),
    balance: amountText(language, proof.bankBalance, currency),
  });
};

/** The one thing that a person can do about a verdict, if there is one. */
export const verdictStep = (language: Language, { proof, accountId, period }: Judged): Step | undefined => {
  if (proof.verdict === 'broken') {
    const from = proof.brokenFrom ?? period.from;
    return {
      label: text(language, 'check_again'),
      href: `${accountPaths.account(accountId, { checkFrom: from, checkTo: period.to < from ? from : period.to })}#check`,
    };
  }
  return proof.verdict === 'unproven' && proof.awaiting === 'balance_before_start'
    ? { label: text(language, 'give_known_balance'), href: `${accountPaths.settings(accountId)}#known-balance` }
    : undefined;
};
