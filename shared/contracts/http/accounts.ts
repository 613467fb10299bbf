import * as z from 'zod';
import { bounds } from './bounds.ts';
import {
  action,
  calendarDate,
  currency,
  id,
  instant,
  knownBalance,
  knownBalanceBody,
  money,
  pageOf,
  pageQuery,
} from './common.ts';
import { journalFields } from './journals.ts';
import { problem } from './problems.ts';
import { sync } from './syncs.ts';
import { rule } from './rules.ts';
import { onFirstUse } from '../../language/onFirstUse.ts';

export const frequency = z.enum(['every_6_hours', 'every_12_hours', 'daily', 'weekly', 'monthly', 'manual']);
export const statementPeriod = z.enum(['daily', 'weekly', 'monthly']);

const balance = onFirstUse(() =>
  z.strictObject({
    amount: money,
    currency,
    /** The day up to and including which the bank counted. */
    referenceDate: calendarDate.optional(),
    changedAt: instant.optional(),
  }),
);

export const healthState = z.enum(['ok', 'attention', 'passing', 'action_required']);
/** As a health tells it, such as `authorization_expired`. */
export const healthCode = z.string().regex(/^[a-z_]{1,60}$/, rule('code'));
const authorizationState = z.enum(['valid', 'expiring', 'expired', 'revoked']);

export const health = onFirstUse(() =>
  z.strictObject({
    /** `passing` heals by itself; `action_required` needs a person; `attention` soon will, or tells something. */
    state: healthState,
    code: z.string().optional(),
    message: z.string(),
    action: action().optional(),
  }),
);

const link = onFirstUse(() =>
  z.discriminatedUnion('action', [
    z.strictObject({ action: z.literal('none') }),
    z.strictObject({
      action: z.literal('link_journal'),
      journalId: id,
      frequency,
      statementPeriod,
      importFrom: calendarDate,
      linkedAt: instant,
      knownBalance: knownBalance().optional(),
    }),
  ]),
);

/** A bank account that the tenant authorised on a connection. */
export const account = onFirstUse(() =>
  z.strictObject({
    id,
    connectionId: id,
    institutionId: id,
    pontoId: id,
    reference: z.string(),
    referenceType: z.string(),
    currency,
    subtype: z.string().optional(),
    holderName: z.string().optional(),
    product: z.string().optional(),
    description: z.string().optional(),
    /** The bank's own reference: tells pockets and cards of one number apart. */
    internalReference: z.string().optional(),
    deprecated: z.boolean(),
    authorization: z.strictObject({
      state: authorizationState,
      authorizedAt: instant.optional(),
      expiresAt: instant.optional(),
      daysLeft: z.number().int().nonnegative().optional(),
    }),
    balances: z.strictObject({ current: balance().optional(), available: balance().optional() }),
    link: link(),
    lastSync: sync().optional(),
    nextSyncAt: instant.optional(),
    /** Of one that is no longer shared: accounts that may continue it. A person says which (`succeed`). */
    succession: z.strictObject({ candidates: z.array(id).max(bounds.examples) }).optional(),
    /**
     * Of a linked account, until everything that Ponto has was read once: lines in the books so far, and how far back its list
     * has been read.
     */
    firstImport: z.strictObject({ lines: z.int().nonnegative(), backTo: calendarDate.optional() }).optional(),
    /** Lines of Ponto that cannot be booked; `GET /v1/accounts/{id}/refused-lines` names them. */
    refusedLineCount: z.int().nonnegative(),
    /** The first and the last day of which everything is in and proven; where the first is after the last, there is none. */
    completeFrom: calendarDate.optional(),
    completeUpTo: calendarDate.optional(),
    /** What the books are worth as a whole; absent of an account that feeds nothing. */
    proof: z
      .strictObject({
        verdict: z.enum(['proven', 'unproven', 'broken']),
        /** Books minus bank, and the first day on which they may have parted. */
        difference: money.optional(),
        since: calendarDate.optional(),
        /** The bank's last balance that could be compared, and the last day that it counts. */
        bankBalance: money.optional(),
        bankBalanceOn: calendarDate.optional(),
        /** What this bank's balances count: lines up to a day that was over, or everything booked so far. */
        convention: z.enum(['closed_day', 'so_far']).optional(),
        /** The tenant's own figure, and whether the books arrive at it; `waiting` until that can be said. */
        knownBalance: knownBalance()
          .extend({
            verdict: z.enum(['agrees', 'differs', 'waiting']),
            /** Books minus figure. */
            difference: money.optional(),
          })
          .optional(),
      })
      .optional(),
    health: health(),
  }),
);

/** `not_needed`: it was out at Ponto already, or another connection reads it on the same integration. */
export const endedAccount = onFirstUse(() =>
  z.strictObject({
    status: z.literal('ended'),
    removedAtPonto: z.enum(['done', 'not_needed']),
  }),
);

