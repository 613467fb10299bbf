import { docsPaths } from '../../shared/contracts/docsPaths.ts';
import { problemCodes } from '../../shared/contracts/http/problems.ts';
import { problemPage } from '../../shared/presentation/pages/problemPage.ts';
import { viewerPage } from '../../shared/presentation/pages/viewerPage.ts';
import { problem, type Answer } from '../../shared/runtime/http/answer.ts';
import { readerOf, type ApiEvent } from '../../shared/runtime/http/apiEvent.ts';
import { assetPaths, type FrameDeps } from './session/answers.ts';
import { docsScripts, scriptAt } from './docsScripts.ts';

const nothingElse = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
/** The viewer sets its own styles; it reads and calls this origin and no other. */
const viewerPolicy = `${nothingElse}; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'`;
const problemPolicy = `${nothingElse}; script-src 'self'; style-src 'self'; img-src 'self'`;

const page = (html: string, policy: string): Answer => ({
  status: 200,
  contentType: 'text/html; charset=utf-8',
  body: html,
  headers: {
    'cache-control': 'public, max-age=300',
    'content-security-policy': policy,
    'referrer-policy': 'no-referrer',
  },
});

/** Pages about the API, for everybody: its description in a viewer, and what each problem means. */
export const makeDocs =
  (deps: FrameDeps) =>
  (event: ApiEvent): Answer => {
    const language = readerOf(event);
    const assets = assetPaths(deps.assets);
    const { productName: product } = deps;
    const path = event.rawPath.replace(/\/$/, '');
    if (path === docsPaths.page) {
      const { viewer, theme } = docsScripts();
      const scripts = [viewer.path, theme.path];
      return page(viewerPage({ product, icon: assets.icon, scripts }), viewerPolicy);
    }
    const code = path.startsWith(`${docsPaths.problems}/`) ? path.slice(docsPaths.problems.length + 1) : undefined;
    const codes = path === docsPaths.problems ? problemCodes : problemCodes.filter((known) => known === code);
    if (codes.length > 0) {
      const frame = { language, product, company: product, assets };
      const answer = page(String(problemPage(frame, codes)), problemPolicy);
      return { ...answer, language };
    }
    return scriptAt(event) ?? problem('route_not_found');
  };
