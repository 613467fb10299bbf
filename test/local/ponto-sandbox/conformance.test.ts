import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { parse } from 'yaml';
import * as z from 'zod';
import type { PontoSandbox } from '../../../local/ponto-sandbox/startPontoSandbox.ts';
import {
  accountsOf,
  basic,
  bearer,
  call,
  clientToken,
  consent,
  control,
  exchange,
  form,
  institutionId,
  jsonBody,
  linkedUser,
  present,
  startTestSandbox,
  tokens,
  verifier,
  redirectUri,
  type Reply,
} from './harness.ts';

const file: unknown = parse(
  readFileSync(new URL('../../fixtures/ponto-connect.openapi.yaml', import.meta.url), 'utf8'),
);
const response = z.looseObject({ $ref: z.string().optional(), content: z.record(z.string(), z.unknown()).optional() });
const operation = z.looseObject({ operationId: z.string(), responses: z.record(z.string(), response) });
const description = z.looseObject({
  paths: z.record(z.string(), z.record(z.string(), z.unknown())),
  components: z.looseObject({ responses: z.record(z.string(), response) }),
});
const { paths, components } = description.parse(file);

const methods = ['get', 'post', 'patch', 'put', 'delete'];
const operations = Object.entries(paths).flatMap(([path, item]) =>
  Object.entries(item)
    .filter(([method]) => methods.includes(method))
    .map(([method, value]) => ({ path, method, ...operation.parse(value) })),
);

const ajv = new Ajv2020({ strict: false, allErrors: true });
addFormats.default(ajv);
ajv.addSchema(z.looseObject({}).parse(file), 'ponto');

const escaped = (part: string): string => encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1'));

const seen = new Set<string>();

/** What is wrong with a reply by the description; nothing when it conforms. */
const deviations = (operationId: string, reply: Reply): readonly string[] => {
  const found = present(operations.find((candidate) => candidate.operationId === operationId));
  const key = String(reply.status) in found.responses ? String(reply.status) : 'default';
  const declared = found.responses[key];
  if (!declared || key === 'default') return [`${operationId} answered ${reply.status}, which is not described`];
  seen.add(operationId);
  const name = declared.$ref?.split('/').at(-1);
  const resolved = name === undefined ? declared : present(components.responses[name]);
  const place =
    name === undefined
      ? `/paths/${escaped(found.path)}/${found.method}/responses/${key}`
      : `/components/responses/${name}`;
  const problems: string[] = [];
  const [media] = Object.keys(resolved.content ?? {});
  if (media === undefined) return problems;
  if (!(reply.headers.get('content-type') ?? '').startsWith(media)) {
    problems.push(`${operationId}: content-type ${reply.headers.get('content-type')} instead of ${media}`);
  }
  if (reply.headers.get('ibanity-request-id') === null) problems.push(`${operationId}: no ibanity-request-id`);
  const validate = ajv.compile({ $ref: `ponto#${place}/content/${escaped(media)}/schema` });
  if (!validate(reply.json)) problems.push(`${operationId}: ${ajv.errorsText(validate.errors)}`);
  return problems;
};

const idIn = ({ json }: Reply): string => z.object({ data: z.object({ id: z.string() }) }).parse(json).data.id;
const firstIdIn = ({ json }: Reply): string =>
  present(z.object({ data: z.array(z.object({ id: z.string() })) }).parse(json).data[0]).id;

