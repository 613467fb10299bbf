import { Fault } from '../../domain/faults/fault.ts';
import type { InstitutionCatalogue } from '../../ports/institutions.ts';

/** Names of institutions for a sentence; one that cannot be looked up now is left out, because the sentence can be. */
export const institutionNames = async (
  catalogue: Pick<InstitutionCatalogue, 'get'>,
  institutionIds: readonly string[],
): Promise<ReadonlyMap<string, string>> => {
  const names = new Map<string, string>();
  try {
    for (const id of new Set(institutionIds)) {
      const institution = await catalogue.get(id);
      if (institution) names.set(id, institution.name);
    }
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
  }
  return names;
};
