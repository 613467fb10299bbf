import type { SuppressedAddress } from '../domain/mail/suppressedAddress.ts';

/** Addresses that cannot or do not want to receive mail. One mark stands for all connections, whoever named the address. */
export interface SuppressionList {
  get(address: string): Promise<SuppressedAddress | undefined>;
  /** A complaint stays, whatever else is told of the address. */
  add(address: string, mark: SuppressedAddress): Promise<void>;
  /** Takes a bounce back, because a person says that the address works. A complaint stays: it was a person's wish. */
  removeBounce(address: string): Promise<void>;
}
