import { Hono } from 'hono';
import { addresses } from '../../../shared/presentation/pages/addresses.ts';
import { backPath } from '../../../shared/presentation/pages/connect/connectForms.ts';
import type { PageEnv } from '../visit.ts';
import { beginConnection, showBank } from './connect/beginConnection.ts';
import { bringIn, showAccounts, showProgress } from './connect/bringIn.ts';
import { addAccounts, answerConfirmation, comeBack } from './connect/comeBack.ts';
import { showBanks } from './connect/findBank.ts';
import type { ConnectDeps } from './connect/parts.ts';

/** From the list of banks to books that are being filled. */
export const makeConnectRoutes = (deps: ConnectDeps): Hono<PageEnv> => {
  const routes = new Hono<PageEnv>();
  const at = addresses.connect;
  routes.get(at, showBanks(deps));
  routes.get(backPath, comeBack(deps)).post(backPath, answerConfirmation(deps));
  routes.post(`${at}/add/:connectionId`, addAccounts(deps));
  routes.get(`${at}/accounts/:connectionId`, showAccounts(deps)).post(`${at}/accounts/:connectionId`, bringIn(deps));
  routes.get(`${at}/progress/:connectionId`, showProgress(deps));
  routes.get(`${at}/:institutionId`, showBank(deps)).post(`${at}/:institutionId`, beginConnection(deps));
  return routes;
};
