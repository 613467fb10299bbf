import type { PageVisitor } from '../../../../shared/domain/pages/pageSession.ts';
import type { HttpResult } from '../../../../shared/runtime/http/answer.ts';
import type { OperationName } from '../../../../shared/contracts/http/operations.ts';
import { anApi } from './anApi.ts';
import { thePages, tokenIn } from './thePages.ts';

export const kbc = {
  id: 'ins-kbc',
  name: 'KBC',
  bic: 'KREDBEBBXXX',
  country: 'BE',
  status: 'stable',
  provider: 'ponto',
  deprecated: false,
  authorizationDays: 180,
} as const;
export const contact = { email: 'els@bakkerij.example' };
export const none = () => ({ items: [] });

type Typed = Readonly<Record<string, string>> | readonly (readonly [string, string])[];
const isList = (form: Typed): form is readonly (readonly [string, string])[] => Array.isArray(form);

type Api = Parameters<typeof anApi>[0];

/**
 * A visitor of the pages over an API that a test gives.
 *
 * @param before what the API waits for before it answers a call
 */
export const aVisit = async (
  answers: Api,
  visitor: Partial<PageVisitor> = {},
  before: (name: OperationName) => Promise<void> = () => Promise.resolve(),
) => {
  const api = anApi({ getInstitution: () => kbc, listConnections: none, listJournals: none, ...answers }, before);
  const pages = thePages(api.api);
  const cookie = await pages.signIn({ page: 'connect', ...visitor });
  const get = (path: string, query = ''): Promise<HttpResult> => pages.send({ path, query, headers: { cookie } });
  const token = tokenIn(await get('/pages/none'));
  const post = (path: string, form: Typed, query = ''): Promise<HttpResult> =>
    pages.send({
      path,
      query,
      headers: { cookie },
      form: [['_token', token], ['_once', 'once-1'], ...(isList(form) ? form : Object.entries(form))],
    });
  return { api, get, post };
};

export const headingOf = ({ body }: HttpResult): string => /<h1>(.*?)<\/h1>/.exec(body)?.[1] ?? '';
/** Buttons and links that look like one. */
export const buttonsOf = ({ body }: HttpResult): readonly string[] =>
  [...body.matchAll(/class="button(?: secondary)?"[^>]*>\s*([^<]*?)\s*</g)].map(([, label = '']) => label);
