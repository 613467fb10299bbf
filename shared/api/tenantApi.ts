import type { Answer } from '../runtime/http/answer.ts';
import type { ApiEvent } from '../runtime/http/apiEvent.ts';
import { makeRouter, type RouterDeps } from '../runtime/http/router.ts';
import { makeAccountRoutes, type AccountDeps } from './routes/accounts.ts';
import { makeCertificateRoutes, type CertificateDeps } from './routes/certificates.ts';
import { makeConnectionRoutes, type ConnectionDeps } from './routes/connections.ts';
import { makeFeedRoutes, type FeedDeps } from './routes/feed.ts';
import { makeInstitutionRoutes, type InstitutionDeps } from './routes/institutions.ts';
import { makeJournalRoutes, type JournalDeps } from './routes/journals.ts';
import { makeLinkRoutes, type LinkDeps } from './routes/links.ts';
import { makePageSessionRoutes, type PageSessionDeps } from './routes/pageSessions.ts';
import { makeServiceRoutes, type ServiceDeps } from './routes/service.ts';
import { makeStatementFileRoutes, type StatementFileDeps } from './routes/statementFiles.ts';
import { makeStatementRoutes, type StatementDeps } from './routes/statements.ts';
import { makeSyncRoutes, type SyncDeps } from './routes/syncs.ts';
import { makeTenantRoutes, type TenantDeps } from './routes/tenants.ts';
import { makeTransactionRoutes, type TransactionDeps } from './routes/transactions.ts';

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

/** Every call of the API but `fetch-accounts`, which is a function of its own. */
export const makeTenantApiRoutes = (deps: Omit<TenantApiDeps, Exclude<keyof RouterDeps, 'admission'>>) => ({
  ...makeServiceRoutes(deps),
  ...makeInstitutionRoutes(deps),
  ...makeConnectionRoutes(deps),
  ...makeAccountRoutes(deps),
  ...makeLinkRoutes(deps),
  ...makeSyncRoutes(deps),
  ...makeTransactionRoutes(deps),
  ...makeFeedRoutes(deps),
  ...makeStatementRoutes(deps),
  ...makeStatementFileRoutes(deps),
  ...makeCertificateRoutes(deps),
  ...makeJournalRoutes(deps),
  ...makePageSessionRoutes(deps),
  ...makeTenantRoutes(deps),
});

export const makeTenantApi = (deps: TenantApiDeps): ((event: ApiEvent) => Promise<Answer>) =>
  makeRouter({ ...deps, routes: makeTenantApiRoutes(deps) });
