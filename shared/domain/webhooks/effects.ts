/** The events that Ponto sends (Ponto reference, section 7.4). These fifteen are all. */
export const pontoEventTypes = [
  'pontoConnect.synchronization.succeededWithoutChange',
  'pontoConnect.synchronization.failed',
  'pontoConnect.account.detailsUpdated',
  'pontoConnect.account.transactionsCreated',
  'pontoConnect.account.transactionsUpdated',
  'pontoConnect.account.pendingTransactionsCreated',
  'pontoConnect.account.pendingTransactionsUpdated',
  'pontoConnect.account.reauthorized',
  'pontoConnect.integration.created',
  'pontoConnect.integration.revoked',
  'pontoConnect.integration.accountAdded',
  'pontoConnect.integration.accountRevoked',
  'pontoConnect.organization.blocked',
  'pontoConnect.organization.unblocked',
  'pontoConnect.paymentRequest.closed',
] as const;

export type PontoEventType = (typeof pontoEventTypes)[number];

/**
 * What an event makes us do.
 *
 * - `read`: read the account at once, unless that synchronization has been read already.
 * - `read_failure`: as `read`, unless the last run has told that the authorisation has ended: such an account is dormant.
 * - `read_if_failed`: read the account only if its last run failed, so that a fault that is over is not shown on.
 * - `resume`: the account was authorised anew: look at it, tell other software, read it.
 * - `fetch_accounts`: find out which accounts are shared with us.
 * - `revoke`, `block`, `unblock`: move the connection; `unblock` reads its accounts too.
 * - `nothing`: needs no work, for the reason that stands beside it.
 *
 * "Read" always means: what Ponto holds, of a linked account that is not `manual`. The bank is never asked.
 */
export type EventEffect =
  'read' | 'read_failure' | 'read_if_failed' | 'resume' | 'fetch_accounts' | 'revoke' | 'block' | 'unblock' | 'nothing';

/**
 * What has to be carried out: effects, and `look_again` at an account whose holder came back from Ponto before the renewal
 * showed there.
 */
export type WorkEffect = Exclude<EventEffect, 'nothing'> | 'look_again';

/** What each event makes us do; one that is missing here does not compile. */
export const eventEffects = {
  // The schedule notes that nothing is new, at the pace that the tenant chose; four extra reads a day prove no more.
  'pontoConnect.synchronization.succeededWithoutChange': 'read_if_failed',
  // The event does not say why. The run reads the synchronization and judges it: transient, or a dead consent.
  'pontoConnect.synchronization.failed': 'read_failure',
  // A balance that changed may prove a statement, or break it.
  'pontoConnect.account.detailsUpdated': 'read',
  'pontoConnect.account.transactionsCreated': 'read',
  'pontoConnect.account.transactionsUpdated': 'read',
  'pontoConnect.account.pendingTransactionsCreated': 'read',
  'pontoConnect.account.pendingTransactionsUpdated': 'read',
  'pontoConnect.account.reauthorized': 'resume',
  // The person comes back with the consent, and the callback does all of it: it alone knows whose consent it is.
  'pontoConnect.integration.created': 'nothing',
  'pontoConnect.integration.revoked': 'revoke',
  'pontoConnect.integration.accountAdded': 'fetch_accounts',
  'pontoConnect.integration.accountRevoked': 'fetch_accounts',
  'pontoConnect.organization.blocked': 'block',
  'pontoConnect.organization.unblocked': 'unblock',
  // We request no payments.
  'pontoConnect.paymentRequest.closed': 'nothing',
} as const satisfies Record<PontoEventType, EventEffect>;

export const isPontoEventType = (type: string): type is PontoEventType => Object.hasOwn(eventEffects, type);
