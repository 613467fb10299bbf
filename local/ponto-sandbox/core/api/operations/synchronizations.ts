import * as z from 'zod';
import { recentlyAsked, startSynchronization } from '../../ponto/synchronizations.ts';
import { listingOf } from '../../orderedStore.ts';
import type { Account, Synchronization } from '../../state.ts';
import { ApiFailure, invalidAttribute, notFound } from '../apiFailure.ts';
import { anyType, bodyOf } from '../body.ts';
import { accountOf, param, userOf, type ApiCall, type Operation } from '../call.ts';
import { collection } from '../paging.ts';
import { renderLine } from '../render/renderLine.ts';
import { renderSynchronization } from '../render/renderSynchronization.ts';

const synchronizationBody = z.looseObject({
  data: z.looseObject({
    type: anyType,
    attributes: z.looseObject({
      resourceType: z.literal('account'),
      resourceId: z.string(),
      subtype: z.enum(['accountDetails', 'accountTransactions', 'accountTransactionsWithUnsettled']),
      customerIpAddress: z.union([z.ipv4(), z.ipv6()]).optional(),
    }),
  }),
});

export const createSynchronization: Operation = (call) => {
  const { world } = call;
  const { integration } = userOf(call);
  const { resourceId, subtype, customerIpAddress } = bodyOf(call, synchronizationBody).data.attributes;
  if (customerIpAddress === undefined && !world.state.settings.customerIpAddressOptional) {
    throw invalidAttribute('customerIpAddress', 'The address of the customer who is present is required.');
  }
  const account = accountOf(call, integration, resourceId);
  if (recentlyAsked(world, account, subtype)) {
    throw new ApiFailure(400, [
      {
        code: 'accountRecentlySynchronized',
        detail: 'A synchronization of this type ran a short while ago. Try again later or on the dashboard.',
        meta: {},
      },
    ]);
  }
  const run = startSynchronization(world, account, subtype);
  return { status: 201, body: { data: renderSynchronization(call, run) } };
};

const ownRun = (call: ApiCall): { readonly run: Synchronization; readonly account: Account } => {
  const { integration } = userOf(call);
  const run = call.world.state.synchronizations[param(call, 'synchronizationId')];
  const account = run && call.world.state.accounts[run.accountId];
  if (!run || !account || !integration.accounts[account.id]) throw notFound('synchronization');
  return { run, account };
};

export const getSynchronization: Operation = (call) => ({
  body: { data: renderSynchronization(call, ownRun(call).run) },
});

const touched =
  (type: 'transaction' | 'pendingTransaction'): Operation =>
  (call) => {
    const { run, account } = ownRun(call);
    const store = type === 'transaction' ? account.lines : account.pending;
    const ids = type === 'transaction' ? run.touched : run.touchedPending;
    const lines = ids.flatMap((id) => store.items[id] ?? []).toSorted((a, b) => b.place - a.place);
    const page = collection(call, listingOf(lines), type, (line) => renderLine(call, account, line, type));
    return { body: { ...page, meta: { ...page.meta, synchronizedAt: new Date(run.updatedAt).toISOString() } } };
  };

export const listUpdatedTransactions = touched('transaction');
export const listUpdatedPendingTransactions = touched('pendingTransaction');
