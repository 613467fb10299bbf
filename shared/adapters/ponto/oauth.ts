import * as oauth from 'oauth4webapi';
import { defined } from '../../language/defined.ts';
import { Fault } from '../../domain/faults/fault.ts';
import type { Instant } from '../../domain/calendar/calendarDate.ts';
import type { Clock } from '../../ports/ambient.ts';
import type { AuthorizationServer, ClientCredentials, TokenSet } from '../../ports/tokens.ts';
import { faultOf, notUnderstood, PontoRefusal } from './errors.ts';
import type { HttpAnswer } from './http.ts';
import { parseJson } from './json.ts';
import type { PontoApplicationSource } from './platformTransport.ts';
import type { Repetition, Send } from './retry.ts';

/** Accounts, the organisation's name, and a refresh token (Ponto reference, section 2.2). */
const scope = 'ai name offline_access';

/** Where Ponto does not say how long a token lives: short, so that it is renewed rather than refused. */
const unknownLifeSeconds = 300;
const maxLifeSeconds = 86_400;

interface Deps {
  readonly urls: { readonly api: string; readonly customApi: string; readonly authorization?: string | undefined };
  readonly application: PontoApplicationSource;
  readonly sendAsPlatform: Send;
  readonly send: Send;
  readonly clock: Pick<Clock, 'now'>;
}

export interface PontoAuthorizationServer extends Omit<AuthorizationServer, 'authorizationUrl'> {
  authorizationUrl(request: {
    readonly state: string;
    readonly codeVerifier: string;
    readonly redirectUri: string;
    /** Ponto's id of what it was told about the person beforehand. */
    readonly onboardingDetailsId?: string | undefined;
  }): Promise<string>;
  /** A token of the platform itself, for what belongs to no customer (Ponto reference, section 2.6). */
  platformToken(): Promise<TokenSet>;
}

/** Whose client id and secret a token request carries: decides what a refusal of them means. */
type Party = 'platform' | 'tenant';

/** Ponto's OAuth endpoints (Ponto reference, section 2). */
export const makeAuthorizationServer = (deps: Deps): PontoAuthorizationServer => {
  const { urls, application, sendAsPlatform, send, clock } = deps;
  const platformEndpoint = endpointsOf(urls.api);
  const tenantEndpoint = endpointsOf(urls.customApi);

  const tokensFrom = async (grant: () => Promise<oauth.TokenEndpointResponse>): Promise<TokenSet> => {
    const askedAt = clock.now();
    return tokenSetOf(await readably(grant), askedAt);
  };

  /** Once more with the secret read anew when Ponto does not know the client: it may have been rotated. */
  const withClient = async <T>(work: (client: oauth.Client, auth: oauth.ClientAuth) => Promise<T>): Promise<T> => {
    const held = await application.current();
    try {
      return await work({ client_id: held.clientId }, basic(held));
    } catch (error) {
      if (!(error instanceof Fault) || error.code !== 'internal_error') throw error;
      const renewed = await application.reread();
      if (renewed === held) throw error;
      return work({ client_id: renewed.clientId }, basic(renewed));
    }
  };

  const asPlatform = (
    grant: (client: oauth.Client, auth: oauth.ClientAuth) => Promise<oauth.TokenEndpointResponse>,
  ): Promise<TokenSet> => withClient((client, auth) => tokensFrom(() => grant(client, auth)));

  const clientCredentials = async (
    server: oauth.AuthorizationServer,
    client: oauth.Client,
    auth: oauth.ClientAuth,
    options: ReturnType<typeof optionsFor>,
  ): Promise<oauth.TokenEndpointResponse> =>
    oauth.processClientCredentialsResponse(
      server,
      client,
      await oauth.clientCredentialsGrantRequest(server, client, auth, { client_id: client.client_id }, options),
    );

  return {
    authorizationUrl: async ({ state, codeVerifier, redirectUri, onboardingDetailsId }) => {
      if (urls.authorization === undefined) throw new Error('this function was given no authorization address');
      const { clientId } = await application.current();
      const url = new URL(`${withoutSlash(urls.authorization)}/oauth2/auth`);
      url.search = new URLSearchParams({
        client_id: clientId,
        response_type: 'code',
        redirect_uri: redirectUri,
        scope,
        state,
        code_challenge: await oauth.calculatePKCECodeChallenge(codeVerifier),
        code_challenge_method: 'S256',
        ...defined({ onboarding_details_id: onboardingDetailsId }),
      }).toString();
      return url.href;
    },

    exchangeCode: ({ code, codeVerifier, redirectUri }) =>
      asPlatform(async (client, auth) => {
        // The state was checked by whoever took the consent out of its store.
        const answer = new URLSearchParams({ code });
        const verified = oauth.validateAuthResponse(platformEndpoint, client, answer, oauth.skipStateCheck);
        const options = optionsFor(sendAsPlatform, 'once', 'platform', client);
        const response = await oauth.authorizationCodeGrantRequest(
          platformEndpoint,
          client,
          auth,
          verified,
          redirectUri,
          codeVerifier,
          options,
        );
        return oauth.processAuthorizationCodeResponse(platformEndpoint, client, response);
      }),

    refresh: async (refreshToken) => {
      const tokens = await asPlatform(async (client, auth) => {
        const options = optionsFor(sendAsPlatform, 'once', 'platform', client);
        const response = await oauth.refreshTokenGrantRequest(platformEndpoint, client, auth, refreshToken, options);
        return oauth.processRefreshTokenResponse(platformEndpoint, client, response);
      });
      // Ponto may leave the refresh token out when it stays the same (section 2.3).
      return { refreshToken, ...tokens };
    },

    revoke: async (refreshToken) => {
      const request = async (client: oauth.Client, auth: oauth.ClientAuth): Promise<void> => {
        const options = revocationOptionsFor(sendAsPlatform, client);
        await oauth.processRevocationResponse(
          await oauth.revocationRequest(platformEndpoint, client, auth, refreshToken, options),
        );
      };
      await withClient((client, auth) => readably(() => request(client, auth)));
    },

    customIntegrationToken: async (credentials) => {
      const client = { client_id: credentials.clientId };
      const options = optionsFor(send, 'repeatable', 'tenant', client);
      const tokens = await tokensFrom(() => clientCredentials(tenantEndpoint, client, basic(credentials), options));
      return { accessToken: tokens.accessToken, accessTokenExpiresAt: tokens.accessTokenExpiresAt };
    },

    platformToken: () =>
      asPlatform((client, auth) =>
        clientCredentials(platformEndpoint, client, auth, optionsFor(sendAsPlatform, 'repeatable', 'platform', client)),
      ),
  };
};

