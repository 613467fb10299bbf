import * as z from 'zod';
import { isLoopback, isRegistered } from '../../oauth/authorizationRequest.ts';
import { withdraw } from '../../ponto/sharing.ts';
import { listingOf, newestFirst } from '../../orderedStore.ts';
import { changed, newId, type World } from '../../world.ts';
import { invalidAttribute, notFound } from '../apiFailure.ts';
import { anyType, bodyOf } from '../body.ts';
import { accountOf, param, userOf, type ApiCall, type Operation } from '../call.ts';
import { collection } from '../paging.ts';
import { renderAccount } from '../render/renderAccount.ts';
import { renderLine } from '../render/renderLine.ts';
import { synchronizationMeta } from '../render/renderSynchronization.ts';

const ownAccount = (call: ApiCall): ReturnType<typeof accountOf> =>
  accountOf(call, userOf(call).integration, param(call, 'accountId'));

export const listAccounts: Operation = (call) => {
  const { integration } = userOf(call);
  const accounts = Object.keys(integration.accounts).map((id) => accountOf(call, integration, id));
  return { body: collection(call, listingOf(accounts), 'account', (account) => renderAccount(call, account)) };
};

export const getAccount: Operation = (call) => ({ body: { data: renderAccount(call, ownAccount(call)) } });

export const deleteAccount: Operation = (call) => {
  const { integration } = userOf(call);
  const { id } = accountOf(call, integration, param(call, 'accountId'));
  withdraw(call.world, integration, id);
  return { body: { data: { type: 'account', id } } };
};

const lines =
  (type: 'transaction' | 'pendingTransaction'): Operation =>
  (call) => {
    const account = ownAccount(call);
    const lines = type === 'transaction' ? account.lines : account.pending;
    const page = collection(call, newestFirst(lines), type, (line) => renderLine(call, account, line, type));
    return { body: { ...page, meta: { ...page.meta, ...synchronizationMeta(call.world, account) } } };
  };

export const listTransactions = lines('transaction');
export const listPendingTransactions = lines('pendingTransaction');

export const getTransaction: Operation = (call) => {
  const account = ownAccount(call);
  const line = account.lines.items[param(call, 'transactionId')];
  if (!line) throw notFound('transaction');
  return { body: { data: renderLine(call, account, line, 'transaction') } };
};

export const getPendingTransaction: Operation = (call) => {
  const account = ownAccount(call);
  const line = account.pending.items[param(call, 'pendingTransactionId')];
  if (!line) throw notFound('pendingTransaction');
  return { body: { data: renderLine(call, account, line, 'pendingTransaction') } };
};

const reauthorizationBody = z.looseObject({
  data: z.looseObject({
    type: anyType,
    attributes: z.looseObject({ redirectUri: z.url() }),
  }),
});

/** Registered addresses, or others of the same origin: the page to come back to is rarely the callback. */
const mayReturnTo = (world: World, uri: string): boolean =>
  world.redirectUris
    ? isRegistered(world, uri) || world.redirectUris.some((known) => new URL(known).origin === new URL(uri).origin)
    : isLoopback(uri);

export const createReauthorizationRequest: Operation = (call) => {
  const { integration } = userOf(call);
  const account = accountOf(call, integration, param(call, 'accountId'));
  const { redirectUri } = bodyOf(call, reauthorizationBody).data.attributes;
  if (!mayReturnTo(call.world, redirectUri)) throw invalidAttribute('redirectUri', 'The address is not registered.');
  const { world } = call;
  const id = newId(world);
  world.state.reauthorizations[id] = { accountId: account.id, integrationId: integration.id, redirectUri, done: false };
  changed(world);
  const path = `/organizations/${account.organizationId}/sandbox/integrations/${integration.id}/accounts/${account.id}/reauthorization-requests/${id}`;
  return {
    status: 201,
    body: {
      data: {
        type: 'reauthorizationRequest',
        id,
        attributes: { sandbox: true },
        links: { redirect: `${world.publicUrl}${path}` },
      },
    },
  };
};