describe('the Ponto sandbox and the OpenAPI description', () => {
  let sandbox: PontoSandbox;
  let api: string;
  let user: { headers: Record<string, string> };
  let client: { headers: Record<string, string> };
  let accountId: string;

  beforeAll(async () => {
    sandbox = await startTestSandbox();
    api = `${sandbox.url}/ponto-connect`;
    const { access_token } = await linkedUser(sandbox);
    user = { headers: bearer(access_token) };
    client = { headers: bearer(await clientToken(sandbox)) };
    accountId = present((await accountsOf(sandbox, access_token))[0]).id;
    await control(sandbox, '/transactions', {
      accountId,
      add: [{ amount: -4.2, valueDate: '2026-11-24T00:00:00Z', pending: true }],
      synchronize: true,
    });
  });
  afterAll(async () => {
    await sandbox.close();
  });

  it('answers discovery and the webhook keys as described', async () => {
    const problems = [
      ...deviations('getDiscoveryDocument', await call(`${api}/`)),
      ...deviations('getWebhooksDiscoveryDocument', await call(`${sandbox.url}/webhooks`)),
      ...deviations('getWebhookKeys', await call(`${sandbox.url}/webhooks/keys`)),
    ];

    expect(problems).toEqual([]);
  });

  it('answers institutions as described, with and without a token', async () => {
    const kbc = await institutionId(sandbox, 'KBC');

    const problems = [
      ...deviations('listFinancialInstitutions', await call(`${api}/financial-institutions?page[limit]=100`)),
      ...deviations('listFinancialInstitutions', await call(`${api}/financial-institutions`, user)),
      ...deviations('listFinancialInstitutions', await call(`${api}/financial-institutions?page[limit]=101`)),
      ...deviations('getFinancialInstitution', await call(`${api}/financial-institutions/${kbc}`)),
      ...deviations('getFinancialInstitution', await call(`${api}/financial-institutions/${accountId}`)),
    ];

    expect(problems).toEqual([]);
  });

  it('answers accounts, transactions and pending transactions as described', async () => {
    const account = `${api}/accounts/${accountId}`;
    const transactions = await call(`${account}/transactions?page[limit]=100`, user);
    const pending = await call(`${account}/pending-transactions`, user);

    const problems = [
      ...deviations('listAccounts', await call(`${api}/accounts`, user)),
      ...deviations('getAccount', await call(account, user)),
      ...deviations('getAccount', await call(`${api}/accounts/${sandbox.port}`, user)),
      ...deviations('listTransactions', transactions),
      ...deviations('getTransaction', await call(`${account}/transactions/${firstIdIn(transactions)}`, user)),
      ...deviations('listPendingTransactions', pending),
      ...deviations('getPendingTransaction', await call(`${account}/pending-transactions/${firstIdIn(pending)}`, user)),
      ...deviations('listAccounts', await call(`${api}/accounts`)),
    ];

    expect(problems).toEqual([]);
  });

  it('answers synchronizations as described', async () => {
    const attributes = {
      resourceType: 'account',
      resourceId: accountId,
      subtype: 'accountTransactionsWithUnsettled',
      customerIpAddress: '2001:db8::1',
    };
    const body = { data: { type: 'synchronization', attributes } };
    const created = await call(`${api}/synchronizations`, jsonBody(body, user.headers));
    const run = `${api}/synchronizations/${idIn(created)}`;

    const problems = [
      ...deviations('createSynchronization', created),
      ...deviations('createSynchronization', await call(`${api}/synchronizations`, jsonBody(body, user.headers))),
      ...deviations('createSynchronization', await call(`${api}/synchronizations`, jsonBody({}, user.headers))),
      ...deviations('getSynchronization', await call(run, user)),
      ...deviations('listUpdatedTransactions', await call(`${run}/updated-transactions`, user)),
      ...deviations('listUpdatedPendingTransactions', await call(`${run}/updated-pending-transactions`, user)),
    ];

    expect(problems).toEqual([]);
  });

  it('answers reauthorization requests and userinfo as described', async () => {
    const url = `${api}/accounts/${accountId}/reauthorization-requests`;
    const body = {
      data: { type: 'reauthorizationRequest', attributes: { redirectUri: 'http://localhost:3000/back' } },
    };

    const problems = [
      ...deviations('createReauthorizationRequest', await call(url, jsonBody(body, user.headers))),
      ...deviations('createReauthorizationRequest', await call(url, jsonBody({ data: {} }, user.headers))),
      ...deviations('getUserInfo', await call(`${api}/userinfo`, user)),
      ...deviations('getUserInfo', await call(`${api}/userinfo`, client)),
    ];

    expect(problems).toEqual([]);
  });

  it('answers partner-level resources as described', async () => {
    const { sub } = z.object({ sub: z.string() }).parse((await call(`${api}/userinfo`, user)).json);
    const details = { data: { type: 'onboardingDetails', attributes: { email: 'jan@example.com' } } };

    const problems = [
      ...deviations('listIntegrationAccounts', await call(`${api}/integration-accounts`, client)),
      ...deviations(
        'createOnboardingDetails',
        await call(`${api}/onboarding-details`, jsonBody(details, client.headers)),
      ),
      ...deviations('getUsage', await call(`${api}/organizations/${sub}/usage/2026-10`, client)),
      ...deviations('getUsage', await call(`${api}/organizations/${sub}/usage/2026-13`, client)),
    ];

    expect(problems).toEqual([]);
  });

  it('answers the fake bank as described', async () => {
    const fakeBank = `${api}/sandbox/financial-institutions/${await institutionId(sandbox, 'KBC')}/financial-institution-accounts`;
    const accounts = await call(fakeBank, user);
    const account = `${fakeBank}/${firstIdIn(accounts)}`;
    const lines = `${account}/financial-institution-transactions`;
    const when = '2026-11-24T00:00:00Z';
    const attributes = { amount: 12.5, currency: 'EUR', valueDate: when, executionDate: when };
    const created = await call(
      lines,
      jsonBody({ data: { type: 'financialInstitutionTransaction', attributes } }, user.headers),
    );
    const change = { data: { type: 'financialInstitutionTransaction', attributes: { description: 'new' } } };
    const one = `${lines}/${idIn(created)}`;

    const problems = [
      ...deviations('listSandboxAccounts', accounts),
      ...deviations('getSandboxAccount', await call(account, user)),
      ...deviations('listSandboxTransactions', await call(lines, user)),
      ...deviations('createSandboxTransaction', created),
      ...deviations('createSandboxTransaction', await call(lines, jsonBody({ data: {} }, user.headers))),
      ...deviations('getSandboxTransaction', await call(one, user)),
      ...deviations('updateSandboxTransaction', await call(one, jsonBody(change, user.headers, 'PATCH'))),
    ];

    expect(problems).toEqual([]);
  });

  it('answers tokens, revocation and deletions as described', async () => {
    const oauth = `${api}/oauth2`;
    const location = await consent(sandbox, {
      organization: 'Café Lumière',
      institution: await institutionId(sandbox, 'BBVA'),
    });
    const code = location.searchParams.get('code') ?? '';
    const first = await exchange(sandbox, code);
    const issued = tokens.parse(first.json);
    const refreshed = { grant_type: 'refresh_token', refresh_token: issued.refresh_token ?? '' };
    const access = { headers: bearer(issued.access_token) };
    const account = present((await accountsOf(sandbox, issued.access_token))[0]);
    const { sub } = z.object({ sub: z.string() }).parse((await call(`${api}/userinfo`, access)).json);
    const again = await call(`${oauth}/token`, form(refreshed));

    const problems = [
      ...deviations('createToken', first),
      ...deviations('createToken', again),
      ...deviations('createToken', await call(`${oauth}/token`, form({ grant_type: 'client_credentials' }))),
      ...deviations(
        'createToken',
        await call(`${oauth}/token`, form({ code, redirect_uri: redirectUri, code_verifier: verifier })),
      ),
      ...deviations(
        'createToken',
        await call(`${oauth}/token`, form(refreshed, basic({ clientId: 'x', clientSecret: 'y' }))),
      ),
      ...deviations('deleteAccount', await call(`${api}/accounts/${account.id}`, { method: 'DELETE', ...access })),
      ...deviations('deleteAccount', await call(`${api}/accounts/${account.id}`, { method: 'DELETE', ...access })),
      ...deviations(
        'deleteIntegration',
        await call(`${api}/organizations/${sub}/integration`, { method: 'DELETE', ...client }),
      ),
      ...deviations(
        'deleteIntegration',
        await call(`${api}/organizations/${sub}/integration`, { method: 'DELETE', ...client }),
      ),
      ...deviations(
        'revokeToken',
        await call(`${oauth}/revoke`, form({ token: tokens.parse(again.json).refresh_token ?? '' })),
      ),
      ...deviations('revokeToken', await call(`${oauth}/revoke`, form({}))),
    ];

    expect(problems).toEqual([]);
  });

  it('leaves no operation of the description without a call', () => {
    const untried = operations.map(({ operationId }) => operationId).filter((id) => !seen.has(id));

    // The consent page is a page for people; consentPage.test.ts walks it.
    expect(untried).toEqual(['authorize']);
  });
});
