import { makeTenantApi, type LateWebhookDeps, type TenantApiDeps } from '../../../../shared/api/tenantApi.ts';
import { operations, type Operation, type OperationName } from '../../../../shared/contracts/http/operations.ts';
import type { HttpResult } from '../../../../shared/runtime/http/answer.ts';
import { httpFunction } from '../../../../shared/runtime/http/httpFunction.ts';
import { makeIdentify } from '../../../../shared/runtime/http/identity.ts';
import { aContext, aCounters, aLog, anApiEvent, bodyOf, type ApiRequest } from '../../../builders/api.ts';
import { unhurried } from '../../../builders/allowance.ts';
import { inert } from '../../../builders/inert.ts';
import { aClock, countedIds } from '../../../builders/records.ts';

const unexpected = (): never => {
  throw new Error('this test does not expect the call');
};

/** The API over use cases that a test gives; every other one fails. */
export const anApi = (overrides: Partial<TenantApiDeps & LateWebhookDeps> = {}) => {
  const log = aLog();
  const handler = httpFunction(
    { log: log.log, counters: aCounters().counters },
    makeTenantApi({
      log: log.log,
      identify: makeIdentify({ tenant: 'tenant' }),
      withIdempotency: (_event, _caller, execute) => execute(),
      meter: unhurried,
      publicUrl: 'https://sync.example',
      ids: countedIds(),
      clock: aClock(),
      accounts: inert('accounts'),
      connections: inert('connections'),
      history: inert('history'),
      journals: inert('journals'),
      catalogue: inert('catalogue'),
      bankOutages: { lately: async () => undefined },
      readAccounts: inert('readAccounts'),
      readConnections: inert('readConnections'),
      readSyncs: inert('readSyncs'),
      listInstitutions: unexpected,
      beginConnection: unexpected,
      changeContacts: unexpected,
      enterAddresses: async () => undefined,
      connectWithCredentials: unexpected,
      replaceCredentials: unexpected,
      recordLegacy: unexpected,
      disconnect: unexpected,
      confirmAccess: unexpected,
      reauthorizeAccount: unexpected,
      renewConsent: unexpected,
      linkAccount: unexpected,
      offerPageSession: unexpected,
      beginErasure: unexpected,
      readUsage: unexpected,
      erasures: inert('erasures'),
      previewLink: unexpected,
      setKnownBalance: unexpected,
      succeedAccount: unexpected,
      takeBackSuccession: unexpected,
      endAccount: unexpected,
      requestSync: unexpected,
      readCheckReport: async () => undefined,
      listTransactions: unexpected,
      searchTransactions: unexpected,
      totalTransactions: unexpected,
      getTransaction: unexpected,
      explainPayment: unexpected,
      listRefusedLines: unexpected,
      listChanges: unexpected,
      readTenantFeed: unexpected,
      listStatements: unexpected,
      getStatement: unexpected,
      listStatementLines: unexpected,
      statementsForFile: inert('statementsForFile'),
      certificates: inert('certificates'),
      webhooks: async () => inert('webhooks'),
      ...overrides,
    }),
  );
  return { log, ask: (request: ApiRequest): Promise<HttpResult> => handler(anApiEvent(request), aContext) };
};

/** The body of a good answer, after the schema of the contract has accepted it. */
export const goodBody = (name: OperationName, answer: HttpResult): Record<string, unknown> => {
  const { answers }: Operation = operations[name];
  const schema = answers[answer.statusCode];
  if (!schema) throw new Error(`${name} does not answer ${answer.statusCode}: ${answer.body}`);
  schema().parse(bodyOf(answer));
  return bodyOf(answer);
};

export const outcomeOf = (answer: HttpResult): readonly [number, unknown] => [
  answer.statusCode,
  bodyOf(answer)['code'],
];
