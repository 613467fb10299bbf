import { operations } from '../../contracts/http/operations.ts';
import type { BankOutages, InstitutionCatalogue } from '../../ports/institutions.ts';
import { json, problem } from '../../runtime/http/answer.ts';
import { pageIn, type ListName } from '../../runtime/http/cursor.ts';
import { route } from '../../runtime/http/route.ts';
import type { ListInstitutions } from '../../usecases/institutions/listInstitutions.ts';
import { renderInstitution } from '../render/institution.ts';
import { renderPage } from '../render/page.ts';

export interface InstitutionDeps {
  readonly catalogue: Pick<InstitutionCatalogue, 'get'>;
  readonly listInstitutions: ListInstitutions;
  readonly bankOutages: Pick<BankOutages, 'lately'>;
}

export const makeInstitutionRoutes = ({ catalogue, listInstitutions, bankOutages }: InstitutionDeps) => ({
  listInstitutions: route(operations.listInstitutions, async ({ query, language }) => {
    const { search, country, status } = query;
    const list: ListName = ['institutions', search, country, status];
    return json(
      200,
      renderPage(list, await listInstitutions({ text: search, country, status }, pageIn(list, query)), (item) =>
        renderInstitution(language, item),
      ),
    );
  }),

  getInstitution: route(operations.getInstitution, async ({ id, language }) => {
    const institution = await catalogue.get(id);
    if (!institution) return problem('not_found');
    return json(200, renderInstitution(language, institution, await bankOutages.lately(id)));
  }),
});
