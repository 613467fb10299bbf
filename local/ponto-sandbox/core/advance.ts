import { nextBackgroundRun } from './calendar.ts';
import { moveSynchronizations, runBothNow } from './ponto/synchronizations.ts';
import type { Account } from './state.ts';
import { changed, type World } from './world.ts';

/** What happened while the clock moved. */
interface Happened {
  readonly backgroundRuns: number;
  readonly synchronizationsEnded: number;
}

/** Moves the world to a moment; whatever falls due on the way happens in its order. Never back. */
export const advance = (world: World, to: number): Happened => {
  const { state } = world;
  let backgroundRuns = 0;
  let synchronizationsEnded = 0;
  for (;;) {
    const due = Math.min(state.nextBackgroundAt, nextEnd(world), to);
    if (due > state.now) state.now = due;
    synchronizationsEnded += moveSynchronizations(world).length;
    if (state.nextBackgroundAt <= state.now) {
      synchronizationsEnded += runInBackground(world);
      backgroundRuns += 1;
      state.nextBackgroundAt = nextBackgroundRun(state.nextBackgroundAt);
      changed(world);
    } else if (due >= to || state.now >= to) return { backgroundRuns, synchronizationsEnded };
  }
};

const nextEnd = ({ state }: World): number => {
  let next = Number.POSITIVE_INFINITY;
  for (const id of state.activeSynchronizations) next = Math.min(next, state.synchronizations[id]?.endsAt ?? next);
  return next;
};

/** Every account that is shared with somebody. */
const sharedAccounts = ({ state }: World): readonly Account[] => {
  const ids = new Set(Object.values(state.integrations).flatMap(({ accounts }) => Object.keys(accounts)));
  return [...ids].flatMap((id) => state.accounts[id] ?? []);
};

const runInBackground = (world: World): number => {
  forgetPassed(world);
  let runs = 0;
  for (const account of sharedAccounts(world)) {
    if (world.state.organizations[account.organizationId]?.blocked) continue;
    runs += runBothNow(world, account, false).length;
  }
  return runs;
};

/** Tokens, codes and remembered answers past their time mean nothing any more. */
const forgetPassed = ({ state }: World): void => {
  for (const expiring of [state.accessTokens, state.codes, state.remembered, state.onboardings]) {
    for (const [key, { expiresAt }] of Object.entries(expiring)) if (expiresAt <= state.now) delete expiring[key];
  }
};
