import * as z from 'zod';
import { name } from '../names.ts';
import { bounds } from './bounds.ts';
import { health, healthCode, healthState } from './accounts.ts';
import { atLeastOneOf, currency, emailAddress, id, instant, pageOf, pageQuery } from './common.ts';
import { rule } from './rules.ts';
import { onFirstUse } from '../../language/onFirstUse.ts';

export const contact = onFirstUse(() =>
  z.strictObject({
    email: emailAddress,
    name: name.exactOptional(),
    /** BCP 47 language of mails to this person, such as `nl` or `fr-BE`. */
    locale: z
      .string()
      .regex(/^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, rule('language'))
      .exactOptional(),
  }),
);
const maxNotified = 20;
const notify = onFirstUse(() => z.array(emailAddress).max(maxNotified));

/** Gets one digest over all connections, of whatever tenants, that it is set for. */
const accountant = onFirstUse(() => emailAddress);

const maxExpected = 200;
const maxUnconfirmed = 50;
const expectedAccount = onFirstUse(() =>
  z.union([
    name.transform((reference) => ({ reference })),
    z.strictObject({ reference: name, currency: currency.exactOptional() }),
  ]),
);

/** Pasted by people, with the blanks around it that come along. */
const pasted = z.string().max(500).trim().min(1).meta({ pattern: '\\S' });
const credentials = { clientId: pasted, clientSecret: pasted };

export const newConnection = onFirstUse(() =>
  z.discriminatedUnion('method', [
    z.strictObject({
      method: z.literal('oauth'),
      institutionId: id,
      /** Where the person goes after the consent; must be on the allow-list. */
      returnUrl: z.url().max(2000).exactOptional(),
      contact: contact(),
      notify: notify().default([]),
      accountant: accountant().exactOptional(),
      /** What the tenant calls it; the accountant's digest tells clients apart by it. */
      name: name.exactOptional(),
    }),
    z.strictObject({
      method: z.literal('client_credentials'),
      institutionId: id.exactOptional(),
      ...credentials,
      contact: contact(),
      notify: notify().default([]),
      accountant: accountant().exactOptional(),
      name: name.exactOptional(),
    }),
    z.strictObject({
      method: z.literal('legacy_token'),
      name,
      /** Account numbers, alone or with their currency: looked for when the connection migrates. */
      accounts: z.array(expectedAccount()).max(maxExpected).default([]),
      contact: contact().exactOptional(),
      accountant: accountant().exactOptional(),
    }),
  ]),
);

export const connectionChange = onFirstUse(() =>
  atLeastOneOf(
    z.strictObject({
      contact: contact().exactOptional(),
      notify: notify().exactOptional(),
      /** `null` takes the accountant away. */
      accountant: accountant().nullable().exactOptional(),
      name: name.exactOptional(),
    }),
  ).meta({ minProperties: 1 }),
);

const status = z.enum([
  'awaiting_consent',
  'active',
  'reconnect_required',
  'blocked',
  'migration_required',
  'disconnected',
]);

/**
 * How far our access at Ponto is ended. `pending`: Ponto could not be told yet, and is told as soon as it can be.
 * `not_needed`: there was none, it is the tenant's own integration, or another connection stands on it.
 */
const revokedAtPonto = z.enum(['done', 'pending', 'not_needed']);

const accountSummary = onFirstUse(() =>
  z.strictObject({
    id,
    reference: z.string(),
    currency,
    linked: z.boolean(),
    health: health().pick({ state: true, code: true }),
  }),
);

export const connection = onFirstUse(() =>
  z.strictObject({
    id,
    method: z.enum(['oauth', 'client_credentials', 'legacy_token']),
    status,
    /** Why the connection is in this status; absent while all is well. */
    statusCode: z.string().optional(),
    institutionId: id.optional(),
    /** Missing only where a legacy connection was recorded without one. */
    contact: z
      .strictObject({ email: z.string(), name: z.string().optional(), locale: z.string().optional() })
      .optional(),
    notify: z.array(z.string()).max(maxNotified),
    accountant: z.string().optional(),
    /**
     * Addresses of this connection that take no mail of this tenant. Entering one again has it tried again after a bounce, at
     * most once a week; after a complaint, and while it is `unconfirmed`, its reader is asked by one mail, at most once a week,
     * and only the reader's answer brings it back. `unconfirmed`: since its reader was asked.
     */
    undeliverable: z
      .array(
        z.strictObject({
          address: z.string(),
          reason: z.enum(['bounced', 'complained', 'unconfirmed']),
          since: instant,
        }),
      )
      // Contact and accountant as well.
      .max(maxNotified + 2)
      .optional(),
    /** What the tenant calls it. */
    name: z.string().optional(),
    /** What to know or to do about the connection as a whole. */
    health: health(),
    /** Accounts that a legacy connection had before and that are not shared with us. */
    missingAccounts: z
      .array(z.strictObject({ reference: z.string(), currency: currency.optional() }))
      .max(maxExpected)
      .optional(),
    /** What a consent has brought and nobody has confirmed: nothing is read by it. Disconnecting refuses it. */
    unconfirmed: z
      .strictObject({
        /** Stands for what is shown here; it is what a confirmation sends. */
        token: z.string(),
        /** The user who began the consent, and alone may confirm; missing where any user may. */
        userId: z.string().optional(),
        organizationName: z.string().optional(),
        /** At most 50; `accountCount` counts them all. */
        accounts: z.array(z.strictObject({ reference: z.string(), currency })).max(maxUnconfirmed),
        accountCount: z.int().nonnegative(),
        at: instant,
      })
      .optional(),
    /** Of a disconnected one. */
    revokedAtPonto: revokedAtPonto.optional(),
    /** At most 50, those with a journal first; `GET /v1/accounts?connectionId=` has them all. */
    accounts: z.array(accountSummary()).max(bounds.summary),
    accountCount: z.int().nonnegative(),
    createdAt: instant,
    updatedAt: instant,
  }),
);

