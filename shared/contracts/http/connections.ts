import * as z from 'zod';
import { health } from './accounts.ts';
import { currency, id, instant, pageOf, pageQuery } from './common.ts';

const contact = z.strictObject({
  email: z.email().max(254),
  name: z.string().trim().min(1).max(100).exactOptional(),
  /** BCP 47 language of mails to this person, such as `nl` or `fr-BE`. */
  locale: z
    .string()
    .regex(/^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$/)
    .exactOptional(),
});
const notify = z.array(z.email().max(254)).max(20);

export const newConnection = z.discriminatedUnion('method', [
  z.strictObject({
    method: z.literal('oauth'),
    institutionId: id,
    /** Where the person goes after the consent; must be on the allow-list. */
    returnUrl: z.url().max(2000).exactOptional(),
    contact,
    notify: notify.default([]),
  }),
  z.strictObject({
    method: z.literal('client_credentials'),
    institutionId: id.exactOptional(),
    clientId: z.string().min(1).max(500),
    clientSecret: z.string().min(1).max(500),
    contact,
    notify: notify.default([]),
  }),
  z.strictObject({
    method: z.literal('legacy_token'),
    name: z.string().trim().min(1).max(100),
    accounts: z.array(z.string().min(1).max(100)).max(200).exactOptional(),
    contact: contact.exactOptional(),
  }),
]);

export const connectionChange = z
  .strictObject({ contact: contact.exactOptional(), notify: notify.exactOptional() })
  .refine((change) => change.contact !== undefined || change.notify !== undefined, 'must change contact or notify');

const status = z.enum([
  'awaiting_consent',
  'active',
  'reconnect_required',
  'blocked',
  'migration_required',
  'disconnected',
]);

const accountSummary = z.strictObject({
  id,
  reference: z.string(),
  currency,
  linked: z.boolean(),
  health: health.pick({ state: true, code: true }),
});

export const connection = z.strictObject({
  id,
  method: z.enum(['oauth', 'client_credentials', 'legacy_token']),
  status,
  /** Why the connection is in this status; absent while all is well. */
  statusCode: z.string().optional(),
  institutionId: id.optional(),
  contact: z.strictObject({ email: z.string(), name: z.string().optional(), locale: z.string().optional() }),
  notify: z.array(z.string()),
  accounts: z.array(accountSummary),
  createdAt: instant,
  updatedAt: instant,
});

export const connectionQuery = z.strictObject(pageQuery);
export const connectionPage = pageOf(connection);

export const begunConnection = z.strictObject({ id, status, authorizationUrl: z.url().optional() });
export const authorizationUrl = z.strictObject({ authorizationUrl: z.url() });

const fetchedAccount = z.strictObject({ id, reference: z.string(), currency });
export const fetchedAccounts = z.strictObject({
  added: z.array(fetchedAccount),
  kept: z.array(fetchedAccount),
  lost: z.array(fetchedAccount),
});
export const fetchAccountsAnswer = z.union([fetchedAccounts, authorizationUrl]);

/** An empty body, or an address to go to after the consent. */
export const consentBody = z.strictObject({ returnUrl: z.url().max(2000).exactOptional() }).default({});

export const credentialsBody = z.strictObject({
  clientId: z.string().min(1).max(500),
  clientSecret: z.string().min(1).max(500),
});

export const reauthorizeBody = z.strictObject({ returnUrl: z.url().max(2000).exactOptional() }).default({});
export const redirect = z.strictObject({ redirectUrl: z.url() });

export type ConnectionBody = z.output<typeof connection>;
