import { Hono } from 'hono';
import { problemStatuses, type Problem } from '../../../shared/contracts/http/problems.ts';
import { addressUnder } from '../../../shared/language/addressUnder.ts';
import { backPath } from '../../../shared/presentation/pages/connect/connectForms.ts';
import { addresses } from '../../../shared/presentation/pages/addresses.ts';
import { connectionPage } from '../../../shared/presentation/pages/connection/connectionPage.ts';
import { disconnectPage } from '../../../shared/presentation/pages/connection/disconnectPage.ts';
import { historyPage } from '../../../shared/presentation/pages/connection/historyPage.ts';
import { outcomes, type ConnectionForm, type Outcome } from '../../../shared/presentation/pages/connection/parts.ts';
import { formFields } from '../../../shared/presentation/pages/form.ts';
import { defined } from '../../../shared/language/defined.ts';
import { bankNames } from '../bankNames.ts';
import { problemAnswer } from '../problemAnswer.ts';
import type { PageContext, PageEnv } from '../visit.ts';
import { contactsIn, errorsIn } from './connection/changeForms.ts';

interface ConnectionDeps {
  readonly publicUrl: string;
}

const path = '/pages/connections/:id';
const historyAtOnce = '50';

const idOf = (c: PageContext): string => c.req.param('id') ?? '';
/** What is never written back into a page. */
const unsaid: readonly string[] = ['clientSecret', ...Object.values(formFields)];
const onceOf = (c: PageContext) => defined({ once: c.get('form').get(formFields.once) ?? undefined });

/** The connection and what its bank is called, for a page. */
const read = async (c: PageContext) => {
  const { api, frame, now, formToken, newOnce } = c.get('visit');
  const found = await api.call('getConnection', { id: idOf(c) });
  if (found.kind === 'problem') return found;
  const { body: connection } = found;
  const banks = await bankNames(api, [connection.institutionId]);
  const bank = connection.institutionId === undefined ? undefined : banks.get(connection.institutionId);
  return { kind: 'done' as const, parts: { frame, now, formToken, newOnce, connection, bank } };
};

const isOutcome = (text: string | undefined): text is Outcome => outcomes.some((outcome) => outcome === text);

const done = (c: PageContext, outcome: Outcome, anchor = '') =>
  c.redirect(`${addresses.connection(idOf(c))}?done=${outcome}${anchor}`, 303);

/** The page once more, with what was typed and what is wrong with it. */
const back = async (c: PageContext, form: ConnectionForm, problem: Problem) => {
  const known = await read(c);
  if (known.kind === 'problem') return problemAnswer(c, known.problem);
  const typed = new Map([...c.get('form')].filter(([name]) => !unsaid.includes(name)));
  const returned = { form, typed, errors: errorsIn(known.parts.frame.language, form, problem) };
  const status = problem.code === 'invalid_request' ? 422 : problemStatuses[problem.code];
  return c.html(connectionPage({ ...known.parts, returned }), status);
};

/** One connection: accounts, access, contacts, history, and the way out. */
export const makeConnectionRoutes = ({ publicUrl }: ConnectionDeps): Hono<PageEnv> =>
  new Hono<PageEnv>()
    .get(path, async (c) => {
      const known = await read(c);
      if (known.kind === 'problem') return problemAnswer(c, known.problem);
      const said = c.req.query('done');
      return c.html(connectionPage({ ...known.parts, outcome: isOutcome(said) ? said : undefined }));
    })
    .post(`${path}/contacts`, async (c) => {
      const { api } = c.get('visit');
      const known = await api.call('getConnection', { id: idOf(c) });
      if (known.kind === 'problem') return problemAnswer(c, known.problem);
      const body = contactsIn(c.get('form'), known.body);
      const changed = await api.call('changeConnection', { id: idOf(c), body });
      return changed.kind === 'done' ? done(c, 'contacts') : back(c, 'contacts', changed.problem);
    })
    .post(`${path}/credentials`, async (c) => {
      const form = c.get('form');
      const body = { clientId: form.get('clientId') ?? '', clientSecret: form.get('clientSecret') ?? '' };
      const replaced = await c.get('visit').api.call('replaceCredentials', { id: idOf(c), body, ...onceOf(c) });
      return replaced.kind === 'done' ? done(c, 'credentials') : back(c, 'credentials', replaced.problem);
    })
    .post(`${path}/accounts`, async (c) => {
      const body = { returnUrl: addressUnder(publicUrl, backPath) };
      const fetched = await c.get('visit').api.call('fetchAccounts', { id: idOf(c), body, ...onceOf(c) });
      if (fetched.kind === 'problem') return back(c, 'accounts', fetched.problem);
      if ('authorizationUrl' in fetched.body) return c.redirect(fetched.body.authorizationUrl, 303);
      return done(c, fetched.body.counts.added > 0 ? 'accounts_added' : 'accounts_same', '#accounts');
    })
    .post(`${path}/confirm`, async (c) => {
      const body = { token: c.get('form').get('seen') ?? '' };
      const confirmed = await c.get('visit').api.call('confirmConnection', { id: idOf(c), body, ...onceOf(c) });
      if (confirmed.kind === 'problem') return back(c, 'confirm', confirmed.problem);
      return c.redirect(addresses.chooseJournals(idOf(c)), 303);
    })
    .get(`${path}/disconnect`, async (c) => {
      const known = await read(c);
      return known.kind === 'problem' ? problemAnswer(c, known.problem) : c.html(disconnectPage(known.parts));
    })
    .post(`${path}/disconnect`, async (c) => {
      const ended = await c.get('visit').api.call('disconnectConnection', { id: idOf(c) });
      return ended.kind === 'done' ? done(c, 'disconnected') : problemAnswer(c, ended.problem);
    })
    .get(`${path}/history`, async (c) => {
      const known = await read(c);
      if (known.kind === 'problem') return problemAnswer(c, known.problem);
      const { api, session } = c.get('visit');
      const cursor = c.req.query('cursor');
      const query = { limit: historyAtOnce, ...defined({ cursor }) };
      const listed = await api.call('listConnectionHistory', { id: idOf(c), query });
      if (listed.kind === 'problem') return problemAnswer(c, listed.problem, { connectionId: idOf(c) });
      const { items: entries, nextCursor } = listed.body;
      return c.html(historyPage({ ...known.parts, entries, nextCursor, userId: session.userId }));
    });
