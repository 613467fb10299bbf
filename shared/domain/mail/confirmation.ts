import type { Instant } from '../calendar/calendarDate.ts';

const dayMs = 86_400_000;

/** A reader who does not answer is not asked every day, and a mailbox that bounces is not tried before each mail. */
const pauseDays = 7;

/** What was done for an address at this moment or before it may be done again now: asking its reader, forgetting its bounce. */
export const longAgo = (now: Instant): Instant => new Date(Date.parse(now) - pauseDays * dayMs).toISOString();

/** As long as the links by which a person renews. */
const linkDays = 30;

/** A person is asked whether an address wants our mail about the feeds of one tenant. */
export interface AskedAddress {
  readonly askedAt: Instant;
  /** The last time that the person said so. */
  readonly confirmedAt?: Instant;
}

export const isLinkOver = ({ askedAt }: AskedAddress, now: Instant): boolean =>
  Date.parse(now) - Date.parse(askedAt) >= linkDays * dayMs;

/** The person has answered what was asked last. */
export const isAnswered = ({ askedAt, confirmedAt }: AskedAddress): boolean =>
  confirmedAt !== undefined && Date.parse(confirmedAt) >= Date.parse(askedAt);
