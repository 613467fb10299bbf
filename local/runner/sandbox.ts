/** Our twin of Ponto beside the runner. */
export interface Sandbox {
  /**
   * Moves the sandbox's clock forward to a time, so that the refreshes that Ponto makes by itself until then have
   * happened. A clock that is later already stays: time never goes back.
   */
  readonly catchUpWith: (at: Date) => Promise<void>;
  readonly close: () => Promise<void>;
}
