import { html } from 'hono/html';
import { onboardingOf } from '../../core/oauth/authorizationRequest.ts';
import { findOrganization } from '../../core/organizations.ts';
import type { Organization } from '../../core/state.ts';
import type { World } from '../../core/world.ts';
import type { Html } from './layout.ts';

/** What the application asked for, and what was chosen so far; carried through every form. */
const carried = [
  'client_id',
  'response_type',
  'redirect_uri',
  'scope',
  'state',
  'code_challenge',
  'code_challenge_method',
  'onboarding_details_id',
  'language',
  'organization',
  'institution',
  'q',
] as const;

export const hiddenFields = (parameters: URLSearchParams, without: readonly string[] = []): Html =>
  html`${carried
    .filter((name) => !without.includes(name) && parameters.has(name))
    .map((name) => html`<input type="hidden" name="${name}" value="${parameters.get(name) ?? ''}" />`)}`;

/** The organization chosen in the picker; the first of the sandbox where nothing is chosen. */
export const chosenOrganization = (world: World, parameters: URLSearchParams): Organization | undefined => {
  const wanted = parameters.get('organization');
  return wanted === null || wanted === ''
    ? Object.values(world.state.organizations)[0]
    : findOrganization(world, wanted);
};

/** Where each choice is made. The application's own address is the first; there is no bank in it. */
export const consentPaths = {
  start: '/oauth2/auth',
  banks: '/oauth2/auth/banks',
  accounts: '/oauth2/auth/accounts',
  organizations: '/oauth2/auth/organizations',
} as const;

/**
 * Who the person is at Ponto: one of the organizations, or a new one. What the application told beforehand is filled in.
 *
 * @param page where the choice leads back to
 */
export const organizationForms = (world: World, parameters: URLSearchParams, page: string): Html => {
  const chosen = chosenOrganization(world, parameters);
  const { email, firstName, lastName, organizationName } = onboardingOf(world, parameters)?.attributes ?? {};
  const told = [[firstName, lastName].filter(Boolean).join(' '), email].filter(Boolean).join(', ');
  return html`<h2>Organisation</h2>
    ${told === '' ? '' : html`<p class="quiet">You are ${told}.</p>`}
    <form method="get" action="${page}" class="line">
      ${hiddenFields(parameters, ['organization'])}
      <label
        >You are signed in for
        <select name="organization">
          ${Object.values(world.state.organizations).map(
            ({ id, name }) => html`<option value="${id}" ${id === chosen?.id ? 'selected' : ''}>${name}</option>`,
          )}
        </select></label
      >
      <button type="submit">Change</button>
    </form>
    <form method="post" action="${consentPaths.organizations}" class="line">
      ${hiddenFields(parameters, ['organization'])}
      <label
        >Or a new organisation
        <input type="text" name="name" maxlength="80" placeholder="Its name" value="${organizationName ?? ''}"
      /></label>
      <button type="submit">Create</button>
    </form>`;
};
