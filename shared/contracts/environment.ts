import * as z from 'zod';
import { edgeKeyDigests } from './edge.ts';
import { credentialsHomes, tokenSealings } from './sealOwners.ts';

const name = z.string().min(1);
const url = z.url();
/** No password: an environment is no place for one. */
const proxyUrl = z.url({ protocol: /^http$/ }).regex(/^http:\/\/[^@/?#]+\/?$/);
const urlPrefixes = z
  .string()
  .min(1)
  .transform((text) => text.split(',').map((prefix) => prefix.trim()));

/** The DynamoDB tables: `CONNECTIONS_TABLE` holds who is linked to what, `TRANSACTIONS_TABLE` the books. */
const tables = { CONNECTIONS_TABLE: name, TRANSACTIONS_TABLE: name };

/** The forward proxy on the way to Ponto, by which our client certificate is shown to Ponto all the same; none if missing. */
const proxy = { PONTO_PROXY_URL: proxyUrl.exactOptional() };

/** Where Ponto is and with which secrets it is asked. See the contract, section 5. */
const ponto = {
  ...proxy,
  PONTO_API_URL: url,
  PONTO_CUSTOM_API_URL: url,
  /** Secrets Manager id of the platform's Ponto application (client id and secret, certificates). */
  PONTO_SECRET_ID: name,
  /** Every tenant-supplied Client ID and Secret ID is stored under `<prefix>/<tenant>/<connection>`. */
  TENANT_SECRET_PREFIX: name,
  /** Where those are kept that tenants give from now on; `secrets-manager` if missing. */
  TENANT_CREDENTIALS: z.enum(credentialsHomes).exactOptional(),
  /** KMS key that seals rotating tokens under the encryption context of tenant and connection. */
  TOKEN_KEY_ID: name,
  /** How tokens and kept answers are sealed; `kms` if missing. */
  TOKEN_SEALING: z.enum(tokenSealings).exactOptional(),
};

/** Where CloudWatch keeps what the functions count: each stage has its own namespace. */
const observed = { METRICS_NAMESPACE: name };

const consent = { PUBLIC_URL: url, RETURN_URL_ALLOWLIST: urlPrefixes };

/** How mails are sent, and by what links they lead back. */
const mail = {
  MAIL_FROM: z.email(),
  /** SES reports bounces and complaints of mails that are sent with it. */
  MAIL_CONFIGURATION_SET: name,
  /** `on`: nothing but a question goes to an address before its reader has confirmed it. */
  CONFIRM_ADDRESSES: z.enum(['on', 'off']),
};

/** Claims of the verified token: which names the tenant, and which says what it is called. */
const claims = {
  TENANT_CLAIM: name,
  TENANT_NAME_CLAIM: name.exactOptional(),
  /** Names the tenant in an access token of software; only with the user pool, whose trigger writes it. */
  SOFTWARE_TENANT_CLAIM: name.exactOptional(),
};

const quota = z
  .string()
  .regex(/^[1-9]\d*$/)
  .transform(Number)
  .exactOptional();

/** What one tenant may use; what is missing is as `defaultQuotas` says. */
const quotas = {
  TENANT_REQUESTS_PER_MINUTE: quota,
  TENANT_SYNCS_PER_HOUR: quota,
  TENANT_CONNECTIONS: quota,
  TENANT_LINKED_ACCOUNTS: quota,
};

/** The queues of both lanes of the work queue, for those that put jobs in both. */
const lanes = { SYNC_QUEUE_URL: url, URGENT_QUEUE_URL: url };

/** Attempts to send our events to endpoints of tenants wait in a queue; which receivers there may be: `public` if missing. */
const webhooks = {
  /** Events to fan out, and attempts of the prompt lane. */
  WEBHOOK_QUEUE_URL: url,
  SLOW_WEBHOOK_QUEUE_URL: url,
  WEBHOOK_RECEIVERS: z.enum(['public', 'loopback']).exactOptional(),
};

/** What pages call the product in which the accounts are read. */
const product = { PRODUCT_NAME: name.exactOptional() };

/** The way in before the gateway, where there is one: `throughEdge`. */
const edge = { EDGE_KEY_DIGESTS: edgeKeyDigests.exactOptional(), EDGE_ONLY: z.enum(['on', 'off']).exactOptional() };

/** The environment of each Lambda function. Infra must set exactly these names; a function stops at its cold start without them. */
export const environments = {
  'tenant-api': () =>
    z.object({
      ...observed,
      ...edge,
      ...tables,
      ...ponto,
      ...consent,
      ...mail,
      ...claims,
      ...quotas,
      ...lanes,
      EVENT_BUS_NAME: name,
      ...webhooks,
      /** Version and commit, told by the health; missing on a laptop. */
      RELEASE: name.exactOptional(),
    }),
  'oauth-callback': () =>
    z.object({
      ...observed,
      ...edge,
      ...tables,
      ...ponto,
      ...consent,
      PONTO_AUTHORIZATION_URL: url,
      ...product,
      /** Whether the user who began a first consent confirms what it brings before anything is read; `none` if missing. */
      CONSENT_CONFIRMATION: z.enum(['none', 'required']).exactOptional(),
      URGENT_QUEUE_URL: url,
      EVENT_BUS_NAME: name,
    }),
  'account-fetch': () =>
    z.object({
      ...observed,
      ...edge,
      ...tables,
      ...ponto,
      ...consent,
      ...claims,
      TENANT_REQUESTS_PER_MINUTE: quota,
      EVENT_BUS_NAME: name,
    }),
  /** Calls the API in its own process: what it needs is what the functions of the API need, but for the claims of a token. */
  'tenant-pages': () =>
    z.object({
      ...observed,
      ...edge,
      ...tables,
      ...ponto,
      ...consent,
      ...mail,
      ...quotas,
      /** A form that leads on to Ponto says so in the policy of its page. */
      PONTO_AUTHORIZATION_URL: url,
      ...product,
      ...lanes,
      EVENT_BUS_NAME: name,
    }),
  'sync-dispatch': () => z.object({ ...observed, CONNECTIONS_TABLE: name, SYNC_QUEUE_URL: url }),
  'statement-sync': () => z.object({ ...observed, ...tables, ...ponto, ...lanes, EVENT_BUS_NAME: name }),
  'expiry-alert': () =>
    z.object({
      ...observed,
      ...tables,
      /** The schedule puts the jobs of a day on it, and they come from it. */
      ALERT_QUEUE_URL: url,
      EVENT_BUS_NAME: name,
      ...mail,
      /** The links of its mails lead there. */
      PUBLIC_URL: url,
    }),
  'ponto-webhook': () =>
    z.object({
      ...observed,
      ...edge,
      CONNECTIONS_TABLE: name,
      URGENT_QUEUE_URL: url,
      PONTO_SECRET_ID: name,
      ...proxy,
      PONTO_WEBHOOK_KEYS_URL: url,
      PONTO_WEBHOOK_ISSUER: url,
      PONTO_APPLICATION_ID: name,
    }),
  'webhook-deliver': () =>
    z.object({ ...observed, CONNECTIONS_TABLE: name, TOKEN_KEY_ID: name, EVENT_BUS_NAME: name, ...mail, ...webhooks }),
  'mail-feedback': () => z.object({ ...observed, CONNECTIONS_TABLE: name }),
  /** The public address, to go the way of everybody; the key, to ask how it is. */
  'health-canary': () => z.object({ ...observed, PUBLIC_URL: url, TOKEN_KEY_ID: name }),
  /** Stands in the data stack, beside the user pool that calls it. */
  'token-claims': () => z.object({ ...observed, CONNECTIONS_TABLE: name }),
} as const;

export type FunctionName = keyof typeof environments;
/** Those of the application stack. */
export type ApplicationFunctionName = Exclude<FunctionName, 'token-claims'>;
/** The environment of a function, read. */
export type Environment<F extends FunctionName> = z.output<ReturnType<(typeof environments)[F]>>;
type Given<F extends FunctionName> = z.input<ReturnType<(typeof environments)[F]>>;
/**
 * What infra must set for a function: every name, as text. A forgotten one does not compile; what a function can do without
 * is said to be `undefined`.
 */
export type EnvironmentVariables<F extends FunctionName> = Readonly<Record<string, string | undefined>> & {
  readonly [K in keyof Required<Given<F>>]: Given<F>[K] extends string ? string : string | undefined;
};

/**
 * Parses the environment of one function.
 *
 * @throws Error naming every missing or malformed variable (never its value), so that the cold start stops loudly.
 */
export const parseEnvironment = <S extends z.ZodType>(
  schema: () => S,
  variables: Readonly<Record<string, string | undefined>>,
): z.output<S> => {
  // Read once: code that is made for reading fast would take longer to make.
  const parsed = schema().safeParse(variables, { jitless: true });
  if (parsed.success) return parsed.data;
  const names = [...new Set(parsed.error.issues.map((issue) => issue.path.join('.')))].join(', ');
  throw new Error(`missing or malformed environment variables: ${names}`);
};