const withoutSlash = (url: string): string => url.replace(/\/+$/, '');

const endpointsOf = (baseUrl: string): oauth.AuthorizationServer => ({
  issuer: new URL(baseUrl).origin,
  token_endpoint: `${withoutSlash(baseUrl)}/oauth2/token`,
  revocation_endpoint: `${withoutSlash(baseUrl)}/oauth2/revoke`,
});

/** As Ponto's own clients write it: id and secret as they are, not form-encoded first as RFC 6749 has it. */
const basic =
  ({ clientId, clientSecret }: ClientCredentials): oauth.ClientAuth =>
  (_server, _client, _body, headers) => {
    headers.set('authorization', `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString('base64')}`);
  };

interface Form {
  readonly headers: Record<string, string>;
  readonly body: URLSearchParams;
}

/** A refresh token or a code that was received is spent, whether or not we see the answer. */
const spending = { freshConnection: true, spendsToken: true };

const optionsFor = (send: Send, repetition: Repetition, party: Party, client: oauth.Client) => ({
  additionalParameters: { client_id: client.client_id },
  // The configured address decides: Ponto's own are all https, a twin on loopback has none.
  [oauth.allowInsecureRequests]: true,
  [oauth.customFetch]: async (url: string, { headers, body }: Form): Promise<Response> => {
    const answer = await send(
      { method: 'POST', url: new URL(url), headers, body: body.toString(), ...(repetition === 'once' && spending) },
      repetition,
    );
    if (answer.status !== 200) throw tokenFault(new PontoRefusal(answer), party);
    return responseOf(answer);
  },
});

/** Revoking twice is revoking once, and the answer may be empty (Ponto reference, section 2.4). */
const revocationOptionsFor = (send: Send, client: oauth.Client) => ({
  ...optionsFor(send, 'repeatable', 'platform', client),
  [oauth.customFetch]: async (url: string, { headers, body }: Form): Promise<Response> => {
    const answer = await send({ method: 'POST', url: new URL(url), headers, body: body.toString() }, 'repeatable');
    if (answer.status >= 300) throw tokenFault(new PontoRefusal(answer), 'platform');
    return new Response(null, { status: 200 });
  },
});

/** What the library reads: JSON without null and empty members, which Ponto may write for what is not there. */
const responseOf = (answer: HttpAnswer): Response => {
  const json = parseJson(answer.body);
  if (typeof json !== 'object' || json === null) throw notUnderstood(answer);
  const members = Object.entries(json).filter(([, value]) => value !== null && value !== '');
  return Response.json(Object.fromEntries(members));
};

const grantCodes: readonly string[] = ['invalid_grant', 'authorizationCodeInvalid'];
const clientCodes: readonly string[] = [
  'invalid_client',
  'unauthorized_client',
  'clientIdInvalid',
  'credentialsInvalid',
  'invalidCredentials',
];

/**
 * Both error forms (Ponto reference, section 2.5). Refused credentials of a tenant are the tenant's to correct; refused
 * credentials of the platform are our own fault, and no tenant is told to reconnect because of it.
 */
const tokenFault = (refusal: PontoRefusal, party: Party): Fault => {
  const said = (codes: readonly string[]): boolean => refusal.codes.some((code) => codes.includes(code));
  const refusedClient = said(clientCodes) || (refusal.status === 401 && refusal.understood);
  if (party === 'tenant' && (refusedClient || said(grantCodes))) return faultOf('credentials_refused', refusal);
  if (said(grantCodes)) return faultOf('reconnect_required', refusal);
  return faultOf(refusedClient ? 'internal_error' : 'ponto_answer_not_understood', refusal);
};

/** The library's errors carry the answer, and with it tokens: they end here. */
const readably = async <T>(grant: () => Promise<T>): Promise<T> => {
  try {
    return await grant();
  } catch (error) {
    if (error instanceof oauth.OperationProcessingError || error instanceof oauth.UnsupportedOperationError) {
      throw notUnderstood();
    }
    throw error;
  }
};

const tokenSetOf = (answer: oauth.TokenEndpointResponse, askedAt: Instant): TokenSet => {
  const { access_token: accessToken, refresh_token: refreshToken, expires_in: told = unknownLifeSeconds } = answer;
  // What a header cannot carry is no token.
  if (!/^[\x21-\x7e]+$/.test(accessToken)) throw notUnderstood();
  const lifeMs = Math.min(told, maxLifeSeconds) * 1000;
  return {
    accessToken,
    accessTokenExpiresAt: new Date(Date.parse(askedAt) + lifeMs).toISOString(),
    ...(refreshToken !== undefined && refreshToken !== '' && { refreshToken }),
  };
};
