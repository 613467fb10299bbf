import { html } from 'hono/html';
import { localeOf } from '../../catalogue.ts';
import type { Language } from '../../../domain/mail/language.ts';
import type { Html } from '../layout.ts';

const formats = new Map<string, Intl.NumberFormat>();

/** With as many digits behind the point as the text has. A text is formatted exactly: no binary float is made of it. */
const formatOf = (language: Language, digits: number): Intl.NumberFormat => {
  const key = `${language} ${digits}`;
  const known = formats.get(key);
  if (known) return known;
  const format = new Intl.NumberFormat(localeOf(language), {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
    useGrouping: 'always',
  });
  formats.set(key, format);
  return format;
};

/** `money` of the contract. */
const isDecimal = (text: string): text is `${number}` => /^-?\d+(\.\d+)?$/.test(text);

/** An amount of the API (`"-1234.50"`) as the language writes it (`-1,234.50`), for a sentence. With a currency: behind it. */
export const amountText = (language: Language, text: string, currency?: string): string => {
  const digits = Math.min(text.split('.')[1]?.length ?? 0, 100);
  const written = isDecimal(text) ? formatOf(language, digits).format(text) : text;
  return currency === undefined ? written : `${written}\u00a0${currency}`;
};

/** An amount in tabular figures, which stays on one line. In a column the currency stands once, in the head. */
export const amount = (language: Language, text: string, currency?: string): Html =>
  html`<data class="amount" value="${text}">${amountText(language, text, currency)}</data>`;
