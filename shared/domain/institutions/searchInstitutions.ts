import type { Institution, InstitutionStatus } from './institution.ts';

export interface InstitutionSearch {
  /** Part of a name or BIC; letter case, accents and further spaces do not count. */
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
  const wantedBic = withoutHeadOffice(wanted.replaceAll(' ', ''));
  return institutions
    .filter(
      (institution) =>
        (country === undefined || institution.country === country) &&
        (status === undefined || institution.status === status) &&
        (plain(institution.name).includes(wanted) || plain(institution.bic ?? '').includes(wantedBic)),
    )
    .sort(byName);
};

const plain = (text: string): string =>
  text
    .normalize('NFD')
    .replaceAll(/\p{Diacritic}/gu, '')
    .toLowerCase()
    .replaceAll(/\s+/g, ' ')
    .trim();

/** A BIC of eleven characters that ends in `XXX` is that of the head office, like the one of eight (ISO 9362). */
const withoutHeadOffice = (bic: string): string => bic.replace(/^([a-z]{6}[a-z0-9]{2})xxx$/, '$1');

const byName = (a: Institution, b: Institution): number =>
  Number(a.deprecated) - Number(b.deprecated) || a.name.localeCompare(b.name, 'en') || (a.id < b.id ? -1 : 1);
