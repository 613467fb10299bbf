import type { Institution } from '../../domain/institutions/institution.ts';
import { searchInstitutions, type InstitutionSearch } from '../../domain/institutions/searchInstitutions.ts';
import type { InstitutionCatalogue } from '../../ports/institutions.ts';
import type { Page, PageRequest } from '../../ports/refsAndPages.ts';

const cursorShape = /^(\d{1,6})\.(.+)$/;

/**
 * One page of the banks that fit a search. The cursor names the last bank of the page before and its place: a bank that
 * has left the catalogue meanwhile still marks where to go on.
 */
export const makeListInstitutions =
  ({ catalogue }: { readonly catalogue: Pick<InstitutionCatalogue, 'all'> }) =>
  async (search: InstitutionSearch, { limit, cursor }: PageRequest): Promise<Page<Institution>> => {
    const found = searchInstitutions(await catalogue.all(), search);
    const start = cursor === undefined ? 0 : startAfter(found, cursor);
    const items = found.slice(start, start + limit);
    const last = items.at(-1);
    const hasMore = start + items.length < found.length;
    return { items, ...(hasMore && last && { nextCursor: `${start + items.length}.${last.id}` }) };
  };

export type ListInstitutions = ReturnType<typeof makeListInstitutions>;

const startAfter = (found: readonly Institution[], cursor: string): number => {
  const [, place = '0', lastId] = cursorShape.exec(cursor) ?? [];
  const index = found.findIndex(({ id }) => id === lastId);
  return index < 0 ? Number(place) : index + 1;
};
