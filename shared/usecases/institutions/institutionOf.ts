import type { Account } from '../../domain/connections/connection.ts';
import { Fault } from '../../domain/faults/fault.ts';
import type { Institution } from '../../domain/institutions/institution.ts';
import type { InstitutionCatalogue } from '../../ports/institutions.ts';

/** The bank of an account; undefined while it cannot be looked up, so that it has the usual zone and is its own brand. */
export const institutionOf = async (
  catalogue: Pick<InstitutionCatalogue, 'get'>,
  { institutionId }: Pick<Account, 'institutionId'>,
): Promise<Institution | undefined> => {
  try {
    return await catalogue.get(institutionId);
  } catch (error) {
    if (error instanceof Fault) return undefined;
    throw error;
  }
};
