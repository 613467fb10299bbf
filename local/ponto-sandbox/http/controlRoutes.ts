import type { HttpBindings } from '@hono/node-server';
import { Hono, type Context } from 'hono';
import * as z from 'zod';
import { negotiateLanguage } from '../../../shared/presentation/negotiateLanguage.ts';
import { readAs, wordsOf } from '../../cloud/readAs.ts';
import { advance } from '../core/advance.ts';
import { isoAt } from '../core/calendar.ts';
import { bankChanges, changeAtBank } from '../core/control/bankChanges.ts';
import { ControlFailure } from '../core/control/controlFailure.ts';
import * as controls from '../core/control/controls.ts';
import { generateLines, lineGeneration } from '../core/control/generateLines.ts';
import { foundOrganization } from '../core/organizations.ts';
import { webhookUrlOf } from '../core/world.ts';
import { faultRequest, type FaultBoard } from './faults.ts';
import type { Running } from './running.ts';

/** Enough to mend a body by. */
const maxSentences = 20;

const bodyOf = async <T>(context: Context, schema: z.ZodType<T>): Promise<T> => {
  const text = await context.req.text();
  const value: unknown = await Promise.resolve(text === '' ? '{}' : text)
    .then(JSON.parse)
    .catch(() => {
      throw new ControlFailure(400, 'The body is not JSON.');
    });
  const read = readAs(schema, value);
  if (!read.wrong) return read.data;
  const language = negotiateLanguage(context.req.header('accept-language'));
  const sentences = read.wrong.map((one) => `${one.path || 'the body'} ${wordsOf(language, one)}`);
  throw new ControlFailure(400, sentences.slice(0, maxSentences).join('. '));
};

const accountBody = z.strictObject({ accountId: z.string() });
const organizationBody = z.strictObject({ name: z.string(), accounts: z.enum(['bakery', 'none']).default('bakery') });

/** What Ponto does not have: the clock, the bank behind, faults. README.md tells each call. */
export const makeControlApi = (running: Running, faults: FaultBoard): Hono<{ Bindings: HttpBindings }> => {
  const app = new Hono<{ Bindings: HttpBindings }>();
  const world = () => running.world;
  app.onError((error, context) => {
    if (error instanceof ControlFailure) return context.json({ error: error.message }, error.status);
    throw error;
  });
  app.use(async (_context, next) => {
    advance(running.world, running.now());
    await next();
    running.worked();
  });

  app.get('/clock', (context) => context.json({ now: isoAt(running.now()) }));
  app.post('/clock', async (context) => {
    const to = Date.parse((await bodyOf(context, z.strictObject({ now: z.iso.datetime({ offset: true }) }))).now);
    if (to < world().state.now)
      throw new ControlFailure(400, `The clock moves forward only; it is ${isoAt(world().state.now)}.`);
    const happened = advance(world(), to);
    running.setClock(to);
    return context.json({ now: isoAt(to), ...happened });
  });
  const settings = () => ({ ...world().state.settings, webhookUrl: webhookUrlOf(world()) });
  app.get('/settings', (context) => context.json(settings()));
  app.patch('/settings', async (context) => {
    controls.changeSettings(world(), await bodyOf(context, controls.settingsChange));
    return context.json(settings());
  });

  app.get('/faults', (context) => context.json({ items: faults.list }));
  app.post('/faults', async (context) => {
    faults.add(await bodyOf(context, faultRequest));
    return context.json({ items: faults.list }, 201);
  });
  app.delete('/faults', (context) => {
    faults.clear();
    return context.body(null, 204);
  });

  app.post('/transactions', async (context) => context.json(changeAtBank(world(), await bodyOf(context, bankChanges))));
  app.post('/generate', async (context) => context.json(generateLines(world(), await bodyOf(context, lineGeneration))));
  app.post('/synchronize', async (context) => {
    const { accountId } = await bodyOf(context, accountBody);
    return context.json({ synchronizationIds: controls.synchronizeNow(world(), accountId) });
  });

  app.get('/organizations', (context) => context.json({ items: controls.listOrganizations(world()) }));
  app.post('/organizations', async (context) => {
    const { id, name } = foundOrganization(world(), await bodyOf(context, organizationBody));
    return context.json({ id, name }, 201);
  });
  app.post('/organizations/:id/bank-accounts', async (context) => {
    const wanted = await bodyOf(context, controls.newBankAccount);
    return context.json(controls.openAccount(world(), context.req.param('id'), wanted), 201);
  });
  app.post('/organizations/:id/:verb{block|unblock}', (context) => {
    controls.blockOrganization(world(), context.req.param('id'), context.req.param('verb') === 'block');
    return context.body(null, 204);
  });
  app.post('/organizations/:id/custom-integration', (context) =>
    context.json(controls.makeCustomCredentials(world(), context.req.param('id')), 201),
  );
  app.put('/organizations/:id/custom-integration/accounts', async (context) => {
    controls.chooseCustomAccounts(world(), context.req.param('id'), await bodyOf(context, controls.accountChoice));
    return context.body(null, 204);
  });
  app.post('/accounts/:id/expire', async (context) => {
    controls.expireAccount(world(), context.req.param('id'), await bodyOf(context, controls.expiry));
    return context.body(null, 204);
  });
  app.get('/accounts/:id/closing-balance', (context) => {
    const day = z.iso.date().safeParse(context.req.query('date'));
    if (!day.success) throw new ControlFailure(400, 'Say which day: ?date=2026-10-31');
    return context.json(controls.closingBalance(world(), context.req.param('id'), day.data));
  });
  app.post('/accounts/:id/unlink', (context) => {
    controls.unlinkAccount(world(), context.req.param('id'));
    return context.body(null, 204);
  });
  app.put('/institutions/:id/maintenance', async (context) => {
    controls.setMaintenance(world(), context.req.param('id'), await bodyOf(context, controls.maintenanceChange));
    return context.body(null, 204);
  });
  app.post('/reset', (context) => {
    faults.clear();
    running.reset();
    return context.json({ now: isoAt(running.now()) });
  });
  app.all('*', (context) => {
    const calls = app.routes.filter(({ method }) => method !== 'ALL').map(({ method, path }) => `${method} ${path}`);
    return context.json({ error: `There is no such call. There are: ${calls.join(', ')}.` }, 404);
  });
  return app;
};
