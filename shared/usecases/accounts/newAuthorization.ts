import { endingOf } from '../../domain/alerts/ending.ts';
import type { Instant } from '../../domain/calendar/calendarDate.ts';
import type { Account, Authorization, Connection } from '../../domain/connections/connection.ts';
import { historyIdOf, type Actor, type HistoryEntry } from '../../domain/connections/history.ts';
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
  if (isNew) await tell(deps, look, momentOf(observed.authorization.authorizedAt, toldAt, at));
  await deps.accounts.observe({ tenantId: account.tenantId, accountId: account.id }, observed);
  return { account: { ...account, ...observed }, isNew };
};

/** The moment of the authorization itself tells the same news apart from other news, whoever brings it first. */
const momentOf = (authorizedAt: Instant | undefined, toldAt: Instant | undefined, at: Instant): Instant => {
  if (toldAt === undefined) return authorizedAt ?? at;
  return authorizedAt !== undefined && isJustGiven({ authorizedAt }, toldAt) ? authorizedAt : toldAt;
};

/** Is this the authorization that somebody speaks of at a moment, or the one before it? */
export const isJustGiven = ({ authorizedAt }: Pick<Authorization, 'authorizedAt'>, at: Instant): boolean =>
  authorizedAt !== undefined && Date.parse(at) - Date.parse(authorizedAt) <= shownWithinMs;

const tell = async (deps: NewAuthorizationDeps, { account, by }: Look, moment: Instant): Promise<void> => {
  const { tenantId, connectionId, id: accountId } = account;
  const entry: HistoryEntry = { at: moment, by, what: 'account_reauthorized', accountId };
  const { items } = await deps.history.list({ tenantId, connectionId }, { limit: maxEntriesSince });
  if (items.some((told) => historyIdOf(told) === historyIdOf(entry))) return;
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
