import { defined } from '../../../../shared/language/defined.ts';
import { institutionById } from '../institutions/catalogue.ts';
import type { Onboarding } from '../state.ts';
import type { World } from '../world.ts';

/** What the browser brings to the consent page (reference, section 2.1). */
export interface AuthorizationRequest {
  readonly clientId: string;
  readonly redirectUri: string;
  readonly scope: string;
  readonly state: string;
  readonly challenge?: string;
  /** The bank chosen on a page of ours, else the one that onboarding details name. */
  readonly institutionId?: string;
}

type CheckedRequest =
  | { readonly kind: 'ok'; readonly request: AuthorizationRequest }
  /** Nowhere safe to send the browser: the sentence is shown instead. */
  | { readonly kind: 'page'; readonly sentence: string }
  | { readonly kind: 'redirect'; readonly location: string };

const knownScopes = new Set(['ai', 'pi', 'name', 'offline_access']);

/** Exact match with a registered address; on a laptop any loopback address ending in /oauth/callback. */
export const isRegistered = ({ redirectUris }: World, redirectUri: string): boolean =>
  redirectUris
    ? redirectUris.includes(redirectUri)
    : isLoopback(redirectUri) && pathOf(redirectUri).endsWith('/oauth/callback');

const pathOf = (uri: string): string => new URL(uri).pathname;

/** An address of this machine. */
export const isLoopback = (uri: string): boolean => {
  if (!URL.canParse(uri)) return false;
  const { protocol, hostname, hash } = new URL(uri);
  return /^https?:$/.test(protocol) && ['localhost', '127.0.0.1', '[::1]'].includes(hostname) && hash === '';
};

/** Adds result parameters to an address that may have some already. */
export const withParameters = (uri: string, parameters: Readonly<Record<string, string>>): string => {
  const url = new URL(uri);
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
  return url.href;
};

/** Where a refusal sends the browser (RFC 6749, section 4.1.2.1). */
export const refusalLocation = (
  { redirectUri, state }: Pick<AuthorizationRequest, 'redirectUri' | 'state'>,
  error: string,
  description: string,
): string => withParameters(redirectUri, { error, error_description: description, ...(state === '' ? {} : { state }) });

/** Judges the parameters before anything is shown. */
export const checkAuthorizationRequest = (world: World, parameters: URLSearchParams): CheckedRequest => {
  const text = (name: string): string => parameters.get(name) ?? '';
  if (text('client_id') !== world.platform.clientId) {
    return { kind: 'page', sentence: 'This application is not known here. Check its client_id.' };
  }
  const redirectUri = text('redirect_uri');
  if (!isRegistered(world, redirectUri)) {
    return {
      kind: 'page',
      sentence: 'The redirect_uri is not registered for this application. It must match exactly.',
    };
  }
  const state = text('state');
  const refused = (error: string, description: string): CheckedRequest => ({
    kind: 'redirect',
    location: refusalLocation({ redirectUri, state }, error, description),
  });
  if (state.length < 8) return refused('invalid_state', 'The state must have at least 8 characters.');
  if (text('response_type') !== 'code') return refused('unsupported_response_type', 'Only code is supported.');
  const scopes = text('scope')
    .split(' ')
    .filter((scope) => scope !== '');
  if (scopes.length === 0 || scopes.some((scope) => !knownScopes.has(scope))) {
    return refused('invalid_scope', 'Scopes are ai, pi, name and offline_access.');
  }
  const challenge = parameters.get('code_challenge');
  if (challenge === null) {
    if (world.state.settings.pkceAlways) return refused('invalid_request', 'A code_challenge is required.');
  } else if (!/^[\w-]{43}$/.test(challenge) || text('code_challenge_method') !== 'S256') {
    return refused('invalid_request', 'The code_challenge must be made with S256.');
  }
  const institutionId = chosenInstitution(world, parameters);
  return {
    kind: 'ok',
    request: {
      clientId: text('client_id'),
      redirectUri,
      state,
      scope: scopes.join(' '),
      ...(challenge === null ? {} : { challenge }),
      ...defined({ institutionId }),
    },
  };
};

const chosenInstitution = (world: World, parameters: URLSearchParams): string | undefined =>
  institutionById(parameters.get('institution') ?? onboardingOf(world, parameters)?.institutionId ?? '')?.id;

/** What Ponto was told about the person, while it is fresh. */
export const onboardingOf = ({ state }: World, parameters: URLSearchParams): Onboarding | undefined => {
  const onboarding = state.onboardings[parameters.get('onboarding_details_id') ?? ''];
  return onboarding !== undefined && onboarding.expiresAt > state.now ? onboarding : undefined;
};
