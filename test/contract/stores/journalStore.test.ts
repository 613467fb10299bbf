import { DynamoJournalStore } from '../../../shared/adapters/dynamodb/journalStore.ts';
import { isPlainId } from '../../../shared/domain/ids/outsideIds.ts';
import { uuid } from '../../builders/bank.ts';
import { aJournal } from '../../builders/records.ts';
import { engineName } from '../../setup/deployedStage.ts';
import { connectionsTableSuite } from '../../setup/connectionsTable.ts';

describe(`JournalStore on ${engineName}`, () => {
  const suite = connectionsTableSuite();
  const aStore = () => new DynamoJournalStore(suite.table());

  it('starts every tenant with one bank journal, however many look first', async () => {
    const tenantId = suite.aTenant();

    const looks = await Promise.all([aStore().first(tenantId), aStore().first(tenantId), aStore().first(tenantId)]);

    expect(new Set(looks.map(({ id }) => id)).size).toBe(1);
    expect(looks[0]).toEqual({ tenantId, id: looks[0].id, code: 'BNK1', name: 'Bank', currency: 'EUR' });
    expect(isPlainId(looks[0].id)).toBe(true);
    expect(await aStore().list(tenantId, { limit: 10 })).toEqual({ items: [looks[0]] });
    expect((await aStore().first(suite.aTenant())).id).not.toBe(looks[0].id);
  });

  it('keeps the code of the first journal, also before anybody has looked at it', async () => {
    const [tenantId, other] = [suite.aTenant(), suite.aTenant()];
    await aStore().create(aJournal({ tenantId: other, id: uuid(2) }));

    const created = await aStore().create(aJournal({ tenantId, code: 'bnk1' }));
    const renamed = await aStore().change({ tenantId: other, journalId: uuid(2) }, { code: 'BNK1' });

    expect([created, renamed]).toEqual(['code_taken', 'code_taken']);
    expect(await aStore().list(tenantId, { limit: 10 })).toMatchObject({ items: [{ code: 'BNK1', name: 'Bank' }] });
  });

  it('keeps codes unique in a tenant without regard to case', async () => {
    const [tenantId, other] = [suite.aTenant(), suite.aTenant()];

    const created = [
      await aStore().create(aJournal({ tenantId, id: uuid(1), code: 'KBC' })),
      await aStore().create(aJournal({ tenantId, id: uuid(2), code: 'kbc' })),
      await aStore().create(aJournal({ tenantId: other, id: uuid(3), code: 'kbc' })),
    ];

    expect(created).toEqual(['created', 'code_taken', 'created']);
    expect(await aStore().get({ tenantId, journalId: uuid(2) })).toBeUndefined();
  });

  it('makes the journal that a crash left unmade behind its code', async () => {
    const tenantId = suite.aTenant();
    const crashing = suite.hookedTable({
      before: ({ name, text }) => {
        if (name === 'PutItemCommand' && text.includes('"J#')) throw new Error('crashed');
      },
    });
    const first = aJournal({ tenantId, id: uuid(1), accountId: uuid(101) });
    await expect(new DynamoJournalStore(crashing).create(first)).rejects.toThrow('crashed');

    const repeated = await aStore().create(aJournal({ tenantId, id: uuid(2), accountId: uuid(101) }));

    expect(repeated).toBe('code_taken');
    expect(await aStore().heldBy({ tenantId, accountId: uuid(101) })).toMatchObject([{ journal: first }]);
  });

  it('lists journals once each, the first one first', async () => {
    const tenantId = suite.aTenant();
    for (const number of [1, 2, 3, 4]) {
      // As ids are made: a UUID version 7 begins with its time.
      const id = uuid(number).replace('00000000-0000-4', '019d0000-0000-7');
      await aStore().create(aJournal({ tenantId, id, code: `J${number}` }));
    }

    const one = await aStore().list(tenantId, { limit: 3 });
    const two = await aStore().list(tenantId, { limit: 3, ...(one.nextCursor && { cursor: one.nextCursor }) });

    expect([...one.items, ...two.items].map(({ code }) => code)).toEqual(['BNK1', 'J1', 'J2', 'J3', 'J4']);
    expect(two.nextCursor).toBeUndefined();
    expect(await aStore().list(suite.aTenant(), { limit: 3, cursor: uuid(2) })).toEqual({ items: [] });
  });

  it('changes code and name, frees the old code and keeps the new one', async () => {
    const tenantId = suite.aTenant();
    await aStore().create(aJournal({ tenantId, id: uuid(1), code: 'OLD' }));

    const changed = await aStore().change({ tenantId, journalId: uuid(1) }, { code: 'NEW', name: 'New' });

    expect(changed).toEqual(aJournal({ tenantId, id: uuid(1), code: 'NEW', name: 'New', revision: 1 }));
    expect(await aStore().create(aJournal({ tenantId, id: uuid(2), code: 'new' }))).toBe('code_taken');
    expect(await aStore().create(aJournal({ tenantId, id: uuid(3), code: 'OLD' }))).toBe('created');
  });

  it('changes only the case of a code, and only the name', async () => {
    const tenantId = suite.aTenant();
    await aStore().create(aJournal({ tenantId, id: uuid(1), code: 'KBC' }));

    expect(await aStore().change({ tenantId, journalId: uuid(1) }, { code: 'kbc' })).toMatchObject({ code: 'kbc' });
    expect(await aStore().change({ tenantId, journalId: uuid(1) }, { name: 'Savings' })).toMatchObject({
      code: 'kbc',
      name: 'Savings',
    });
    expect(await aStore().create(aJournal({ tenantId, id: uuid(2), code: 'KBC' }))).toBe('code_taken');
  });

  it('takes an edit that is meant for one state only while nobody has edited the journal since', async () => {
    const tenantId = suite.aTenant();
    const ref = { tenantId, journalId: uuid(1) };
    await aStore().create(aJournal({ tenantId, id: uuid(1), code: 'A' }));

    const both = await Promise.all([
      aStore().change(ref, { code: 'B' }, [0]),
      aStore().change(ref, { code: 'C' }, [0]),
    ]);
    const late = await aStore().change(ref, { name: 'Late' }, [0]);
    const next = await aStore().change(ref, { name: 'Next' }, [1]);

    expect(both.filter((one) => one === 'changed_meanwhile')).toHaveLength(1);
    expect(late).toBe('changed_meanwhile');
    expect(next).toMatchObject({ name: 'Next', revision: 2 });
    const code = (await aStore().get(ref))?.code;
    const others = ['A', 'B', 'C'].filter((one) => one !== code);
    // What was not taken in the end is free.
    for (const [index, other] of others.entries()) {
      expect(await aStore().create(aJournal({ tenantId, id: uuid(10 + index), code: other }))).toBe('created');
    }
    expect(await aStore().create(aJournal({ tenantId, id: uuid(20), code: code ?? '' }))).toBe('code_taken');
  });

  it('refuses a code that another journal has, and a journal of another tenant', async () => {
    const [tenantId, other] = [suite.aTenant(), suite.aTenant()];
    await aStore().create(aJournal({ tenantId, id: uuid(1), code: 'A' }));
    await aStore().create(aJournal({ tenantId, id: uuid(2), code: 'B' }));

    expect(await aStore().change({ tenantId, journalId: uuid(2) }, { code: 'a' })).toBe('code_taken');
    expect(await aStore().change({ tenantId: other, journalId: uuid(2) }, { name: 'Mine' })).toBe('missing');
    expect(await aStore().get({ tenantId, journalId: uuid(2) })).toMatchObject({
      code: 'B',
      name: 'KBC current account',
    });
    expect(await aStore().get({ tenantId: other, journalId: uuid(2) })).toBeUndefined();
  });

  describe('removing a journal', () => {
    const held = { accountId: 'account-1', claimId: 'claim-1' };
    const journalOf = (tenantId: string) => aJournal({ tenantId, code: 'NEW' });

    it('takes one away that was made in vain, and frees its code', async () => {
      const tenantId = suite.aTenant();
      const ref = { tenantId, journalId: uuid(201) };
      await aStore().create(journalOf(tenantId));

      expect([await aStore().remove(ref), await aStore().remove(ref)]).toEqual(['removed', 'missing']);
      expect(await aStore().get(ref)).toBeUndefined();
      expect(await aStore().create(aJournal({ tenantId, id: uuid(202), code: 'new' }))).toBe('created');
      expect(await aStore().claim(ref, held)).toEqual({ kind: 'missing' });
    });

    it('leaves one that an account feeds, or has fed, and the one that every tenant starts with', async () => {
      const tenantId = suite.aTenant();
      const ref = { tenantId, journalId: uuid(201) };
      const made = { tenantId, journalId: uuid(203) };
      await aStore().create(journalOf(tenantId));
      await aStore().create(aJournal({ tenantId, id: uuid(203), code: 'MADE', accountId: 'account-2' }));
      await aStore().claim(ref, held);
      const used = [await aStore().remove(ref), await aStore().remove(made)];
      await aStore().release(ref, held.claimId);
      const first = await aStore().first(tenantId);

      expect(used).toEqual(['in_use', 'in_use']);
      expect(await aStore().remove(ref)).toBe('has_history');
      expect(await aStore().remove({ tenantId, journalId: first.id })).toBe('is_first');
      expect(await aStore().remove({ ...ref, tenantId: suite.aTenant() })).toBe('missing');
      expect(await aStore().get(ref)).toMatchObject({ code: 'NEW' });
    });

    it('is refused when an account takes the journal at the same moment, and its code stays taken', async () => {
      const tenantId = suite.aTenant();
      const ref = { tenantId, journalId: uuid(201) };
      await aStore().create(journalOf(tenantId));
      const meanwhile = suite.hookedTable({
        before: async ({ name }) => {
          if (name === 'DeleteItemCommand') await aStore().claim(ref, held);
        },
      });

      expect(await new DynamoJournalStore(meanwhile).remove(ref)).toBe('in_use');
      expect(await aStore().create(aJournal({ tenantId, id: uuid(202), code: 'NEW' }))).toBe('code_taken');
    });

    it.each([1, 2, 3])(
      'ends when it is asked for again, or its code is taken anew, after a crash at write %d',
      async (at) => {
        const tenantId = suite.aTenant();
        const ref = { tenantId, journalId: uuid(201) };
        await aStore().create(journalOf(tenantId));
        let writes = 0;
        const crashing = suite.hookedTable({
          before: ({ name }) => {
            if (name !== 'GetItemCommand' && (writes += 1) === at) throw new Error('crashed');
          },
        });
        await expect(new DynamoJournalStore(crashing).remove(ref)).rejects.toThrow('crashed');
        const there = (await aStore().get(ref)) !== undefined;

        const again = await aStore().remove(ref);

        expect([there, again]).toEqual(at === 3 ? [false, 'missing'] : [true, 'removed']);
        expect(await aStore().create(aJournal({ tenantId, id: uuid(202), code: 'NEW' }))).toBe('created');
        expect(await aStore().change({ tenantId, journalId: uuid(202) }, { code: 'OTHER' })).toMatchObject({
          code: 'OTHER',
        });
        expect((await aStore().list(tenantId, { limit: 10 })).items.map(({ code }) => code)).toEqual(['OTHER', 'BNK1']);
      },
    );
  });

  it('lets one of two accounts that claim at once have the journal', async () => {
    const tenantId = suite.aTenant();
    await aStore().create(aJournal({ tenantId }));

    const claims = await Promise.all([
      aStore().claim({ tenantId, journalId: uuid(201) }, { accountId: 'account-1', claimId: 'claim-1' }),
      aStore().claim({ tenantId, journalId: uuid(201) }, { accountId: 'account-2', claimId: 'claim-2' }),
    ]);

    const { accountId } = (await aStore().get({ tenantId, journalId: uuid(201) })) ?? {};
    expect(claims.map(({ kind }) => kind).sort()).toEqual(['claimed', 'taken']);
    expect(claims.find(({ kind }) => kind === 'taken')).toEqual({ kind: 'taken', byAccountId: accountId });
  });

  it('lets the holder claim again, and misses what does not exist', async () => {
    const tenantId = suite.aTenant();
    await aStore().create(aJournal({ tenantId }));
    await aStore().claim({ tenantId, journalId: uuid(201) }, { accountId: 'account-1', claimId: 'claim-1' });

    const again = await aStore().claim(
      { tenantId, journalId: uuid(201) },
      { accountId: 'account-1', claimId: 'claim-2' },
    );
    const missing = await aStore().claim(
      { tenantId, journalId: uuid(9) },
      { accountId: 'account-1', claimId: 'claim-3' },
    );

    expect(again).toEqual({ kind: 'claimed', journal: aJournal({ tenantId, accountId: 'account-1' }) });
    expect(missing).toEqual({ kind: 'missing' });
    expect(await aStore().heldBy({ tenantId, accountId: 'account-1' })).toEqual([
      { journal: aJournal({ tenantId, accountId: 'account-1' }), claimId: 'claim-2' },
    ]);
    expect(await aStore().get({ tenantId, journalId: uuid(9) })).toBeUndefined();
  });

  it('frees a journal by the claim that holds it, not by one that was renewed since', async () => {
    const tenantId = suite.aTenant();
    await aStore().create(aJournal({ tenantId }));
    await aStore().claim({ tenantId, journalId: uuid(201) }, { accountId: 'account-1', claimId: 'claim-1' });
    await aStore().claim({ tenantId, journalId: uuid(201) }, { accountId: 'account-1', claimId: 'claim-2' });

    await aStore().release({ tenantId, journalId: uuid(201) }, 'claim-1');
    const held = await aStore().get({ tenantId, journalId: uuid(201) });
    await aStore().release({ tenantId, journalId: uuid(201) }, 'claim-2');
    const free = await aStore().get({ tenantId, journalId: uuid(201) });

    expect(held).toMatchObject({ accountId: 'account-1' });
    expect(free).toEqual(aJournal({ tenantId }));
    expect(
      await aStore().claim({ tenantId, journalId: uuid(201) }, { accountId: 'account-2', claimId: 'claim-3' }),
    ).toMatchObject({ kind: 'claimed' });
  });
});
