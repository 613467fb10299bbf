import * as z from 'zod';
import { bounds } from './bounds.ts';
import { calendarDate, currency, id, instant, money, pageOf, pageQuery } from './common.ts';
import { onFirstUse } from '../../language/onFirstUse.ts';

const count = z.number().int().nonnegative();
const period = onFirstUse(() => z.strictObject({ from: calendarDate, to: calendarDate }));
const verdict = z.enum(['complete', 'open']);
/** A balance, and the last day that it counts. */
const balanceOn = onFirstUse(() => z.strictObject({ amount: money, date: calendarDate }));

const openReason = onFirstUse(() =>
  z.strictObject({
    code: z.enum([
      'account_not_linked',
      'ended',
      'not_read_yet',
      'before_import_from',
      'balance_before_start',
      'books_differ',
      'known_balance_differs',
      'line_refused',
      'lines_uncertain',
      'proof_withdrawn',
      'authorization_gap',
      'later_balance',
      'statement_unproven',
      'statement_not_final',
      'period_not_over',
    ]),
    /** The days that it leaves open, both inclusive, where they are known. */
    from: calendarDate.optional(),
    to: calendarDate.optional(),
    /** Books minus the balance that disagrees: the bank's, or the tenant's own figure. */
    difference: money.optional(),
    balance: balanceOn().optional(),
    /** Of a statement. */
    number: z.string().optional(),
    /** Of `line_refused` and `lines_uncertain`. */
    lines: count.optional(),
    /** Code of the account's health, where that is what is in the way. */
    health: z.string().optional(),
    withdrawn: z
      .strictObject({ at: instant, reason: z.enum(['late_line', 'corrected', 'removed', 'balance_restated']) })
      .optional(),
  }),
);

const corrections = onFirstUse(() =>
  z.strictObject({
    lateLines: count,
    adjustments: count,
    /** What they add up to, in the account's currency. */
    sum: money,
    /** There are more than were counted. */
    more: z.literal(true).optional(),
  }),
);

/** One account and a period. Amounts are in the account's currency; those of two accounts are never added. */
export const certifiedAccount = onFirstUse(() =>
  z.strictObject({
    accountId: id,
    reference: z.string(),
    referenceType: z.string(),
    /** Other numbers that the account had on statements of the period. */
    formerReferences: z.array(z.string()).max(bounds.examples).optional(),
    holderName: z.string().optional(),
    product: z.string().optional(),
    currency,
    journal: z.strictObject({ id, code: z.string(), name: z.string() }).optional(),
    /** `complete`: everything of every day of the period is in, balances prove it, and the statements are final. */
    verdict,
    /** The first and the last day of the period of which everything is in and proven; absent where none is. */
    completeFrom: calendarDate.optional(),
    completeUpTo: calendarDate.optional(),
    /** What the statements say before the first and after the last day of the period, where it is known. */
    openingBalance: money.optional(),
    closingBalance: money.optional(),
    provenBy: z
      .strictObject({
        by: z.enum(['bank', 'tenant']),
        bankBalance: balanceOn().extend({ changedAt: instant.optional() }).optional(),
        knownBalance: balanceOn().optional(),
        /** What the bank's balance counts of days before the books. */
        beforeStart: money.optional(),
      })
      .optional(),
    statements: z.strictObject({ count, first: z.string().optional(), last: z.string().optional() }),
    /** Late lines and adjustments of days of the period that stand on statements after it. */
    corrections: corrections(),
    /** Why it is open; none of one that is complete. */
    open: z.array(openReason()).max(bounds.examples),
  }),
);

const judged = onFirstUse(() => ({
  period: period(),
  /** `complete`: there is an account, and every one of them is. */
  verdict,
  /** There is nothing to judge: no account feeds a journal. */
  noAccounts: z.literal(true).optional(),
  accounts: z.array(certifiedAccount()).max(bounds.certificate),
  /** Accounts that are not among them; the first 20 are named. */
  leftOut: z.strictObject({
    count,
    accounts: z
      .array(
        z.strictObject({
          accountId: id,
          reference: z.string(),
          currency,
          code: z.enum(['account_not_linked', 'ended', 'not_chosen']),
        }),
      )
      .max(bounds.examples),
  }),
}));

