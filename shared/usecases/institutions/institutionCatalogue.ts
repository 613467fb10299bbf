import type { Instant } from '../../domain/calendar/calendarDate.ts';
import { Fault } from '../../domain/faults/fault.ts';
import type { Institution } from '../../domain/institutions/institution.ts';
import type { Clock } from '../../ports/ambient.ts';
import type { InstitutionSource } from '../../ports/bankFeed.ts';
import type { InstitutionCatalogue, InstitutionSnapshot, InstitutionSnapshots } from '../../ports/institutions.ts';

interface Deps {
  readonly source: InstitutionSource;
  readonly snapshots: InstitutionSnapshots;
  readonly clock: Pick<Clock, 'now'>;
}

/** How long a warm function answers from memory. */
const memoryMs = 10 * 60_000;
/** How old the kept catalogue may be before Ponto is asked again. */
const snapshotMs = 6 * 3_600_000;
/** Pause before Ponto is asked again after it did not answer. */
const retryMs = 60_000;

/**
 * The catalogue of banks from memory, else as kept in the table, else from Ponto. While Ponto does not answer, the last
 * known one is as good as any: banks rarely come and go.
 */
export const makeInstitutionCatalogue = ({ source, snapshots, clock }: Deps): InstitutionCatalogue => {
  let memory: { readonly institutions: readonly Institution[]; readonly goodUntil: number } | undefined;
  let loading: Promise<readonly Institution[]> | undefined;

  const remember = (institutions: readonly Institution[], forMs: number): readonly Institution[] => {
    memory = { institutions, goodUntil: Date.parse(clock.now()) + forMs };
    return institutions;
  };

  const fromPonto = async (kept: InstitutionSnapshot | undefined, now: Instant): Promise<readonly Institution[]> => {
    try {
      const institutions = await source.all();
      // A catalogue without a bank is a slip of the other side; it must not wipe out the known one.
      if (institutions.length === 0) throw new Fault('ponto_answer_not_understood');
      await snapshots.write({ takenAt: now, institutions });
      return remember(institutions, memoryMs);
    } catch (error) {
      const known = kept?.institutions ?? memory?.institutions;
      if (error instanceof Fault && known) return remember(known, retryMs);
      throw error;
    }
  };

  const load = async (): Promise<readonly Institution[]> => {
    const now = clock.now();
    const kept = await snapshots.read();
    const fresh = kept !== undefined && Date.parse(now) - Date.parse(kept.takenAt) < snapshotMs;
    return fresh ? remember(kept.institutions, memoryMs) : fromPonto(kept, now);
  };

  const all = async (): Promise<readonly Institution[]> => {
    if (memory && Date.parse(clock.now()) < memory.goodUntil) return memory.institutions;
    // One load for all that ask at once.
    loading ??= load().finally(() => {
      loading = undefined;
    });
    return loading;
  };

  return {
    all,
    get: async (institutionId) => (await all()).find(({ id }) => id === institutionId),
  };
};

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
