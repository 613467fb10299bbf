import * as z from 'zod';
import * as accounts from './accounts.ts';
import * as books from './ledger.ts';
import * as connections from './connections.ts';
import * as institutions from './institutions.ts';
import * as journals from './journals.ts';
import type { ProblemCode } from './problems.ts';
import * as syncs from './syncs.ts';
import * as tenants from './tenants.ts';

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** One call of the API: what the router validates with and what the OpenAPI document is generated from. */
export interface Operation {
  readonly method: Method;
  /** Path with `{name}` for parameters. */
  readonly path: string;
  readonly summary: string;
  /** Answered without a token. */
  readonly public?: true;
  readonly query: z.ZodObject;
  /** {@link noBody} where the call takes none; what is sent all the same is not read. */
  readonly body: z.ZodType;
  /** Bodies of the good answers by status; `null` for none. */
  readonly answers: Readonly<Record<number, z.ZodType | null>>;
  /** Problems that belong to this call, beside those that every call can have. */
  readonly problems: readonly ProblemCode[];
}

/** The call takes no parameters: an unknown one is refused, so that a misspelt filter is never ignored. */
export const noQuery = z.strictObject({});
export const noBody = z.undefined();

const health = z.strictObject({ status: z.literal('ok'), version: z.string() });
const ponto = ['ponto_unavailable', 'ponto_throttled', 'ponto_answer_not_understood'] as const;

