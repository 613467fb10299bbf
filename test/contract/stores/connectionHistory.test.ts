import { DynamoConnectionHistory } from '../../../shared/adapters/dynamodb/connectionHistory.ts';
import { DynamoConnectionStore } from '../../../shared/adapters/dynamodb/connectionStore.ts';
import type { HistoryEntry } from '../../../shared/domain/connections/history.ts';
import { uuid } from '../../builders/bank.ts';
import { aMove, aConnection } from '../../builders/records.ts';
import { connectionsTableSuite, type Hooks } from '../../setup/connectionsTable.ts';

const moment = (minute: number): string => `2026-03-11T08:${String(minute).padStart(2, '0')}:00.000Z`;

describe('ConnectionHistory', () => {
  const suite = connectionsTableSuite();
  const aWorld = async (hooks: Hooks = {}) => {
    const ref = { tenantId: suite.aTenant(), connectionId: uuid(1) };
    const history = new DynamoConnectionHistory(suite.table());
    await new DynamoConnectionStore(suite.table()).create(aConnection({ tenantId: ref.tenantId }));
    return { ref, history, connections: new DynamoConnectionStore(suite.hookedTable(hooks)) };
  };
  const by = { kind: 'user', userId: 'user-1' } as const;
  const anEntry = (minute: number, overrides: Partial<HistoryEntry> = {}): HistoryEntry => ({
    at: moment(minute),
    by,
    what: 'consent_begun',
    ...overrides,
  });

  it('tells what was appended, newest first, a page at a time, each once', async () => {
    const { ref, history } = await aWorld();
    await history.append(
      ref,
      [1, 2, 3, 4, 5].map((minute) => anEntry(minute)),
    );

    const first = await history.list(ref, { limit: 3 });
    const second = await history.list(ref, { limit: 3, cursor: first.nextCursor ?? '' });

    expect([...first.items, ...second.items].map(({ at }) => at)).toEqual([5, 4, 3, 2, 1].map(moment));
    expect(second.nextCursor).toBeUndefined();
  });

  it('keeps one entry of work that is delivered twice, and all of what differs in anything', async () => {
    const { ref, history } = await aWorld();
    const alert = anEntry(1, { what: 'alert_sent', by: { kind: 'schedule' }, code: 'authorization_expiring' });
    const [toContact, toOther] = [
      { ...alert, accountId: uuid(101), recipient: 'contact' },
      { ...alert, accountId: uuid(101), recipient: 'notify-1' },
    ];

    await history.append(ref, [toContact, toContact, toOther]);
    await history.append(ref, [toContact]);

    expect((await history.list(ref, { limit: 10 })).items).toEqual([toOther, toContact]);
  });

  it("shows nothing of another connection's, or of another tenant's with the same id", async () => {
    const { ref, history } = await aWorld();
    await history.append(ref, [anEntry(1)]);

    expect(await history.list({ ...ref, connectionId: uuid(2) }, { limit: 10 })).toEqual({ items: [] });
    expect(await history.list({ ...ref, tenantId: suite.aTenant() }, { limit: 10 })).toEqual({ items: [] });
  });

  it('tells a change of status with its reason and who made it', async () => {
    const { ref, history, connections } = await aWorld();
    const note = { by: { kind: 'ponto' }, what: 'access_refused' } as const;

    await connections.move(ref, aMove('tokensRefused', { at: moment(1), statusCode: 'reconnect_required', note }));

    const [entry] = (await history.list(ref, { limit: 10 })).items;
    expect(entry).toEqual({ at: moment(1), ...note, status: 'reconnect_required', code: 'reconnect_required' });
  });

  it('tells nothing of a move that was refused', async () => {
    const { ref, history, connections } = await aWorld();
    const note = { by, what: 'organization_unblocked' } as const;
    await connections.recordBlocking(ref, moment(1));

    await connections.move(ref, aMove('unblock', { at: moment(1), note }));

    expect(await history.list(ref, { limit: 10 })).toEqual({ items: [] });
  });

  it.each(['PutItemCommand', 'UpdateItemCommand'])(
    'loses no entry and repeats none when a worker crashes before the %s behind the move',
    async (broken) => {
      let moved = false;
      const { ref, history, connections } = await aWorld({
        before: ({ name }) => {
          if (moved && name === broken) throw new Error('crashed');
        },
        after: ({ name }) => {
          moved ||= name === 'UpdateItemCommand';
        },
      });

      await connections.move(ref, aMove('disconnect', { at: moment(1), note: { by, what: 'disconnected' } }));
      await new DynamoConnectionStore(suite.table()).move(
        ref,
        aMove('disconnect', {
          at: moment(2),
          note: { by: { kind: 'system' }, what: 'access_ended' },
        }),
      );

      const { items } = await history.list(ref, { limit: 10 });
      expect(items.map(({ what }) => what)).toEqual(['access_ended', 'disconnected']);
    },
  );

  it('shows an entry that a crash kept from its place at the next look', async () => {
    const { ref, history, connections } = await aWorld({
      before: ({ name }) => {
        if (name === 'PutItemCommand') throw new Error('crashed');
      },
    });
    await connections.move(ref, aMove('disconnect', { at: moment(1), note: { by, what: 'disconnected' } }));

    const seen = await history.list(ref, { limit: 10 });

    expect(seen.items).toEqual([{ at: moment(1), by, what: 'disconnected', status: 'disconnected' }]);
    expect(await history.list(ref, { limit: 10 })).toEqual(seen);
  });
});
