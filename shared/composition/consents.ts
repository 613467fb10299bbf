import { reauthorizationPaths } from '../contracts/reauthorizationPaths.ts';
import { makeReauthorizeAccount } from '../usecases/accounts/reauthorizeAccount.ts';
import { makeBeginConsent } from '../usecases/connections/beginConsent.ts';
import { makeWarnOfWithdrawal } from '../usecases/connections/warnOfWithdrawal.ts';
import type { BankFeeds } from '../ports/bankFeed.ts';
import type { AuthorizationServer } from '../ports/tokens.ts';
import { randomIds } from '../runtime/randomIds.ts';
import { systemClock } from '../runtime/systemClock.ts';
import type { Stores } from './stores.ts';

interface ConsentVariables {
  readonly PUBLIC_URL: string;
  readonly RETURN_URL_ALLOWLIST: readonly string[];
}

const ourAddress = ({ PUBLIC_URL }: ConsentVariables, path: string): string =>
  `${PUBLIC_URL.replace(/\/+$/, '')}${path}`;

/** Begins consents whose answers come back to our own callback. */
export const createBeginConsent = (
  variables: ConsentVariables,
  deps: { readonly stores: Stores; readonly authorizationServer: AuthorizationServer },
) =>
  makeBeginConsent({
    consents: deps.stores.consents,
    history: deps.stores.history,
    warnOfWithdrawal: makeWarnOfWithdrawal(deps.stores),
    authorizationServer: deps.authorizationServer,
    ids: randomIds,
    clock: systemClock,
    redirectUri: ourAddress(variables, '/oauth/callback'),
    returnUrlAllowList: variables.RETURN_URL_ALLOWLIST,
  });

/** Begins renewals of single accounts, from and back to pages of our own. */
export const createReauthorizeAccount = (
  variables: ConsentVariables,
  deps: { readonly stores: Stores; readonly feeds: BankFeeds },
) =>
  makeReauthorizeAccount({
    ...deps.stores,
    feeds: deps.feeds,
    ids: randomIds,
    clock: systemClock,
    returnUrlAllowList: variables.RETURN_URL_ALLOWLIST,
    beginUrl: ourAddress(variables, reauthorizationPaths.begin),
    endUrl: ourAddress(variables, reauthorizationPaths.end),
  });
