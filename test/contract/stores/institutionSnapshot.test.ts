import { DynamoInstitutionSnapshots } from '../../../shared/adapters/dynamodb/institutionSnapshot.ts';
import { institutionsPartition } from '../../../shared/adapters/dynamodb/keys.ts';
import { uuid } from '../../builders/bank.ts';
import { anInstitution } from '../../builders/records.ts';
import { engineName } from '../../setup/deployedStage.ts';
import { connectionsTableSuite } from '../../setup/connectionsTable.ts';

describe(`InstitutionSnapshots on ${engineName}`, () => {
  const suite = connectionsTableSuite();
  const aStore = () => new DynamoInstitutionSnapshots(suite.table());
  const many = (count: number, name: string) =>
    Array.from({ length: count }, (_, number) => anInstitution({ id: uuid(number), name: `${name} ${number} é` }));
  const [monday, tuesday] = ['2026-03-09T08:00:00.000Z', '2026-03-10T08:00:00.000Z'];

  // The catalogue is one for everybody: a deployed stage may have one already.
  beforeAll(async () => {
    for (const { pk, sk } of (await suite.table().query(institutionsPartition)).items) {
      await suite.table().delete({ pk: String(pk), sk: String(sk) });
    }
  });

  it('keeps the last catalogue whole, also one that is longer than an item may be', async () => {
    const empty = await aStore().read();
    await aStore().write({ takenAt: monday, institutions: many(3000, 'Bank') });
    const first = await aStore().read();
    await aStore().write({ takenAt: tuesday, institutions: [anInstitution({ maintenance: { type: 'planned' } })] });

    expect(empty).toBeUndefined();
    expect(first).toEqual({ takenAt: monday, institutions: many(3000, 'Bank') });
    expect(await aStore().read()).toEqual({
      takenAt: tuesday,
      institutions: [anInstitution({ maintenance: { type: 'planned' } })],
    });
    expect((await suite.table().query(institutionsPartition)).items).toHaveLength(1);
  });

  it('still has the last one after a crash in the middle of the next', async () => {
    const [wednesday, thursday] = ['2026-03-11T08:00:00.000Z', '2026-03-12T08:00:00.000Z'];
    await aStore().write({ takenAt: wednesday, institutions: many(2000, 'Kept') });
    let writes = 0;
    const crashing = suite.hookedTable({
      before: ({ name }) => {
        writes += name === 'PutItemCommand' ? 1 : 0;
        if (writes === 2) throw new Error('crashed');
      },
    });
    const next = { takenAt: thursday, institutions: many(2000, 'Half') };
    await expect(new DynamoInstitutionSnapshots(crashing).write(next)).rejects.toThrow('crashed');

    expect(await aStore().read()).toEqual({ takenAt: wednesday, institutions: many(2000, 'Kept') });
  });

  it('counts a catalogue that an older release wrote in another form as none', async () => {
    const friday = '2026-03-13T08:00:00.000Z';
    await suite
      .table()
      .put(
        { pk: institutionsPartition, sk: `${friday}#000` },
        { takenAt: friday, part: 0, parts: 1, packed: '[{"id":"x","status":"unheard of"}]' },
      );

    expect(await aStore().read()).toBeUndefined();
  });
});
