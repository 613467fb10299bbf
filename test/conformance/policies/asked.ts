/** What the readers are handed. */
export interface Asked {
  readonly document: unknown;
  /** Says who may take a role. */
  readonly isTrust: boolean;
}
