import { defined } from '../../../../shared/language/defined.ts';
import { minuteMs } from '../calendar.ts';
import { shareAccounts } from '../ponto/sharing.ts';
import type { Organization } from '../state.ts';
import { changed, newId, newSecret, type World } from '../world.ts';
import { refusalLocation, withParameters, type AuthorizationRequest } from './authorizationRequest.ts';

/** Codes live for ten minutes (a choice, reference section 2.1). */
const codeLifeMs = 10 * minuteMs;

interface Consent {
  readonly organization: Organization;
  readonly bankAccountIds: readonly string[];
  readonly institutionId?: string;
}

/** The customer allows. @returns where the browser goes, with the code */
export const allowConsent = (world: World, request: AuthorizationRequest, consent: Consent): string => {
  const { state } = world;
  const integration = shareAccounts(world, { clientId: request.clientId, ...consent });
  const chainId = newId(world);
  state.chains[chainId] = { id: chainId, integrationId: integration.id, scope: request.scope, revoked: false };
  const code = newSecret(world, '');
  state.codes[code] = {
    chainId,
    redirectUri: request.redirectUri,
    expiresAt: state.now + codeLifeMs,
    used: false,
    ...defined({ challenge: request.challenge }),
  };
  changed(world);
  return withParameters(request.redirectUri, { code, scope: request.scope, state: request.state });
};

export const cancelConsent = (request: AuthorizationRequest): string =>
  refusalLocation(request, 'access_denied', 'The customer did not give access.');
