import type { Language } from '../../domain/mail/language.ts';
import { digitsOf } from '../../domain/money/currency.ts';

/** What stands between thousands, beside spaces and apostrophes, where the language writes amounts. */
const groupOf = (language: Language): '.' | ',' => (language === 'en' ? ',' : '.');

/**
 * An amount as people type and copy it (`1.234,50`, `1 234,50`, `−12.50`) in the form that the API takes. What cannot be
 * meant for sure is left as it is: the API refuses it.
 */
export const plainAmount = (language: Language, typed: string): string => {
  const text = typed
    .trim()
    .replaceAll(/[\s'’]/g, '')
    .replace(/^[−–]/, '-');
  const [dots, commas] = [text.split('.').length - 1, text.split(',').length - 1];
  if (dots > 0 && commas > 0) {
    const decimal = text.lastIndexOf('.') > text.lastIndexOf(',') ? '.' : ',';
    const group = decimal === '.' ? ',' : '.';
    return grouped(text.slice(0, text.lastIndexOf(decimal)), group)
      ? `${text.slice(0, text.lastIndexOf(decimal)).replaceAll(group, '')}.${text.slice(text.lastIndexOf(decimal) + 1)}`
      : text;
  }
  const group = groupOf(language);
  return text.includes(group) && grouped(text, group) ? text.replaceAll(group, '') : text;
};

/**
 * The same for a balance in a currency. One of more digits than the currency has may mean two amounts (`12.345` in English):
 * it becomes none, which the API refuses.
 */
export const plainBalance = (language: Language, typed: string, currency: string): string => {
  const plain = plainAmount(language, typed);
  return (plain.split(/[.,]/)[1] ?? '').length <= digitsOf(currency) ? plain : '';
};

const grouped = (text: string, group: '.' | ','): boolean =>
  (group === '.' ? /^[-+]?\d{1,3}(\.\d{3})+$/ : /^[-+]?\d{1,3}(,\d{3})+$/).test(text);
