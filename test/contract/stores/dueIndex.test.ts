import { DynamoDueIndex, DynamoOrganizationIndex } from '../../../shared/adapters/dynamodb/dueIndex.ts';
import { dueKey, dueShards } from '../../../shared/adapters/dynamodb/keys.ts';
import { scheduledFrequencies, type ScheduledFrequency } from '../../../shared/domain/connections/connection.ts';
import type { ConnectionRef } from '../../../shared/ports/refsAndPages.ts';
import { uuid } from '../../builders/bank.ts';
import { engineName, runMark } from '../../setup/deployedStage.ts';
import { connectionsTableSuite } from '../../setup/connectionsTable.ts';

describe(`DueIndex on ${engineName}`, () => {
  const suite = connectionsTableSuite();
  const anIndex = () => new DynamoDueIndex(suite.table());
  const dueFor = async (frequency: ScheduledFrequency, tenantIds: ReadonlySet<string>) => {
    const refs: ConnectionRef[] = [];
    for await (const page of anIndex().pages(frequency)) refs.push(...page);
    return refs.filter(({ tenantId }) => tenantIds.has(tenantId));
  };

  it('visits every connection of a frequency once, and none of another', async () => {
    const refs = Array.from({ length: 60 }, (_, number) => ({
      tenantId: suite.aTenant(),
      connectionId: uuid(number),
    }));
    for (const ref of refs) {
      await anIndex().add('daily', ref, 'first');
      await anIndex().add('daily', ref, 'second');
    }

    const due = await dueFor('daily', new Set(refs.map(({ tenantId }) => tenantId)));

    const inOrder = (list: readonly ConnectionRef[]) => list.map((ref) => JSON.stringify(ref)).sort();
    expect(inOrder(due)).toEqual(inOrder(refs));
    for (const other of scheduledFrequencies.filter((frequency) => frequency !== 'daily')) {
      expect(await dueFor(other, new Set(refs.map(({ tenantId }) => tenantId)))).toEqual([]);
    }
  });

  it.each([1, 3, 8, 32])("is visited once by %d parts together, in ranges that are nobody else's", async (of) => {
    const refs = Array.from({ length: 40 }, (_, number) => ({ tenantId: suite.aTenant(), connectionId: uuid(number) }));
    for (const ref of refs) await anIndex().add('monthly', ref, 'mark');
    const tenantIds = new Set(refs.map(({ tenantId }) => tenantId));

    const found: string[] = [];
    for (let number = 1; number <= of; number += 1) {
      for await (const page of anIndex().pages('monthly', { number, of })) {
        found.push(...page.filter(({ tenantId }) => tenantIds.has(tenantId)).map((ref) => JSON.stringify(ref)));
      }
    }

    expect(found.toSorted()).toEqual(refs.map((ref) => JSON.stringify(ref)).toSorted());
  });

  it('spreads connections over its shards', () => {
    const partitions = Array.from(
      { length: 3200 },
      (_, number) => dueKey('daily', { tenantId: `tenant-${number}`, connectionId: uuid(number) }).pk,
    );

    const sizes = Object.values(Object.groupBy(partitions, (pk) => pk)).map((group) => group?.length ?? 0);

    expect(sizes).toHaveLength(dueShards.length);
    expect(Math.max(...sizes)).toBeLessThan(200);
  });

  it('tells the connections of a tenant apart from those of a tenant with a hostile name', async () => {
    const hostile = { tenantId: 'a#b', connectionId: 'c' };
    const victim = { tenantId: 'a', connectionId: 'b#c' };
    await anIndex().add('weekly', hostile, 'mark');
    await anIndex().add('weekly', victim, 'mark');

    await anIndex().remove('weekly', hostile, 'mark');

    expect(await dueFor('weekly', new Set(['a', 'a#b']))).toEqual([victim]);
  });

  it('removes an entry by the mark it was seen with, not one that was added anew', async () => {
    const ref = { tenantId: suite.aTenant(), connectionId: uuid(1) };
    const tenants = new Set([ref.tenantId]);
    await anIndex().add('monthly', ref, 'mark-1');
    const seen = await anIndex().markOf('monthly', ref);

    await anIndex().add('monthly', ref, 'mark-2');
    await anIndex().remove('monthly', ref, seen ?? '');
    const kept = await dueFor('monthly', tenants);
    await anIndex().remove('monthly', ref, 'mark-2');

    expect(seen).toBe('mark-1');
    expect(kept).toEqual([ref]);
    expect(await dueFor('monthly', tenants)).toEqual([]);
    expect(await anIndex().markOf('monthly', ref)).toBeUndefined();
  });
});

describe(`OrganizationIndex on ${engineName}`, () => {
  const suite = connectionsTableSuite();
  const anIndex = () => new DynamoOrganizationIndex(suite.table());
  const organization = (number: number): string => `organization-${runMark}${number}`;

  it('finds the connections of an organisation in every tenant, and removes one alone', async () => {
    const one = { tenantId: suite.aTenant(), connectionId: uuid(1) };
    const two = { tenantId: suite.aTenant(), connectionId: uuid(1) };
    for (const ref of [one, two, one]) await anIndex().add(organization(1), ref);
    await anIndex().add(organization(2), one);

    const both = await anIndex().connectionsOf(organization(1));
    await anIndex().remove(organization(1), one);

    expect(both).toHaveLength(2);
    expect(both).toEqual(expect.arrayContaining([one, two]));
    expect(await anIndex().connectionsOf(organization(1))).toEqual([two]);
    expect(await anIndex().connectionsOf(organization(2))).toEqual([one]);
    expect(await anIndex().connectionsOf(organization(3))).toEqual([]);
  });
});
