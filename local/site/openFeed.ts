import * as z from 'zod';
import { pageSession } from '../../shared/contracts/http/pageSessions.ts';
import { defined } from '../../shared/language/defined.ts';
import type { TokenRequest } from '../runner/http/authorizer.ts';

/** Who opens the pages, as the backend of a product would know it. */
export interface Visitor {
  readonly tenantId: string;
  readonly tenantName?: string;
  readonly email?: string;
  readonly locale?: string;
  readonly page: 'overview' | 'connect';
}

export type IssueToken = (request: TokenRequest) => Promise<{ readonly token: string }>;

export type Opened =
  | { readonly kind: 'opened'; readonly url: string }
  /** With the sentence of the API. */
  | { readonly kind: 'refused'; readonly sentence: string };

const told = z.looseObject({ detail: z.string() });
const accounts = z.looseObject({
  items: z.array(z.looseObject({ authorization: z.looseObject({ expiresAt: z.iso.datetime().nullish() }) })),
});

/** Does what the backend of a product does, with a token that only this machine takes. */
export const makeBackend = (issueToken: IssueToken) => {
  const call = async (origin: string, { tenantId, tenantName, email }: Visitor, path: string, body?: object) => {
    const { token } = await issueToken({ tenantId, ...defined({ tenantName, email }) });
    return await fetch(`${origin}${path}`, {
      method: body === undefined ? 'GET' : 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
  };

  return {
    /** Asks for an address of the pages, for one person. */
    openFeed: async (origin: string, visitor: Visitor, returnUrl: string): Promise<Opened> => {
      const { page, email, locale, tenantName } = visitor;
      const contact = email === undefined ? undefined : { email, ...defined({ name: tenantName, locale }) };
      const answer = await call(origin, visitor, '/v1/page-sessions', {
        page,
        returnUrl,
        ...defined({ locale, contact }),
      });
      const answered: unknown = await answer.json();
      if (answer.status === 201) return { kind: 'opened', url: pageSession().parse(answered).url };
      return { kind: 'refused', sentence: told.safeParse(answered).data?.detail ?? 'The product did not answer.' };
    },
    /** When the first permission of a bank ends; undefined where there is none. */
    firstEnd: async (origin: string, visitor: Visitor): Promise<Date | undefined> => {
      const answer = await call(origin, visitor, '/v1/accounts?limit=200');
      const ends = accounts
        .parse(await answer.json())
        .items.flatMap(({ authorization: { expiresAt } }) => (typeof expiresAt === 'string' ? [expiresAt] : []));
      const [first] = ends.toSorted();
      return first === undefined ? undefined : new Date(first);
    },
  };
};
