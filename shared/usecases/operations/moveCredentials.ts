import { inParallel } from '../../language/inParallel.ts';
import type { ClientCredentials, CredentialsHome } from '../../ports/tokens.ts';
import type { ConnectionRef } from '../../ports/refsAndPages.ts';

/** Ways in which the move of one connection's credentials ends. */
export const moveOutcomes = ['moved', 'already_there', 'gone', 'newer_here', 'changed', 'failed'] as const;
export type MoveOutcome = (typeof moveOutcomes)[number];

/** What one call moves, at the most: it is called again for the rest. */
export const mostMoves = 10_000;
/** Secrets Manager takes fifty writes a second of an account, of which the functions need some. */
const movesAtOnce = 5;

const isSame = (one: ClientCredentials, other: ClientCredentials): boolean =>
  one.clientId === other.clientId && one.clientSecret === other.clientSecret;

/**
 * Moves credentials from one home to the other while functions use them: written there, read back, and only then taken
 * out here, each as it was looked at. A crash leaves them in both, and the next call ends that.
 *
 * Where both homes hold some and they differ, the younger count: a function that stored them has not come to remove the
 * others. Younger ones in the home that is left are not touched: functions still store there.
 */
export const makeMoveCredentials = ({
  from,
  to,
}: {
  readonly from: CredentialsHome;
  readonly to: Pick<CredentialsHome, 'look' | 'putNew' | 'takeOut'>;
}) => {
  const move = async (ref: ConnectionRef): Promise<MoveOutcome> => {
    const here = await from.look(ref);
    if (!here) return 'gone';
    const put = await to.putNew(ref, here.credentials);
    const there = await to.look(ref);
    if (!there) return 'changed';
    const isOurs = put !== undefined && there.mark === put;
    if (!isSame(there.credentials, here.credentials)) {
      if (isOurs) {
        // Left there, the next call would take it for what a tenant gave.
        await to.takeOut(ref, put, 'erase');
        return 'failed';
      }
      if (there.since < here.since) return 'newer_here';
    }
    if (await from.takeOut(ref, here.mark, 'retire')) return put === undefined ? 'already_there' : 'moved';
    // A disconnect has removed them meanwhile, or a tenant has given others: what was copied must not outlive that.
    if (put !== undefined) await to.takeOut(ref, put, 'erase');
    return 'changed';
  };

  return {
    /** @returns how many there are to move, counted no further than the most of one call */
    count: async (): Promise<number> => {
      let found = 0;
      for await (const page of from.pages()) {
        found += page.length;
        if (found >= mostMoves) break;
      }
      return Math.min(found, mostMoves);
    },
    /** @param onFailure is told of each that failed; the others go on */
    move: async (
      onFailure: (ref: ConnectionRef, error: unknown) => void,
    ): Promise<Readonly<Record<MoveOutcome, number>>> => {
      const counts: Record<MoveOutcome, number> = {
        moved: 0,
        already_there: 0,
        gone: 0,
        newer_here: 0,
        changed: 0,
        failed: 0,
      };
      let taken = 0;
      for await (const page of from.pages()) {
        const batch = page.slice(0, mostMoves - taken);
        taken += batch.length;
        await inParallel(batch, movesAtOnce, async (ref) => {
          const outcome = await move(ref).catch((error: unknown) => {
            onFailure(ref, error);
            return 'failed' as const;
          });
          counts[outcome] += 1;
        });
        if (taken >= mostMoves) break;
      }
      return counts;
    },
  };
};

export type MoveCredentials = ReturnType<typeof makeMoveCredentials>;
