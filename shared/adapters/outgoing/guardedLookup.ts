import { isIP, type LookupFunction } from 'node:net';
import type { UnreachableReason } from '../../ports/webhookSender.ts';
import type { AddressPolicy } from './addressPolicy.ts';
import type { ResolveName } from './resolveName.ts';

export interface AddressGuard {
  readonly mayReach: AddressPolicy;
  readonly resolveName: ResolveName;
}

/** The name leads nowhere, or where we do not go. */
export class LookupFailure extends Error {
  readonly reason: UnreachableReason;

  constructor(reason: 'dns' | 'address_refused') {
    super(reason);
    this.name = 'LookupFailure';
    this.reason = reason;
  }
}

/**
 * What a connection asks for its addresses, once, and then connects to one of those that were judged here: between the
 * judgement and the connection nothing is resolved again. One bad address condemns the name.
 */
export const guardedLookup =
  ({ mayReach, resolveName }: AddressGuard, givenUp: AbortSignal): LookupFunction =>
  (hostname, _options, connectTo) => {
    const judge = (addresses: readonly string[]): void => {
      if (addresses.length === 0) return connectTo(new LookupFailure('dns'), []);
      if (!addresses.every((address) => mayReach(hostname, address)))
        return connectTo(new LookupFailure('address_refused'), []);
      const judged = addresses.map((address) => ({ address, family: isIP(address) }));
      return connectTo(null, judged);
    };
    resolveName(hostname, givenUp).then(judge, () => connectTo(new LookupFailure('dns'), []));
  };
