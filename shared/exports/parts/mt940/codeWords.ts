import { swiftText } from './swiftText.ts';

/** Words that stand between slashes in the details of a line, at any bank. */
const codeWords = new Set(
  (
    'ACCW ADDR BENM BIC BUSP CDTRREF CDTRREFTP CHGS CNTP CREF CSID EREF EXCH IBAN ID IREF ISDT KREF MARF NAME OCMT ' +
    'ORDP OTHR PREF PURP REMI RTRN SUM TRCD TRTP ULTB ULTC ULTD USTD STRD'
  ).split(' '),
);

/** Longer ones are none of ISO 20022's, and some would take the field from everything else. */
const idWidth = 35;
const nameWidth = 70;

/** Slashes would end the field. */
export const nameValue = (name: string | undefined): string =>
  withoutCodeWords(swiftText((name ?? '').replaceAll(/[/\\|]/g, ' ')).slice(0, nameWidth), () => false);

/** An id with its own single slashes; empty where it does not fit. */
export const idValue = (id: string | undefined): string => {
  const value = withoutCodeWords(swiftText(id ?? ''), (word) => codeWords.has(word));
  return value.length > idWidth ? '' : value;
};

/** A text with its slashes, but without what looks like a word between slashes. */
export const textValue = (text: string): string =>
  withoutCodeWords(swiftText(text), (word) => codeWords.has(word) || /^[A-Z]{2,4}$/.test(word));

/** Blanks for the slashes around a code word; none at either end. */
const withoutCodeWords = (text: string, isCodeWord: (word: string) => boolean): string => {
  if (!text.includes('/')) return codeWords.has(text) ? `${text}.` : text.trim();
  const [first = '', ...others] = text.replaceAll(/\/{2,}/g, '/').split('/');
  let [safe, before] = [first, first];
  for (const word of others) {
    safe += isCodeWord(before) || isCodeWord(word) ? ` ${word}` : `/${word}`;
    before = word;
  }
  const bare = safe.replaceAll(/^[/ ]+|[/ ]+$/g, '');
  return codeWords.has(bare) ? `${bare}.` : bare;
};
