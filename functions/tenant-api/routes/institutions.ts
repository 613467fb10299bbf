import { operations } from '../../../shared/contracts/http/operations.ts';
import type { InstitutionCatalogue } from '../../../shared/ports/institutions.ts';
import { json, problem } from '../../../shared/runtime/http/answer.ts';
import { route } from '../../../shared/runtime/http/route.ts';
import type { ListInstitutions } from '../../../shared/usecases/institutions/listInstitutions.ts';
import { renderInstitution } from '../render/institution.ts';
import { renderPage } from '../render/page.ts';

export interface InstitutionDeps {
  readonly catalogue: Pick<InstitutionCatalogue, 'get'>;
  readonly listInstitutions: ListInstitutions;
}

export const makeInstitutionRoutes = ({ catalogue, listInstitutions }: InstitutionDeps) => ({
  listInstitutions: route(operations.listInstitutions, async ({ query }) => {
    const { search, country, status, ...page } = query;
    return json(200, renderPage(await listInstitutions({ text: search, country, status }, page), renderInstitution));
  }),

  getInstitution: route(operations.getInstitution, async ({ id }) => {
    const institution = await catalogue.get(id);
    return institution ? json(200, renderInstitution(institution)) : problem('not_found');
  }),
});
