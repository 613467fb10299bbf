import { Hono } from 'hono';
import type { AccountBody } from '../../../shared/contracts/http/accounts.ts';
import type { ConnectionBody } from '../../../shared/contracts/http/connections.ts';
import { addressUnder } from '../../../shared/language/addressUnder.ts';
import { mayOpen, mayRenew } from '../../../shared/domain/pages/pageSession.ts';
import { defined } from '../../../shared/language/defined.ts';
import { addresses } from '../../../shared/presentation/pages/addresses.ts';
import type { FormError } from '../../../shared/presentation/pages/components/errorSummary.ts';
import { backPath } from '../../../shared/presentation/pages/connect/connectForms.ts';
import { renewPage, type RenewTells } from '../../../shared/presentation/pages/connect/renew.ts';
import { formFields } from '../../../shared/presentation/pages/formFields.ts';
import { visitPage } from '../session/answers.ts';
import type { PageContext, PageEnv } from '../visit.ts';
import { isOfCredentials, needed, ownLabels } from './connect/beginConnection.ts';
import { tellsOf } from './connect/comeBack.ts';
import { bankNameOf, problemAnswer, shownTo, type ConnectDeps } from './connect/parts.ts';

/** A consent says `connected`, a renewal of one account `reauthorized`, or `unconfirmed` while the bank has not said so. */
const cameBack = ['connected', 'reauthorized', 'unconfirmed', 'renewed'];

const toldBy = (c: PageContext): RenewTells => (cameBack.includes(c.req.query('status') ?? '') ? 'back' : tellsOf(c));

interface Found {
  readonly connection: ConnectionBody;
  readonly accounts: readonly AccountBody[];
}

const foundOf = async (c: PageContext, deps: ConnectDeps) => {
  const { api, session } = c.get('visit');
  const connectionId = c.req.param('connectionId') ?? '';
  if (!mayRenew(session, connectionId)) return { kind: 'none', answer: visitPage(c, deps, 'other_task') } as const;
  const [found, listed] = await Promise.all([
    api.call('getConnection', { id: connectionId }),
    api.call('listAccounts', { query: { connectionId, all: 'true', limit: '200' } }),
  ]);
  const met = { address: addresses.renew(connectionId), connectionId };
  if (found.kind === 'problem') return { kind: 'none', answer: problemAnswer(c, deps, found.problem, met) } as const;
  if (listed.kind === 'problem') return { kind: 'none', answer: problemAnswer(c, deps, listed.problem, met) } as const;
  const linked = listed.body.items.filter(({ link }) => link.action !== 'none');
  return { kind: 'found', connection: found.body, accounts: linked } as const;
};

interface Form {
  readonly errors: readonly FormError[];
  readonly clientId?: string;
  readonly offersConsent?: boolean;
}

const show = async (c: PageContext, { connection, accounts }: Found, form?: Form) => {
  const visit = c.get('visit');
  const bank = await bankNameOf(visit, connection.institutionId ?? accounts[0]?.institutionId);
  const page = renewPage({
    ...shownTo(visit),
    connection,
    accounts,
    tells: form ? undefined : toldBy(c),
    maySeeFeed: mayOpen(visit.session, 'feed'),
    returnUrl: visit.session.returnUrl,
    ...defined({ bank }),
    ...form,
  });
  return c.html(page, form ? 422 : 200);
};

/** Where a first consent that was finished here goes on: it is not renewing but connecting. */
const onwardOf = ({ connection, accounts }: Found, told: RenewTells): string | undefined => {
  if (connection.unconfirmed) return `${backPath}?connectionId=${encodeURIComponent(connection.id)}`;
  const isFirst = connection.status === 'active' && accounts.length === 0 && connection.accountCount > 0;
  return isFirst && told === 'back' ? addresses.chooseJournals(connection.id) : undefined;
};

/** Problems of one account that a consent for all of them may solve. */
const solvedByConsent = ['reauthorization_refused', 'authorization_lost', 'reconnect_required'];

const renew = async (c: PageContext, deps: ConnectDeps, found: Found) => {
  const { api, language } = c.get('visit');
  const form = c.get('form');
  const { id } = found.connection;
  const address = addresses.renew(id);
  const met = { address, connectionId: id };
  const body = { returnUrl: addressUnder(deps.publicUrl, address) };
  const once = defined({ once: form.get(formFields.once) ?? undefined });
  switch (form.get('step')) {
    case 'account': {
      const account = found.accounts.find((one) => one.id === form.get('account'));
      if (!account) return visitPage(c, deps, 'not_found');
      const begun = await api.call('reauthorizeAccount', { id: account.id, body, ...once });
      if (begun.kind === 'done') return c.redirect(begun.body.redirectUrl, 303);
      const { problem } = begun;
      if (!solvedByConsent.includes(problem.code)) return problemAnswer(c, deps, problem, met);
      return show(c, found, { errors: [{ message: problem.detail }], offersConsent: true });
    }
    case 'credentials': {
      const clientId = (form.get('clientId') ?? '').trim();
      const clientSecret = (form.get('clientSecret') ?? '').trim();
      const given = { clientId, clientSecret };
      const errors = (['clientId', 'clientSecret'] as const)
        .filter((name) => given[name] === '')
        .map((name) => ({ name, message: needed(language, ownLabels[name]) }));
      if (errors.length > 0) return show(c, found, { errors, clientId });
      const stored = await api.call('replaceCredentials', { id, body: given });
      if (stored.kind === 'done') return c.redirect(`${address}?status=renewed`, 303);
      if (!isOfCredentials(stored.problem)) return problemAnswer(c, deps, stored.problem, met);
      return show(c, found, { errors: [{ name: 'clientId', message: stored.problem.detail }], clientId });
    }
    default: {
      const begun = await api.call('reconnectConnection', { id, body, ...once });
      return begun.kind === 'done'
        ? c.redirect(begun.body.authorizationUrl, 303)
        : problemAnswer(c, deps, begun.problem, met);
    }
  }
};

/** What ends when, and the way to the bank. */
export const makeRenewRoutes = (deps: ConnectDeps): Hono<PageEnv> => {
  const routes = new Hono<PageEnv>();
  const path = '/pages/renew/:connectionId';
  routes.get(path, async (c) => {
    const found = await foundOf(c, deps);
    if (found.kind === 'none') return found.answer;
    const onward = mayOpen(c.get('visit').session, 'connect') ? onwardOf(found, toldBy(c)) : undefined;
    return onward === undefined ? show(c, found) : c.redirect(onward, 303);
  });
  routes.post(path, async (c) => {
    const found = await foundOf(c, deps);
    return found.kind === 'none' ? found.answer : renew(c, deps, found);
  });
  return routes;
};
