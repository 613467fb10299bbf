/** Whose secret it is; sealed text opens only for the same owner. */
export interface SealOwner {
  readonly tenantId: string;
  readonly connectionId: string;
}

/** Seals secrets that live in a table, so that the table alone is worth nothing. */
export interface Sealer {
  seal(text: string, owner: SealOwner): Promise<string>;
  /** Rejects text that was sealed for another owner or altered. */
  unseal(sealed: string, owner: SealOwner): Promise<string>;
}
