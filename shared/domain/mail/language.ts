export const languages = ['en', 'fr', 'nl', 'de', 'es'] as const;
export type Language = (typeof languages)[number];

/** The language of a BCP 47 locale such as `fr-BE`; English where it is none of ours. */
export const languageOf = (locale: string | undefined): Language => {
  const wanted = locale?.split('-')[0]?.toLowerCase();
  return languages.find((language) => language === wanted) ?? 'en';
};
