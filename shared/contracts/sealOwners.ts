/**
 * What stands where a connection would in the encryption context of a kept answer. The policies tell answers from tokens
 * by it, so what was sealed under it opens under it only.
 *
 * @see infra/constructs/grants.ts
 */
export const answerOwnerPrefix = 'answer:';

/** What stands before the connection in the encryption context of a tenant's Client ID and Secret ID. */
export const credentialsOwnerPrefix = 'credentials:';

/** What stands before the endpoint in the encryption context of a secret that signs webhooks. */
export const webhookOwnerPrefix = 'webhook:';

/** Where tenants' own Client IDs and Secret IDs are kept. They are found in the other home too, so that they can be moved. */
export const credentialsHomes = ['secrets-manager', 'table'] as const;
export type CredentialsHomeName = (typeof credentialsHomes)[number];

/** What a data key seals: the whole encryption context of the key itself, `purpose`. Each is a right of its own. */
export const sealPurposes = ['tokens', 'answers'] as const;
export type SealPurpose = (typeof sealPurposes)[number];

/**
 * How tokens and kept answers are sealed: each by KMS itself, or by a data key that a process keeps for minutes. Both are
 * opened whichever is set.
 */
export const tokenSealings = ['kms', 'envelope'] as const;
export type TokenSealing = (typeof tokenSealings)[number];
