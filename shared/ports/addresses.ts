import type { AddressMark } from '../domain/mail/addressMark.ts';

/** Addresses that cannot or do not want to receive mail. One mark stands for all connections, whoever named the address. */
export interface AddressMarks {
  get(address: string): Promise<AddressMark | undefined>;
  /** A complaint stays, whatever else is told of the address. */
  mark(address: string, mark: AddressMark): Promise<void>;
  /** Takes a bounce back, because a person says that the address works. A complaint stays: it was a person's wish. */
  forgive(address: string): Promise<void>;
}