/** What `open` of the accounts says, in words, in the order of the accounts. */
const reasons = onFirstUse(() =>
  z
    .array(z.strictObject({ accountId: id.optional(), code: z.string(), message: z.string(), nextStep: z.string() }))
    .max(bounds.report),
);

/** How a period stands: what a certificate would say now. With a cursor, verdict and accounts are those of one page. */
export const completeness = onFirstUse(() =>
  z.strictObject({ ...judged(), reasons: reasons(), nextCursor: z.string().optional() }),
);

export const completenessQuery = onFirstUse(() =>
  z.strictObject({
    /** First and last day, both inclusive; a year at most. */
    from: calendarDate,
    to: calendarDate,
    /** Accounts, by their numbers. */
    limit: z.coerce.number().int().min(1).max(bounds.certificate).default(bounds.certificate),
    cursor: pageQuery.cursor,
  }),
);

export const newCertificate = onFirstUse(() =>
  z.strictObject({
    /** First and last day, both inclusive; a year at most. */
    from: calendarDate,
    to: calendarDate,
    /** Only these accounts; without it, every one that feeds a journal or has books that reach into the period. */
    accountIds: z.array(id).min(1).max(bounds.certificate).exactOptional(),
  }),
);

/** What was certified. Nothing changes it: the digest of the certificate covers all of it. */
const certificateContent = onFirstUse(() =>
  z.strictObject({
    id,
    issuedAt: instant,
    /** The user who had it made, and for whom. */
    issuedBy: z.string(),
    company: z.strictObject({ id: z.string(), name: z.string().optional() }),
    ...judged(),
  }),
);

const standingChange = onFirstUse(() =>
  z.strictObject({
    accountId: id,
    reference: z.string(),
    currency,
    code: z.enum([
      'account_gone',
      'no_longer_complete',
      'completed',
      'open_otherwise',
      'corrected',
      'balances_changed',
    ]),
    message: z.string(),
    /** Why it is open now. */
    open: z.array(openReason()).max(bounds.examples).optional(),
    /** Late lines and adjustments since it was issued. */
    corrections: corrections().optional(),
    /** What the statements say now. */
    openingBalance: money.optional(),
    closingBalance: money.optional(),
  }),
);

/** A complete-up-to certificate as it was issued, and whether it holds today. */
export const certificate = onFirstUse(() =>
  z.strictObject({
    id,
    /**
     * SHA-256, in hexadecimal, of `content` as canonical JSON (RFC 8785: members sorted, no white space, UTF-8): a printed
     * one with the same digest says the same.
     */
    digest: z.string().regex(/^[0-9a-f]{64}$/),
    content: certificateContent(),
    reasons: reasons(),
    /** `changed`: what was learned since says something else than the certificate. */
    standing: z.strictObject({
      state: z.enum(['holds', 'changed']),
      checkedAt: instant,
      changes: z.array(standingChange()).max(bounds.report),
    }),
  }),
);

export const certificateSummary = onFirstUse(() =>
  z.strictObject({
    id,
    digest: z.string(),
    issuedAt: instant,
    period: period(),
    verdict,
    accounts: count,
  }),
);
export const certificateQuery = onFirstUse(() => z.strictObject(pageQuery));
export const certificatePage = onFirstUse(() => pageOf(certificateSummary()));

export type CertifiedAccountBody = z.output<ReturnType<typeof certifiedAccount>>;
export type CompletenessBody = z.output<ReturnType<typeof completeness>>;
export type CertificateSummaryBody = z.output<ReturnType<typeof certificateSummary>>;
export type CertificateBody = z.output<ReturnType<typeof certificate>>;