export const connectionQuery = onFirstUse(() =>
  z.strictObject({
    status: status.exactOptional(),
    health: healthState.exactOptional(),
    healthCode: healthCode.exactOptional(),
    ...pageQuery,
  }),
);
export const connectionPage = onFirstUse(() => pageOf(connection()));

/** What to keep selected in the consent: it withdraws what is left out there. Absent where nothing is at stake. */
const consentNotice = onFirstUse(() => health)();

export const begunConnection = onFirstUse(() =>
  z.strictObject({
    id,
    status,
    authorizationUrl: z.url().optional(),
    notice: consentNotice().optional(),
    /** The steps to take, where the connection is not active yet. */
    health: health().optional(),
  }),
);
export const authorizationUrl = onFirstUse(() =>
  z.strictObject({ authorizationUrl: z.url(), notice: consentNotice().optional() }),
);

const count = z.number().int().nonnegative();
const fetchedAccount = onFirstUse(() => z.strictObject({ id, reference: z.string(), currency }));
export const fetchedAccounts = onFirstUse(() =>
  z.strictObject({
    /** At most 1,000 of each; `counts` counts them all. */
    added: z.array(fetchedAccount()).max(bounds.report),
    kept: z.array(fetchedAccount()).max(bounds.report),
    lost: z.array(fetchedAccount()).max(bounds.report),
    counts: z.strictObject({ added: count, kept: count, lost: count }),
    /** Where the accounts are that are shared with us now. */
    authorized: z
      .array(z.strictObject({ institutionId: id, name: z.string().optional(), accounts: z.number().int().positive() }))
      .max(bounds.report),
    /** What may be missing, and what to do about it; absent when accounts were added and none was lost. */
    notice: health().optional(),
  }),
);
export const fetchAccountsAnswer = onFirstUse(() => z.union([fetchedAccounts(), authorizationUrl()]));

/**
 * Who did something: a user by the id in the token; a visitor, without a token, on the page of a consent that a user began;
 * Ponto, by a webhook; a schedule; or work of ours.
 */
const actor = onFirstUse(() =>
  z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('user'), userId: z.string() }),
    z.strictObject({ kind: z.literal('visitor'), begunBy: z.string() }),
    z.strictObject({ kind: z.enum(['ponto', 'schedule', 'system']) }),
  ]),
);

export const historyEntry = onFirstUse(() =>
  z.strictObject({
    id: z.string(),
    at: instant,
    by: actor(),
    what: z.enum([
      'connection_begun',
      'legacy_recorded',
      'consent_begun',
      'consent_unconfirmed',
      'consent_finished',
      'consent_cancelled',
      'consent_failed',
      'credentials_stored',
      'contacts_changed',
      'account_added',
      'account_lost',
      'account_ended',
      'account_continued',
      'succession_taken_back',
      'account_reauthorized',
      'reauthorization_begun',
      'access_refused',
      'organization_blocked',
      'organization_unblocked',
      'disconnected',
      'access_ended',
      'alert_sent',
    ]),
    accountId: id.optional(),
    /** The status that the connection has since then. */
    status: status.optional(),
    /** Why; of an alert, what it was about. */
    code: z.string().optional(),
    /** Who was written to: `contact`, or another part that a person has. Never an address. */
    recipient: z.string().optional(),
  }),
);

export const historyPage = onFirstUse(() => pageOf(historyEntry()));
export const historyQuery = onFirstUse(() => z.strictObject(pageQuery));
export type HistoryBody = z.output<ReturnType<typeof historyEntry>>;

/** An empty body, or an address to go to after the consent. */
export const consentBody = onFirstUse(() =>
  z.strictObject({ returnUrl: z.url().max(2000).exactOptional() }).default({}),
);

/** The token under `unconfirmed`: whoever sends it has seen what it stands for. */
export const confirmation = onFirstUse(() => z.strictObject({ token: z.string().min(1).max(100) }));

export const credentialsBody = onFirstUse(() => z.strictObject(credentials));

export const disconnected = onFirstUse(() => z.strictObject({ status: z.literal('disconnected'), revokedAtPonto }));

/** An empty body, or an address to go to afterwards: it gets `connectionId`, `accountId` and `status`. */
export const reauthorizeBody = onFirstUse(() =>
  z.strictObject({ returnUrl: z.url().max(2000).exactOptional() }).default({}),
);
export const redirect = onFirstUse(() => z.strictObject({ redirectUrl: z.url() }));

export type ConnectionBody = z.output<ReturnType<typeof connection>>;
