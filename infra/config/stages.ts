import * as z from 'zod';

/**
 * What a stage is called: a part of every name in AWS. Twenty-one letters, because the longest name that is made from it must
 * fit; a test makes them all.
 */
export const stageName = z
  .string()
  .regex(/^[a-z](-?[a-z0-9])*$/)
  .max(21)
  // Cognito takes none of them in the name of its sign-in.
  .regex(/^(?!.*(aws|amazon|cognito))/)
  // Its work queue would be the urgent one of the stage without that end.
  .regex(/^(?!.*-urgent$)/);

export type StageName = z.output<typeof stageName>;

/** What holds where nothing is said; `local` is what `npm start` synthesizes, the same constructs with other settings. */
export const profiles = ['local', 'dev', 'prod'] as const;
export type Profile = (typeof profiles)[number];

/** A stage that does not say what it is like is one in production. */
export const profileOf = (stage: string): Profile => (stage === 'local' || stage === 'dev' ? stage : 'prod');

/** Where a stage stands that does not say it. */
export const defaultRegion = 'eu-central-1';

/** Ponto as everybody reaches it. */
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
export const profileDefaults: Readonly<Record<Profile, Readonly<Record<string, unknown>>>> = {
  local: {
    // What the laptop plays; its data says so.
    region: defaultRegion,
    publicUrl: 'http://localhost:3000',
    pontoApiUrl: 'http://localhost:3001/ponto-connect',
    pontoCustomApiUrl: 'http://localhost:3001/custom',
    pontoAuthorizationUrl: 'http://localhost:3001',
    pontoWebhookKeysUrl: 'http://localhost:3001/webhooks/keys',
    pontoWebhookIssuer: 'http://localhost:3001',
    pontoApplicationId: '8d1f9d35-5a0a-4c2b-9c5e-0f6f2b7f4a10',
    returnUrlAllowlist: 'http://localhost,http://127.0.0.1,http://[::1]',
    webhookReceivers: 'loopback',
    jwtIssuer: 'http://localhost/local-tokens',
    jwtAudience: 'ponto-bank-sync-local',
    jwtTenantClaim: 'tenantId',
    jwtTenantNameClaim: 'tenantName',
    mailFrom: 'bank-sync@example.com',
    userPool: 'none',
    rollout: 'at-once',
    tokenSealing: 'envelope',
    confirmAddresses: 'off',
    dispatchParts: 1,
    statementSyncConcurrency: 2,
    urgentSyncConcurrency: 2,
    alertConcurrency: 2,
    webhookConcurrency: 2,
    slowWebhookConcurrency: 2,
    statementSyncReservedConcurrency: 'none',
  },
  // A new AWS account has ten executions: none can be set aside, and half of them must be left to the API.
  dev: {
    ...ponto,
    region: defaultRegion,
    userPool: 'kept',
    rollout: 'at-once',
    ...readableBefore,
    confirmAddresses: 'off',
    dispatchParts: 1,
    statementSyncConcurrency: 3,
    urgentSyncConcurrency: 2,
    alertConcurrency: 2,
    webhookConcurrency: 2,
    slowWebhookConcurrency: 2,
    statementSyncReservedConcurrency: 'none',
  },
  prod: {
    ...ponto,
    region: defaultRegion,
    userPool: 'kept',
    rollout: 'canary',
    ...readableBefore,
    confirmAddresses: 'off',
    dispatchParts: 1,
    statementSyncConcurrency: 10,
    urgentSyncConcurrency: 14,
    alertConcurrency: 2,
    webhookConcurrency: 10,
    slowWebhookConcurrency: 10,
    statementSyncReservedConcurrency: 24,
  },
};
