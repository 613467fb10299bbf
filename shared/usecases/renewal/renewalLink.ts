import { defined } from '../../language/defined.ts';
import type { Account, Connection } from '../../domain/connections/connection.ts';
import { endingOf } from '../../domain/alerts/ending.ts';
import { Fault } from '../../domain/faults/fault.ts';
import type { Language } from '../../domain/mail/language.ts';
import { isRenewed, renewalWayOf, type RenewalLink } from '../../domain/renewal/renewalLink.ts';
import type { Clock } from '../../ports/ambient.ts';
import type { InstitutionCatalogue } from '../../ports/institutions.ts';
import type { AccountStore } from '../../ports/accounts.ts';
import type { ConnectionStore } from '../../ports/connections.ts';
import type { RenewalLinks } from '../../ports/consents.ts';
import type { BegunReauthorization } from '../accounts/reauthorizeAccount.ts';
import { type BeginConsent, type Person, personWithTheMail } from '../connections/beginConsent.ts';

interface Deps {
  readonly links: Pick<RenewalLinks, 'find'>;
  readonly accounts: Pick<AccountStore, 'get'>;
  readonly connections: Pick<ConnectionStore, 'get'>;
  readonly catalogue: Pick<InstitutionCatalogue, 'get'>;
  readonly reauthorizeAccount: (
    person: Person,
    accountId: string,
    returnUrl: string | undefined,
  ) => Promise<BegunReauthorization>;
  readonly beginConsent: BeginConsent;
  readonly clock: Pick<Clock, 'now'>;
}

/** What a link is worth now. */
export type LinkNow =
  /** Made up, replaced by a later mail, too old, or of a connection that is gone. */
  | { readonly kind: 'unknown' }
  | { readonly kind: 'renewed'; readonly language: Language }
  /** It cannot be renewed from a mail as things stand. */
  | { readonly kind: 'elsewhere'; readonly language: Language }
  | {
      readonly kind: 'open';
      readonly language: Language;
      readonly bankName?: string;
      /** It leads to a consent, in which the accounts are selected anew. */
      readonly byConsent?: true;
    };

export type FollowedLink =
  | Exclude<LinkNow, { readonly kind: 'open' }>
  /** Ponto's page, where the person goes on. */
  | { readonly kind: 'begun'; readonly url: string }
  /** A transient fault: the same link works again later. */
  | { readonly kind: 'later'; readonly language: Language; readonly fault: Fault };

interface Standing {
  readonly link: RenewalLink;
  readonly connection: Connection;
  readonly account?: Account;
}

/**
 * The page behind a link of a mail. Looking at it changes nothing, because mail scanners look; following it begins a
 * renewal on Ponto's page, where the bank asks who is there. A link can be followed again: whoever stops half-way at
 * the bank comes back by the same mail.
 */
export const makeRenewalLink = (deps: Deps) => {
  const standing = async (token: string): Promise<Standing | undefined> => {
    const link = await deps.links.find(token, deps.clock.now());
    if (!link) return undefined;
    const connection = await deps.connections.get(link);
    const { tenantId, accountId } = link;
    const account = accountId === undefined ? undefined : await deps.accounts.get({ tenantId, accountId });
    // Disconnected, erased, or the account has moved to another connection: the link is of a time that is over.
    if (!connection || connection.status === 'disconnected') return undefined;
    if (link.accountId === undefined) return { link, connection };
    return account?.connectionId === connection.id ? { link, connection, account } : undefined;
  };

  const bankOf = async ({ connection, account }: Standing): Promise<string | undefined> => {
    const institutionId = account?.institutionId ?? connection.institutionId;
    if (institutionId === undefined) return undefined;
    // A page without the bank's name is better than none.
    const institution = await deps.catalogue.get(institutionId).catch(() => undefined);
    return institution?.name;
  };

  const judged = ({ link, connection, account }: Standing): 'renewed' | 'elsewhere' | 'open' => {
    if (account && isRenewed(link, endingOf(account.authorization))) return 'renewed';
    // A link without an account is for an access that was refused: it is renewed once the connection works again.
    if (!account && link.accountId === undefined && connection.status === 'active') return 'renewed';
    return renewalWayOf(connection) === 'none' ? 'elsewhere' : 'open';
  };

  const isByConsent = ({ connection, account }: Standing): boolean =>
    !account || connection.status !== 'active' || account.authorization.revoked;

  const consent = async ({ link, connection }: Standing): Promise<FollowedLink> => {
    if (connection.method !== 'oauth' || connection.organizationId === undefined) {
      return { kind: 'elsewhere', language: link.language };
    }
    const person = { tenantId: link.tenantId, userId: personWithTheMail };
    const begun = await deps.beginConsent(person, connection, undefined);
    return begun.kind === 'begun'
      ? { kind: 'begun', url: begun.authorizationUrl }
      : { kind: 'elsewhere', language: link.language };
  };

  const begin = async (found: Standing): Promise<FollowedLink> => {
    const { link, account } = found;
    if (!account || isByConsent(found)) return consent(found);
    const begun = await deps.reauthorizeAccount(
      { tenantId: link.tenantId, userId: personWithTheMail },
      account.id,
      undefined,
    );
    if (begun.kind === 'begun') return { kind: 'begun', url: begun.url };
    // No longer shared with us: only a consent brings it back.
    return begun.kind === 'authorization_lost' ? consent(found) : { kind: 'elsewhere', language: link.language };
  };

  return {
    show: async (token: string): Promise<LinkNow> => {
      const found = await standing(token);
      if (!found) return { kind: 'unknown' };
      const { language } = found.link;
      const kind = judged(found);
      if (kind !== 'open') return { kind, language };
      const bankName = await bankOf(found);
      return { kind, language, ...defined({ bankName }), ...(isByConsent(found) && { byConsent: true }) };
    },

    follow: async (token: string): Promise<FollowedLink> => {
      const found = await standing(token);
      if (!found) return { kind: 'unknown' };
      const { language } = found.link;
      const kind = judged(found);
      if (kind !== 'open') return { kind, language };
      try {
        return await begin(found);
      } catch (error) {
        if (!(error instanceof Fault)) throw error;
        if (error.code === 'reconnect_required' || error.code === 'authorization_lost') return consent(found);
        return error.kind === 'transient' ? { kind: 'later', language, fault: error } : { kind: 'elsewhere', language };
      }
    },
  };
};

export type RenewalLinkPage = ReturnType<typeof makeRenewalLink>;
