import type { InstitutionSnapshots } from '../../ports/institutions.ts';

export interface BankNamesDeps {
  readonly snapshots: Pick<InstitutionSnapshots, 'read'>;
}

/** From the kept catalogue. A mail without the bank's name is better than none. */
export const readBankNames = async ({ snapshots }: BankNamesDeps): Promise<ReadonlyMap<string, string>> => {
  const snapshot = await snapshots.read().catch(() => undefined);
  return new Map(snapshot?.institutions.map(({ id, name }) => [id, name]));
};
