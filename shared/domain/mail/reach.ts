import type { Instant } from '../calendar/calendarDate.ts';
import type { Connection } from '../connections/connection.ts';
import { languageOf } from './language.ts';
import { accountantOf, addressOf, recipientsOf, type Recipient } from './recipients.ts';

/** `bounced`: the mailbox does not exist or takes nothing for good. `complained`: its reader called a mail of ours spam. */
export type SuppressionReason = 'bounced' | 'complained';

/** That an address is not written to, and since when. */
export interface SuppressedAddress {
  readonly reason: SuppressionReason;
  readonly at: Instant;
}

/** What is known of one address for one tenant. */
export interface AddressStanding {
  /** A mail that this tenant's feed sent there came back for good. */
  readonly bouncedAt?: Instant;
  /** Its reader complained of such a mail. */
  readonly complainedAt?: Instant;
  /** Nobody knows whose mail it was: it holds for every tenant, and is shown to none. */
  readonly providerWide?: SuppressedAddress;
}

/** A mailbox that bounced is tried again after half a year: people come back, and domains are repaired. */
export const bounceKeptDays = 180;

const isOver = (bouncedAt: Instant, now: Instant): boolean =>
  Date.parse(now) - Date.parse(bouncedAt) >= bounceKeptDays * 86_400_000;

/** Why an address gets no mail; `shown` where it is the tenant's own affair. */
export interface Hindrance {
  readonly reason: SuppressionReason;
  readonly since: Instant;
  readonly shown: boolean;
}

/** @returns undefined for an address that takes mail */
export const hindranceOf = (
  { bouncedAt, complainedAt, providerWide }: AddressStanding,
  now: Instant,
): Hindrance | undefined => {
  if (complainedAt !== undefined) return { reason: 'complained', since: complainedAt, shown: true };
  if (bouncedAt !== undefined && !isOver(bouncedAt, now)) return { reason: 'bounced', since: bouncedAt, shown: true };
  if (!providerWide || (providerWide.reason === 'bounced' && isOver(providerWide.at, now))) return undefined;
  return { reason: providerWide.reason, since: providerWide.at, shown: false };
};

/** Addresses of a tenant, in one spelling, with what is known of each; one of which nothing is known may be missing. */
export type AddressStandings = ReadonlyMap<string, AddressStanding>;

type People = Pick<Connection, 'contact' | 'notify' | 'accountant'>;

export interface Reach {
  /**
   * Who is written to: the contacts whose addresses take mail. When none does, the accountant is the next who can do
   * something about it.
   */
  readonly recipients: readonly Recipient[];
  /** The accountant's address takes mail, and they hear of the connection by the digest. */
  readonly accountant?: string;
  /** Addresses that take no mail, and why, as far as it is the tenant's affair. */
  readonly undeliverable: readonly UndeliverableAddress[];
  /** There are addresses, and none of them takes mail. */
  readonly nobody: boolean;
}

export interface UndeliverableAddress {
  /** As it was entered. */
  readonly address: string;
  readonly reason: SuppressionReason;
  readonly since: Instant;
}

/** Every address that a connection names, each once, as it was entered. */
export const addressesOf = ({ contact, notify, accountant }: People): readonly string[] => {
  const entered = [contact?.email, ...notify, accountant].filter((address) => address !== undefined);
  const known = new Map<string, string>();
  for (const address of entered) if (!known.has(addressOf(address))) known.set(addressOf(address), address);
  return [...known.values()];
};

/** Who can be reached about a connection: sending, what is shown and health all go by this. */
export const reachOf = (people: People, standings: AddressStandings, now: Instant): Reach => {
  const hindrance = (address: string): Hindrance | undefined =>
    hindranceOf(standings.get(addressOf(address)) ?? {}, now);
  const takesMail = (address: string): boolean => hindrance(address) === undefined;
  const contacts = recipientsOf(people).filter(({ address }) => takesMail(address));
  const named = accountantOf(people);
  const accountant = named !== undefined && takesMail(named) ? named : undefined;
  const language = languageOf(people.contact?.locale);
  const instead = accountant === undefined ? [] : [{ address: accountant, language, part: 'accountant' }];
  const addresses = addressesOf(people);
  return {
    recipients: contacts.length > 0 ? contacts : instead,
    ...(accountant !== undefined && { accountant }),
    undeliverable: addresses.flatMap((address) => {
      const found = hindrance(address);
      return found?.shown ? [{ address, reason: found.reason, since: found.since }] : [];
    }),
    nobody: addresses.length > 0 && !addresses.some(takesMail),
  };
};