export const accountQuery = onFirstUse(() =>
  z.strictObject({
    connectionId: id.exactOptional(),
    institutionId: id.exactOptional(),
    health: healthState.exactOptional(),
    healthCode: healthCode.exactOptional(),
    authorization: authorizationState.exactOptional(),
    /** Accounts of other banks too that came with the consent. */
    all: z
      .enum(['true', 'false'])
      .default('false')
      .transform((text) => text === 'true'),
    ...pageQuery,
  }),
);

export const accountPage = onFirstUse(() => pageOf(account()));

export const linkBody = onFirstUse(() =>
  z.strictObject({
    /** The first account of a tenant feeds the journal `BNK1` when nothing is said, further ones a new journal. */
    action: z.enum(['create_journal', 'link_journal', 'none']).exactOptional(),
    journalId: id.exactOptional(),
    journal: z.strictObject(journalFields).exactOptional(),
    frequency: frequency.exactOptional(),
    statementPeriod: statementPeriod.exactOptional(),
    /** Lines before this day stay out; the first day of the current month when missing, or the day after `knownBalance`. */
    importFrom: calendarDate.exactOptional(),
    /** It proves the days after it; without `importFrom`, a new link begins on the day after it. */
    knownBalance: knownBalanceBody().exactOptional(),
  }),
);

/** Links of several accounts, each as `PUT /v1/accounts/{id}/link` takes it. */
export const bulkLinkBody = onFirstUse(() =>
  z.strictObject({
    links: z
      .array(linkBody().extend({ accountId: id }))
      .min(1)
      .max(bounds.links)
      .refine((links) => new Set(links.map(({ accountId }) => accountId)).size === links.length, rule('each_once'))
      .meta({ uniqueItems: true }),
  }),
);

/** What became of each link, in the order of the request: every one stands or falls by itself. */
export const bulkLinkAnswer = onFirstUse(() =>
  z.strictObject({
    items: z
      .array(
        z.discriminatedUnion('outcome', [
          z.strictObject({ accountId: id, outcome: z.literal('done'), account: account() }),
          z.strictObject({ accountId: id, outcome: z.literal('refused'), problem: problem() }),
        ]),
      )
      .max(bounds.links),
  }),
);

export { knownBalanceBody };

export const previewBody = onFirstUse(() =>
  z
    .strictObject({
      /** As those of the link. */
      importFrom: calendarDate.exactOptional(),
      knownBalance: knownBalanceBody().exactOptional(),
      /** The last day that the tenant's own books have; that of `knownBalance` when missing. */
      lastBookedOn: calendarDate.exactOptional(),
    })
    .default({}),
);

/** Why the balance at the start cannot be told yet. */
const openingUnknown = z.enum([
  'no_balance',
  'bank_not_reached',
  'other_moment',
  'start_ahead',
  'too_many_lines',
  'books_exist',
]);

/** What a link with this start would bring, by what Ponto has now. Nothing is written, and the bank is not asked. */
export const linkPreview = onFirstUse(() =>
  z.strictObject({
    /** The first day of the books. */
    importFrom: calendarDate,
    currency,
    /** The earliest and the latest day of a line that Ponto has; without lines, there is none. */
    earliestLine: calendarDate.optional(),
    latestLine: calendarDate.optional(),
    /** False: Ponto has too many lines to be counted at once. Every count is then one of "at least". */
    isWhole: z.boolean(),
    counts: z.strictObject({
      /** Lines that the books get. */
      fromStart: z.int().nonnegative(),
      /** Lines that stay out, because they are of days before. */
      beforeStart: z.int().nonnegative(),
      /** Lines of the whole account that cannot be booked. */
      unreadable: z.int().nonnegative(),
    }),
    /** The balance at the beginning of `importFrom`, where it can be told. */
    opening: z.discriminatedUnion('kind', [
      z.strictObject({
        kind: z.literal('known'),
        amount: money,
        /** Balance and lines are of different moments, or the bank has not shown yet what its balances count. */
        mayChange: z.boolean(),
      }),
      z.strictObject({ kind: z.literal('unknown'), code: openingUnknown, message: z.string() }),
    ]),
    /** The tenant's own figure, and whether the books would arrive at it; `waiting` where that cannot be said yet. */
    knownBalance: knownBalance()
      .extend({
        verdict: z.enum(['agrees', 'differs', 'waiting']),
        /** Books minus figure. */
        difference: money.optional(),
      })
      .optional(),
    /** As those of an account: the first and the last day of which everything would be in and proven. */
    completeFrom: calendarDate.optional(),
    completeUpTo: calendarDate.optional(),
    /** Where the tenant's own books end: lines that both would have, and lines that neither would. */
    overlap: z
      .strictObject({
        lastBookedOn: calendarDate,
        inBoth: z.int().nonnegative(),
        inNeither: z.int().nonnegative(),
      })
      .optional(),
  }),
);
export type LinkPreviewBody = z.output<ReturnType<typeof linkPreview>>;

/** The account that ended, whose history goes on. */
export const successionBody = onFirstUse(() => z.strictObject({ predecessorId: id }));

export type LinkBody = z.output<ReturnType<typeof linkBody>>;
export type AccountBody = z.output<ReturnType<typeof account>>;
