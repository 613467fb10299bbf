/** The time that the sandbox lives by, in milliseconds. It moves forward only. */
export interface SandboxClock {
  readonly now: () => number;
  readonly moveTo: (to: number) => void;
  /** Back to what the wall says, as a reset does; a clock that others live by as well has none. */
  readonly restart?: () => void;
}

/**
 * A clock of the sandbox's own: the wall's, and an offset that is kept with the state.
 *
 * @param offsetMs how far ahead of the wall it was left
 */
export const ownClock = (wallNow: () => number, offsetMs: number): Required<SandboxClock> => {
  let offset = offsetMs;
  return {
    now: () => wallNow() + offset,
    moveTo: (to) => {
      offset = to - wallNow();
    },
    restart: () => {
      offset = 0;
    },
  };
};
