import type { CredentialsHomeName } from '../../shared/contracts/sealOwners.ts';
import {
  mostMoves,
  moveOutcomes,
  type MoveCredentials,
  type MoveOutcome,
} from '../../shared/usecases/operations/moveCredentials.ts';
import type { Log } from './log.ts';

/** Failures that are shown one by one; the others are counted. */
const failuresShown = 20;

const meanings: Readonly<Record<MoveOutcome, string>> = {
  moved: 'were moved',
  already_there: 'were in both homes and are in the new one only',
  gone: 'were removed before',
  newer_here: 'are younger in the home that is left: is the setting tenantCredentials deployed?',
  changed: 'were changed meanwhile and are left as they are',
  failed: 'failed and are left as they are',
};

/** Counts or moves. @returns whether nothing is left that could be moved */
export const moveCredentials = async (
  { to, yes }: { readonly to: CredentialsHomeName; readonly yes: boolean },
  { count, move }: MoveCredentials,
  log: Log,
): Promise<boolean> => {
  if (!yes) {
    const found = await count();
    log(`${found === mostMoves ? `${found} or more` : found} connections have credentials that are not in ${to} yet.`);
    if (found > 0) log(`Deploy tenantCredentials: ${to} first. Then: npm run ops -- move-credentials --to ${to} --yes`);
    return true;
  }
  let failures = 0;
  const counts = await move(({ tenantId, connectionId }, error) => {
    failures += 1;
    const why = error instanceof Error ? error.name : 'unknown';
    if (failures <= failuresShown) log(`failed: connection ${connectionId} of tenant ${tenantId}: ${why}`);
  });
  for (const outcome of moveOutcomes) if (counts[outcome] > 0) log(`${counts[outcome]} ${meanings[outcome]}.`);
  const taken = Object.values(counts).reduce((sum, one) => sum + one, 0);
  if (taken === 0) log(`Nothing is left to be moved to ${to}.`);
  if (taken >= mostMoves) log('There may be more: call it again.');
  return counts.newer_here + counts.changed + counts.failed === 0;
};
