import type { Stage } from './stage.ts';

/** What a scenario leaves. */
export interface Played {
  readonly connectionId: string;
  /** The accounts that it is about, the one to look at first. */
  readonly accountIds: readonly string[];
}

/** A tenant in a state that is hard to come by. */
export interface Scenario {
  /** What is true when it has been played, in one sentence. */
  readonly promise: string;
  /** About how long that takes on two busy cores. */
  readonly takesSeconds: number;
  /** Plays it with the public API and the controls of the sandbox alone. */
  readonly play: (stage: Stage) => Promise<Played>;
}
