import { makeBeginConsent } from '../usecases/connections/beginConsent.ts';
import type { AuthorizationServer } from '../ports/tokens.ts';
import { randomIds } from '../runtime/randomIds.ts';
import { systemClock } from '../runtime/systemClock.ts';
import type { Stores } from './stores.ts';

/** Begins consents whose answers come back to our own callback. */
export const createBeginConsent = (
  variables: { readonly PUBLIC_URL: string; readonly RETURN_URL_ALLOWLIST: readonly string[] },
  deps: { readonly stores: Stores; readonly authorizationServer: AuthorizationServer },
) =>
  makeBeginConsent({
    consents: deps.stores.consents,
    history: deps.stores.history,
    authorizationServer: deps.authorizationServer,
    ids: randomIds,
    clock: systemClock,
    redirectUri: `${variables.PUBLIC_URL.replace(/\/+$/, '')}/oauth/callback`,
    returnUrlAllowList: variables.RETURN_URL_ALLOWLIST,
  });
