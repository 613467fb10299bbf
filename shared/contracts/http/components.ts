import { feedItem, feedPage } from './feed.ts';
import { exportFormatList } from './files.ts';
import type * as z from 'zod';
import {
  account,
  accountPage,
  endedAccount,
  knownBalanceBody,
  linkBody,
  linkPreview,
  previewBody,
  successionBody,
} from './accounts.ts';
import { action } from './common.ts';
import {
  bookedTransaction,
  change,
  changePage,
  foundTransactions,
  paymentExplanation,
  statement,
  statementLine,
  statementLinesPage,
  statementPage,
  statementWithLines,
  transaction,
  transactionPage,
  transactionSearch,
  transactionWithVersions,
} from './ledger.ts';
import {
  authorizationUrl,
  begunConnection,
  confirmation,
  connection,
  connectionChange,
  connectionPage,
  consentBody,
  credentialsBody,
  disconnected,
  fetchAccountsAnswer,
  fetchedAccounts,
  historyEntry,
  historyPage,
  newConnection,
  reauthorizeBody,
  redirect,
} from './connections.ts';
import {
  certificate,
  certificatePage,
  certificateSummary,
  certifiedAccount,
  completeness,
  newCertificate,
} from './certificates.ts';
import { gatewayMessage } from './gatewayAnswers.ts';
import { institution, institutionPage } from './institutions.ts';
import { journal, journalChange, journalPage, newJournal } from './journals.ts';
import { newPageSession, pageSession } from './pageSessions.ts';
import { problem } from './problems.ts';
import { checkReport, finding, sync, syncPage, syncRequest, syncWithReport } from './syncs.ts';
import { erasure, erasureBody, usage } from './tenants.ts';

/** Names of what the API answers with, as the OpenAPI document and generated clients call them. */
export const components = {
  Account: account,
  AccountPage: accountPage,
  Action: action,
  AuthorizationUrl: authorizationUrl,
  BookedTransaction: bookedTransaction,
  BegunConnection: begunConnection,
  Certificate: certificate,
  CertificatePage: certificatePage,
  CertificateSummary: certificateSummary,
  CertifiedAccount: certifiedAccount,
  Change: change,
  ChangePage: changePage,
  CheckReport: checkReport,
  Completeness: completeness,
  Connection: connection,
  ConnectionPage: connectionPage,
  Disconnected: disconnected,
  EndedAccount: endedAccount,
  Erasure: erasure,
  FetchAccountsAnswer: fetchAccountsAnswer,
  FetchedAccounts: fetchedAccounts,
  FeedItem: feedItem,
  FeedPage: feedPage,
  Finding: finding,
  GatewayMessage: gatewayMessage,
  HistoryEntry: historyEntry,
  HistoryPage: historyPage,
  FoundTransactions: foundTransactions,
  Institution: institution,
  InstitutionPage: institutionPage,
  Journal: journal,
  JournalPage: journalPage,
  PageSession: pageSession,
  LinkPreview: linkPreview,
  PaymentExplanation: paymentExplanation,
  Problem: problem,
  Redirect: redirect,
  Statement: statement,
  StatementLine: statementLine,
  StatementLinesPage: statementLinesPage,
  StatementPage: statementPage,
  ExportFormatList: exportFormatList,
  StatementWithLines: statementWithLines,
  Sync: sync,
  SyncPage: syncPage,
  SyncWithReport: syncWithReport,
  Transaction: transaction,
  TransactionPage: transactionPage,
  TransactionWithVersions: transactionWithVersions,
  Usage: usage,
} as const satisfies Record<string, () => z.ZodType>;

/** Names of what the API takes. None is also the name of an answer: what is sent may leave out what has a default. */
export const bodies = {
  Confirmation: confirmation,
  ConnectionChange: connectionChange,
  ConsentRequest: consentBody,
  Credentials: credentialsBody,
  ErasureRequest: erasureBody,
  JournalChange: journalChange,
  KnownBalanceRequest: knownBalanceBody,
  LinkPreviewRequest: previewBody,
  LinkRequest: linkBody,
  NewCertificate: newCertificate,
  NewConnection: newConnection,
  NewJournal: newJournal,
  NewPageSession: newPageSession,
  ReauthorizationRequest: reauthorizeBody,
  SuccessionRequest: successionBody,
  SyncRequest: syncRequest,
  TransactionSearch: transactionSearch,
} as const satisfies Record<string, () => z.ZodType>;
