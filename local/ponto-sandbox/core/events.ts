import type { Account, Synchronization, WebhookEvent } from './state.ts';
import { isoAt } from './calendar.ts';
import { newId, webhookUrlOf, type World } from './world.ts';

type Relationships = WebhookEvent['relationships'];

const emit = (
  world: World,
  type: string,
  relationships: Relationships,
  attributes: WebhookEvent['attributes'] = {},
): void => {
  if (webhookUrlOf(world) === null) return;
  // Seen with six fraction digits (reference, section 3.2).
  const createdAt = isoAt(world.state.now).replace('Z', '000Z');
  world.state.outbox.push({
    id: newId(world),
    type: `pontoConnect.${type}`,
    attributes: { ...attributes, createdAt },
    relationships,
  });
};

const organizationOf = (id: string): Relationships => ({ organization: { data: { type: 'organization', id } } });

const accountOf = ({ id, organizationId }: Account): Relationships => ({
  account: { data: { type: 'account', id } },
  ...organizationOf(organizationId),
});

/** Events of an organization or its integration (reference, section 7.4). */
export const tellOfOrganization = (
  world: World,
  type: 'integration.created' | 'integration.revoked' | 'organization.blocked' | 'organization.unblocked',
  organizationId: string,
): void => emit(world, type, organizationOf(organizationId));

export const tellOfAccount = (
  world: World,
  type: 'integration.accountAdded' | 'integration.accountRevoked' | 'account.reauthorized',
  account: Account,
): void => emit(world, type, accountOf(account));

/** What one run found: several events, or one that says that nothing changed. */
export interface RunFindings {
  readonly details: boolean;
  readonly created: number;
  readonly updated: number;
  readonly pendingCreated: number;
  readonly pendingUpdated: number;
}

export const tellOfRun = (world: World, account: Account, run: Synchronization, found?: RunFindings): void => {
  const relationships = { ...accountOf(account), synchronization: { data: { type: 'synchronization', id: run.id } } };
  const subtype = { synchronizationSubtype: run.subtype };
  if (!found) {
    emit(world, 'synchronization.failed', relationships, subtype);
    return;
  }
  const counted: readonly (readonly [string, number])[] = [
    ['account.transactionsCreated', found.created],
    ['account.transactionsUpdated', found.updated],
    ['account.pendingTransactionsCreated', found.pendingCreated],
    ['account.pendingTransactionsUpdated', found.pendingUpdated],
  ];
  const told = counted.filter(([, count]) => count > 0);
  if (found.details) emit(world, 'account.detailsUpdated', relationships);
  for (const [type, count] of told) emit(world, type, relationships, { count });
  if (!found.details && told.length === 0)
    emit(world, 'synchronization.succeededWithoutChange', relationships, subtype);
};
