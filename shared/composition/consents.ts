import { consentPaths } from '../contracts/consentPaths.ts';
import { pagePaths } from '../contracts/pagePaths.ts';
import { reauthorizationPaths } from '../contracts/reauthorizationPaths.ts';
import { addressUnder } from '../language/addressUnder.ts';
import { makeReauthorizeAccount } from '../usecases/accounts/reauthorizeAccount.ts';
import { makeBeginConsent } from '../usecases/connections/beginConsent.ts';
import { makeConsentPage } from '../usecases/connections/consentPage.ts';
import { makeWarnOfWithdrawal } from '../usecases/connections/warnOfWithdrawal.ts';
import type { BankFeeds } from '../ports/bankFeed.ts';
import type { InstitutionCatalogue } from '../ports/institutions.ts';
import type { AuthorizationServer } from '../ports/tokens.ts';
import { randomIds } from '../runtime/randomIds.ts';
import { systemClock } from '../runtime/systemClock.ts';
import type { Stores } from './stores.ts';

interface ConsentVariables {
  readonly PUBLIC_URL: string;
  readonly RETURN_URL_ALLOWLIST: readonly string[];
}

/** Where people may go after Ponto: to what the settings allow, and to our own pages. */
export const returnAddresses = (variables: ConsentVariables): readonly string[] => [
  ...variables.RETURN_URL_ALLOWLIST,
  addressUnder(variables.PUBLIC_URL, pagePaths.root),
];

/** Begins consents, at our own page. */
export const createBeginConsent = (variables: ConsentVariables, deps: { readonly stores: Stores }) =>
  makeBeginConsent({
    consents: deps.stores.consents,
    history: deps.stores.history,
    warnOfWithdrawal: makeWarnOfWithdrawal(deps.stores),
    ids: randomIds,
    clock: systemClock,
    pageUrl: addressUnder(variables.PUBLIC_URL, consentPaths.page),
    returnUrlAllowList: returnAddresses(variables),
  });

/** Our page of a consent, whose answers come back from Ponto to our own callback. */
export const createConsentPage = (
  variables: ConsentVariables,
  deps: {
    readonly stores: Stores;
    readonly authorizationServer: AuthorizationServer;
    readonly catalogue: InstitutionCatalogue;
  },
) =>
  makeConsentPage({
    ...deps.stores,
    authorizationServer: deps.authorizationServer,
    catalogue: deps.catalogue,
    ids: randomIds,
    clock: systemClock,
    redirectUri: addressUnder(variables.PUBLIC_URL, consentPaths.callback),
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
    returnUrlAllowList: returnAddresses(variables),
    beginUrl: addressUnder(variables.PUBLIC_URL, reauthorizationPaths.begin),
    endUrl: addressUnder(variables.PUBLIC_URL, reauthorizationPaths.end),
  });
