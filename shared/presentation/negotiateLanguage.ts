import { languages, type Language } from '../domain/mail/language.ts';

/** A browser names a handful; a hostile header of thousands is read no further. */
const maxRanges = 30;

interface Range {
  /** The first part of a language range, such as `nl` of `nl-BE`; `*` for all others. */
  readonly primary: string;
  readonly quality: number;
}

/**
 * The language of ours that a reader prefers, English where there is none. A region is left aside: what we have is written
 * for all of them.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9110#name-accept-language
 */
export const negotiateLanguage = (acceptLanguage: string | undefined): Language => {
  const ranges = (acceptLanguage ?? '').split(',', maxRanges).flatMap(parseRange);
  const others = ranges.find(({ primary }) => primary === '*')?.quality ?? 0;
  const candidates = languages.map((language) => {
    const named = ranges.filter(({ primary }) => primary === language);
    const quality = named.length > 0 ? Math.max(...named.map((range) => range.quality)) : others;
    const position = ranges.findIndex((range) => range.primary === language && range.quality === quality);
    return { language, quality, position: position < 0 ? ranges.length : position };
  });
  const [best] = candidates.toSorted((a, b) => b.quality - a.quality || a.position - b.position);
  return best !== undefined && best.quality > 0 ? best.language : 'en';
};

const shape = /^\s*(\*|[a-z]{1,8})(?:-[a-z\d]{1,8})*\s*(?:;\s*q=(0(?:\.\d{0,3})?|1(?:\.0{0,3})?)\s*)?$/i;

const parseRange = (text: string): readonly Range[] => {
  const [, primary, quality = '1'] = shape.exec(text) ?? [];
  return primary === undefined ? [] : [{ primary: primary.toLowerCase(), quality: Number(quality) }];
};
