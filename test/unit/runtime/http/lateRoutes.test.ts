import { operations } from '../../../../shared/contracts/http/operations.ts';
import { json } from '../../../../shared/runtime/http/answer.ts';
import { lateRoutes } from '../../../../shared/runtime/http/lateRoutes.ts';
import { route, type Route } from '../../../../shared/runtime/http/route.ts';
import { anApiEvent } from '../../../builders/api.ts';

const caller = { tenantId: 'tenant-1', userId: 'user-1' };

const aTopic = () => {
  const loads: string[] = [];
  const routes: Readonly<Record<string, Route>> = lateRoutes(['getHealth', 'getUsage'], async () => {
    loads.push('loaded');
    return {
      getHealth: route(operations.getHealth, async () => json(200, 'well')),
      getUsage: route(operations.getUsage, async ({ query }) => json(200, query.month)),
    };
  });
  const ask = async (name: string, query = '') =>
    (await routes[name]?.prepare(anApiEvent({ path: '/any', query }), ''))?.(caller);
  return { loads, routes, ask };
};

describe('routes that are loaded late', () => {
  it('are found by their operations before anything is loaded', () => {
    const { loads, routes } = aTopic();

    expect(Object.entries(routes).map(([name, { operation }]) => [name, operation])).toEqual([
      ['getHealth', operations.getHealth],
      ['getUsage', operations.getUsage],
    ]);
    expect(loads).toEqual([]);
  });

  it('are loaded once for a whole topic, and each answers its own call', async () => {
    const { loads, ask } = aTopic();

    expect(await ask('getHealth')).toMatchObject({ body: '"well"' });
    expect(await ask('getUsage', 'month=2026-11')).toMatchObject({ body: '"2026-11"' });
    expect(loads).toEqual(['loaded']);
  });

  it('refuse what does not fit before anything is carried out', async () => {
    await expect(aTopic().ask('getUsage', 'month=never')).rejects.toMatchObject({ code: 'invalid_request' });
  });
});
