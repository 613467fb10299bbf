import type { OperationName } from '../contracts/http/operations.ts';
import type { Answer } from '../runtime/http/answer.ts';
import type { ApiEvent } from '../runtime/http/apiEvent.ts';
import { lateRoutes } from '../runtime/http/lateRoutes.ts';
import type { Route } from '../runtime/http/route.ts';
import { makeRouter, type RouterDeps } from '../runtime/http/router.ts';
import type { AccountDeps } from './routes/accounts.ts';
import type { CertificateDeps } from './routes/certificates.ts';
import type { ConnectionDeps } from './routes/connections.ts';
import type { FeedDeps } from './routes/feed.ts';
import type { InstitutionDeps } from './routes/institutions.ts';
import type { JournalDeps } from './routes/journals.ts';
import type { LinkDeps } from './routes/links.ts';
import type { PageSessionDeps } from './routes/pageSessions.ts';
import type { ServiceDeps } from './routes/service.ts';
import type { StatementFileDeps } from './routes/statementFiles.ts';
import type { StatementDeps } from './routes/statements.ts';
import type { SyncDeps } from './routes/syncs.ts';
import type { TenantDeps } from './routes/tenants.ts';
import type { TransactionDeps } from './routes/transactions.ts';
import type { WebhookEndpointDeps } from './routes/webhookEndpoints.ts';

export interface TenantApiDeps
  extends
    Omit<RouterDeps, 'routes'>,
    ServiceDeps,
    InstitutionDeps,
    ConnectionDeps,
    AccountDeps,
    LinkDeps,
    SyncDeps,
    TransactionDeps,
    FeedDeps,
    StatementDeps,
    StatementFileDeps,
    CertificateDeps,
    JournalDeps,
    PageSessionDeps,
    TenantDeps {}

/**
 * The calls that pages make too: all but `fetch-accounts`, a function of its own, and those about webhooks; by topic, as they
 * are loaded.
 */
export const makeTenantApiRoutes = (deps: Omit<TenantApiDeps, Exclude<keyof RouterDeps, 'admission'>>) => ({
  ...lateRoutes(['getHealth', 'getOpenApi'], async () => (await import('./routes/service.ts')).makeServiceRoutes(deps)),
  ...lateRoutes(['listInstitutions', 'getInstitution'], async () =>
    (await import('./routes/institutions.ts')).makeInstitutionRoutes(deps),
  ),
  ...lateRoutes(
    [
      'createConnection',
      'listConnections',
      'getConnection',
      'changeConnection',
      'disconnectConnection',
      'listConnectionHistory',
      'replaceCredentials',
      'confirmConnection',
      'reconnectConnection',
    ],
    async () => (await import('./routes/connections.ts')).makeConnectionRoutes(deps),
  ),
  ...lateRoutes(
    [
      'listAccounts',
      'getAccount',
      'previewLink',
      'setKnownBalance',
      'takeBackKnownBalance',
      'succeedAccount',
      'takeBackSuccession',
      'endAccount',
      'reauthorizeAccount',
    ],
    async () => (await import('./routes/accounts.ts')).makeAccountRoutes(deps),
  ),
  ...lateRoutes(['linkAccount', 'linkAccounts'], async () => (await import('./routes/links.ts')).makeLinkRoutes(deps)),
  ...lateRoutes(['requestSync', 'listSyncs', 'getSync'], async () =>
    (await import('./routes/syncs.ts')).makeSyncRoutes(deps),
  ),
  ...lateRoutes(
    [
      'listTransactions',
      'searchTransactions',
      'totalTransactions',
      'getTransaction',
      'explainPayment',
      'listRefusedLines',
      'listChanges',
    ],
    async () => (await import('./routes/transactions.ts')).makeTransactionRoutes(deps),
  ),
  ...lateRoutes(['listAllChanges'], async () => (await import('./routes/feed.ts')).makeFeedRoutes(deps)),
  ...lateRoutes(['listStatements', 'getStatement', 'listStatementLines'], async () =>
    (await import('./routes/statements.ts')).makeStatementRoutes(deps),
  ),
  ...lateRoutes(['listExportFormats', 'getStatementFile', 'getStatementsFile'], async () =>
    (await import('./routes/statementFiles.ts')).makeStatementFileRoutes(deps),
  ),
  ...lateRoutes(['getCompleteness', 'createCertificate', 'getCertificate', 'listCertificates'], async () =>
    (await import('./routes/certificates.ts')).makeCertificateRoutes(deps),
  ),
  ...lateRoutes(['listJournals', 'getJournal', 'createJournal', 'changeJournal', 'deleteJournal'], async () =>
    (await import('./routes/journals.ts')).makeJournalRoutes(deps),
  ),
  ...lateRoutes(['createPageSession'], async () =>
    (await import('./routes/pageSessions.ts')).makePageSessionRoutes(deps),
  ),
  ...lateRoutes(['getUsage', 'eraseTenant', 'getErasure'], async () =>
    (await import('./routes/tenants.ts')).makeTenantRoutes(deps),
  ),
});

/** What the calls about webhooks need, once one of them is made. */
export interface LateWebhookDeps {
  readonly webhooks: () => Promise<WebhookEndpointDeps>;
}

export const makeLateWebhookRoutes = ({ webhooks }: LateWebhookDeps) =>
  lateRoutes(
    [
      'createWebhookEndpoint',
      'listWebhookEndpoints',
      'getWebhookEndpoint',
      'changeWebhookEndpoint',
      'removeWebhookEndpoint',
      'rotateWebhookSecret',
      'testWebhookEndpoint',
      'listWebhookDeliveries',
      'replayWebhooks',
    ],
    async () => (await import('./routes/webhookEndpoints.ts')).makeWebhookEndpointRoutes(await webhooks()),
  );

/** Each call of the contract but the one that another function answers: one that is named above nowhere does not compile. */
type TenantApiRoutes = Readonly<Record<Exclude<OperationName, 'fetchAccounts'>, Route>>;

export const makeTenantApi = (deps: TenantApiDeps & LateWebhookDeps): ((event: ApiEvent) => Promise<Answer>) => {
  const routes: TenantApiRoutes = { ...makeTenantApiRoutes(deps), ...makeLateWebhookRoutes(deps) };
  return makeRouter({ ...deps, routes });
};
