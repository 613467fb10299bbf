import { addresses } from '../addresses.ts';

const of = addresses.account;

const withQuery = (path: string, query: Readonly<Record<string, string | undefined>>): string => {
  const given = Object.entries(query).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return given.length === 0 ? path : `${path}?${new URLSearchParams(given).toString()}`;
};

type Query = Readonly<Record<string, string | undefined>>;

/** Addresses of the pages of an account and of its statements: ids, days, formats and codes only. */
export const accountPaths = {
  account: (id: string, query: Query = {}) => withQuery(of(id), query),
  statements: (id: string, query: Query = {}) => withQuery(`${of(id)}/statements`, query),
  lines: (id: string, query: Query = {}) => withQuery(`${of(id)}/lines`, query),
  search: (id: string) => `${of(id)}/search`,
  payment: (id: string) => `${of(id)}/payment`,
  settings: (id: string, query: Query = {}) => withQuery(`${of(id)}/settings`, query),
  link: (id: string) => `${of(id)}/settings/link`,
  knownBalance: (id: string) => `${of(id)}/settings/known-balance`,
  takeBackKnownBalance: (id: string) => `${of(id)}/settings/known-balance/take-back`,
  succeed: (id: string) => `${of(id)}/settings/succeed`,
  takeBackSuccession: (id: string) => `${of(id)}/settings/succession/take-back`,
  end: (id: string) => `${of(id)}/settings/end`,
  file: (id: string) => `${of(id)}/file`,
  syncs: (id: string, query: Query = {}) => withQuery(`${of(id)}/syncs`, query),
  sync: (id: string, syncId: string, query: Query = {}) =>
    withQuery(`${of(id)}/syncs/${encodeURIComponent(syncId)}`, query),
  statement: (id: string, query: Query = {}) => withQuery(addresses.statement(id), query),
  statementFile: (id: string, query: Query) => withQuery(`${addresses.statement(id)}/file`, query),
  line: (id: string) => `/pages/lines/${encodeURIComponent(id)}`,
} as const;
