import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import * as z from 'zod';
import { defined } from '../../shared/language/defined.ts';
import type { PontoApplication } from '../../shared/contracts/pontoApplication.ts';

const port = z.coerce.number().int().min(0).max(65_535);
const text = z.string().min(1);
const url = z.url({ protocol: /^https?$/ });

/** Files are named, never their content: an environment is seen by every child of a process. */
const certificateFiles = {
  PONTO_TLS_CERTIFICATE_FILE: text.optional(),
  PONTO_TLS_KEY_FILE: text.optional(),
  PONTO_TLS_KEY_PASSPHRASE: text.optional(),
  PONTO_TLS_CA_FILE: text.optional(),
  PONTO_SIGNATURE_CERTIFICATE_ID: text.optional(),
  PONTO_SIGNATURE_KEY_FILE: text.optional(),
  PONTO_SIGNATURE_KEY_PASSPHRASE: text.optional(),
};

const variables = z.object({
  PORT: port.default(3000),
  SANDBOX_PORT: port.default(3001),
  LOCAL_DATA_DIR: text.default('.local'),
  PUBLIC_URL: url.optional(),
  RETURN_URL_ALLOWLIST: text.optional(),
  PRODUCT_NAME: text.optional(),
  CONSENT_CONFIRMATION: z.enum(['none', 'required']).optional(),
  CONFIRM_ADDRESSES: z.enum(['on', 'off']).optional(),
  MAIL_SANDBOX_RECIPIENTS: text.optional(),
  PONTO_API_URL: url.optional(),
  PONTO_CUSTOM_API_URL: url.optional(),
  PONTO_AUTHORIZATION_URL: url.optional(),
  PONTO_WEBHOOK_KEYS_URL: url.optional(),
  PONTO_WEBHOOK_ISSUER: text.optional(),
  PONTO_APPLICATION_ID: text.optional(),
  PONTO_PROXY_URL: z.url({ protocol: /^http$/ }).optional(),
  PONTO_CLIENT_ID: text.optional(),
  PONTO_CLIENT_SECRET: text.optional(),
  ...certificateFiles,
});
type Variables = z.output<typeof variables>;

const portForm = 'a whole number from 0 to 65535; 0 takes any that is free';
const urlForm = 'an address with http or https, such as http://localhost:3000';

/** What a variable has to look like, where a text could be wrong: whoever meets the refusal need not look it up. */
const variableForms: Readonly<Partial<Record<string, string>>> = {
  PORT: portForm,
  SANDBOX_PORT: portForm,
  PUBLIC_URL: urlForm,
  CONSENT_CONFIRMATION: 'none or required',
  CONFIRM_ADDRESSES: 'on or off',
  PONTO_API_URL: urlForm,
  PONTO_CUSTOM_API_URL: urlForm,
  PONTO_AUTHORIZATION_URL: urlForm,
  PONTO_WEBHOOK_KEYS_URL: urlForm,
  PONTO_PROXY_URL: 'http://host:port, without a password',
};

/** The variables that become settings of the stacks; these say for themselves what they take. */
const settingVariables = {
  pontoApiUrl: 'PONTO_API_URL',
  pontoCustomApiUrl: 'PONTO_CUSTOM_API_URL',
  pontoAuthorizationUrl: 'PONTO_AUTHORIZATION_URL',
  pontoWebhookKeysUrl: 'PONTO_WEBHOOK_KEYS_URL',
  pontoWebhookIssuer: 'PONTO_WEBHOOK_ISSUER',
  pontoApplicationId: 'PONTO_APPLICATION_ID',
  returnUrlAllowlist: 'RETURN_URL_ALLOWLIST',
  pontoProxyUrl: 'PONTO_PROXY_URL',
  productName: 'PRODUCT_NAME',
  consentConfirmation: 'CONSENT_CONFIRMATION',
  confirmAddresses: 'CONFIRM_ADDRESSES',
  mailSandboxRecipients: 'MAIL_SANDBOX_RECIPIENTS',
  publicUrl: 'PUBLIC_URL',
} as const;
const isSetting = (name: string): name is keyof typeof settingVariables => Object.hasOwn(settingVariables, name);

const wrongVariables = (said: readonly string[]): Error =>
  new Error(`these variables are wrong (local/README.md lists all):\n${said.map((line) => `  ${line}`).join('\n')}`);

/** What the stacks say of a setting that they refuse, as said of the variable that it came from. @returns undefined where it is another trouble */
export const inVariables = (refusal: string): Error | undefined => {
  const said = [...refusal.matchAll(/^ {2}(\w+): (.+?)\.?$/gm)].flatMap(([, name = '', form = '']) =>
    isSetting(name) ? [`${settingVariables[name]}: ${form}`] : [],
  );
  return said.length === 0 ? undefined : wrongVariables(said);
};

/** @throws Error for whoever expects flags */
export const refuseArguments = (argv: readonly string[]): void => {
  if (argv.length === 0) return;
  throw new Error('npm start takes no arguments. Its settings are variables, such as: PORT=4000 npm start');
};

export interface LocalSettings {
  readonly port: number;
  readonly sandboxPort: number;
  readonly dataDir: string;
  readonly publicUrl: string;
  /** What SES has proven, where it plays its sandbox. */
  readonly mailSandbox: readonly string[] | undefined;
  /** False when `PONTO_API_URL` points elsewhere: then no sandbox of ours is started. */
  readonly ownSandbox: boolean;
  /** Context of the synthesis; see infra/README.md. */
  readonly context: Readonly<Record<string, string>>;
  /** What is put into Secrets Manager as the platform's application at Ponto. */
  readonly pontoApplication: PontoApplication;
  /** The application that webhooks are signed for. */
  readonly pontoApplicationId: string;
}

