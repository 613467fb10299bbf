import type { Base } from '../oauth/tokens.ts';
import type { Account, Integration } from '../state.ts';
import type { World } from '../world.ts';
import { invalidAccessToken, notFound, organizationBlocked } from './apiFailure.ts';

/** A request as it came, without any server around it. Header names are lower-case. */
export interface ApiRequest {
  readonly method: string;
  /** Path and query as sent. */
  readonly target: string;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: string;
}

export interface ApiAnswer {
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** A request whose route is known. */
export interface ApiCall {
  readonly world: World;
  readonly base: Base;
  /** Address of the base, for links. */
  readonly baseUrl: string;
  /** Path below the base, for links. */
  readonly path: string;
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly request: ApiRequest;
}

/** What an operation answers; `undefined` is an empty body. */
interface Result {
  readonly status?: number;
  readonly body: object;
}

export type Operation = (call: ApiCall) => Result;

const bearerOf = ({ request }: ApiCall): string | undefined =>
  /^bearer (\S+)$/i.exec(request.headers['authorization'] ?? '')?.[1];

type Caller =
  { readonly kind: 'client' } | { readonly kind: 'user'; readonly integration: Integration; readonly scope: string };

/** Who a bearer token speaks for; nothing when there is none. @throws ApiFailure when it cannot be used */
export const callerOf = (call: ApiCall): Caller | undefined => {
  const bearer = bearerOf(call);
  if (bearer === undefined) return undefined;
  const { state } = call.world;
  const token = state.accessTokens[bearer];
  if (!token || token.expiresAt <= state.now) throw invalidAccessToken();
  if ((token.kind === 'custom') !== (call.base === 'custom')) throw invalidAccessToken();
  if (token.kind === 'client') return { kind: 'client' };
  const chain = token.kind === 'user' ? state.chains[token.chainId] : undefined;
  if (token.kind === 'user' && (!chain || chain.revoked)) throw invalidAccessToken();
  const integration = state.integrations[token.kind === 'user' ? (chain?.integrationId ?? '') : token.integrationId];
  if (!integration) throw invalidAccessToken();
  const organization = state.organizations[integration.organizationId];
  // Credentials that the customer made anew end the tokens of the old ones.
  if (token.kind === 'custom' && organization?.custom?.clientSecret !== token.secret) throw invalidAccessToken();
  if (organization?.blocked) throw organizationBlocked();
  return { kind: 'user', integration, scope: chain?.scope ?? 'ai' };
};

/** For what belongs to one organization. @throws ApiFailure */
export const userOf = (call: ApiCall): Extract<Caller, { kind: 'user' }> => {
  const caller = callerOf(call);
  if (caller?.kind !== 'user') throw invalidAccessToken();
  return caller;
};

/** For partner-level resources. @throws ApiFailure */
export const requireClient = (call: ApiCall): void => {
  if (callerOf(call)?.kind !== 'client') throw invalidAccessToken();
};

/** An account that the integration holds; that of somebody else is like one that does not exist. @throws ApiFailure */
export const accountOf = ({ world }: ApiCall, integration: Integration, id: string): Account => {
  const shared = integration.accounts[id];
  const account = world.state.accounts[id];
  if (!shared || !account) throw notFound('account');
  shared.lastAccessedAt = world.state.now;
  return account;
};

export const param = ({ params }: ApiCall, name: string): string => params[name] ?? '';
