import { createHash } from 'node:crypto';
import * as z from 'zod';
import {
  startPontoSandbox,
  type PontoSandbox,
  type PontoSandboxOptions,
} from '../../../local/ponto-sandbox/startPontoSandbox.ts';

export const startOfTests = Date.parse('2026-11-24T09:00:00.000Z');
export const platform = { clientId: 'platform-id', clientSecret: 'platform secret+1' };
export const redirectUri = 'http://localhost:3000/oauth/callback';
export const verifier = 'a-verifier-of-sufficient-length-0123456789-abcdef';
const challenge = createHash('sha256').update(verifier).digest('base64url');

/** A sandbox on a free port whose clock only moves when the test says so. */
export const startTestSandbox = async (
  options: Partial<PontoSandboxOptions> = {},
): Promise<PontoSandbox & { readonly wall: { at: number } }> => {
  const wall = { at: startOfTests };
  const sandbox = await startPontoSandbox({ port: 0, platform, now: () => wall.at, log: () => undefined, ...options });
  return { ...sandbox, wall };
};

export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly json: unknown;
}

const jsonOrNothing = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

export const call = async (url: string, init: RequestInit = {}): Promise<Reply> => {
  const response = await fetch(url, { redirect: 'manual', ...init });
  const text = await response.text();
  return { status: response.status, headers: response.headers, text, json: jsonOrNothing(text) };
};

export const bearer = (token: string): Record<string, string> => ({ authorization: `Bearer ${token}` });

export const basic = ({ clientId, clientSecret } = platform): Record<string, string> => ({
  authorization: `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString('base64')}`,
});

export const form = (fields: Record<string, string>, headers = basic()): RequestInit => ({
  method: 'POST',
  headers: { ...headers, 'content-type': 'application/x-www-form-urlencoded' },
  body: new URLSearchParams(fields),
});

export const jsonBody = (body: object, headers: Record<string, string> = {}, method = 'POST'): RequestInit => ({
  method,
  headers: { ...headers, 'content-type': 'application/json' },
  body: JSON.stringify(body),
});

export const authorization = (changes: Record<string, string> = {}): Record<string, string> => ({
  client_id: platform.clientId,
  response_type: 'code',
  redirect_uri: redirectUri,
  scope: 'ai name offline_access',
  state: 'state-12345',
  code_challenge: challenge,
  code_challenge_method: 'S256',
  ...changes,
});

const institutionList = z.object({
  data: z.array(z.object({ id: z.string(), attributes: z.object({ name: z.string() }) })),
});

export const institutionId = async ({ url }: PontoSandbox, name: string): Promise<string> => {
  const reply = await call(`${url}/ponto-connect/financial-institutions?page[limit]=100`);
  const found = institutionList.parse(reply.json).data.find(({ attributes }) => attributes.name === name);
  return z.string().parse(found?.id);
};

/** Posts the consent form as a script does. @returns the address that the browser is sent to */
export const consent = async (
  sandbox: PontoSandbox,
  fields: Record<string, string> = {},
  accounts: readonly string[] = ['all'],
): Promise<URL> => {
  const institution = fields['institution'] ?? (await institutionId(sandbox, 'KBC'));
  const body = new URLSearchParams({ ...authorization(), institution, decision: 'allow', ...fields });
  for (const account of accounts) body.append('account', account);
  const reply = await call(`${sandbox.url}/oauth2/auth`, { method: 'POST', body });
  return new URL(reply.headers.get('location') ?? 'about:blank');
};

export const tokens = z.object({
  access_token: z.string(),
  refresh_token: z.string().optional(),
  scope: z.string(),
  expires_in: z.number(),
  token_type: z.literal('bearer'),
});

export const exchange = (sandbox: PontoSandbox, code: string, changes: Record<string, string> = {}): Promise<Reply> =>
  call(
    `${sandbox.url}/ponto-connect/oauth2/token`,
    form({ grant_type: 'authorization_code', code, redirect_uri: redirectUri, code_verifier: verifier, ...changes }),
  );

export const refresh = (sandbox: PontoSandbox, refreshToken: string | undefined): Promise<Reply> =>
  call(
    `${sandbox.url}/ponto-connect/oauth2/token`,
    form({ grant_type: 'refresh_token', refresh_token: refreshToken ?? '' }),
  );

/** A whole consent at KBC: access and refresh token of a user. */
export const linkedUser = async (
  sandbox: PontoSandbox,
  fields: Record<string, string> = {},
): Promise<z.infer<typeof tokens>> => {
  const location = await consent(sandbox, fields);
  return tokens.parse((await exchange(sandbox, location.searchParams.get('code') ?? '')).json);
};

