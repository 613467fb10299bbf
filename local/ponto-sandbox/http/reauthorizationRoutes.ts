import type { HttpBindings } from '@hono/node-server';
import type { Hono } from 'hono';
import { html } from 'hono/html';
import { advance } from '../core/advance.ts';
import { tellOfAccount } from '../core/events.ts';
import { institutionById } from '../core/institutions/catalogue.ts';
import { authorize } from '../core/ponto/sharing.ts';
import type { World } from '../core/world.ts';
import { sendTo, showPage } from './consentRoutes.ts';
import { page, sentencePage, type Html } from './pages/layout.ts';
import type { Running } from './running.ts';

const path =
  '/organizations/:organizationId/sandbox/integrations/:integrationId/accounts/:accountId/reauthorization-requests/:requestId';

/** The page on which the account holder gives the bank's authorization again. */
export const addReauthorizationRoutes = (app: Hono<{ Bindings: HttpBindings }>, running: Running): void => {
  app.get(path, (context) => {
    advance(running.world, running.now());
    const found = find(running.world, context.req.param('requestId'), context.req.param('accountId'));
    if (!found) return showPage(running, sentencePage('This link does not work', 'Ask for a new one.'), 404);
    return showPage(running, question(running.world, found.account.bankAccountId));
  });
  app.post(path, async (context) => {
    const { world } = running;
    advance(world, running.now());
    const found = find(world, context.req.param('requestId'), context.req.param('accountId'));
    if (!found) return showPage(running, sentencePage('This link does not work', 'Ask for a new one.'), 404);
    const form = new URLSearchParams(await context.req.text());
    if (form.get('decision') === 'allow') {
      found.request.done = true;
      authorize(world, found.account);
      tellOfAccount(world, 'account.reauthorized', found.account);
      running.worked();
    }
    return sendTo(found.request.redirectUri);
  });
};

const find = ({ state }: World, requestId: string, accountId: string) => {
  const request = state.reauthorizations[requestId];
  const account = state.accounts[accountId];
  return request && !request.done && account && request.accountId === account.id ? { request, account } : undefined;
};

const question = ({ state }: World, bankAccountId: string): Html => {
  const bank = state.bankAccounts[bankAccountId];
  const name = institutionById(bank?.institutionId ?? '')?.name ?? 'your bank';
  return page(
    'Renew your authorisation',
    html`<h1>Renew your authorisation at ${name}?</h1>
      <p>${bank?.description} (${bank?.currency}) <span class="quiet">${bank?.reference}</span></p>
      <form method="post" class="actions">
        <button class="primary" type="submit" name="decision" value="allow">Renew</button>
        <button type="submit" name="decision" value="cancel">Cancel</button>
      </form>`,
  );
};
