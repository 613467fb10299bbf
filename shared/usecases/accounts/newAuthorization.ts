import { endingOf } from '../../domain/alerts/ending.ts';
import type { Instant } from '../../domain/calendar/calendarDate.ts';
import type { Account, Authorization, Connection } from '../../domain/connections/connection.ts';
import type { Actor, HistoryEntry } from '../../domain/connections/history.ts';
import { observationOf } from '../../domain/connections/observation.ts';
import { isRenewed, type RenewalLink } from '../../domain/renewal/renewalLink.ts';
import type { AccountStore } from '../../ports/accounts.ts';
import type { BankFeeds } from '../../ports/bankFeed.ts';
import type { ConnectionHistory } from '../../ports/connections.ts';
import type { EventBus } from '../../ports/events.ts';
import type { InstitutionCatalogue } from '../../ports/institutions.ts';
import { feedOf } from '../connections/feedOf.ts';

export interface NewAuthorizationDeps {
  readonly accounts: Pick<AccountStore, 'observe'>;
  readonly feeds: BankFeeds;
  readonly catalogue: Pick<InstitutionCatalogue, 'get'>;
  readonly history: Pick<ConnectionHistory, 'append' | 'list'>;
  readonly bus: EventBus;
}

interface Look {
  readonly account: Account;
  readonly connection: Connection;
  readonly by: Actor;
  readonly at: Instant;
  /** Ponto has told of a new authorization at this moment; else it is judged by what the account shows. */
  readonly toldAt?: Instant;
  /** The authorization that a person wanted to renew; that which is known of the account when missing. */
  readonly before?: Pick<RenewalLink, 'ending'>;
}

/** An authorization that began longer before somebody told of a new one is the one before it. */
const shownWithinMs = 3_600_000;

/** As many entries as may follow one renewal before its news comes by the second channel. */
const maxEntriesSince = 20;

/**
 * Looks at an account at Ponto that may have been authorised anew, by whatever channel that was learned: its new end is
 * taken over, which lifts an expiry, and a new authorization is told once, to other software and in the history. It is told
 * before the account is written, so that a crash between the two tells it again under the same id.
 *
 * @returns undefined when Ponto no longer shares it with us, and whether the authorization is a new one
 */
export const lookForNewAuthorization = async (
  deps: NewAuthorizationDeps,
  look: Look,
): Promise<{ readonly account: Account; readonly isNew: boolean } | undefined> => {
  const { account, connection, at, toldAt, before } = look;
  const listed = await feedOf(deps.feeds, connection).accounts();
  const seen = listed.find(({ pontoId }) => pontoId === account.pontoId);
  // The authorisation is somebody else's matter now.
  if (!seen) return undefined;
  const observed = observationOf(seen, await deps.catalogue.get(seen.institutionId), at, account);
  const ending = endingOf(account.authorization);
  const isNew =
    toldAt !== undefined || isRenewed(before ?? { ...(ending && { ending }) }, endingOf(observed.authorization));
  if (isNew) await tell(deps, look, newsOf(observed.authorization.authorizedAt, toldAt, at));
  await deps.accounts.observe({ tenantId: account.tenantId, accountId: account.id }, observed);
  return { account: { ...account, ...observed }, isNew };
};

/** That an account was authorised anew, and the moments between which it can have been told of already. */
interface News {
  readonly moment: Instant;
  readonly sinceMs: number;
  readonly untilMs: number;
}

/** The events of Ponto and what it shows may be of clocks that differ. */
const clockSkewMs = 60_000;

/**
 * The moment of the authorization itself tells the same news apart from other news, whoever brings it first. Where Ponto
 * has told of it before it showed the moment, its word came within an hour after that.
 */
const newsOf = (authorizedAt: Instant | undefined, toldAt: Instant | undefined, at: Instant): News => {
  if (toldAt === undefined || (authorizedAt !== undefined && isJustGiven({ authorizedAt }, toldAt))) {
    const moment = authorizedAt ?? at;
    const givenMs = Date.parse(moment);
    return { moment, sinceMs: givenMs - clockSkewMs, untilMs: givenMs + shownWithinMs };
  }
  const toldMs = Date.parse(toldAt);
  return { moment: toldAt, sinceMs: toldMs - shownWithinMs, untilMs: toldMs + clockSkewMs };
};

/** Is this the authorization that somebody speaks of at a moment, or the one before it? */
export const isJustGiven = ({ authorizedAt }: Pick<Authorization, 'authorizedAt'>, at: Instant): boolean =>
  authorizedAt !== undefined && Date.parse(at) - Date.parse(authorizedAt) <= shownWithinMs;

const tell = async (
  deps: NewAuthorizationDeps,
  { account, by }: Look,
  { moment, sinceMs, untilMs }: News,
): Promise<void> => {
  const { tenantId, connectionId, id: accountId } = account;
  const entry: HistoryEntry = { at: moment, by, what: 'account_reauthorized', accountId };
  const { items } = await deps.history.list({ tenantId, connectionId }, { limit: maxEntriesSince });
  const isTold = items.some(
    (told) =>
      told.what === entry.what &&
      told.accountId === accountId &&
      sinceMs <= Date.parse(told.at) &&
      Date.parse(told.at) <= untilMs,
  );
  if (isTold) return;
  await deps.bus.publish([
    {
      id: `${accountId}:reauthorized:${moment}`,
      tenantId,
      occurredAt: moment,
      event: { type: 'AccountReauthorized', accountId },
    },
  ]);
  await deps.history.append({ tenantId, connectionId }, [entry]);
};
