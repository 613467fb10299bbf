import type { Institution, InstitutionStatus } from './institution.ts';

export interface InstitutionSearch {
  /** Part of a name or BIC; letter case and accents do not count. */
  readonly text?: string | undefined;
  readonly country?: string | undefined;
  readonly status?: InstitutionStatus | undefined;
}

/** The institutions that fit, by name; connections that Ponto is replacing come last. */
export const searchInstitutions = (
  institutions: readonly Institution[],
  { text, country, status }: InstitutionSearch,
): readonly Institution[] => {
  const wanted = plain(text ?? '');
  return institutions
    .filter(
      (institution) =>
        (country === undefined || institution.country === country) &&
        (status === undefined || institution.status === status) &&
        (plain(institution.name).includes(wanted) || plain(institution.bic ?? '').includes(wanted)),
    )
    .sort(byName);
};

const plain = (text: string): string =>
  text
    .normalize('NFD')
    .replaceAll(/\p{Diacritic}/gu, '')
    .toLowerCase()
    .trim();

const byName = (a: Institution, b: Institution): number =>
  Number(a.deprecated) - Number(b.deprecated) || a.name.localeCompare(b.name, 'en') || (a.id < b.id ? -1 : 1);
