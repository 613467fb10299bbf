import fc from 'fast-check';
import { DynamoJournalStore } from '../../../../shared/adapters/dynamodb/journalStore.ts';
import { makeChooseJournal } from '../../../../shared/usecases/accounts/chooseJournal.ts';
import { MemoryTable } from '../../../builders/memoryTable.ts';
import { anAccount, countedIds } from '../../../builders/records.ts';

const wishes = fc.record({
  account: fc.integer({ min: 1, max: 4 }),
  way: fc.constantFrom('default', 'create_journal', 'link_journal', 'id_alone', 'named'),
  journal: fc.nat(5),
  code: fc.constantFrom('BNK1', 'BNK2', 'USD1'),
});

describe('choosing a journal', () => {
  it('never gives an account a journal of another currency, whatever is wished and in whatever order', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(wishes, { minLength: 1, maxLength: 12 }), async (all) => {
        const journals = new DynamoJournalStore(new MemoryTable());
        const choose = makeChooseJournal({ journals, ids: countedIds(1000) });
        for (const { account: number, way, journal, code } of all) {
          const account = anAccount({ id: `account-${number}`, currency: number % 2 === 0 ? 'USD' : 'EUR' });
          const { items } = await journals.list(account.tenantId, { limit: 50 });
          const journalId = items[journal % Math.max(1, items.length)]?.id ?? 'none';
          const wish = {
            default: {},
            create_journal: { action: 'create_journal' as const },
            link_journal: { action: 'link_journal' as const, journalId },
            id_alone: { journalId },
            named: { action: 'create_journal' as const, journal: { code, name: 'Bank' } },
          }[way];

          const chosen = await choose(account, wish, 'KBC');

          if (chosen.kind !== 'chosen') continue;
          const given = await journals.get({ tenantId: account.tenantId, journalId: chosen.journalId });
          expect([given?.currency, given?.accountId]).toEqual([account.currency, account.id]);
        }
      }),
      { numRuns: 200 },
    );
  });
});