/** Every call of section 3 of the contract that answers JSON. */
export const operations = {
  getHealth: {
    method: 'GET',
    path: '/v1/health',
    summary: 'Is the service up?',
    public: true,
    query: noQuery,
    body: noBody,
    answers: { 200: health },
    problems: [],
  },
  getOpenApi: {
    method: 'GET',
    path: '/v1/openapi.json',
    summary: 'This document',
    public: true,
    query: noQuery,
    body: noBody,
    answers: { 200: z.record(z.string(), z.unknown()) },
    problems: [],
  },
  listInstitutions: {
    method: 'GET',
    path: '/v1/institutions',
    summary: 'Search the banks that Ponto reaches',
    query: institutions.institutionQuery,
    body: noBody,
    answers: { 200: institutions.institutionPage },
    problems: ponto,
  },
  getInstitution: {
    method: 'GET',
    path: '/v1/institutions/{id}',
    summary: 'One bank',
    query: noQuery,
    body: noBody,
    answers: { 200: institutions.institution },
    problems: ['not_found', ...ponto],
  },
  createConnection: {
    method: 'POST',
    path: '/v1/connections',
    summary: 'Begin to link a bank',
    query: noQuery,
    body: connections.newConnection,
    answers: { 201: connections.begunConnection },
    problems: [
      'institution_unknown',
      'return_url_not_allowed',
      'credentials_refused',
      'no_accounts',
      'organization_blocked',
      'connection_disconnected',
      ...ponto,
    ],
  },
  listConnections: {
    method: 'GET',
    path: '/v1/connections',
    summary: "The tenant's connections",
    query: connections.connectionQuery,
    body: noBody,
    answers: { 200: connections.connectionPage },
    problems: [],
  },
  getConnection: {
    method: 'GET',
    path: '/v1/connections/{id}',
    summary: "One connection with its accounts' summary",
    query: noQuery,
    body: noBody,
    answers: { 200: connections.connection },
    problems: ['not_found'],
  },
  changeConnection: {
    method: 'PATCH',
    path: '/v1/connections/{id}',
    summary: 'Change who is written to about a connection',
    query: noQuery,
    body: connections.connectionChange,
    answers: { 200: connections.connection },
    problems: ['not_found'],
  },
  disconnectConnection: {
    method: 'DELETE',
    path: '/v1/connections/{id}',
    summary: 'Disconnect: revoke at Ponto, delete secrets, keep the books',
    query: noQuery,
    body: noBody,
    answers: { 200: connections.disconnected },
    problems: ['not_found'],
  },
  listConnectionHistory: {
    method: 'GET',
    path: '/v1/connections/{id}/history',
    summary: 'Who did what to a connection, newest first',
    query: connections.historyQuery,
    body: noBody,
    answers: { 200: connections.historyPage },
    problems: ['not_found'],
  },
  replaceCredentials: {
    method: 'PUT',
    path: '/v1/connections/{id}/credentials',
    summary: 'Store a new Client ID and Secret ID',
    query: noQuery,
    body: connections.credentialsBody,
    answers: { 200: connections.connection },
    problems: [
      'not_found',
      'wrong_method',
      'connection_disconnected',
      'credentials_refused',
      'other_organization',
      'no_accounts',
      'organization_blocked',
      ...ponto,
    ],
  },
  fetchAccounts: {
    method: 'POST',
    path: '/v1/connections/{id}/fetch-accounts',
    summary: 'Look for accounts, or begin the consent that adds some',
    query: noQuery,
    body: connections.consentBody,
    answers: { 200: connections.fetchAccountsAnswer },
    problems: [
      'not_found',
      'connection_not_active',
      'connection_disconnected',
      'return_url_not_allowed',
      'wrong_method',
      'reconnect_required',
      'credentials_refused',
      ...ponto,
    ],
  },
  reconnectConnection: {
    method: 'POST',
    path: '/v1/connections/{id}/reconnect',
    summary: 'Begin a new consent; accounts, links and history are kept',
    query: noQuery,
    body: connections.consentBody,
    answers: { 200: connections.authorizationUrl },
    problems: ['not_found', 'wrong_method', 'connection_disconnected', 'return_url_not_allowed', ...ponto],
  },
  listAccounts: {
    method: 'GET',
    path: '/v1/accounts',
    summary: 'Bank accounts of the chosen bank, or all',
    query: accounts.accountQuery,
    body: noBody,
    answers: { 200: accounts.accountPage },
    problems: [],
  },
  getAccount: {
    method: 'GET',
    path: '/v1/accounts/{id}',
    summary: 'One bank account',
    query: noQuery,
    body: noBody,
    answers: { 200: accounts.account },
    problems: ['not_found'],
  },
  endAccount: {
    method: 'DELETE',
    path: '/v1/accounts/{id}',
    summary: 'End one account: take it out at Ponto, stop syncing, free its journal, keep its books',
    query: noQuery,
    body: noBody,
    answers: { 200: accounts.endedAccount },
    problems: [
      'not_found',
      'ending_refused',
      'connection_not_active',
      'organization_blocked',
      'reconnect_required',
      'credentials_refused',
      ...ponto,
    ],
  },
  succeedAccount: {
    method: 'POST',
    path: '/v1/accounts/{id}/succeed',
    summary: 'Say that an account continues an earlier one: its link, journal, numbering and history go on',
    query: noQuery,
    body: accounts.successionBody,
    answers: { 200: accounts.account },
    problems: [
      'not_found',
      'succession_itself',
      'succession_exists',
      'predecessor_in_use',
      'successor_has_books',
      'currency_mismatch',
      'authorization_lost',
    ],
  },
  linkAccount: {
    method: 'PUT',
    path: '/v1/accounts/{id}/link',
    summary: 'Decide which journal an account feeds, and how',
    query: noQuery,
    body: accounts.linkBody,
    answers: { 200: accounts.account },
    problems: [
      'not_found',
      'journal_required',
      'journal_unknown',
      'journal_taken',
      'currency_mismatch',
      'journal_code_taken',
      'connection_disconnected',
    ],
  },
  reauthorizeAccount: {
    method: 'POST',
    path: '/v1/accounts/{id}/reauthorize',
    summary: "Begin Ponto's reauthorisation of this account",
    query: noQuery,
    body: connections.reauthorizeBody,
    answers: { 200: connections.redirect },
    problems: [
      'not_found',
      'return_url_not_allowed',
      'authorization_lost',
      'reauthorization_refused',
      'connection_not_active',
      'connection_disconnected',
      'organization_blocked',
      'reconnect_required',
      'credentials_refused',
      ...ponto,
    ],
  },
  requestSync: {
    method: 'POST',
    path: '/v1/accounts/{id}/syncs',
    summary: 'Bring an account up to date now, or check a period line by line',
    query: noQuery,
    body: syncs.syncRequest,
    answers: { 202: syncs.sync },
    problems: [
      'not_found',
      'period_invalid',
      'account_not_linked',
      'authorization_lost',
      'connection_not_active',
      'connection_disconnected',
      'organization_blocked',
      'reconnect_required',
    ],
  },
  listSyncs: {
    method: 'GET',
    path: '/v1/accounts/{id}/syncs',
    summary: 'Runs of an account, newest first',
    query: syncs.syncQuery,
    body: noBody,
    answers: { 200: syncs.syncPage },
    problems: ['not_found'],
  },
  getSync: {
    method: 'GET',
    path: '/v1/syncs/{id}',
    summary: 'One run, with the report of a check',
    query: syncs.syncQuery,
    body: noBody,
    answers: { 200: syncs.syncWithReport },
    problems: ['not_found'],
  },
  listTransactions: {
    method: 'GET',
    path: '/v1/accounts/{id}/transactions',
    summary: 'Lines of an account, newest first',
    query: books.transactionQuery,
    body: noBody,
    answers: { 200: books.transactionPage },
    problems: ['not_found'],
  },
  explainPayment: {
    method: 'GET',
    path: '/v1/accounts/{id}/explain',
    summary: 'Where is a payment that the books do not show?',
    query: books.explainQuery,
    body: noBody,
    answers: { 200: books.paymentExplanation },
    problems: ['not_found'],
  },
  getTransaction: {
    method: 'GET',
    path: '/v1/transactions/{id}',
    summary: 'One line with its versions',
    query: noQuery,
    body: noBody,
    answers: { 200: books.transactionWithVersions },
    problems: ['not_found'],
  },
  listChanges: {
    method: 'GET',
    path: '/v1/accounts/{id}/changes',
    summary: 'The ordered feed of changes for software',
    query: books.changeQuery,
    body: noBody,
    answers: { 200: books.changePage },
    problems: ['not_found'],
  },
  listStatements: {
    method: 'GET',
    path: '/v1/accounts/{id}/statements',
    summary: 'Statements of an account, newest first',
    query: books.statementQuery,
    body: noBody,
    answers: { 200: books.statementPage },
    problems: ['not_found'],
  },
  getStatement: {
    method: 'GET',
    path: '/v1/statements/{id}',
    summary: 'One statement with its lines',
    query: noQuery,
    body: noBody,
    answers: { 200: books.statementWithLines },
    problems: ['not_found'],
  },
  listJournals: {
    method: 'GET',
    path: '/v1/journals',
    summary: "The tenant's journals",
    query: journals.journalQuery,
    body: noBody,
    answers: { 200: journals.journalPage },
    problems: [],
  },
  createJournal: {
    method: 'POST',
    path: '/v1/journals',
    summary: 'Make a journal',
    query: noQuery,
    body: journals.newJournal,
    answers: { 201: journals.journal },
    problems: ['journal_code_taken'],
  },
  changeJournal: {
    method: 'PATCH',
    path: '/v1/journals/{id}',
    summary: 'Change the code or name of a journal',
    query: noQuery,
    body: journals.journalChange,
    answers: { 200: journals.journal },
    problems: ['not_found', 'journal_code_taken'],
  },
  getUsage: {
    method: 'GET',
    path: '/v1/usage',
    summary: 'What Ponto counts in a month, and accounts paid for that feed nothing',
    query: tenants.usageQuery,
    body: noBody,
    answers: { 200: tenants.usage },
    problems: ponto,
  },
  eraseTenant: {
    method: 'POST',
    path: '/v1/tenants/me/erasure',
    summary: "Erase all of the tenant's data and secrets, for good",
    query: noQuery,
    body: tenants.erasureBody,
    answers: { 202: tenants.erasure },
    problems: [],
  },
  getErasure: {
    method: 'GET',
    path: '/v1/tenants/me/erasure',
    summary: 'How far the erasure is',
    query: noQuery,
    body: noBody,
    answers: { 200: tenants.erasure },
    problems: ['not_found'],
  },
} as const satisfies Record<string, Operation>;

export type OperationName = keyof typeof operations;
