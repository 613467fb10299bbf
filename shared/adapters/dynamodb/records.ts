import * as z from 'zod';
import { frequencies } from '../../domain/connections/connection.ts';
import { statementPeriods } from '../../domain/statements/period.ts';
import type { Account, Connection, Journal } from '../../domain/connections/connection.ts';
import type { Sync } from '../../domain/syncs/sync.ts';
import type { PendingConsent, PendingReauthorization } from '../../ports/consents.ts';
import type { ConnectionRef } from '../../ports/refsAndPages.ts';
import type { Attributes } from './expressions.ts';
import { onFirstUse } from '../../language/onFirstUse.ts';

const text = z.string();
const maybe = text.exactOptional();

export const connectionStatus = z.enum([
  'awaiting_consent',
  'active',
  'reconnect_required',
  'blocked',
  'migration_required',
  'disconnected',
]);

export const connectionRecord = onFirstUse((): z.ZodType<Connection> =>
  z.object({
    tenantId: text,
    id: text,
    method: z.enum(['oauth', 'client_credentials', 'legacy_token']),
    status: connectionStatus,
    statusCode: maybe,
    statusSince: maybe,
    institutionId: maybe,
    organizationId: maybe,
    onboardingComplete: z.boolean().exactOptional(),
    contact: z.object({ email: text, name: maybe, locale: maybe }).exactOptional(),
    notify: z.array(text),
    accountant: maybe,
    name: maybe,
    expectedAccounts: z.array(z.object({ reference: text, currency: maybe })).exactOptional(),
    unconfirmed: z
      .object({
        token: text,
        accessId: maybe,
        userId: maybe,
        organizationId: text,
        organizationName: maybe,
        accounts: z.array(z.object({ reference: text, currency: text })),
        accountCount: z.number(),
        accountsDigest: maybe,
        at: text,
      })
      .exactOptional(),
    revocation: z.enum(['pending', 'done', 'not_needed']).exactOptional(),
    activatedAt: maybe,
    refusalUntoldAt: maybe,
    settingsRevision: z.number().exactOptional(),
    createdAt: text,
    updatedAt: text,
  }),
);

const balance = onFirstUse(() =>
  z.object({
    amount: text,
    currency: text,
    referenceDate: maybe,
    changedAt: maybe,
    variationObservedAt: maybe,
  }),
);

const accountBefore = onFirstUse(() => ({
  connectionId: text,
  institutionId: text,
  pontoId: text,
  reference: text,
  referenceType: text,
  currency: text,
  subtype: maybe,
  holderName: maybe,
  product: maybe,
  description: maybe,
  internalReference: maybe,
  deprecated: z.boolean(),
  availability: z.enum(['available', 'readonly']),
  authorization: z.object({ authorizedAt: maybe, expiresAt: maybe, endedAt: maybe, revoked: z.boolean() }),
  balances: z.object({ current: balance().exactOptional(), available: balance().exactOptional() }),
  bankReachedAt: maybe,
  updatedAt: text,
}));

const formerNumber = onFirstUse(() =>
  z.object({
    institutionId: text,
    reference: text,
    referenceType: text,
    currency: text,
    internalReference: text.exactOptional(),
  }),
);

export const accountRecord = onFirstUse((): z.ZodType<Account> =>
  z.object({
    tenantId: text,
    id: text,
    ...accountBefore(),
    link: z
      .object({
        journalId: text,
        frequency: z.enum(frequencies),
        statementPeriod: z.enum(statementPeriods),
        importFrom: text,
        linkedAt: text,
        knownBalance: z.union([z.object({ amount: text, on: text }), z.literal('taken_back')]).exactOptional(),
        figuresTakenBackAt: maybe,
      })
      .exactOptional(),
    linkRevision: z.number().exactOptional(),
    continuedAs: z
      .object({
        accountId: text,
        at: text,
        former: formerNumber().exactOptional(),
      })
      .exactOptional(),
    succession: z.object({ at: text, before: z.object(accountBefore()) }).exactOptional(),
    notContinuedAs: z
      .array(z.object({ pontoId: text, at: text, number: formerNumber().exactOptional() }))
      .exactOptional(),
    createdAt: text,
  }),
);

