import type { Institution, InstitutionStatus } from '../../domain/institutions/institution.ts';
import type { InstitutionSource } from '../../ports/bankFeed.ts';
import { makePontoClient, type PontoClient, type PontoOutcome } from './client.ts';
import { faultOf, notUnderstood } from './errors.ts';
import { pageLimit, pageOf } from './paging.ts';
import type { Send } from './retry.ts';
import { institutionResource, type InstitutionResource } from './schema.ts';
import type { AccessTokens } from './tokens.ts';
import { instantOf } from './moments.ts';
import { given, givenName, present } from './json.ts';

interface Deps {
  readonly baseUrl: string;
  readonly send: Send;
  readonly platformTokens: AccessTokens;
}

/** Ponto reaches some thousands of banks at most. */
const maxPages = 100;

/**
 * The public catalogue. It needs no token; one report says that production wants a client token there, so that a refused
 * read is made once more with one (Ponto reference, section 4.1).
 */
export const makeInstitutionSource = ({ baseUrl, send, platformTokens }: Deps): InstitutionSource => {
  const open = makePontoClient({ baseUrl, send, whenRefused: 'internal_error' });
  const withToken = makePontoClient({ baseUrl, send, tokens: platformTokens, whenRefused: 'internal_error' });

  const pages = async function* (client: PontoClient, first: PontoOutcome) {
    const read = new Set<string>();
    let outcome = first;
    for (;;) {
      if (outcome.kind === 'refused') throw faultOf('ponto_answer_not_understood', outcome.refusal);
      const page = pageOf(outcome.json, outcome.url, baseUrl);
      yield page.resources;
      if (page.after === undefined) return;
      if (read.has(page.after) || read.size === maxPages) throw notUnderstood();
      read.add(page.after);
      outcome = await client.get(path, { 'page[limit]': pageLimit, 'page[after]': page.after });
    }
  };

  return {
    all: async () => {
      const query = { 'page[limit]': pageLimit };
      const first = await open.get(path, query);
      const refused = first.kind === 'refused' && first.refusal.status === 401;
      const client = refused ? withToken : open;
      const institutions: Institution[] = [];
      for await (const resources of pages(client, refused ? await client.get(path, query) : first)) {
        institutions.push(...resources.flatMap(readable));
      }
      return institutions;
    },
  };
};

const path: readonly string[] = ['financial-institutions'];

/** One bank that cannot be read must not hide all others. */
const readable = (resource: unknown): readonly Institution[] => {
  const parsed = institutionResource().safeParse(resource);
  return parsed.success ? [institutionOf(parsed.data)] : [];
};

/** One institution of Ponto in domain words. */
export const institutionOf = ({ id, attributes: said }: InstitutionResource): Institution => {
  const maintenance = {
    ...present('from', instantOf(said?.maintenanceFrom)),
    ...present('to', instantOf(said?.maintenanceTo)),
    ...present('type', said?.maintenanceType),
  };
  const days = given(said?.expectedAuthorizationLifetime);
  return {
    id,
    name: givenName(said?.name) ?? id,
    ...present('bic', said?.bic),
    ...present('country', said?.country),
    ...present('logoUrl', said?.logoUrl),
    status: statusOf(said?.status),
    deprecated: said?.deprecated ?? false,
    ...present('brand', said?.sharedBrandReference),
    ...(Object.keys(maintenance).length > 0 && { maintenance }),
    ...(days !== undefined && /^[1-9]\d{0,4}$/.test(days) && { authorizationDays: Number(days) }),
    ...present('timeZone', said?.timeZone),
  };
};

const statusOf = (status: string | null | undefined): InstitutionStatus =>
  status === 'stable' || status === 'beta' ? status : 'experimental';
