import type { Instant } from '../calendar/calendarDate.ts';
import type { Connection } from '../connections/connection.ts';
import { defined } from '../../language/defined.ts';
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
  /** Its reader was asked whether mail of this tenant's feeds is wanted. */
  readonly askedAt?: Instant;
  /** And said so. */
  readonly confirmedAt?: Instant;
}

/** What holds at the moment of the look. */
export interface ReachRules {
  readonly now: Instant;
  /** Nothing but the question goes to an address before its reader has confirmed it. */
  readonly confirmAddresses: boolean;
}

/** A mailbox that bounced is tried again after half a year: people come back, and domains are repaired. */
export const bounceKeptDays = 180;

/** Why an address gets no mail; `shown` where it is the tenant's own affair. */
interface Hindrance {
  /** `unconfirmed`: its reader was asked, and has not answered. */
  readonly reason: SuppressionReason | 'unconfirmed';
  readonly since: Instant;
  readonly shown: boolean;
}

/** @returns undefined for an address that takes mail */
export const hindranceOf = (
  { bouncedAt, complainedAt, providerWide, askedAt, confirmedAt }: AddressStanding,
  { now, confirmAddresses }: ReachRules,
): Hindrance | undefined => {
  // What its reader says of an address is worth more than what was reported before.
  const holds = ({ reason, at }: SuppressedAddress): boolean =>
    !(confirmedAt !== undefined && confirmedAt > at) &&
    !(reason === 'bounced' && Date.parse(now) - Date.parse(at) >= bounceKeptDays * 86_400_000);
  const own = [
    ...(complainedAt === undefined ? [] : [{ reason: 'complained', at: complainedAt } as const]),
    ...(bouncedAt === undefined ? [] : [{ reason: 'bounced', at: bouncedAt } as const]),
  ].find(holds);
  if (own) return { reason: own.reason, since: own.at, shown: true };
  if (providerWide && holds(providerWide)) return { reason: providerWide.reason, since: providerWide.at, shown: false };
  if (confirmAddresses && askedAt !== undefined && confirmedAt === undefined) {
    return { reason: 'unconfirmed', since: askedAt, shown: true };
  }
  return undefined;
};

/** Must its reader be asked before a mail goes there? */
export const isUnasked = ({ askedAt, confirmedAt }: AddressStanding, { confirmAddresses }: ReachRules): boolean =>
  confirmAddresses && askedAt === undefined && confirmedAt === undefined;

/** Entering an address again does not help here: only its reader does. */
export const needsItsReader = (standing: AddressStanding, rules: ReachRules): boolean => {
  const { bouncedAt: _forgiven, ...rest } = standing;
  return hindranceOf(rest, rules) !== undefined || isUnasked(standing, rules);
};

/** Addresses of a tenant, in one spelling, with what is known of each; one of which nothing is known may be missing. */
export type AddressStandings = ReadonlyMap<string, AddressStanding>;

/** The people of a connection. */
export type People = Pick<Connection, 'contact' | 'notify' | 'accountant'>;

export interface Reach {
  /**
   * Who is written to: the contacts whose addresses take mail. When none does, the accountant is the next who can do
   * something about it.
   */
  readonly recipients: readonly Recipient[];
  /** The accountant's address takes mail, and they hear of the connection by the digest. */
  readonly accountant?: string;
  /** Contacts and accountant who are asked before the first mail goes to them. */
  readonly unasked: readonly Recipient[];
  /** Addresses that take no mail, and why, as far as it is the tenant's affair. */
  readonly undeliverable: readonly UndeliverableAddress[];
  /** There are addresses, and none of them takes mail. */
  readonly nobody: boolean;
}

export interface UndeliverableAddress extends Pick<Hindrance, 'reason' | 'since'> {
  /** As it was entered. */
  readonly address: string;
}

/** Every address that a connection names, each once, as it was entered. */
export const addressesOf = ({ contact, notify, accountant }: People): readonly string[] => {
  const entered = [contact?.email, ...notify, accountant].filter((address) => address !== undefined);
  const known = new Map<string, string>();
  for (const address of entered) if (!known.has(addressOf(address))) known.set(addressOf(address), address);
  return [...known.values()];
};

/** Everybody who hears of a connection, the accountant last. */
export const everybodyOf = (people: People): readonly Recipient[] => {
  const address = accountantOf(people);
  const language = languageOf(people.contact?.locale);
  return [...recipientsOf(people), ...(address === undefined ? [] : [{ address, language, part: 'accountant' }])];
};

/** Who can be reached about a connection: sending, what is shown and health all go by this. */
export const reachOf = (people: People, standings: AddressStandings, rules: ReachRules): Reach => {
  const standing = (address: string): AddressStanding => standings.get(addressOf(address)) ?? {};
  const takesMail = (address: string): boolean => hindranceOf(standing(address), rules) === undefined;
  const open = everybodyOf(people).filter(({ address }) => takesMail(address));
  const [unasked, reached] = [
    open.filter(({ address }) => isUnasked(standing(address), rules)),
    open.filter(({ address }) => !isUnasked(standing(address), rules)),
  ];
  const contacts = reached.filter(({ part }) => part !== 'accountant');
  const accountant = reached.find(({ part }) => part === 'accountant');
  const addresses = addressesOf(people);
  return {
    recipients: contacts.length > 0 ? contacts : accountant ? [accountant] : [],
    ...defined({ accountant: accountant?.address }),
    unasked,
    undeliverable: addresses.flatMap((address) => {
      const found = hindranceOf(standing(address), rules);
      return found?.shown ? [{ address, reason: found.reason, since: found.since }] : [];
    }),
    nobody: addresses.length > 0 && !addresses.some(takesMail),
  };
};
