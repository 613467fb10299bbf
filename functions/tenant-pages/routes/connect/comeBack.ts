import type { ConnectionBody } from '../../../../shared/contracts/http/connections.ts';
import { addressUnder } from '../../../../shared/language/addressUnder.ts';
import { consentFailures } from '../../../../shared/domain/consents/consentFailure.ts';
import { defined } from '../../../../shared/language/defined.ts';
import { addresses } from '../../../../shared/presentation/pages/addresses.ts';
import { connectBackPage, type TellsOf } from '../../../../shared/presentation/pages/connect/connectBack.ts';
import { backPath } from '../../../../shared/presentation/pages/connect/connectForms.ts';
import { formFields } from '../../../../shared/presentation/pages/formFields.ts';
import type { PageContext } from '../../visit.ts';
import { bankNameOf, problemAnswer, shownTo, type ConnectDeps } from './parts.ts';

/** What the address says of the outcome: one of a few words, and believed only where the connection does not say otherwise. */
export const tellsOf = (c: PageContext): TellsOf => {
  const status = c.req.query('status');
  if (status === 'cancelled') return 'cancelled';
  if (status !== 'failed') return undefined;
  const code = c.req.query('code');
  return consentFailures.find((one) => one === code) ?? 'consent_failed';
};

/** States of a connection in which a person looks before choosing accounts. */
const firstThings = [
  'no_accounts',
  'other_bank',
  'accounts_missing',
  'accounts_lost',
  'nothing_added',
  'onboarding_incomplete',
] as const;
const hasFirstThing = ({ health: { code } }: ConnectionBody): boolean => firstThings.some((one) => one === code);

/** Where one stands: on to the accounts where nothing is in the way. */
export const comeBack = (deps: ConnectDeps) => async (c: PageContext) => {
  const visit = c.get('visit');
  const connectionId = c.req.query('connectionId') ?? '';
  if (connectionId === '') return c.redirect(addresses.connect, 303);
  const found = await visit.api.call('getConnection', { id: connectionId });
  if (found.kind === 'problem') return problemAnswer(c, deps, found.problem, { address: addresses.connect });
  const connection = found.body;
  const tells = tellsOf(c);
  const isIn = connection.status === 'active' && !connection.unconfirmed;
  if (isIn && tells === undefined && !hasFirstThing(connection)) {
    return c.redirect(addresses.chooseJournals(connection.id), 303);
  }
  const bank = await bankNameOf(visit, connection.institutionId);
  return c.html(connectBackPage({ ...shownTo(visit), connection, tells, ...defined({ bank }) }));
};

const refusedPath = `${addresses.connect}?done=refused`;

/** A person says whose accounts they are. */
export const answerConfirmation = (deps: ConnectDeps) => async (c: PageContext) => {
  const { api } = c.get('visit');
  const form = c.get('form');
  const connectionId = c.req.query('connectionId') ?? '';
  const address = `${backPath}?connectionId=${encodeURIComponent(connectionId)}`;
  if (form.get('step') === 'refuse') {
    const found = await api.call('getConnection', { id: connectionId });
    if (found.kind === 'problem') return problemAnswer(c, deps, found.problem, { address });
    // Only what waits for a confirmation is refused: this is no way to disconnect a bank that feeds books.
    if (found.body.status === 'disconnected') return c.redirect(refusedPath, 303);
    if (!found.body.unconfirmed) return c.redirect(address, 303);
    const refused = await api.call('disconnectConnection', { id: connectionId });
    return refused.kind === 'problem'
      ? problemAnswer(c, deps, refused.problem, { address })
      : c.redirect(refusedPath, 303);
  }
  const confirmed = await api.call('confirmConnection', {
    id: connectionId,
    body: { token: form.get('confirms') ?? '' },
    ...defined({ once: form.get(formFields.once) ?? undefined }),
  });
  if (confirmed.kind === 'done') return c.redirect(address, 303);
  return problemAnswer(c, deps, confirmed.problem, { address });
};

/** Begins a consent on a connection that is there; an integration of one's own is only looked at again. */
export const addAccounts = (deps: ConnectDeps) => async (c: PageContext) => {
  const id = c.req.param('connectionId') ?? '';
  const address = `${backPath}?connectionId=${encodeURIComponent(id)}`;
  const begun = await c.get('visit').api.call('fetchAccounts', {
    id,
    body: { returnUrl: addressUnder(deps.publicUrl, backPath) },
    ...defined({ once: c.get('form').get(formFields.once) ?? undefined }),
  });
  if (begun.kind === 'problem') return problemAnswer(c, deps, begun.problem, { address, connectionId: id });
  return c.redirect('authorizationUrl' in begun.body ? begun.body.authorizationUrl : address, 303);
};
