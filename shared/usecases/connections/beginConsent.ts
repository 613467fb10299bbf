import { defined } from '../../language/defined.ts';
import { isAllowedReturnUrl } from '../../domain/consents/returnUrl.ts';
import type { Clock, IdSource } from '../../ports/ambient.ts';
import type { ConnectionHistory } from '../../ports/connections.ts';
import type { ConsentStore } from '../../ports/consents.ts';
import type { AuthorizationServer, Newcomer } from '../../ports/tokens.ts';
import type { Connection } from '../../domain/connections/connection.ts';
import type { Health } from '../../domain/connections/health.ts';
import type { Actor } from '../../domain/connections/history.ts';
import type { WarnOfWithdrawal } from './warnOfWithdrawal.ts';

export interface BeginConsentDeps {
  readonly consents: Pick<ConsentStore, 'begin'>;
  readonly history: Pick<ConnectionHistory, 'append'>;
  readonly authorizationServer: Pick<AuthorizationServer, 'authorizationUrl'>;
  readonly warnOfWithdrawal: WarnOfWithdrawal;
  readonly ids: Pick<IdSource, 'secret'>;
  readonly clock: Pick<Clock, 'now'>;
  /** Where Ponto sends the browser back to. */
  readonly redirectUri: string;
  readonly returnUrlAllowList: readonly string[];
}

export interface Person {
  readonly tenantId: string;
  readonly userId: string;
}

export type BegunConsent =
  | {
      readonly kind: 'begun';
      readonly authorizationUrl: string;
      /** What to keep selected in it. */
      readonly notice?: Health;
    }
  | { readonly kind: 'return_url_not_allowed' };

/** Time to choose a bank, sign in there and pick accounts. */
const consentMs = 10 * 60_000;

export type BeginConsent = (
  person: Person,
  connection: Pick<Connection, 'id' | 'institutionId' | 'contact' | 'organizationId'>,
  returnUrl: string | undefined,
) => Promise<BegunConsent>;

/** Begins a consent at Ponto: the state that comes back is bound to this tenant, this user and this connection. */
export const makeBeginConsent =
  (deps: BeginConsentDeps): BeginConsent =>
  async ({ tenantId, userId }, connection, returnUrl) => {
    const connectionId = connection.id;
    const { consents, history, authorizationServer, ids, clock, redirectUri, returnUrlAllowList } = deps;
    if (returnUrl !== undefined && !isAllowedReturnUrl(returnUrl, returnUrlAllowList)) {
      return { kind: 'return_url_not_allowed' };
    }
    const notice = await deps.warnOfWithdrawal(tenantId, connection);
    const at = clock.now();
    const state = ids.secret();
    const codeVerifier = ids.secret();
    const authorizationUrl = await authorizationServer.authorizationUrl({
      state,
      codeVerifier,
      redirectUri,
      newcomer: newcomerOf(connection),
    });
    await consents.begin(state, {
      tenantId,
      userId,
      connectionId,
      codeVerifier,
      redirectUri,
      ...defined({ returnUrl }),
      expiresAt: new Date(Date.parse(at) + consentMs).toISOString(),
    });
    await history.append({ tenantId, connectionId }, [{ at, by: { kind: 'user', userId }, what: 'consent_begun' }]);
    return { kind: 'begun', authorizationUrl, ...defined({ notice }) };
  };

/** Ponto asks for the bank and the person again unless it is told. */
const newcomerOf = ({ institutionId, contact }: Pick<Connection, 'institutionId' | 'contact'>): Newcomer =>
  defined({ institutionId, email: contact?.email, name: contact?.name });

/** A person as the history names one. */
export const userOf = ({ userId }: Pick<Person, 'userId'>): Actor => ({ kind: 'user', userId });