/** The id that `infra/config/stages.ts` gives the local stage. */
const sandboxApplicationId = '8d1f9d35-5a0a-4c2b-9c5e-0f6f2b7f4a10';

/** The client of our own sandbox; a secret for nothing. */
const sandboxClient = { clientId: 'ponto-bank-sync-local', clientSecret: 'ponto-bank-sync-local-secret' };

const sandboxContext = (sandboxUrl: string): Readonly<Record<string, string>> => ({
  pontoApiUrl: `${sandboxUrl}/ponto-connect`,
  pontoCustomApiUrl: `${sandboxUrl}/custom`,
  pontoAuthorizationUrl: sandboxUrl,
  pontoWebhookKeysUrl: `${sandboxUrl}/webhooks/keys`,
  pontoWebhookIssuer: sandboxUrl,
});

const realPonto: Readonly<Record<string, string>> = {
  pontoCustomApiUrl: 'https://api.myponto.com',
  pontoAuthorizationUrl: 'https://authorization.myponto.com',
  pontoWebhookKeysUrl: 'https://api.ibanity.com/webhooks/keys',
  pontoWebhookIssuer: 'https://api.ibanity.com',
};

const given = (context: Readonly<Record<string, string | undefined>>): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(context).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));

const both = (first: string | undefined, second: string | undefined, names: string) => {
  if (first !== undefined && second !== undefined) return { first, second };
  if (first === undefined && second === undefined) return undefined;
  throw new Error(`${names} belong together: set both or none`);
};

const readPem = (path: string, name: string): string => {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    throw new Error(`the file that ${name} names cannot be read`);
  }
};

const applicationOf = (env: Variables, ownSandbox: boolean): PontoApplication => {
  const client = both(env.PONTO_CLIENT_ID, env.PONTO_CLIENT_SECRET, 'PONTO_CLIENT_ID and PONTO_CLIENT_SECRET');
  if (!client && !ownSandbox) {
    throw new Error('PONTO_API_URL is set: say who asks there with PONTO_CLIENT_ID and PONTO_CLIENT_SECRET');
  }
  const tls = both(
    env.PONTO_TLS_CERTIFICATE_FILE,
    env.PONTO_TLS_KEY_FILE,
    'PONTO_TLS_CERTIFICATE_FILE and PONTO_TLS_KEY_FILE',
  );
  const signature = both(
    env.PONTO_SIGNATURE_CERTIFICATE_ID,
    env.PONTO_SIGNATURE_KEY_FILE,
    'PONTO_SIGNATURE_CERTIFICATE_ID and PONTO_SIGNATURE_KEY_FILE',
  );
  return {
    ...(client ? { clientId: client.first, clientSecret: client.second } : sandboxClient),
    ...(tls && {
      tls: {
        certificate: readPem(tls.first, 'PONTO_TLS_CERTIFICATE_FILE'),
        privateKey: readPem(tls.second, 'PONTO_TLS_KEY_FILE'),
        ...defined({ passphrase: env.PONTO_TLS_KEY_PASSPHRASE }),
        ...(env.PONTO_TLS_CA_FILE !== undefined && { ca: readPem(env.PONTO_TLS_CA_FILE, 'PONTO_TLS_CA_FILE') }),
      },
    }),
    ...(signature && {
      signature: {
        certificateId: signature.first,
        privateKey: readPem(signature.second, 'PONTO_SIGNATURE_KEY_FILE'),
        ...defined({ passphrase: env.PONTO_SIGNATURE_KEY_PASSPHRASE }),
      },
    }),
  };
};

/**
 * Reads what `npm start` was given.
 *
 * @throws Error naming every malformed variable and what it has to look like, never its value
 */
export const readSettings = (env: Readonly<Record<string, string | undefined>>): LocalSettings => {
  // An empty variable counts as none: `PORT= npm start` means the default.
  const set = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''));
  const parsed = variables.safeParse(set);
  if (!parsed.success) {
    const names = [...new Set(parsed.error.issues.map(({ path }) => path.join('.')))];
    throw wrongVariables(names.map((name) => `${name}: ${variableForms[name] ?? 'a text'}`));
  }
  const read = parsed.data;
  const ownSandbox = read.PONTO_API_URL === undefined;
  if (ownSandbox && read.PORT !== 0 && read.PORT === read.SANDBOX_PORT) {
    throw wrongVariables([`SANDBOX_PORT: another one than PORT, which is ${read.PORT}`]);
  }
  const publicUrl = (read.PUBLIC_URL ?? `http://localhost:${read.PORT}`).replace(/\/+$/, '');
  return {
    port: read.PORT,
    sandboxPort: read.SANDBOX_PORT,
    dataDir: resolve(read.LOCAL_DATA_DIR),
    publicUrl,
    mailSandbox: read.MAIL_SANDBOX_RECIPIENTS?.split(',').map((entry) => entry.trim()),
    ownSandbox,
    context: {
      stage: 'local',
      ...(ownSandbox ? sandboxContext(`http://localhost:${read.SANDBOX_PORT}`) : realPonto),
      ...given({
        ...Object.fromEntries(Object.entries(settingVariables).map(([setting, variable]) => [setting, read[variable]])),
        publicUrl,
        pontoApplicationId: read.PONTO_APPLICATION_ID ?? sandboxApplicationId,
      }),
    },
    pontoApplicationId: read.PONTO_APPLICATION_ID ?? sandboxApplicationId,
    pontoApplication: applicationOf(read, ownSandbox),
  };
};
