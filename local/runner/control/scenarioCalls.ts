import type { IncomingMessage } from 'node:http';
import * as z from 'zod';
import { claimedId } from '../../../shared/contracts/claimedId.ts';
import type { makePlayScenario } from '../../scenarios/playScenario.ts';
import { scenarios } from '../../scenarios/scenarios.ts';
import type { Call } from './call.ts';
import { bodyAs, json, notThere, Refused } from './refusal.ts';

/** Missing where Ponto is not our own sandbox. */
export type PlayScenario = ReturnType<typeof makePlayScenario> | undefined;

const scenarioRequest = z.strictObject({ tenantId: claimedId.optional() });

/** By the very door that the request came in. */
const originOf = ({ socket }: IncomingMessage): string => `http://localhost:${socket.localPort ?? 0}`;

/** Where a person and a program see what was left. */
const toLookAt = (origin: string, tenantId: string, [first = '']: readonly string[]) => ({
  pages: `${origin}/?tenant=${encodeURIComponent(tenantId)}`,
  account: `${origin}/v1/accounts/${first}`,
  statements: `${origin}/v1/accounts/${first}/statements`,
  mails: `${origin}/local/pages/mailbox`,
});

/** Tenants in a state that is hard to come by, each by one call. */
export const makeScenarioCalls = (playScenario: PlayScenario): Readonly<Record<string, Call>> => {
  /** Tenants that are being made: until one has its connection, nothing else tells that it is taken. */
  const making = new Set<string>();
  const alone = async <T>(tenantId: string, work: () => Promise<T>): Promise<T> => {
    if (making.has(tenantId)) {
      const message = `${tenantId} is being made by another call: wait for it, or give another`;
      throw new Refused('invalid_request', [{ path: 'tenantId', message }]);
    }
    making.add(tenantId);
    try {
      return await work();
    } finally {
      making.delete(tenantId);
    }
  };
  return {
    'GET /local/scenarios': () =>
      json(200, {
        items: Object.entries(scenarios).map(([name, { promise, takesSeconds }]) => ({ name, promise, takesSeconds })),
      }),
    'POST /local/scenarios/{name}': async (request, gone, name) => {
      const { tenantId = name } = await bodyAs(request, scenarioRequest);
      const scenario = scenarios[name];
      if (!scenario) throw notThere('not_found', 'scenario', Object.keys(scenarios));
      if (!playScenario) {
        throw new Refused('not_found', [{ path: '', message: 'needs our own sandbox: start without PONTO_API_URL' }]);
      }
      const origin = originOf(request);
      const played = await alone(tenantId, () => playScenario(scenario, { tenantId, origin, gone }));
      if (played === 'tenant_in_use') {
        const message = `${tenantId} has a connection already: look at ${origin}/?tenant=${tenantId}, or give another`;
        throw new Refused('invalid_request', [{ path: 'tenantId', message }]);
      }
      const { connectionId, accountIds, token } = played;
      const look = toLookAt(origin, tenantId, accountIds);
      return json(200, { scenario: name, promise: scenario.promise, tenantId, token, connectionId, accountIds, look });
    },
  };
};
