import { createMiddleware } from 'hono/factory';
import type { ApiClient, ApiVisitor } from '../../../shared/api/apiClient.ts';
import { pagePaths } from '../../../shared/contracts/pagePaths.ts';
import type { Instant } from '../../../shared/domain/calendar/calendarDate.ts';
import { mayOpen, type PageArea, type PageSession } from '../../../shared/domain/pages/pageSession.ts';
import { defined } from '../../../shared/language/defined.ts';
import { acceptsGzip, readerOf } from '../../../shared/runtime/http/apiEvent.ts';
import type { Log } from '../../../shared/runtime/log/log.ts';
import type { makePageSessions } from '../../../shared/usecases/pages/pageSessions.ts';
import type { PageContext, PageEnv, Visit } from '../visit.ts';
import { assetPaths, keptFormOf, visitPage, type FrameDeps } from './answers.ts';
import { formTokenOf } from './formToken.ts';
import { secretIn } from './pageCookie.ts';

export interface SignInDeps extends FrameDeps {
  readonly log: Log;
  readonly pageSessions: ReturnType<typeof makePageSessions>;
  readonly api: (visitor: ApiVisitor) => ApiClient;
  readonly newOnce: () => string;
  readonly clock: { now(): Instant };
}

const areaOf = (path: string): PageArea | 'any' => {
  const [, , first = ''] = path.split('/');
  if (path === pagePaths.signOut || path === pagePaths.root || first === '') return 'any';
  return first === 'connect' || first === 'renew' ? first : 'feed';
};

const visitOf = (c: PageContext, deps: SignInDeps, session: PageSession, secret: string): Visit => {
  const { event } = c.env;
  const { tenantId, userId, tenantName, returnUrl } = session;
  const language = session.language ?? readerOf(event);
  const formToken = formTokenOf(secret, session);
  const { sourceIp } = event.requestContext.http;
  const { requestId } = event.requestContext;
  return {
    session,
    language,
    formToken,
    newOnce: deps.newOnce,
    now: deps.clock.now(),
    api: deps.api({
      caller: { tenantId, userId, ...defined({ tenantName }) },
      language,
      sourceIp,
      requestId,
      takesGzip: acceptsGzip(event),
    }),
    frame: {
      language,
      product: deps.productName,
      company: tenantName ?? tenantId,
      assets: assetPaths(deps.assets),
      signedIn: { formToken, navigation: mayOpen(session, 'feed'), ...defined({ returnUrl }) },
    },
  };
};

/** Lets in who has a page session that may open the page, and tells the route who it is. */
export const signedIn = (deps: SignInDeps) =>
  createMiddleware<PageEnv>(async (c, next) => {
    const secret = secretIn(c.env.event);
    const session = secret === undefined ? undefined : await deps.pageSessions.read(secret);
    if (secret === undefined || !session) return visitPage(c, deps, 'over', keptFormOf(c));
    deps.log.correlate({ tenantId: session.tenantId });
    c.set('secret', secret);
    c.set('visit', visitOf(c, deps, session, secret));
    const area = areaOf(c.req.path);
    if (area !== 'any' && !mayOpen(session, area)) return visitPage(c, deps, 'other_task');
    return next();
  });
