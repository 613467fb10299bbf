import { defined } from '../../language/defined.ts';
import type { Instant } from '../../domain/calendar/calendarDate.ts';
import { atStakeOf } from '../../domain/consents/atStake.ts';
import { isAllowedReturnUrl } from '../../domain/consents/returnUrl.ts';
import type { Clock, IdSource } from '../../ports/ambient.ts';
import type { ConnectionHistory } from '../../ports/connections.ts';
import type { ConsentStore } from '../../ports/consents.ts';
import type { Connection } from '../../domain/connections/connection.ts';
import type { Health } from '../../domain/connections/health.ts';
import type { Actor } from '../../domain/connections/history.ts';
import type { WarnOfWithdrawal } from './warnOfWithdrawal.ts';

export interface BeginConsentDeps {
  readonly consents: Pick<ConsentStore, 'begin'>;
  readonly history: Pick<ConnectionHistory, 'append'>;
  readonly warnOfWithdrawal: WarnOfWithdrawal;
  readonly ids: Pick<IdSource, 'secret'>;
  readonly clock: Pick<Clock, 'now'>;
  /** Our page of a consent; it takes a token in `begun`. */
  readonly pageUrl: string;
  readonly returnUrlAllowList: readonly string[];
}

export interface Person {
  readonly tenantId: string;
  readonly userId: string;
  /** As the token names the tenant. */
  readonly tenantName?: string;
}

export type BegunConsent =
  | {
      readonly kind: 'begun';
      /** Of our page, which leads on to Ponto. */
      readonly authorizationUrl: string;
      /** What to keep selected in it. */
      readonly notice?: Health;
    }
  | { readonly kind: 'return_url_not_allowed' };

/** Time to read the page; and from there, to choose a bank, sign in there and pick accounts. */
const consentMs = 10 * 60_000;

export type BeginConsent = (
  person: Person,
  connection: Pick<Connection, 'id' | 'organizationId'>,
  returnUrl: string | undefined,
) => Promise<BegunConsent>;

/**
 * Begins a consent: the address leads to our page of it, which names this tenant, whoever opens it. What is kept is bound to
 * this tenant, this user and this connection.
 */
export const makeBeginConsent =
  (deps: BeginConsentDeps): BeginConsent =>
  async ({ tenantId, userId, tenantName }, connection, returnUrl) => {
    const connectionId = connection.id;
    const { consents, history, ids, clock, pageUrl, returnUrlAllowList } = deps;
    if (returnUrl !== undefined && !isAllowedReturnUrl(returnUrl, returnUrlAllowList)) {
      return { kind: 'return_url_not_allowed' };
    }
    const notice = await deps.warnOfWithdrawal(tenantId, connection);
    // Of a new connection nobody knows yet whose it will be: what the user is told may be about another client.
    const atStake = connection.organizationId === undefined ? undefined : atStakeOf(notice);
    const at = clock.now();
    const token = ids.secret();
    await consents.begin(token, {
      tenantId,
      userId,
      connectionId,
      ...defined({ tenantName, returnUrl, atStake }),
      expiresAt: consentEndOf(at),
    });
    await history.append({ tenantId, connectionId }, [{ at, by: { kind: 'user', userId }, what: 'consent_begun' }]);
    const url = new URL(pageUrl);
    url.searchParams.set('begun', token);
    return { kind: 'begun', authorizationUrl: url.href, ...defined({ notice }) };
  };

export const consentEndOf = (at: Instant): Instant => new Date(Date.parse(at) + consentMs).toISOString();

/** Nobody is signed in: a consent that begins in a mail is known by this name, and by the organisation that gives it. */
export const personWithTheMail = 'mail-link';

/** A person as the history names one. */
export const userOf = ({ userId }: Pick<Person, 'userId'>): Actor => ({ kind: 'user', userId });

/** Whoever was on the page of a consent, as the history names them. */
export const visitorOf = ({ userId }: Pick<Person, 'userId'>): Actor => ({ kind: 'visitor', begunBy: userId });
