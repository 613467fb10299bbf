import { hourOf } from '../../../../shared/domain/institutions/bankOutage.ts';
import { makeBankOutages } from '../../../../shared/usecases/institutions/bankOutages.ts';
import { aClock } from '../../../builders/records.ts';

const at = '2026-03-10T08:40:00.000Z';

describe('whether a bank has trouble', () => {
  const aWorld = () => {
    const clock = aClock('2026-03-10T09:00:00.000Z');
    const state = { asked: [] as string[], count: 3, down: false };
    const bankOutages = makeBankOutages({
      failures: {
        byHour: async (id) => {
          state.asked.push(id);
          if (state.down) throw new Error('table down');
          return new Map([[hourOf(at), id === 'kbc' ? state.count : 0]]);
        },
      },
      clock,
    });
    return { clock, state, bankOutages };
  };

  it('is told of each bank for itself', async () => {
    const { bankOutages } = aWorld();

    expect(await bankOutages.hadAt('kbc', at)).toBe(true);
    expect(await bankOutages.hadAt('ing', at)).toBe(false);
    expect(await bankOutages.lately('kbc')).toBe('2026-03-10T08:00:00.000Z');
    expect(await bankOutages.lately('ing')).toBeUndefined();
  });

  it('is looked up once a minute, however many ask at once', async () => {
    const { bankOutages, state, clock } = aWorld();

    await Promise.all([bankOutages.hadAt('kbc', at), bankOutages.hadAt('kbc', at), bankOutages.lately('kbc')]);
    clock.pass(59_999);
    await bankOutages.hadAt('kbc', at);
    expect(state.asked).toHaveLength(1);
    clock.pass(1);
    state.count = 2;

    expect(await bankOutages.hadAt('kbc', at)).toBe(false);
    expect(state.asked).toHaveLength(2);
  });

  it('is looked up anew after a look that failed', async () => {
    const { bankOutages, state } = aWorld();
    state.down = true;
    await expect(bankOutages.hadAt('kbc', at)).rejects.toThrow('table down');
    state.down = false;

    expect(await bankOutages.hadAt('kbc', at)).toBe(true);
  });
});
