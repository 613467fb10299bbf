import type { World } from '../core/world.ts';

/** The sandbox while it runs: its world, which a reset replaces, and its clock. */
export interface Running {
  readonly world: World;
  /** The sandbox's own time, in milliseconds. */
  readonly now: () => number;
  /** Called after anything that may have changed the world: saves, delivers. */
  readonly worked: () => void;
  /** Resolves when everything up to now is saved. */
  readonly saved: () => Promise<void>;
  /** Sets the clock to a moment; it runs on from there. */
  readonly setClock: (to: number) => void;
  readonly reset: () => void;
}
