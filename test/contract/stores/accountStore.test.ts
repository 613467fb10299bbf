import { DynamoAccountStore } from '../../../shared/adapters/dynamodb/accountStore.ts';
import { DynamoConnectionRuns } from '../../../shared/adapters/dynamodb/connectionRuns.ts';
import { DynamoConnectionStore } from '../../../shared/adapters/dynamodb/connectionStore.ts';
import type { Link } from '../../../shared/domain/connections/connection.ts';
import { lostObservationOf, observationOf } from '../../../shared/domain/connections/observation.ts';
import { aFeedAccount, uuid } from '../../builders/bank.ts';
import { aConnection, aLink, anAccount } from '../../builders/records.ts';
import { engineName } from '../../setup/deployedStage.ts';
import { connectionsTableSuite } from '../../setup/connectionsTable.ts';

describe(`AccountStore on ${engineName}`, () => {
  const suite = connectionsTableSuite();
  const aStore = () => new DynamoAccountStore(suite.table());
  const at = '2026-03-11T08:00:00.000Z';

  it('gives back what was made, and nothing to another tenant', async () => {
    const [tenantId, other] = [suite.aTenant(), suite.aTenant()];
    const account = anAccount({ tenantId, link: aLink(), balances: { current: { amount: '1.50', currency: 'EUR' } } });

    await aStore().create(account);

    expect(await aStore().get({ tenantId, accountId: account.id })).toEqual(account);
    expect(await aStore().get({ tenantId: other, accountId: account.id })).toBeUndefined();
  });

  it('makes one account of two looks that find the same new account', async () => {
    const tenantId = suite.aTenant();
    const [first, second] = [anAccount({ tenantId, id: uuid(1) }), anAccount({ tenantId, id: uuid(2) })];

    const made = await Promise.all([aStore().create(first), aStore().create(second)]);

    expect(made[0].id).toBe(made[1].id);
    expect((await aStore().list(tenantId, {}, { limit: 10 })).items).toHaveLength(1);
  });

  it('makes the account that a crash left unmade, under the id it was to have', async () => {
    const tenantId = suite.aTenant();
    const crashing = suite.hookedTable({
      before: ({ name, text }) => {
        if (name === 'PutItemCommand' && text.includes('A#')) throw new Error('crashed');
      },
    });
    await expect(new DynamoAccountStore(crashing).create(anAccount({ tenantId, id: uuid(1) }))).rejects.toThrow();

    const made = await aStore().create(anAccount({ tenantId, id: uuid(2) }));

    expect(made.id).toBe(uuid(1));
    expect((await aStore().list(tenantId, {}, { limit: 10 })).items).toEqual([made]);
  });

  it('makes a second account of an old Ponto id when the first one has got a new id of Ponto', async () => {
    const tenantId = suite.aTenant();
    const old = await aStore().create(anAccount({ tenantId, id: uuid(1), pontoId: uuid(11) }));
    await aStore().takeOver(old, { ...old, pontoId: uuid(12) }, at);

    const made = await aStore().create(anAccount({ tenantId, id: uuid(2), pontoId: uuid(11) }));
    const again = await aStore().create(anAccount({ tenantId, id: uuid(3), pontoId: uuid(11) }));

    expect([made.id, again.id]).toEqual([uuid(2), uuid(2)]);
  });

  it('lists every account once across pages, also when a filter leaves gaps', async () => {
    const tenantId = suite.aTenant();
    const wanted: string[] = [];
    for (let number = 1; number <= 23; number += 1) {
      const connectionId = number % 3 === 0 ? uuid(1) : uuid(2);
      await aStore().create(anAccount({ tenantId, id: uuid(number), pontoId: uuid(500 + number), connectionId }));
      if (number % 3 === 0) wanted.push(uuid(number));
    }

    const seen: string[] = [];
    let cursor: string | undefined;
    let pages = 0;
    do {
      const page = await aStore().list(tenantId, { connectionId: uuid(1) }, { limit: 2, ...(cursor && { cursor }) });
      expect(page.items.length).toBeLessThanOrEqual(2);
      seen.push(...page.items.map(({ id }) => id));
      cursor = page.nextCursor;
      pages += 1;
    } while (cursor !== undefined);

    expect(seen).toEqual(wanted);
    expect(pages).toBe(4);
    expect((await aStore().ofConnection({ tenantId, connectionId: uuid(1) })).map(({ id }) => id)).toEqual(wanted);
  });

  it('gives nothing of a tenant to whoever brings that tenant a cursor of another', async () => {
    const [tenantId, other] = [suite.aTenant(), suite.aTenant()];
    for (const number of [1, 2, 3]) {
      await aStore().create(anAccount({ tenantId, id: uuid(number), pontoId: uuid(50 + number) }));
    }
    const { nextCursor } = await aStore().list(tenantId, {}, { limit: 1 });

    const stolen = await aStore().list(other, {}, { limit: 10, cursor: nextCursor ?? '' });

    expect(nextCursor).toBe(uuid(1));
    expect(stolen).toEqual({ items: [] });
  });

  it('filters by institution', async () => {
    const tenantId = suite.aTenant();
    await aStore().create(anAccount({ tenantId, id: uuid(1), pontoId: uuid(11), institutionId: 'kbc' }));
    await aStore().create(anAccount({ tenantId, id: uuid(2), pontoId: uuid(12), institutionId: 'ing' }));

    const found = await aStore().list(tenantId, { institutionId: 'ing' }, { limit: 10 });

    expect(found.items.map(({ id }) => id)).toEqual([uuid(2)]);
  });

  it('overwrites what Ponto tells, removes what it no longer tells, and keeps link and connection', async () => {
    const tenantId = suite.aTenant();
    const account = anAccount({ tenantId, link: aLink(), product: 'Current account', holderName: 'Bakery' });
    await aStore().create(account);
    const { holderName: _silent, ...told } = aFeedAccount();

    await aStore().observe({ tenantId, accountId: account.id }, observationOf(told, undefined, at));

    const { product: _product, holderName: _holder, ...rest } = account;
    expect(await aStore().get({ tenantId, accountId: account.id })).toEqual({
      ...rest,
      balances: { current: { amount: '1000.00', currency: 'EUR', referenceDate: '2026-03-10' } },
      updatedAt: at,
    });
  });

  it('does not give an account that has gone on the id back that somebody saw before', async () => {
    const tenantId = suite.aTenant();
    const account = await aStore().create(anAccount({ tenantId, link: aLink() }));
    const gone = await aStore().takeOver(account, { ...account, pontoId: uuid(12) }, at);

    await aStore().observe({ tenantId, accountId: account.id }, lostObservationOf(account, at));

    expect(await aStore().get({ tenantId, accountId: account.id })).toEqual(gone);
  });

  it('gives an account back what it was before it went on, once, and not when it has gone on again', async () => {
    const tenantId = suite.aTenant();
    const account = await aStore().create(anAccount({ tenantId, link: aLink(), product: 'Current account' }));
    const { product: _product, ...other } = { ...account, pontoId: uuid(12), connectionId: uuid(9) };
    const gone = await aStore().takeOver(account, other, at);
    const further = gone === 'changed' ? gone : await aStore().takeOver(gone, { ...gone, pontoId: uuid(13) }, at);
    if (gone === 'changed' || further === 'changed') throw new Error('nothing had changed');

    const outcomes = [await aStore().giveBack(gone, at), await aStore().giveBack(further, at)];

    const { institutionId, reference, referenceType, currency } = further;
    const denied = [{ pontoId: uuid(13), at, number: { institutionId, reference, referenceType, currency } }];
    const was = { ...gone, authorization: { revoked: true }, notContinuedAs: denied, updatedAt: at };
    expect(outcomes).toEqual(['changed', { ...was, succession: undefined }]);
    expect(await aStore().giveBack(further, at)).toBe('changed');
  });

  it('refuses to observe or move an account that does not exist', async () => {
    const tenantId = suite.aTenant();

    await expect(
      aStore().observe({ tenantId, accountId: uuid(1) }, observationOf(aFeedAccount(), undefined, at)),
    ).rejects.toThrow('does not exist');
    await expect(aStore().adopt({ tenantId, accountId: uuid(1) }, uuid(2), at)).rejects.toThrow('does not exist');
    expect(await aStore().get({ tenantId, accountId: uuid(1) })).toBeUndefined();
  });

  it('moves an account to another connection with its link', async () => {
    const tenantId = suite.aTenant();
    const account = await aStore().create(anAccount({ tenantId, link: aLink() }));

    const adopted = await aStore().adopt({ tenantId, accountId: account.id }, uuid(2), at);

    expect(adopted).toEqual({ ...account, connectionId: uuid(2), updatedAt: at });
    expect(await aStore().get({ tenantId, accountId: account.id })).toEqual(adopted);
  });

  it('sets, changes and ends a link, one writing after the other', async () => {
    const tenantId = suite.aTenant();
    const account = await aStore().create(anAccount({ tenantId }));
    const write = async (to: Link | undefined) => {
      const seen = (await aStore().get({ tenantId, accountId: account.id })) ?? account;
      return aStore().setLink(seen, { to, at });
    };

    const linked = await write(aLink());
    const changed = await write(aLink({ frequency: 'daily' }));
    const ended = await write(undefined);

    expect(linked).toMatchObject({ link: aLink(), updatedAt: at });
    expect(changed).toMatchObject({ link: aLink({ frequency: 'daily' }) });
    expect(ended).not.toHaveProperty('link');
    expect(await aStore().get({ tenantId, accountId: account.id })).toEqual(ended);
  });

  it('writes no link over one that somebody has written meanwhile, were it the same', async () => {
    const tenantId = suite.aTenant();
    const first = await aStore().create(anAccount({ tenantId }));
    const second = await aStore().setLink(first, { to: aLink(), at });
    if (second === 'changed') throw new Error('nobody else wrote');
    await aStore().setLink(second, { to: aLink(), at });

    const stale = [
      await aStore().setLink(first, { to: aLink({ journalId: 'j2' }), at }),
      await aStore().setLink(second, { to: undefined, at }),
      await aStore().setLink(anAccount({ tenantId, id: uuid(9) }), { to: aLink(), at }),
    ];

    expect(stale).toEqual(['changed', 'changed', 'changed']);
    expect(await aStore().get({ tenantId, accountId: first.id })).toMatchObject({ link: aLink() });
    expect(await aStore().get({ tenantId, accountId: uuid(9) })).toBeUndefined();
  });

  it('keeps the link’s revision through a look at Ponto that was read before the link was written', async () => {
    const tenantId = suite.aTenant();
    const account = await aStore().create(anAccount({ tenantId }));
    const linked = await aStore().setLink(account, { to: aLink(), at });
    if (linked === 'changed') throw new Error('nobody else wrote');

    await aStore().observe({ tenantId, accountId: account.id }, lostObservationOf(account, at));
    await aStore().observe({ tenantId, accountId: account.id }, lostObservationOf({ ...linked, linkRevision: 7 }, at));

    expect(await aStore().get({ tenantId, accountId: account.id })).toMatchObject({ link: aLink(), linkRevision: 1 });
  });

  it('lets the next scheduled run read an account whose link was set, whatever was noted before', async () => {
    const tenantId = suite.aTenant();
    const ref = { tenantId, connectionId: uuid(1) };
    const runs = new DynamoConnectionRuns(suite.table());
    await new DynamoConnectionStore(suite.table()).create(aConnection({ tenantId }));
    const account = await aStore().create(anAccount({ tenantId }));
    await runs.markRead(ref, uuid(900_001), 'sync-a');
    await runs.markRead(ref, uuid(900_009), 'sync-b');

    await aStore().setLink(account, { to: aLink(), at });

    expect((await runs.load(ref))?.runs.readSynchronizations).toEqual({ [uuid(900_009)]: 'sync-b' });
  });
});
