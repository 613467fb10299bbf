import type { Hono } from 'hono';
import { onFirstUse } from '../../shared/language/onFirstUse.ts';
import type { ConnectDeps } from './routes/connect/parts.ts';
import type { PageEnv } from './visit.ts';

type Routes = readonly Hono<PageEnv>[];

const overview = async (): Promise<Routes> => [(await import('./routes/overview.ts')).makeOverviewRoutes()];
const lines = async (): Promise<Routes> => [(await import('./routes/lines.ts')).makeLineRoutes()];
const month = async (): Promise<Routes> => [(await import('./routes/month.ts')).makeMonthRoutes()];
const accounts = async (): Promise<Routes> => {
  const [{ makeAccountRoutes }, { makeSyncRoutes }, { makeAccountSettingsRoutes }] = await Promise.all([
    import('./routes/account.ts'),
    import('./routes/syncs.ts'),
    import('./routes/accountSettings.ts'),
  ]);
  return [makeAccountRoutes(), ...(await lines()), makeSyncRoutes(), makeAccountSettingsRoutes()];
};

/** By what follows `/pages/` in the address. Whoever looks at one page needs no other: each room is loaded with its first visit. */
const rooms: Readonly<Record<string, (deps: ConnectDeps) => Promise<Routes>>> = {
  overview,
  accounts,
  lines,
  statements: async () => [(await import('./routes/statement.ts')).makeStatementRoutes()],
  month,
  certificates: month,
  connect: async (deps) => [(await import('./routes/connect.ts')).makeConnectRoutes(deps)],
  renew: async (deps) => [(await import('./routes/renew.ts')).makeRenewRoutes(deps)],
  connections: async (deps) => [(await import('./routes/connection.ts')).makeConnectionRoutes(deps)],
};

export const roomNames: readonly string[] = Object.keys(rooms);

/** The room that a path leads to; undefined where it leads to none. */
export const roomOf = (path: string): string | undefined => {
  const [, , first = ''] = path.split('/');
  return Object.hasOwn(rooms, first) ? first : undefined;
};

/** The routes of each room, each loaded once. */
export const makeRooms = (deps: ConnectDeps) => {
  const loaded = new Map(Object.entries(rooms).map(([name, load]) => [name, onFirstUse(() => load(deps))]));
  return async (name: string | undefined): Promise<Routes> => (await loaded.get(name ?? '')?.()) ?? [];
};
