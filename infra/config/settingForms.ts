import { dueShardCount } from '../../shared/contracts/dueShards.ts';

const address = 'an https address without a query, such as https://bank-sync.example.com';
const atLeastOne = 'a whole number, 1 or more';
const workers = 'a whole number from 2 to 1000';
const mail = 'one mail address';
const edge =
  'edgeOrigin, edgeCertificateArn and edgeKeyDigests are given together, without certificateArn; edgeOnly: on needs them';
const jwt = 'jwtIssuer (https, no query), jwtAudience and jwtTenantClaim are given together';

/** What each setting has to look like: whoever meets the refusal of one need not look it up. */
export const settingForms = {
  stage:
    'at most 21 small letters, digits and single hyphens, a letter first; no aws, amazon or cognito in it, no -urgent at its end',
  profile: 'dev or prod; local is the profile of the stage local alone',
  region: 'the name of an AWS region, such as eu-central-1',
  account: 'the 12 digits of an AWS account, as text',
  publicUrl: address,
  pontoApiUrl: address,
  pontoCustomApiUrl: address,
  pontoAuthorizationUrl: address,
  pontoWebhookKeysUrl: address,
  pontoWebhookIssuer: address,
  pontoApplicationId: 'the id of the application in the developer portal of Ponto, a UUID',
  pontoProxyUrl: 'http://host:port, without a password',
  tenantCredentials: 'secrets-manager or table',
  tokenSealing: 'envelope or kms',
  returnUrlAllowlist: 'comma-separated addresses, such as https://accounting.example.com; 2,000 letters at most',
  webhookReceivers: 'public; loopback is for the stage local alone',
  jwtIssuer: jwt,
  jwtAudience: jwt,
  jwtTenantClaim: jwt,
  loginCallbackUrls:
    'at most 100 different addresses of pages, comma-separated (https, or http://localhost), without a fragment; not with userPool: none',
  softwareClients: 'at most 49 different ids of app clients, comma-separated; not with jwtIssuer',
  userPool: 'kept, or none where jwtIssuer is given',
  jwtTenantNameClaim: 'the name of a claim of your own issuer; only with jwtIssuer',
  productName: 'at most 60 letters',
  consentConfirmation: 'none or required',
  corsOrigins: 'comma-separated origins, such as https://app.example.com: no path, never *',
  certificateArn:
    'the ARN of an ACM certificate in the region of the stage; publicUrl then has no path. Not with edgeOrigin, which has its own',
  edgeOrigin: `the host of the output ApiEndpoint, not that of publicUrl; ${edge}`,
  edgeCertificateArn: `the ARN of an ACM certificate in us-east-1; ${edge}`,
  edgeKeyDigests: `one or two SHA-256 digests in small hexadecimal digits, comma-separated; ${edge}`,
  edgeOnly: 'on or off',
  mailFrom: mail,
  confirmAddresses: 'on or off',
  mailDomain: 'the domain of mailFrom: all that stands behind its @',
  mailReturnDomain: 'a domain below mailDomain, which is given with it',
  mailSandboxRecipients: 'at most 50 mail addresses and domains, comma-separated; 2,000 letters at most',
  registryTable: 'the name of a table of DynamoDB: 3 to 255 letters, digits, _, . and -',
  booksTable: 'the name of a table of DynamoDB: 3 to 255 letters, digits, _, . and -',
  backupCopyVaultArn: 'the ARN of a backup vault of another account, in the region of the stage',
  backupRetentionDays: 'a whole number of days from 7 to 3650; only with backupCopyVaultArn',
  backupVaultLock: 'none, governance or compliance; only with backupCopyVaultArn',
  release: 'at most 64 letters, digits, dots, plus signs, hyphens and _',
  feed: 'running or stopped',
  rollout: 'canary or at-once',
  tenantRequestsPerMinute: atLeastOne,
  tenantSyncsPerHour: atLeastOne,
  tenantConnections: atLeastOne,
  tenantLinkedAccounts: atLeastOne,
  dispatchParts: `a whole number from 1 to ${dueShardCount}; 1 on a laptop`,
  statementSyncConcurrency: workers,
  urgentSyncConcurrency: workers,
  alertConcurrency: `a whole number from 2 to ${dueShardCount}`,
  webhookConcurrency: workers,
  slowWebhookConcurrency: workers,
  statementSyncReservedConcurrency:
    'none, or a whole number not below statementSyncConcurrency and urgentSyncConcurrency together',
  runbookUrl: 'the address at which the folder docs/runbooks can be opened, without a query; 400 letters at most',
  alarmTopicArn: 'the ARN of an SNS topic in the region of the stage',
  alarmEmail: `${mail}; not with alarmTopicArn, to which readers are added where it comes from`,
  ticketTopicArn: 'the ARN of an SNS topic in the region of the stage',
  ticketEmail: `${mail}; not with ticketTopicArn, to which readers are added where it comes from`,
} as const;
