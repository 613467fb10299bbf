import { connectionPage } from '../../shared/contracts/http/connections.ts';
import { makeApi } from '../demo/api.ts';
import type { Goal, NotPassed, Passed } from '../runner/passTime.ts';
import type { Played, Scenario } from './scenario.ts';
import type { Stage } from './stage.ts';

export interface PlayDeps {
  readonly issueToken: (request: {
    readonly tenantId: string;
    readonly tenantName?: string;
  }) => Promise<{ readonly token: string }>;
  readonly passTime: (goal: Goal, gone: AbortSignal) => Promise<Passed | NotPassed>;
  readonly now: () => number;
  readonly idle: (gone: AbortSignal) => Promise<void>;
  readonly sandboxUrl: string;
}

export interface Asked {
  readonly tenantId: string;
  /** Where the product answers. */
  readonly origin: string;
  readonly gone: AbortSignal;
}

export type Outcome = (Played & { readonly token: string }) | 'tenant_in_use';

const dayMs = 86_400_000;

/** The evening of a day: its banks have booked it, and Ponto has read it. */
const eveningIn = (days: number, now: number): Date =>
  new Date(`${new Date(now + days * dayMs).toISOString().slice(0, 10)}T21:00:00Z`);

/**
 * Plays a scenario for a tenant that has nothing yet.
 *
 * @returns `tenant_in_use` when it has: a second play would change what the first has left
 */
export const makePlayScenario =
  ({ issueToken, passTime, now, idle, sandboxUrl }: PlayDeps) =>
  async ({ play }: Scenario, { tenantId, origin, gone }: Asked): Promise<Outcome> => {
    const { token } = await issueToken({ tenantId, tenantName: 'Bakkerij De Korenaar' });
    const api = makeApi(origin, token);
    const { items } = await api.get('/v1/connections?limit=1', connectionPage());
    if (items.length > 0) return 'tenant_in_use';
    const stage: Stage = {
      tenantId,
      api,
      bank: makeApi(`${sandboxUrl}/sandbox-control`, undefined),
      now: () => new Date(now()),
      passDays: async (count) => {
        const passed = await passTime((from) => eveningIn(count, from), gone);
        if (typeof passed === 'string') throw new Error(`the clock was not moved: ${passed}`);
      },
      idle: () => idle(gone),
    };
    return { ...(await play(stage)), token };
  };
