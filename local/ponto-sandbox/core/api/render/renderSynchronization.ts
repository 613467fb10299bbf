import { isoAt } from '../../calendar.ts';
import type { Account, Synchronization } from '../../state.ts';
import type { World } from '../../world.ts';
import type { ApiCall } from '../call.ts';
import { orNull, toMany } from './parts.ts';

/** The synchronization as it stands inside other resources. */
const renderEmbeddedSynchronization = (run: Synchronization): object => ({
  type: 'synchronization',
  id: run.id,
  attributes: {
    resourceType: 'account',
    resourceId: run.accountId,
    subtype: run.subtype,
    status: run.status,
    errors: run.errors,
    customerOnline: run.customerOnline,
    createdAt: isoAt(run.createdAt),
    updatedAt: isoAt(run.updatedAt),
  },
});

export const renderSynchronization = ({ baseUrl }: ApiCall, run: Synchronization): object => {
  const self = `${baseUrl}/synchronizations/${run.id}`;
  const ended = run.status === 'success' || run.status === 'error';
  return {
    ...renderEmbeddedSynchronization(run),
    ...(ended
      ? {
          relationships: {
            updatedTransactions: toMany('transaction', `${self}/updated-transactions`),
            updatedPendingTransactions: toMany('pendingTransaction', `${self}/updated-pending-transactions`),
          },
        }
      : {}),
    links: { self },
  };
};

/** What lists of lines tell about their account. */
export const synchronizationMeta = (world: World, account: Account): object => {
  const latest = world.state.synchronizations[account.latestSynchronizationId ?? ''];
  return {
    synchronizedAt: orNull(account.synchronizedAt),
    ...(latest ? { latestSynchronization: renderEmbeddedSynchronization(latest) } : {}),
  };
};
