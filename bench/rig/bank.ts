import { createServer } from 'node:http';
import { getRequestListener, type HttpBindings } from '@hono/node-server';
import { Hono } from 'hono';
import { serveOnLoopback } from '../../local/cloud/loopback.ts';
import { placeOf } from '../../local/ponto-sandbox/core/api/answerApi.ts';
import { openBankAccount } from '../../local/ponto-sandbox/core/bank/openAccounts.ts';
import { minuteMs, nextBackgroundRun } from '../../local/ponto-sandbox/core/calendar.ts';
import { advance } from '../../local/ponto-sandbox/core/advance.ts';
import { institutionNamed } from '../../local/ponto-sandbox/core/institutions/catalogue.ts';
import { foundOrganization } from '../../local/ponto-sandbox/core/organizations.ts';
import { createSandbox } from '../../local/ponto-sandbox/core/sandbox.ts';
import type { BankAccount, Organization } from '../../local/ponto-sandbox/core/state.ts';
import type { SandboxApplication, World } from '../../local/ponto-sandbox/core/world.ts';
import { makeApiHandler } from '../../local/ponto-sandbox/http/apiRoutes.ts';
import { addConsentRoutes } from '../../local/ponto-sandbox/http/consentRoutes.ts';
import { FaultBoard } from '../../local/ponto-sandbox/http/faults.ts';
import type { Running } from '../../local/ponto-sandbox/http/running.ts';

/** A customer of the bank whose accounts hold only the lines that the bench puts there. */
export interface Customer {
  readonly organization: Organization;
  readonly accounts: readonly BankAccount[];
}

export interface Bank {
  readonly url: string;
  readonly institutionId: string;
  /** The world at this moment of its clock. */
  readonly world: () => World;
  readonly newCustomer: (name: string, accounts: number) => Customer;
  /** The newest token that a customer's consent has given out. */
  readonly accessToken: (customer: Customer) => string;
  /** Requests since the last call, by the operation of Ponto's API that they reached. */
  readonly takeRequests: () => ReadonlyMap<string, number>;
  readonly close: () => Promise<void>;
}

/** Longer than a full bench. */
const longestBenchMs = 30 * minuteMs;

/** Ponto refreshes by itself a few times a day; a refresh in the middle of a run would be news that nobody made. */
const clockBehindMs = (now: number): number => (nextBackgroundRun(now) - now > longestBenchMs ? 0 : 2 * longestBenchMs);

const notHere = (): never => {
  throw new Error('the bench neither saves, resets nor turns the clock of its bank');
};

const newestToken = ({ state }: World, { id }: Organization): string => {
  const issued = Object.entries(state.accessTokens).findLast(
    ([, token]) =>
      token.kind === 'user' &&
      state.integrations[state.chains[token.chainId]?.integrationId ?? '']?.organizationId === id,
  );
  if (!issued) throw new Error('the customer has given no consent');
  return issued[0];
};

/** The parts of our Ponto sandbox around a world that begins empty, lives in memory, and counts who asks for what. */
export const startBank = async (platform: SandboxApplication): Promise<Bank> => {
  let requests = new Map<string, number>();
  const app = new Hono<{ Bindings: HttpBindings }>();
  const listener = getRequestListener(app.fetch);
  const endpoint = await serveOnLoopback(createServer((request, response) => void listener(request, response)));
  const behindMs = clockBehindMs(Date.now());
  const now = (): number => Date.now() - behindMs;
  const start = { publicUrl: endpoint.url, platform, seed: 'bench', now: now(), seededOrganizations: false };
  const world = createSandbox(start);
  const running: Running = {
    world,
    now,
    worked: () => undefined,
    saved: () => Promise.resolve(),
    setClock: notHere,
    reset: notHere,
  };
  app.use(async (context, next) => {
    const { operationId } = placeOf(context.req.method, context.env.incoming.url ?? '/');
    if (operationId !== undefined) requests.set(operationId, (requests.get(operationId) ?? 0) + 1);
    await next();
  });
  addConsentRoutes(app, running);
  app.all('*', makeApiHandler(running, new FaultBoard()));
  const institution = institutionNamed('BE', 'KBC');
  const current = (): World => {
    advance(world, now());
    return world;
  };
  return {
    url: endpoint.url,
    institutionId: institution.id,
    world: current,
    newCustomer: (name, accounts) => {
      const organization = foundOrganization(current(), { name, accounts: 'none' });
      const numbers = Array.from({ length: accounts }, (_, index) => index + 1);
      return {
        organization,
        accounts: numbers.map((number) =>
          openBankAccount(world, organization, { institution, name: `Zichtrekening ${number}` }),
        ),
      };
    },
    accessToken: ({ organization }) => newestToken(world, organization),
    takeRequests: () => {
      const taken = requests;
      requests = new Map();
      return taken;
    },
    close: endpoint.close,
  };
};
