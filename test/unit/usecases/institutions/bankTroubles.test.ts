import { hourOf } from '../../../../shared/domain/institutions/trouble.ts';
import { makeBankTroubles } from '../../../../shared/usecases/institutions/bankTroubles.ts';
import { aClock } from '../../../builders/records.ts';

const at = '2026-03-10T08:40:00.000Z';

describe('whether a bank has trouble', () => {
  const aWorld = () => {
    const clock = aClock('2026-03-10T09:00:00.000Z');
    const state = { asked: [] as string[], count: 3, down: false };
    const troubles = makeBankTroubles({
      failures: {
        byHour: async (id) => {
          state.asked.push(id);
          if (state.down) throw new Error('table down');
          return new Map([[hourOf(at), id === 'kbc' ? state.count : 0]]);
        },
      },
      clock,
    });
    return { clock, state, troubles };
  };

  it('is told of each bank for itself', async () => {
    const { troubles } = aWorld();

    expect(await troubles.hadAt('kbc', at)).toBe(true);
    expect(await troubles.hadAt('ing', at)).toBe(false);
    expect(await troubles.lately('kbc')).toBe('2026-03-10T08:00:00.000Z');
    expect(await troubles.lately('ing')).toBeUndefined();
  });

  it('is looked up once a minute, however many ask at once', async () => {
    const { troubles, state, clock } = aWorld();

    await Promise.all([troubles.hadAt('kbc', at), troubles.hadAt('kbc', at), troubles.lately('kbc')]);
    clock.pass(59_999);
    await troubles.hadAt('kbc', at);
    expect(state.asked).toHaveLength(1);
    clock.pass(1);
    state.count = 2;

    expect(await troubles.hadAt('kbc', at)).toBe(false);
    expect(state.asked).toHaveLength(2);
  });

  it('is looked up anew after a look that failed', async () => {
    const { troubles, state } = aWorld();
    state.down = true;
    await expect(troubles.hadAt('kbc', at)).rejects.toThrow('table down');
    state.down = false;

    expect(await troubles.hadAt('kbc', at)).toBe(true);
  });
});
