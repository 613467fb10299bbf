import type { Language } from '../../../domain/mail/language.ts';
import type { FormError } from '../components/errorSummary.ts';
import { checkFields } from './syncsPage.ts';
import { accountMessages } from './accountMessages.ts';

const { text } = accountMessages;

/** What is said at the fields of an account's forms, by what the API could not take. */
export const accountErrors = (language: Language) => {
  const at = (name: string, message: Parameters<typeof sentence>[1]): FormError => ({
    name,
    message: sentence(language, message),
  });
  return {
    members: {
      amount: at('amount', 'error_amount'),
      date: at('date', 'error_day'),
      from: at('from', 'error_day'),
      to: at('to', 'error_to'),
      text: at('text', 'search_nothing'),
      importFrom: at('importFrom', 'error_day'),
      code: at('code', 'error_code'),
      name: at('name', 'error_name'),
      status: { message: sentence(language, 'error_status') },
    } satisfies Record<string, FormError>,
    problems: {
      journal_required: 'journal',
      journal_unknown: 'journal',
      journal_taken: 'journal',
      currency_mismatch: 'journal',
      journal_code_taken: 'code',
      import_from_too_late: 'importFrom',
      known_balance_too_early: 'date',
      known_balance_too_late: 'date',
    },
    /** Of a check. */
    checked: { from: at(checkFields.from, 'error_day'), to: at(checkFields.to, 'error_to') },
    nothing: at('text', 'search_nothing'),
    half: at('code', 'journal_both'),
    noSuccessor: at('successor', 'successor_choose'),
    days: at(checkFields.to, 'error_period'),
    noDay: (name: string): FormError => at(name, 'error_day'),
  } as const;
};

const sentence = (
  language: Language,
  id:
    | 'error_amount'
    | 'error_day'
    | 'error_to'
    | 'error_code'
    | 'error_name'
    | 'error_status'
    | 'error_period'
    | 'search_nothing'
    | 'journal_both'
    | 'successor_choose',
): string => text(language, id);
