/** `local` is what `npm start` synthesizes: the same constructs with other settings. */
export const stages = ['local', 'dev', 'prod'] as const;

export type StageName = (typeof stages)[number];

/** Ponto as everybody reaches it; see the contract, section 5. */
const ponto = {
  pontoApiUrl: 'https://api.ibanity.com/ponto-connect',
  pontoCustomApiUrl: 'https://api.myponto.com',
  pontoAuthorizationUrl: 'https://authorization.myponto.com',
  pontoWebhookKeysUrl: 'https://api.ibanity.com/webhooks/keys',
  pontoWebhookIssuer: 'https://api.ibanity.com',
};

/** The release before opens nothing else, and going back to it must stay possible; a new installation sets `envelope`. */
const readableBefore = { tokenSealing: 'kms' };

/** What holds when nobody says otherwise. Whatever differs from one installation to the next has no default. */
export const stageDefaults: Readonly<Record<StageName, Readonly<Record<string, unknown>>>> = {
  local: {
    publicUrl: 'http://localhost:3000',
    pontoApiUrl: 'http://localhost:3001/ponto-connect',
    pontoCustomApiUrl: 'http://localhost:3001/custom',
    pontoAuthorizationUrl: 'http://localhost:3001',
    pontoWebhookKeysUrl: 'http://localhost:3001/webhooks/keys',
    pontoWebhookIssuer: 'http://localhost:3001',
    pontoApplicationId: '8d1f9d35-5a0a-4c2b-9c5e-0f6f2b7f4a10',
    returnUrlAllowlist: 'http://localhost,http://127.0.0.1,http://[::1]',
    jwtIssuer: 'http://localhost/local-tokens',
    jwtAudience: 'ponto-bank-sync-local',
    jwtTenantClaim: 'tenantId',
    jwtTenantNameClaim: 'tenantName',
    mailFrom: 'bank-sync@example.com',
    userPool: 'none',
    tokenSealing: 'envelope',
    confirmAddresses: 'off',
    statementSyncConcurrency: 2,
    statementSyncReservedConcurrency: 'none',
  },
  // A new AWS account has so few executions that none can be set aside.
  dev: {
    ...ponto,
    userPool: 'kept',
    ...readableBefore,
    confirmAddresses: 'off',
    statementSyncConcurrency: 5,
    statementSyncReservedConcurrency: 'none',
  },
  prod: {
    ...ponto,
    userPool: 'kept',
    ...readableBefore,
    confirmAddresses: 'off',
    statementSyncConcurrency: 20,
    statementSyncReservedConcurrency: 20,
  },
};