export const clientToken = async ({ url }: PontoSandbox): Promise<string> =>
  tokens.parse((await call(`${url}/ponto-connect/oauth2/token`, form({ grant_type: 'client_credentials' }))).json)
    .access_token;

const synchronizationAttributes = z.object({
  resourceId: z.string(),
  subtype: z.string(),
  status: z.string(),
  errors: z.array(z.object({ code: z.string() })),
  customerOnline: z.boolean(),
  createdAt: z.string(),
  updatedAt: z.string(),
});
export const synchronizationDocument = z.object({
  data: z.object({ id: z.string(), attributes: synchronizationAttributes }),
});

const account = z.object({
  id: z.string(),
  attributes: z.object({
    reference: z.string(),
    currency: z.string(),
    description: z.string(),
    deprecated: z.boolean(),
    currentBalance: z.number(),
    currentBalanceReferenceDate: z.string(),
    authorizedAt: z.string(),
    authorizationExpirationExpectedAt: z.string(),
  }),
  relationships: z.object({ financialInstitution: z.object({ data: z.object({ id: z.string() }) }) }),
  meta: z.object({
    availability: z.string(),
    synchronizedAt: z.string(),
    latestSynchronization: z.object({ id: z.string(), attributes: synchronizationAttributes }),
  }),
});
export type AccountResource = z.infer<typeof account>;

export const accountsOf = async ({ url }: PontoSandbox, token: string): Promise<readonly AccountResource[]> => {
  const reply = await call(`${url}/ponto-connect/accounts?page[limit]=100`, { headers: bearer(token) });
  return z.object({ data: z.array(account) }).parse(reply.json).data;
};

/** Something that must be there. */
export const present = <T>(value: T | undefined | null): T => {
  if (value === undefined || value === null) throw new Error('missing in the test');
  return value;
};

export const firstAccount = async (sandbox: PontoSandbox, token: string): Promise<AccountResource> =>
  present((await accountsOf(sandbox, token))[0]);

const line = z.object({
  id: z.string(),
  attributes: z.object({
    amount: z.number(),
    executionDate: z.string().nullable(),
    valueDate: z.string().nullable(),
    counterpartName: z.string().nullable(),
    remittanceInformation: z.string().nullable(),
    cardReference: z.string().nullable(),
    mandateId: z.string().nullable(),
    digest: z.string(),
    createdAt: z.string(),
  }),
});
export type LineResource = z.infer<typeof line>;

export const linePage = z.object({
  data: z.array(line),
  links: z.object({ first: z.string(), next: z.string().optional(), prev: z.string().optional() }),
  meta: z.object({
    paging: z.object({ limit: z.number(), after: z.string().nullable(), before: z.string().nullable() }),
  }),
});

/** All lines behind an address, by following links.next. */
export const allLines = async (first: string, token: string): Promise<readonly LineResource[]> => {
  const lines: LineResource[] = [];
  let next: string | undefined = first;
  while (next !== undefined) {
    const page: z.infer<typeof linePage> = linePage.parse((await call(next, { headers: bearer(token) })).json);
    lines.push(...page.data);
    next = page.links.next;
  }
  return lines;
};

export const transactionsUrl = ({ url }: PontoSandbox, accountId: string, query = 'page[limit]=100'): string =>
  `${url}/ponto-connect/accounts/${accountId}/transactions?${query}`;

export const control = ({ url }: PontoSandbox, path: string, body?: object, method = 'POST'): Promise<Reply> =>
  call(`${url}/sandbox-control${path}`, body === undefined ? { method } : jsonBody(body, {}, method));

export const synchronize = (
  { url }: PontoSandbox,
  token: string,
  attributes: {
    readonly resourceId: string;
    readonly subtype?: string;
    readonly customerIpAddress?: string | undefined;
  },
  headers: Record<string, string> = {},
): Promise<Reply> =>
  call(
    `${url}/ponto-connect/synchronizations`,
    jsonBody(
      {
        data: {
          type: 'synchronization',
          attributes: {
            resourceType: 'account',
            subtype: 'accountTransactions',
            customerIpAddress: '203.0.113.7',
            ...attributes,
          },
        },
      },
      { ...bearer(token), ...headers },
    ),
  );

export const errorCodes = ({ json }: Reply): readonly string[] =>
  z
    .object({ errors: z.array(z.object({ code: z.string() })) })
    .parse(json)
    .errors.map(({ code }) => code);
