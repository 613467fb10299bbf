import { Hono } from 'hono';
import { pagePaths } from '../../shared/contracts/pagePaths.ts';
import { addresses } from '../../shared/presentation/pages/addresses.ts';
import { headerOf } from '../../shared/runtime/http/apiEvent.ts';
import type { Observers } from '../../shared/runtime/invocation.ts';
import { describeError } from '../../shared/runtime/log/describeError.ts';
import { keptFormOf, visitPage } from './session/answers.ts';
import { checkForm, readForm } from './session/formGuard.ts';
import { landingOf } from './session/landing.ts';
import { cookieOf, cookieTakenBack, secretIn } from './session/pageCookie.ts';
import { signedIn, type SignInDeps } from './session/signIn.ts';
import type { PageContext, PageEnv } from './visit.ts';

export interface PagesDeps extends Observers, Omit<SignInDeps, 'log'> {
  readonly publicUrl: string;
  /** Where Ponto's pages are. */
  readonly pontoAuthorizationUrl: string;
}

/** The way to the bank is a redirect of a form there, also of one that was kept: browsers judge it by the policy of the page. */
const renewing = addresses.renew('');

/** Nothing is kept by a cache, nobody else loads or frames anything, and no address of ours goes on to another site. */
const headersOf = (c: PageContext, pontoOrigin: string): Readonly<Record<string, string>> => ({
  'referrer-policy': 'same-origin',
  'x-frame-options': 'DENY',
  'cross-origin-opener-policy': 'same-origin',
  'content-security-policy':
    "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self'; base-uri 'none'; " +
    // Ponto may lead on to other hosts of its own before it shows a page.
    `form-action 'self'${c.req.path.startsWith(renewing) ? ` https: ${pontoOrigin}` : ''}; frame-ancestors 'none'`,
});

const isPrefetch = ({ env: { event } }: PageContext): boolean =>
  /\bprefetch\b/i.test(headerOf(event, 'sec-purpose') ?? headerOf(event, 'purpose') ?? '');

/**
 * What the browser loads, the way in and out, and what is shown to who is in.
 *
 * @param shown routes of the pages that are shown to who is in
 */
export const makePages = (deps: PagesDeps, shown: readonly Hono<PageEnv>[]): Hono<PageEnv> => {
  const app = new Hono<PageEnv>();
  const ownOrigin = new URL(deps.publicUrl).origin;
  const pontoOrigin = new URL(deps.pontoAuthorizationUrl).origin;

  app.onError((error, c) => {
    deps.log.write('INTERNAL_ERROR', { error: describeError(error) });
    deps.counters.count('InternalErrors');
    return visitPage(c, deps, 'unexpected', keptFormOf(c));
  });
  app.notFound((c) => visitPage(c, deps, 'not_found'));

  app.use(async (c, next) => {
    await next();
    for (const [name, value] of Object.entries(headersOf(c, pontoOrigin))) c.header(name, value);
    deps.log.correlate({ operation: `page ${c.req.routePath}` });
  });

  for (const asset of Object.values(deps.assets)) {
    app.get(asset.path, (c) => {
      const headers = { 'content-type': asset.contentType, 'cache-control': 'public, max-age=31536000, immutable' };
      return c.body(asset.body, 200, headers);
    });
  }
  app.get(`${pagePaths.assets}*`, (c) => visitPage(c, deps, 'not_found'));

  app.get(`${pagePaths.open}:token`, async (c) => {
    // The address is spent by the first look: a look ahead must not be it.
    if (isPrefetch(c)) return c.body(null, 503);
    const opened = await deps.pageSessions.open(c.req.param('token'));
    if (!opened) return visitPage(c, deps, 'link_over');
    const former = secretIn(c.env.event);
    if (former !== undefined) await deps.pageSessions.end(former);
    c.header('set-cookie', cookieOf(opened.secret));
    return c.redirect(landingOf(opened.session), 303);
  });

  app.use(readForm({ ...deps, ownOrigin }), signedIn(deps), checkForm(deps));

  app.get(pagePaths.root, (c) => c.redirect(landingOf(c.get('visit').session), 303));
  app.post(pagePaths.signOut, async (c) => {
    await deps.pageSessions.end(c.get('secret'));
    c.header('set-cookie', cookieTakenBack);
    return visitPage(c, deps, 'signed_out');
  });

  for (const routes of shown) app.route('/', routes);
  return app;
};
