import { Hono } from 'hono';
import { addresses } from '../../../shared/presentation/pages/addresses.ts';
import { overviewPage } from '../../../shared/presentation/pages/overview.ts';
import { defined } from '../../../shared/language/defined.ts';
import { bankNames } from '../bankNames.ts';
import { problemAnswer } from '../problemAnswer.ts';
import type { PageEnv } from '../visit.ts';

/** As many as the API gives at once: worst first is said of what is shown. */
const accountsAtOnce = '200';
/** Those with a trouble of their own come first on the page; of more connections, the accounts tell. */
const connectionsAtOnce = '50';

export const makeOverviewRoutes = (): Hono<PageEnv> =>
  new Hono<PageEnv>().get(addresses.overview, async (c) => {
    const { api, frame, now } = c.get('visit');
    const cursor = c.req.query('cursor');
    const [accounts, connections] = await Promise.all([
      api.call('listAccounts', { query: { all: 'true', limit: accountsAtOnce, ...defined({ cursor }) } }),
      cursor === undefined ? api.call('listConnections', { query: { limit: connectionsAtOnce } }) : undefined,
    ]);
    if (accounts.kind === 'problem') return problemAnswer(c, accounts.problem, {}, 'overview');

    const { items, nextCursor } = accounts.body;
    // A bank that needs somebody would be missing, and the sentence about everything too good.
    if (connections?.kind === 'problem') return problemAnswer(c, connections.problem, {}, 'overview');
    const shown = connections?.body.items ?? [];
    const banks = await bankNames(
      api,
      [...items, ...shown].map(({ institutionId }) => institutionId),
    );
    const continued = cursor !== undefined;
    return c.html(overviewPage({ frame, now, accounts: items, nextCursor, continued, connections: shown, banks }));
  });