export const journalRecord = onFirstUse((): z.ZodType<Journal> =>
  z.object({
    tenantId: text,
    id: text,
    code: text,
    name: text,
    currency: text,
    accountId: maybe,
    revision: z.number().exactOptional(),
  }),
);

const check = onFirstUse(() => z.object({ from: text, to: text, after: z.number() }));
const checked = onFirstUse(() =>
  z
    .object({
      through: z.number(),
      inOneGo: z.boolean(),
      counts: z.object({
        missing: z.number(),
        corrected: z.number(),
        removed: z.number(),
        same: z.number(),
        notListed: z.number(),
        beforeImportFrom: z.number(),
        stayRemoved: z.number(),
        unreadable: z.number(),
      }),
    })
    .transform(({ inOneGo, ...same }) => ({ ...same, singlePass: inOneGo })),
);

export const syncRecord = onFirstUse((): z.ZodType<Sync> =>
  z.object({
    tenantId: text,
    accountId: text,
    id: text,
    trigger: z.enum(['link', 'schedule', 'person', 'webhook']),
    status: z.enum(['queued', 'waiting_for_bank', 'fetching', 'succeeded', 'failed']),
    counts: z.object({
      added: z.number(),
      corrected: z.number(),
      removed: z.number(),
      unchanged: z.number(),
      pending: z.number(),
      refused: z.number().exactOptional(),
    }),
    pages: z.number(),
    errorCode: maybe,
    retryAt: maybe,
    retriedAs: maybe,
    check: check().exactOptional(),
    checked: checked().exactOptional(),
    createdAt: text,
    startedAt: maybe,
    finishedAt: maybe,
    updatedAt: text,
  }),
);

/** What is remembered of an ending that somebody was told of, or renews. */
export const knownEnding = onFirstUse(() => z.object({ authorizedAt: maybe, lastDay: text }));

export const consentRecord = onFirstUse((): z.ZodType<PendingConsent> =>
  z.object({
    tenantId: text,
    userId: text,
    connectionId: text,
    tenantName: maybe,
    returnUrl: maybe,
    atStake: z.object({ endings: z.array(text), more: z.number(), others: z.boolean() }).exactOptional(),
    expiresAt: text,
  }),
);

export const passageRecord = onFirstUse(() =>
  z.object({
    consentHash: text,
    browserHash: text,
    codeVerifier: text,
    redirectUri: text,
    expiresAt: text,
  }),
);

export const reauthorizationRecord = onFirstUse((): z.ZodType<PendingReauthorization> =>
  z.object({
    tenantId: text,
    userId: text,
    connectionId: text,
    accountId: text,
    pontoUrl: text,
    returnUrl: maybe,
    ending: knownEnding().exactOptional(),
    expiresAt: text,
  }),
);

export const connectionRefRecord = onFirstUse((): z.ZodType<ConnectionRef> =>
  z.object({ tenantId: text, connectionId: text }),
);

/**
 * Parses a stored item. An item that does not parse is our fault, never the caller's, and its content is not told.
 *
 * @throws Error that names the record and the members
 */
export const parseRecord = <T>(schema: z.ZodType<T>, item: Attributes, what: string): T => {
  const parsed = schema.safeParse(item);
  if (parsed.success) return parsed.data;
  const members = parsed.error.issues.map((issue) => issue.path.join('.')).join(', ');
  throw new Error(`a stored ${what} cannot be read: ${members}`);
};

/** Time to live in the unit that DynamoDB wants. */
export const epochSecondsOf = (instant: string, plusSeconds = 0): number =>
  Math.ceil(Date.parse(instant) / 1000) + plusSeconds;
