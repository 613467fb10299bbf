import { Fault } from '../../../../shared/domain/faults/fault.ts';
import type { InstitutionSnapshot } from '../../../../shared/ports/institutions.ts';
import { makeInstitutionCatalogue } from '../../../../shared/usecases/institutions/institutionCatalogue.ts';
import { aClock, anInstitution } from '../../../builders/records.ts';

const hour = 3_600_000;
const [kbc, ing] = [anInstitution({ id: 'kbc' }), anInstitution({ id: 'ing' })];

const aWorld = (kept?: InstitutionSnapshot) => {
  const clock = aClock('2026-03-10T09:00:00.000Z');
  const world = {
    clock,
    kept,
    asked: 0,
    ponto: async () => [kbc],
    catalogue: () =>
      makeInstitutionCatalogue({
        source: {
          all: () => {
            world.asked += 1;
            return world.ponto();
          },
        },
        snapshots: {
          read: async () => world.kept,
          write: async (snapshot) => void (world.kept = snapshot),
        },
        clock,
      }),
  };
  return world;
};

describe('the catalogue of institutions', () => {
  it('asks Ponto once for all that ask at the same time, and keeps the answer', async () => {
    const world = aWorld();
    const catalogue = world.catalogue();

    const answers = await Promise.all([catalogue.all(), catalogue.get('kbc'), catalogue.get('nobody')]);

    expect(answers).toEqual([[kbc], kbc, undefined]);
    expect(world.asked).toBe(1);
    expect(world.kept).toEqual({ takenAt: '2026-03-10T09:00:00.000Z', institutions: [kbc] });
  });

  it('answers a cold start from the kept one while it is fresh, and asks Ponto when it is six hours old', async () => {
    const world = aWorld({ takenAt: '2026-03-10T03:00:00.001Z', institutions: [ing] });

    const fresh = await world.catalogue().all();
    world.clock.pass(1);
    const old = await world.catalogue().all();

    expect([fresh, old]).toEqual([[ing], [kbc]]);
    expect(world.asked).toBe(1);
  });

  it('looks again after ten minutes in memory', async () => {
    const world = aWorld();
    const catalogue = world.catalogue();
    await catalogue.all();
    world.kept = { takenAt: world.clock.now(), institutions: [ing] };
    world.clock.pass(599_999);

    const remembered = await catalogue.all();
    world.clock.pass(1);

    expect([remembered, await catalogue.all()]).toEqual([[kbc], [ing]]);
  });

  it('answers with the last known one while Ponto does not, and asks again a minute later', async () => {
    const world = aWorld({ takenAt: '2026-03-09T09:00:00.000Z', institutions: [ing] });
    world.ponto = async () => {
      throw new Fault('ponto_unavailable');
    };
    const catalogue = world.catalogue();

    const stale = [await catalogue.all(), await catalogue.all()];
    world.ponto = async () => [kbc];
    world.clock.pass(60_000);

    expect(stale).toEqual([[ing], [ing]]);
    expect(await catalogue.all()).toEqual([kbc]);
    expect(world.asked).toBe(2);
  });

  it('does not let an empty answer wipe out the known one', async () => {
    const world = aWorld({ takenAt: '2026-03-09T09:00:00.000Z', institutions: [ing] });
    world.ponto = async () => [];

    expect(await world.catalogue().all()).toEqual([ing]);
    expect(world.kept?.institutions).toEqual([ing]);
  });

  it('says that Ponto cannot be reached when nothing is known, and tries again at the next question', async () => {
    const world = aWorld();
    world.ponto = async () => {
      throw new Fault('ponto_throttled');
    };
    const catalogue = world.catalogue();

    await expect(catalogue.all()).rejects.toMatchObject({ code: 'ponto_throttled' });
    world.ponto = async () => [kbc];
    expect(await catalogue.all()).toEqual([kbc]);
  });

  it('does not hide an error of ours behind an old catalogue', async () => {
    const world = aWorld({ takenAt: '2026-03-09T09:00:00.000Z', institutions: [ing] });
    world.ponto = async () => {
      throw new TypeError('a bug');
    };
    world.clock.pass(hour);

    await expect(world.catalogue().all()).rejects.toThrow('a bug');
  });
});
