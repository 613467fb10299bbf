import { DynamoOrganizationIndex } from '../../../../shared/adapters/dynamodb/dueIndex.ts';
import { syncJob } from '../../../../shared/contracts/syncJob.ts';
import { webhookWork } from '../../../../shared/contracts/webhooks.ts';
import { eventEffects, pontoEventTypes, type PontoEventType } from '../../../../shared/domain/webhooks/effects.ts';
import type { SyncJob } from '../../../../shared/ports/syncs.ts';
import { makeTakeEvent, type ToldEvent } from '../../../../shared/usecases/webhooks/takeEvent.ts';
import { uuid } from '../../../builders/bank.ts';
import { aClock } from '../../../builders/records.ts';
import { connectionsTableSuite } from '../../../setup/connectionsTable.ts';

const at = '2026-03-10T09:00:00.000Z';

describe('taking an event of Ponto', () => {
  const suite = connectionsTableSuite();
  let organizations = 0;

  /** Two tenants whose connections one organisation stands behind. */
  const aWorld = async () => {
    organizations += 1;
    const organizationId = `organization-${organizations}`;
    const index = new DynamoOrganizationIndex(suite.table());
    const refs = [
      { tenantId: suite.aTenant(), connectionId: uuid(1) },
      { tenantId: suite.aTenant(), connectionId: uuid(2) },
    ];
    for (const ref of refs) await index.add(organizationId, ref);
    const jobs: SyncJob[] = [];
    const take = makeTakeEvent({
      organizations: index,
      jobs: { put: async (put) => void jobs.push(...put) },
      clock: aClock(at),
    });
    const anEvent = (overrides: Partial<ToldEvent> = {}): ToldEvent => ({
      type: 'pontoConnect.account.transactionsCreated',
      createdAt: '2026-03-10T08:59:58.123Z',
      organizationId,
      accountPontoId: uuid(900_001),
      synchronizationId: uuid(800_001),
      ...overrides,
    });
    return { refs, jobs, take, anEvent };
  };

  it('puts its work on the queue for every connection of the organisation, as the worker reads it', async () => {
    const { take, anEvent, jobs, refs } = await aWorld();

    const taken = await take(anEvent());

    expect(taken).toEqual({ kind: 'taken', effect: 'read', connections: 2 });
    expect(jobs).toEqual(
      expect.arrayContaining(
        refs.map((ref) => ({
          kind: 'event',
          ...ref,
          effect: 'read',
          happenedAt: '2026-03-10T08:59:58.123Z',
          requestedAt: at,
          accountPontoId: uuid(900_001),
          synchronizationId: uuid(800_001),
        })),
      ),
    );
    expect(jobs.map((job) => syncJob().parse(job))).toEqual(jobs);
  });

  const expected: Record<PontoEventType, string> = {
    'pontoConnect.synchronization.succeededWithoutChange': 'read_if_failed',
    'pontoConnect.synchronization.failed': 'read_failure',
    'pontoConnect.account.detailsUpdated': 'read',
    'pontoConnect.account.transactionsCreated': 'read',
    'pontoConnect.account.transactionsUpdated': 'read',
    'pontoConnect.account.pendingTransactionsCreated': 'read',
    'pontoConnect.account.pendingTransactionsUpdated': 'read',
    'pontoConnect.account.reauthorized': 'resume',
    'pontoConnect.integration.created': 'nothing',
    'pontoConnect.integration.revoked': 'revoke',
    'pontoConnect.integration.accountAdded': 'fetch_accounts',
    'pontoConnect.integration.accountRevoked': 'fetch_accounts',
    'pontoConnect.organization.blocked': 'block',
    'pontoConnect.organization.unblocked': 'unblock',
    'pontoConnect.paymentRequest.closed': 'nothing',
  };
  it.each(pontoEventTypes)('knows what %s makes necessary', async (type) => {
    const { take, anEvent, jobs } = await aWorld();

    const taken = await take(anEvent({ type }));

    const effect = expected[type];
    const needed = effect === 'nothing' ? [] : [effect, effect];
    expect(taken).toMatchObject({ kind: 'taken', effect });
    expect(jobs.map((job) => job.kind === 'event' && job.effect)).toEqual(needed);
  });

  it('knows all fifteen, and the queue carries every effect that is work', () => {
    const effects = new Set<string>(Object.values(eventEffects));
    effects.delete('nothing');

    expect(Object.keys(eventEffects)).toHaveLength(15);
    expect([...effects].sort()).toEqual([...webhookWork.options].sort());
  });

  it.each<[string, Partial<ToldEvent>, string]>([
    ['a type that is not known', { type: 'pontoConnect.account.renamed' }, 'unknown_type'],
    ['a type that is a member of every object', { type: 'constructor' }, 'unknown_type'],
    ['an organisation that nobody connected', { organizationId: 'nobody' }, 'unknown_organization'],
    ['no organisation', { organizationId: undefined }, 'incomplete'],
    ['no account to read', { accountPontoId: undefined }, 'incomplete'],
    ['no account to resume', { type: 'pontoConnect.account.reauthorized', accountPontoId: undefined }, 'incomplete'],
  ])('does nothing about %s', async (_what, overrides, reason) => {
    const { take, anEvent, jobs } = await aWorld();

    const taken = await take(anEvent(overrides));

    expect([taken, jobs]).toEqual([{ kind: 'ignored', reason }, []]);
  });

  it('needs no account for what concerns the whole connection', async () => {
    const { take, anEvent, jobs } = await aWorld();

    await take(anEvent({ type: 'pontoConnect.organization.blocked', accountPontoId: undefined }));

    expect(jobs).toHaveLength(2);
  });

  it('takes the moment of its arrival where Ponto names none', async () => {
    const { take, anEvent, jobs } = await aWorld();

    await take(anEvent({ createdAt: undefined }));

    expect(jobs).toMatchObject([{ happenedAt: at }, { happenedAt: at }]);
  });
});
