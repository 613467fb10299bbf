import { defined } from '../../language/defined.ts';
import type { AtStake } from '../../domain/consents/atStake.ts';
import type { Connection } from '../../domain/connections/connection.ts';
import type { Clock, IdSource } from '../../ports/ambient.ts';
import type { ConnectionStore } from '../../ports/connections.ts';
import type { ConsentStore, PendingConsent } from '../../ports/consents.ts';
import type { InstitutionCatalogue } from '../../ports/institutions.ts';
import type { AuthorizationServer, Newcomer } from '../../ports/tokens.ts';
import type { ConnectionRef } from '../../ports/refsAndPages.ts';
import { consentEndOf } from './beginConsent.ts';

interface Deps {
  readonly consents: Pick<ConsentStore, 'find' | 'pass'>;
  readonly connections: Pick<ConnectionStore, 'get'>;
  readonly catalogue: Pick<InstitutionCatalogue, 'get'>;
  readonly authorizationServer: Pick<AuthorizationServer, 'authorizationUrl'>;
  readonly ids: Pick<IdSource, 'secret'>;
  readonly clock: Pick<Clock, 'now'>;
  /** Where Ponto sends the browser back to. */
  readonly redirectUri: string;
}

/** What can no longer be gone through. */
export type ConsentOver =
  /** Nobody began it, it was finished, or its time is over. */
  { readonly kind: 'over' } | { readonly kind: 'disconnected'; readonly ref: ConnectionRef };

export type ConsentNow =
  | ConsentOver
  | {
      readonly kind: 'open';
      readonly ref: ConnectionRef;
      /** Who will read the accounts. */
      readonly tenant: Pick<PendingConsent, 'tenantId' | 'tenantName'>;
      readonly bankName?: string;
      readonly atStake?: AtStake;
    };

export type PassedConsent =
  | ConsentOver
  /** Ponto's page, where the person goes on. */
  | { readonly kind: 'passed'; readonly ref: ConnectionRef; readonly url: string };

/**
 * Our page of a consent, which stands before Ponto's. Looking at it changes nothing, because scanners of mails look; passing
 * it binds the browser to the state that Ponto gives back, and to no other: whoever is only sent on to Ponto's page, by
 * whomever, cannot finish.
 */
export const makeConsentPage = (deps: Deps) => {
  const standing = async (
    token: string,
  ): Promise<ConsentOver | { kind: 'open'; consent: PendingConsent; connection: Connection }> => {
    const consent = await deps.consents.find(token, deps.clock.now());
    if (!consent) return { kind: 'over' };
    const connection = await deps.connections.get(consent);
    // Of one that was erased nothing is told.
    if (!connection) return { kind: 'over' };
    if (connection.status === 'disconnected') return { kind: 'disconnected', ref: refOf(consent) };
    return { kind: 'open', consent, connection };
  };

  const bankOf = async ({ institutionId }: Connection): Promise<string | undefined> => {
    if (institutionId === undefined) return undefined;
    // A page without the bank's name is better than none.
    const institution = await deps.catalogue.get(institutionId).catch(() => undefined);
    return institution?.name;
  };

  return {
    show: async (token: string): Promise<ConsentNow> => {
      const found = await standing(token);
      if (found.kind !== 'open') return found;
      const { tenantId, tenantName, atStake } = found.consent;
      const bankName = await bankOf(found.connection);
      return {
        kind: 'open',
        ref: refOf(found.consent),
        tenant: { tenantId, ...defined({ tenantName }) },
        ...defined({ bankName, atStake }),
      };
    },

    /** @param browser the secret in its cookie */
    pass: async (token: string, browser: string): Promise<PassedConsent> => {
      const found = await standing(token);
      if (found.kind !== 'open') return found;
      const [state, codeVerifier] = [deps.ids.secret(), deps.ids.secret()];
      const { redirectUri } = deps;
      const now = deps.clock.now();
      const passage = { state, browser, codeVerifier, redirectUri, expiresAt: consentEndOf(now) };
      if ((await deps.consents.pass(token, passage, now)) === 'over') return { kind: 'over' };
      const newcomer = newcomerOf(found.connection);
      const url = await deps.authorizationServer.authorizationUrl({ state, codeVerifier, redirectUri, newcomer });
      return { kind: 'passed', ref: refOf(found.consent), url };
    },
  };
};

export type ConsentPage = ReturnType<typeof makeConsentPage>;

const refOf = ({ tenantId, connectionId }: ConnectionRef): ConnectionRef => ({ tenantId, connectionId });

/** Ponto asks for the bank and the person again unless it is told. */
const newcomerOf = ({ institutionId, contact }: Pick<Connection, 'institutionId' | 'contact'>): Newcomer =>
  defined({ institutionId, email: contact?.email, name: contact?.name });
