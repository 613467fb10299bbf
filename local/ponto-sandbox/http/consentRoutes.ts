import type { Context, Hono } from 'hono';
import type { HttpBindings } from '@hono/node-server';
import { advance } from '../core/advance.ts';
import { accountsAt } from '../core/bank/openAccounts.ts';
import { institutionById } from '../core/institutions/catalogue.ts';
import { isInMaintenance } from '../core/maintenance.ts';
import { checkAuthorizationRequest, type AuthorizationRequest } from '../core/oauth/authorizationRequest.ts';
import { allowConsent, cancelConsent } from '../core/oauth/consent.ts';
import { foundOrganization } from '../core/organizations.ts';
import { chosenOrganization, consentPaths } from './pages/consentParts.ts';
import { accountChoicePage } from './pages/accountChoice.ts';
import { bankChoicePage } from './pages/bankChoice.ts';
import { pageHeaders, sentencePage, type Html } from './pages/layout.ts';
import type { Running } from './running.ts';

type Shown = Context<{ Bindings: HttpBindings }>;

export const showPage = async (running: Running, content: Html, status = 200): Promise<Response> =>
  new Response(String(await content), { status, headers: pageHeaders(running.world.redirectUris) });

export const sendTo = (location: string): Response =>
  new Response(null, {
    status: 302,
    headers: { location, 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' },
  });

/** The pages on which a person links a bank, by plain forms. */
export const addConsentRoutes = (app: Hono<{ Bindings: HttpBindings }>, running: Running): void => {
  const parametersOf = (context: Shown): URLSearchParams => new URL(context.req.url).searchParams;
  // The address that an application makes: a bank is not part of it (reference, section 2.1).
  app.get(consentPaths.start, (context) => show(running, without(parametersOf(context), 'institution')));
  app.get(consentPaths.banks, (context) => show(running, parametersOf(context), 'banks'));
  app.get(consentPaths.accounts, (context) => show(running, parametersOf(context)));
  app.post(consentPaths.start, async (context) => decide(running, await formOf(context)));
  app.post(consentPaths.organizations, async (context) => {
    const form = await formOf(context);
    advance(running.world, running.now());
    const { id } = foundOrganization(running.world, { name: form.get('name') ?? '', accounts: 'bakery' });
    running.worked();
    form.delete('name');
    form.set('organization', id);
    return sendTo(`${form.has('institution') ? consentPaths.accounts : consentPaths.start}?${form}`);
  });
};

const formOf = async (context: Shown): Promise<URLSearchParams> => new URLSearchParams(await context.req.text());

const without = (parameters: URLSearchParams, name: string): URLSearchParams => {
  parameters.delete(name);
  return parameters;
};

const show = async (running: Running, parameters: URLSearchParams, step?: 'banks'): Promise<Response> => {
  const { world } = running;
  advance(world, running.now());
  const checked = checkAuthorizationRequest(world, parameters);
  if (checked.kind === 'redirect') return sendTo(checked.location);
  if (checked.kind === 'page') return showPage(running, sentencePage('This link does not work', checked.sentence), 400);
  const institution = institutionById(checked.request.institutionId ?? '');
  const organization = chosenOrganization(world, parameters);
  if (step === 'banks' || !institution || !organization) return showPage(running, bankChoicePage(world, parameters));
  const content = accountChoicePage(world, parameters, { organization, institution });
  running.worked();
  return showPage(running, content);
};

const decide = async (running: Running, form: URLSearchParams): Promise<Response> => {
  const { world } = running;
  advance(world, running.now());
  const checked = checkAuthorizationRequest(world, form);
  if (checked.kind === 'redirect') return sendTo(checked.location);
  if (checked.kind === 'page') return showPage(running, sentencePage('This link does not work', checked.sentence), 400);
  if (form.get('decision') === 'cancel') return sendTo(cancelConsent(checked.request));
  if (form.get('decision') !== 'allow') {
    return showPage(running, sentencePage('Nothing was decided', 'Send decision=allow or decision=cancel.'), 400);
  }
  return allow(running, checked.request, form);
};

const allow = async (running: Running, request: AuthorizationRequest, form: URLSearchParams): Promise<Response> => {
  const { world } = running;
  const organization = chosenOrganization(world, form);
  const institution = institutionById(request.institutionId ?? '');
  if (!organization) return showPage(running, sentencePage('No such organisation', 'Go back and choose another.'), 400);
  if (institution && isInMaintenance(world, institution.id)) {
    return showPage(running, sentencePage('The bank is under maintenance', 'Go back and choose another one.'), 400);
  }
  const ticked = form.getAll('account');
  // For scripts: everything at the chosen bank, without reading the page first.
  const all =
    institution && ticked.includes('all') ? accountsAt(world, organization, institution).map(({ id }) => id) : [];
  const location = allowConsent(world, request, {
    organization,
    bankAccountIds: [...new Set([...ticked.filter((id) => id !== 'all'), ...all])],
    ...(institution ? { institutionId: institution.id } : {}),
  });
  running.worked();
  return sendTo(location);
};
