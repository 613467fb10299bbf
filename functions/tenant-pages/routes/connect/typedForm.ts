import { frequency, statementPeriod, type AccountBody } from '../../../../shared/contracts/http/accounts.ts';
import { typedMoney } from '../../../../shared/contracts/http/common.ts';
import { addDays, isCalendarDate } from '../../../../shared/domain/calendar/calendarDate.ts';
import type { Language } from '../../../../shared/domain/mail/language.ts';
import { lastFour } from '../../../../shared/presentation/pages/accountName.ts';
import { amountText } from '../../../../shared/presentation/pages/components/amount.ts';
import type { FormError } from '../../../../shared/presentation/pages/components/errorSummary.ts';
import { importMessages } from '../../../../shared/presentation/pages/connect/importMessages.ts';
import {
  linkFields,
  newJournal,
  nothingTyped,
  type TypedLinks,
} from '../../../../shared/presentation/pages/connect/typedLinks.ts';
import { plainBalance } from '../../../../shared/presentation/pages/typedAmount.ts';

const { text } = importMessages;

/** What was typed for these accounts, and for all of them. */
export const typedIn = (form: URLSearchParams, accounts: readonly AccountBody[]): TypedLinks => {
  const value = (name: string): string => (form.get(name) ?? '').trim();
  const ticked = new Set(form.getAll(linkFields.taken));
  return {
    taken: accounts.flatMap(({ id }) => (ticked.has(id) ? [id] : [])),
    accounts: new Map(
      accounts.map(({ id }) => [
        id,
        {
          journal: value(linkFields.journal(id)),
          lastOn: value(linkFields.lastOn(id)),
          lastAmount: value(linkFields.lastAmount(id)),
        },
      ]),
    ),
    importFrom: value(linkFields.importFrom),
    frequency: value(linkFields.frequency),
    statementPeriod: value(linkFields.statementPeriod),
  };
};

/** What is asked of the API for one account. */
interface Asked {
  readonly account: AccountBody;
  readonly link: Readonly<Record<string, unknown>>;
  readonly preview: Readonly<Record<string, unknown>>;
}

const example = '52019.87';

/** @returns undefined where it could mean two amounts, or none */
const amountIn = (language: Language, typed: string, currency: string): string | undefined =>
  typedMoney().safeParse(plainBalance(language, typed, currency)).data;

/** What of it cannot be sent. The rest is the API's to judge. */
export const errorsIn = (
  typed: TypedLinks,
  accounts: readonly AccountBody[],
  language: Language,
): readonly FormError[] => {
  const errors: FormError[] = [];
  if (typed.taken.length === 0) errors.push({ name: linkFields.taken, message: text(language, 'error_none') });
  for (const { id, reference, currency } of accounts.filter((one) => typed.taken.includes(one.id))) {
    const account = lastFour(reference);
    const { lastOn, lastAmount } = typed.accounts.get(id) ?? nothingTyped;
    if (lastOn !== '' && !isCalendarDate(lastOn)) {
      errors.push({ name: linkFields.lastOn(id), message: text(language, 'error_day', { account }) });
    }
    if (lastAmount === '') continue;
    if (lastOn === '') {
      errors.push({ name: linkFields.lastOn(id), message: text(language, 'error_day_needed', { account }) });
    }
    if (amountIn(language, lastAmount, currency) === undefined) {
      const shown = amountText(language, example);
      errors.push({
        name: linkFields.lastAmount(id),
        message: text(language, 'error_amount', { account, example: shown }),
      });
    }
  }
  if (typed.importFrom !== '' && !isCalendarDate(typed.importFrom)) {
    errors.push({ name: linkFields.importFrom, message: text(language, 'error_from') });
  }
  return errors;
};

/** In the words of the API: an account with a last statement begins on the day after it. */
export const askedOf = (typed: TypedLinks, account: AccountBody, language: Language): Asked => {
  const { journal, lastOn, lastAmount } = typed.accounts.get(account.id) ?? nothingTyped;
  const figure = lastAmount === '' ? undefined : amountIn(language, lastAmount, account.currency);
  const from = lastOn === '' ? typed.importFrom : addDays(lastOn, 1);
  const start =
    figure === undefined
      ? from === ''
        ? {}
        : { importFrom: from }
      : { knownBalance: { date: lastOn, amount: figure } };
  const [often, period] = [frequency.safeParse(typed.frequency), statementPeriod.safeParse(typed.statementPeriod)];
  return {
    account,
    preview: { ...start, ...(lastOn !== '' && { lastBookedOn: lastOn }) },
    link: {
      ...start,
      ...(often.success && { frequency: often.data }),
      ...(period.success && { statementPeriod: period.data }),
      ...(journal === newJournal && { action: 'create_journal' }),
      ...(journal !== '' && journal !== newJournal && { action: 'link_journal', journalId: journal }),
    },
  };
};

/** The field that a problem of an account is about. */
export const fieldOf = (code: string, accountId: string): { readonly name?: string } => {
  if (code.startsWith('known_balance')) return { name: linkFields.lastOn(accountId) };
  return code.startsWith('journal') || code === 'currency_mismatch' ? { name: linkFields.journal(accountId) } : {};
};
