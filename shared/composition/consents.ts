import { makeBeginConsent } from '../usecases/connections/beginConsent.ts';
import type { AuthorizationServer } from '../ports/tokens.ts';
import { randomIds } from '../runtime/randomIds.ts';
import { systemClock } from '../runtime/systemClock.ts';
import type { Registry } from './registry.ts';

/** Begins consents whose answers come back to our own callback. */
export const beginConsentOf = (
  variables: { readonly PUBLIC_URL: string; readonly RETURN_URL_ALLOWLIST: readonly string[] },
  deps: { readonly registry: Registry; readonly authorizationServer: AuthorizationServer },
) =>
  makeBeginConsent({
    consents: deps.registry.consents,
    history: deps.registry.history,
    authorizationServer: deps.authorizationServer,
    ids: randomIds,
    clock: systemClock,
    redirectUri: `${variables.PUBLIC_URL.replace(/\/+$/, '')}/oauth/callback`,
    returnUrlAllowList: variables.RETURN_URL_ALLOWLIST,
  });
