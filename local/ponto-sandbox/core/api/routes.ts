import type { Operation } from './call.ts';
import * as accounts from './operations/accounts.ts';
import { getDiscoveryDocument } from './operations/discovery.ts';
import { getFinancialInstitution, listFinancialInstitutions } from './operations/institutions.ts';
import * as organization from './operations/organization.ts';
import * as sandbox from './operations/sandboxData.ts';
import * as synchronizations from './operations/synchronizations.ts';
import { createToken, revokeToken } from './operations/tokens.ts';

export interface Route {
  readonly operationId: string;
  readonly method: string;
  readonly segments: readonly string[];
  readonly operation: Operation;
  readonly media: 'json' | 'jsonApi';
}

const route = (
  line: string,
  operations: Readonly<Record<string, Operation>>,
  media: Route['media'] = 'jsonApi',
): Route => {
  const [method = '', path = ''] = line.split(' ');
  const [[operationId, operation] = []] = Object.entries(operations);
  if (operationId === undefined || !operation) throw new Error(`No operation for ${line}`);
  return { operationId, method, segments: path.split('/').slice(1).filter(Boolean), operation, media };
};

const fakeBank = '/sandbox/financial-institutions/{financialInstitutionId}/financial-institution-accounts';
const fakeAccount = `${fakeBank}/{financialInstitutionAccountId}`;
const fakeLines = `${fakeAccount}/financial-institution-transactions`;
const fakeLine = `${fakeLines}/{financialInstitutionTransactionId}`;

/** Every operation of the OpenAPI description, by its operationId. */
const routes: readonly Route[] = [
  route('GET /', { getDiscoveryDocument }, 'json'),
  route('POST /oauth2/token', { createToken }, 'json'),
  route('POST /oauth2/revoke', { revokeToken }, 'json'),
  route('GET /userinfo', { getUserInfo: organization.getUserInfo }, 'json'),
  route('GET /financial-institutions', { listFinancialInstitutions }),
  route('GET /financial-institutions/{financialInstitutionId}', { getFinancialInstitution }),
  route('GET /accounts', { listAccounts: accounts.listAccounts }),
  route('GET /accounts/{accountId}', { getAccount: accounts.getAccount }),
  route('DELETE /accounts/{accountId}', { deleteAccount: accounts.deleteAccount }),
  route('GET /accounts/{accountId}/transactions', { listTransactions: accounts.listTransactions }),
  route('GET /accounts/{accountId}/transactions/{transactionId}', { getTransaction: accounts.getTransaction }),
  route('GET /accounts/{accountId}/pending-transactions', {
    listPendingTransactions: accounts.listPendingTransactions,
  }),
  route('GET /accounts/{accountId}/pending-transactions/{pendingTransactionId}', {
    getPendingTransaction: accounts.getPendingTransaction,
  }),
  route('POST /accounts/{accountId}/reauthorization-requests', {
    createReauthorizationRequest: accounts.createReauthorizationRequest,
  }),
  route('POST /synchronizations', { createSynchronization: synchronizations.createSynchronization }),
  route('GET /synchronizations/{synchronizationId}', { getSynchronization: synchronizations.getSynchronization }),
  route('GET /synchronizations/{synchronizationId}/updated-transactions', {
    listUpdatedTransactions: synchronizations.listUpdatedTransactions,
  }),
  route('GET /synchronizations/{synchronizationId}/updated-pending-transactions', {
    listUpdatedPendingTransactions: synchronizations.listUpdatedPendingTransactions,
  }),
  route('GET /integration-accounts', { listIntegrationAccounts: organization.listIntegrationAccounts }),
  route('POST /onboarding-details', { createOnboardingDetails: organization.createOnboardingDetails }),
  route('GET /organizations/{organizationId}/usage/{month}', { getUsage: organization.getUsage }),
  route('DELETE /organizations/{organizationId}/integration', { deleteIntegration: organization.deleteIntegration }),
  route(`GET ${fakeBank}`, { listSandboxAccounts: sandbox.listSandboxAccounts }),
  route(`GET ${fakeAccount}`, { getSandboxAccount: sandbox.getSandboxAccount }),
  route(`GET ${fakeLines}`, { listSandboxTransactions: sandbox.listSandboxTransactions }),
  route(`POST ${fakeLines}`, { createSandboxTransaction: sandbox.createSandboxTransaction }),
  route(`GET ${fakeLine}`, { getSandboxTransaction: sandbox.getSandboxTransaction }),
  route(`PATCH ${fakeLine}`, { updateSandboxTransaction: sandbox.updateSandboxTransaction }),
];

/** Finds the route of a path below a base. A trailing slash means nothing (reference, section 1.6). */
export const findRoute = (
  method: string,
  path: string,
): { readonly route: Route; readonly params: Readonly<Record<string, string>> } | undefined => {
  const segments = path.split('/').filter(Boolean);
  for (const candidate of routes) {
    const params = candidate.method === method ? match(candidate.segments, segments) : undefined;
    if (params) return { route: candidate, params };
  }
  return undefined;
};

const match = (pattern: readonly string[], segments: readonly string[]): Record<string, string> | undefined => {
  if (pattern.length !== segments.length) return undefined;
  const params: Record<string, string> = {};
  for (const [index, part] of pattern.entries()) {
    const segment = segments[index] ?? '';
    if (part.startsWith('{')) params[part.slice(1, -1)] = decoded(segment);
    else if (part !== segment) return undefined;
  }
  return params;
};

const decoded = (segment: string): string => {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
};
