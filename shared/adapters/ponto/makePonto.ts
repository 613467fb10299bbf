import type { Clock } from '../../ports/ambient.ts';
import type { BankFeeds, InstitutionSource, Integrations } from '../../ports/bankFeed.ts';
import type { AuthorizationServer, TenantSecrets, TokenVault } from '../../ports/tokens.ts';
import { makePontoClient } from './client.ts';
import { makeTransport, type TransportLimits, watched, type OnExchange } from './http.ts';
import { makeInstitutionSource } from './institutions.ts';
import { makeIntegrations } from './integrations.ts';
import { makeAuthorizationServer } from './oauth.ts';
import { makeAnnounceNewcomer } from './onboarding.ts';
import { makePlatformTokens, makeAccessTokens } from './tokens.ts';
import { makePlatformTransport, type PontoApplicationSource } from './platformTransport.ts';
import { makePontoFeed } from './pontoFeed.ts';
import { makeSend } from './retry.ts';

export interface PontoDeps {
  readonly urls: {
    /** `PONTO_API_URL` */
    readonly api: string;
    /** `PONTO_CUSTOM_API_URL` */
    readonly customApi: string;
    /** `PONTO_AUTHORIZATION_URL`; only functions that begin a consent have it. */
    readonly authorization?: string | undefined;
  };
  readonly application: PontoApplicationSource;
  readonly vault: TokenVault;
  readonly tenantSecrets: Pick<TenantSecrets, 'readCredentials'>;
  readonly clock: Clock;
  /** A random number from 0 up to 1. */
  readonly jitter: () => number;
  /**
   * Zone of an institution, from the catalogue.
   *
   * @default every bank keeps the time of Ponto's home market
   */
  readonly timeZoneOf?: (institutionId: string) => Promise<string | undefined>;
  /** @default 8 s and 10 MB an answer */
  readonly limits?: TransportLimits;
  /**
   * `PONTO_PROXY_URL`: the forward proxy on the way to Ponto.
   *
   * @default none
   */
  readonly proxyUrl?: string | undefined;
  /**
   * How long a person who goes to consent waits for what Ponto is told beforehand.
   *
   * @default 4 s
   */
  readonly onboardingMs?: number;
  /**
   * Told of every request that was sent, repeated ones included.
   *
   * @default nobody is told
   */
  readonly onExchange?: OnExchange | undefined;
}

export interface Ponto {
  readonly feeds: BankFeeds;
  readonly authorizationServer: AuthorizationServer;
  readonly institutionSource: InstitutionSource;
  readonly integrations: Integrations;
}

/**
 * Ponto for one function. With Ponto Connect every request carries the platform's certificate and signature; a custom
 * integration is reached at its own host with the tenant's credentials alone (Ponto reference, section 1.1).
 */
export const makePonto = (deps: PontoDeps): Ponto => {
  const {
    urls,
    application,
    vault,
    tenantSecrets,
    clock,
    jitter,
    limits,
    proxyUrl,
    onboardingMs = 4_000,
    onExchange,
  } = deps;
  const timeZoneOf = deps.timeZoneOf ?? (() => Promise.resolve(undefined));
  const platformTransport = makePlatformTransport({ application, clock, limits, proxyUrl });
  const sendAsPlatform = makeSend(watched(platformTransport, onExchange), { clock, jitter });
  const send = makeSend(watched(makeTransport(undefined, limits, proxyUrl), onExchange), { clock, jitter });
  const authorizationServer = makeAuthorizationServer({ urls, application, sendAsPlatform, send, clock });
  const platformTokens = makePlatformTokens(authorizationServer.platformToken, clock);
  const announce = makeAnnounceNewcomer({
    baseUrl: urls.api,
    send: sendAsPlatform,
    platformTokens,
    waitMs: onboardingMs,
  });
  const withOnboarding: AuthorizationServer = {
    ...authorizationServer,
    authorizationUrl: async ({ newcomer = {}, ...request }) =>
      authorizationServer.authorizationUrl({ ...request, onboardingDetailsId: await announce(newcomer) }),
  };
  const accessTokens = makeAccessTokens({ vault, tenantSecrets, authorizationServer, clock });

  return {
    authorizationServer: withOnboarding,
    feeds: {
      of: ({ tenantId, id: connectionId, method }) => {
        const tokens = accessTokens({ tenantId, connectionId }, method);
        const [baseUrl, client] =
          method === 'oauth'
            ? [urls.api, { send: sendAsPlatform, whenRefused: 'reconnect_required' as const }]
            : [urls.customApi, { send, whenRefused: 'credentials_refused' as const }];
        return makePontoFeed({ client: makePontoClient({ baseUrl, tokens, ...client }), baseUrl, timeZoneOf });
      },
    },
    institutionSource: makeInstitutionSource({ baseUrl: urls.api, send: sendAsPlatform, platformTokens }),
    integrations: makeIntegrations({ baseUrl: urls.api, send: sendAsPlatform, platformTokens }),
  };
};
