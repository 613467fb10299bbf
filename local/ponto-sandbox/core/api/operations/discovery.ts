import type { Operation } from '../call.ts';

/** Addresses of everything, as templates (reference, section 1.6). */
export const getDiscoveryDocument: Operation = ({ baseUrl }) => {
  const institution = `${baseUrl}/sandbox/financial-institutions/{financialInstitutionId}`;
  const account = `${institution}/financial-institution-accounts/{financialInstitutionAccountId}`;
  return {
    body: {
      links: {
        userinfo: `${baseUrl}/userinfo`,
        accounts: `${baseUrl}/accounts/{accountId}`,
        financialInstitutions: `${baseUrl}/financial-institutions/{financialInstitutionId}`,
        integrationAccounts: `${baseUrl}/integration-accounts`,
        onboardingDetails: `${baseUrl}/onboarding-details`,
        synchronizations: `${baseUrl}/synchronizations/{synchronizationId}`,
        account: {
          transactions: `${baseUrl}/accounts/{accountId}/transactions/{transactionId}`,
          pendingTransactions: `${baseUrl}/accounts/{accountId}/pending-transactions/{pendingTransactionId}`,
          reauthorizationRequests: `${baseUrl}/accounts/{accountId}/reauthorization-requests`,
        },
        synchronization: {
          updatedTransactions: `${baseUrl}/synchronizations/{synchronizationId}/updated-transactions`,
          updatedPendingTransactions: `${baseUrl}/synchronizations/{synchronizationId}/updated-pending-transactions`,
        },
        organizations: {
          usage: `${baseUrl}/organizations/{organizationId}/usage/{month}`,
          integration: `${baseUrl}/organizations/{organizationId}/integration`,
        },
        oauth2: { token: `${baseUrl}/oauth2/token`, revoke: `${baseUrl}/oauth2/revoke` },
        sandbox: {
          financialInstitution: {
            financialInstitutionAccounts: account,
            financialInstitutionAccount: {
              financialInstitutionTransactions: `${account}/financial-institution-transactions/{financialInstitutionTransactionId}`,
            },
          },
        },
      },
    },
  };
};
