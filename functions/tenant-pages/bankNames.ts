import type { ApiClient } from '../../shared/api/apiClient.ts';
import { mapInParallel } from '../../shared/language/inParallel.ts';

/** More banks than a tenant has; one beyond goes without its name. */
const maxBanks = 50;
const atOnce = 4;

/** What banks are called, by their ids. A name that cannot be looked up now is left out: a page can do without it. */
export const bankNames = async (
  api: Pick<ApiClient, 'call'>,
  institutionIds: readonly (string | undefined)[],
): Promise<ReadonlyMap<string, string>> => {
  const ids = [...new Set(institutionIds)].filter((id) => id !== undefined).slice(0, maxBanks);
  const named = await mapInParallel(ids, atOnce, async (id) => {
    const found = await api.call('getInstitution', { id });
    return found.kind === 'done' ? ([[id, found.body.name]] as const) : [];
  });
  return new Map(named.flat());
};
