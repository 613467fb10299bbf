import * as z from 'zod';
import { bounds } from './bounds.ts';
import {
  atLeastOneOf,
  calendarDate,
  currency,
  id,
  instant,
  knownBalance,
  money,
  pageOf,
  pageQuery,
  soughtMoney,
  syncTrigger,
  typedMoney,
} from './common.ts';
import { rule } from './rules.ts';
import { onFirstUse } from '../../language/onFirstUse.ts';

const counterparty = onFirstUse(() =>
  z.strictObject({ name: z.string().optional(), reference: z.string().optional() }),
);
const remittance = onFirstUse(() =>
  z.strictObject({
    text: z.string().optional(),
    type: z.string().optional(),
    /** The standard reference found in the text, such as the Belgian structured communication. */
    reference: z.strictObject({ kind: z.enum(['be_ogm', 'iso_11649']), value: z.string() }).optional(),
  }),
);

const contentWithoutDay = {
  valueDate: calendarDate.optional(),
  amount: money,
  currency,
  counterparty: counterparty(),
  remittance: remittance(),
  description: z.string().optional(),
  bankTransactionCode: z.string().optional(),
  proprietaryBankTransactionCode: z.string().optional(),
  endToEndId: z.string().optional(),
  purposeCode: z.string().optional(),
  mandateId: z.string().optional(),
  creditorId: z.string().optional(),
  cardReference: z.string().optional(),
  fee: money.optional(),
  additionalInformation: z.string().optional(),
};

export const content = { executionDate: calendarDate, ...contentWithoutDay };

/** A line of the account. */
export const transaction = onFirstUse(() =>
  z.strictObject({
    id,
    accountId: id,
    journalId: id.optional(),
    statementId: id.optional(),
    status: z.enum(['booked', 'pending']),
    /** Position in the account's ledger; pending lines have none. */
    sequence: z.number().int().positive().optional(),
    /** Every booked line has one; a pending one, where the bank has named it. */
    executionDate: calendarDate.optional(),
    ...contentWithoutDay,
    version: z.number().int().positive(),
    pontoId: id,
    createdAt: instant.optional(),
    updatedAt: instant.optional(),
  }),
);
export const bookedTransaction = onFirstUse(() =>
  transaction().extend({ status: z.literal('booked'), executionDate: calendarDate }),
);

/** The run that brought something. Runs are kept for 400 days; of an older one, only the id is told. */
const runBehind = onFirstUse(() =>
  z.strictObject({ syncId: id, trigger: syncTrigger.optional(), startedAt: instant.optional() }),
);

/**
 * One line with its latest versions, oldest first; a removal is the last version. `nextCursor` goes into `cursor` of the
 * same call and leads to earlier ones.
 */
export const transactionWithVersions = onFirstUse(() =>
  transaction().extend({
    removed: z.boolean(),
    nextCursor: z.string().optional(),
    versions: z
      .array(
        z.strictObject({
          version: z.number().int().positive(),
          kind: z.enum(['added', 'corrected', 'removed']),
          sequence: z.number().int().positive(),
          at: instant,
          run: runBehind(),
          reason: z.strictObject({
            code: z.enum(['new_at_ponto', 'pending_booked', 'late_line', 'corrected', 'removed', 'taken_back']),
            message: z.string(),
          }),
          /** The pending line of the same amount and party that was shown before. */
          pendingId: id.optional(),
          /** Members that differ from the version before, such as `amount` or `remittance.text`. */
          changed: z.array(z.string()).max(bounds.members).optional(),
          ...content,
        }),
      )
      .max(bounds.versions),
    /** Why the line was kept when its account came back under a new id of Ponto, each time. */
    recognised: z
      .array(
        z.strictObject({
          at: instant,
          run: runBehind(),
          pontoId: id,
          formerPontoId: id,
          matchedBy: z.enum(['content', 'bank_reference', 'parties', 'day_and_amount']),
          message: z.string(),
        }),
      )
      .max(bounds.versions),
    /** Other lines that say the same in every word, at most 20, and why they are not one. */
    twins: z.strictObject({ ids: z.array(id).max(bounds.examples), message: z.string() }).optional(),
  }),
);

export const versionQuery = onFirstUse(() =>
  z.strictObject({
    /** Versions and recognitions, the latest first. */
    limit: z.coerce.number().int().min(1).max(bounds.versions).default(50),
    cursor: pageQuery.cursor,
  }),
);

const someDays = { from: calendarDate.exactOptional(), to: calendarDate.exactOptional() };
/** Days of which the last comes first have nothing in them: whoever asks for them has made a mistake, and is told. */
const daysInOrder = <S extends z.ZodObject<typeof someDays>>(schema: S): S =>
  schema.refine(({ from, to }) => from === undefined || to === undefined || from <= to, {
    path: ['to'],
    message: rule('not_before_from'),
  });

export const transactionQuery = onFirstUse(() =>
  daysInOrder(
    z.strictObject({
      /** First and last execution date, both inclusive. */
      ...someDays,
      status: z.enum(['booked', 'pending']).exactOptional(),
      ...pageQuery,
    }),
  ),
);
export const transactionPage = onFirstUse(() => pageOf(transaction()));

const soughtWords = z.string().max(200).regex(/\S/, rule('not_blank')).exactOptional();
/** All that is given must fit. */
const sought = {
  text: soughtWords,
  counterparty: soughtWords,
  reference: soughtWords,
  amount: soughtMoney().exactOptional(),
  minAmount: typedMoney().exactOptional(),
  maxAmount: typedMoney().exactOptional(),
};
const criteria = Object.keys(sought);
/** Words, an amount or a range of them, or several: what a person looks for stands in no address. */
export const transactionSearch = onFirstUse(() =>
  atLeastOneOf(daysInOrder(z.strictObject({ ...sought, ...someDays })), criteria).meta({
    anyOf: criteria.map((name) => ({ required: [name] })),
  }),
);
/** The same, or days alone, or nothing: then all lines count. */
export const transactionTotalsFilter = onFirstUse(() =>
  daysInOrder(z.strictObject({ ...sought, ...someDays })).default({}),
);
export const searchQuery = onFirstUse(() => z.strictObject(pageQuery));
export const foundTransactions = onFirstUse(() =>
  z.strictObject({
    items: z.array(transaction()).max(bounds.page),
    /**
     * A page ends when it is full, or when it has looked at 1,000 lines for words, at 20,000 for an amount: it may have no
     * lines and a cursor.
     */
    nextCursor: z.string().optional(),
    /** The day down to which it has looked, where a cursor goes on from there; none where it has looked at pending lines alone. */
    lookedBackTo: calendarDate.optional(),
  }),
);

export const totalsQuery = onFirstUse(() => z.strictObject({ cursor: pageQuery.cursor }));
/** What the booked lines that fit come to, in the currency of the account. */
export const transactionTotals = onFirstUse(() =>
  z.strictObject({
    currency,
    count: z.int().nonnegative(),
    totalCredit: money,
    /** Zero or less. */
    totalDebit: money,
    /** All lines have been looked at. If not, these are the totals of those down to `lookedBackTo`: go on with `nextCursor` and add up. */
    isWhole: z.boolean(),
    nextCursor: z.string().optional(),
    lookedBackTo: calendarDate.optional(),
  }),
);

export const explainQuery = onFirstUse(() =>
  z.strictObject({
    /** Compared exactly, sign included. */
    amount: typedMoney(),
    /** The day that the payment should have; five days before and after are looked at too. */
    date: calendarDate,
  }),
);

/** Where a payment is that somebody misses. */
export const paymentExplanation = onFirstUse(() =>
  z.strictObject({
    amount: money,
    /** The days that were looked at, both inclusive. */
    from: calendarDate,
    to: calendarDate,
    /** The first one answers; the others may play a part. */
    reasons: z
      .array(
        z.strictObject({
          code: z.enum([
            'found',
            'pending',
            'corrected',
            'removed',
            'other_sign',
            'account_not_linked',
            'before_import_from',
            'authorization_gap',
            'not_read_yet',
            'line_refused',
            'not_at_bank',
            'not_at_ponto',
          ]),
          message: z.string(),
          nextStep: z.string(),
          /** Lines that it speaks of, at most 20. */
          transactionIds: z.array(id).max(bounds.examples),
        }),
      )
      .max(bounds.examples),
    /** When the books last had everything that Ponto held. */
    readAt: instant.optional(),
    /** When Ponto last got through to the bank. */
    bankReachedAt: instant.optional(),
    /** The last day up to which everything is in and proven. */
    completeUpTo: calendarDate.optional(),
  }),
);

/** A line of Ponto that cannot be booked, with as much of it as can be read. */
export const refusedLine = onFirstUse(() =>
  z.strictObject({
    pontoId: id,
    reason: z.strictObject({
      code: z.enum([
        'amount_unreadable',
        'fee_unreadable',
        'currency_unreadable',
        'currency_of_another_account',
        'date_unreadable',
        'too_large',
        'shape_unreadable',
        'unknown',
      ]),
      message: z.string(),
      nextStep: z.string(),
    }),
    executionDate: calendarDate.optional(),
    amount: money.optional(),
    currency: currency.optional(),
    firstSeenAt: instant.optional(),
    lastSeenAt: instant.optional(),
  }),
);
export const refusedLineQuery = onFirstUse(() => z.strictObject(pageQuery));
export const refusedLinePage = onFirstUse(() => pageOf(refusedLine()));

export const changeQuery = onFirstUse(() =>
  z.strictObject({
    /**
     * Cursor of the change feed of this account: `nextCursor` of the page before, or `from` of a `TransactionsChanged`
     * event. Without it the feed begins at its beginning.
     */
    after: pageQuery.cursor,
    limit: pageQuery.limit,
  }),
);
export const change = onFirstUse(() =>
  z.strictObject({
    sequence: z.number().int().positive(),
    kind: z.enum(['added', 'corrected', 'removed']),
    transaction: bookedTransaction(),
  }),
);
export const changePage = onFirstUse(() =>
  z.strictObject({
    items: z.array(change()).max(bounds.page),
    nextCursor: z.string(),
    hasMore: z.boolean(),
  }),
);

const statementState = z.enum(['open', 'final']);
const verdict = z.enum(['proven', 'unproven', 'broken']);

/** A numbered, balanced run of booked lines over one period. */
export const statement = onFirstUse(() =>
  z.strictObject({
    id,
    accountId: id,
    journalId: id.optional(),
    number: z.string().regex(/^\d{4}-\d{4,}$/),
    period: z.strictObject({ from: calendarDate, to: calendarDate }),
    currency,
    openingBalance: money,
    closingBalance: money,
    lineCount: z.number().int().nonnegative(),
    totalCredit: money,
    totalDebit: money,
    state: statementState,
    proof: z.strictObject({
      verdict,
      bankBalance: money.optional(),
      bankBalanceAt: z.union([calendarDate, instant]).optional(),
      /** Books minus bank. */
      difference: money.optional(),
      /**
       * What lines of days before the start, booked after the opening balance was taken, add to the bank's balance. They
       * stay out of the books: closing balance + this = bankBalance.
       */
      beforeStart: money.optional(),
      /** A broken statement: first day on which books and bank may have parted. */
      brokenFrom: calendarDate.optional(),
      /**
       * What an unproven statement waits for: a later balance of the bank, or one from before its first day, which the bank
       * no longer gives when the statement reaches back to the day that the opening balance was computed from.
       */
      awaiting: z.enum(['later_balance', 'balance_before_start']).optional(),
      /** Of a proven one: two balances of the bank have proven it, or one of the bank and one that the tenant gave. */
      by: z.enum(['bank', 'tenant']).optional(),
      /** The tenant's figure, of one that it has helped to prove. */
      knownBalance: knownBalance().optional(),
      /** It was proven before, and what was learned later contradicts that: since when, and what. */
      withdrawn: z
        .strictObject({
          at: instant,
          reason: z.enum(['late_line', 'corrected', 'removed', 'balance_restated']),
        })
        .optional(),
    }),
  }),
);

/**
 * A line as it stands on a statement. A late line belongs to a closed period; of an adjustment, `amount` is the
 * difference that a correction made to a line on a final statement, and the rest names that line.
 */
export const statementLine = onFirstUse(() =>
  bookedTransaction().extend({ kind: z.enum(['line', 'late_line', 'adjustment']) }),
);
/** A statement with the first page of its lines; `nextCursor` goes into `GET /v1/statements/{id}/lines`. */
export const statementWithLines = onFirstUse(() =>
  statement().extend({
    lines: z.array(statementLine()).max(bounds.page),
    nextCursor: z.string().optional(),
  }),
);
export const statementLinesQuery = onFirstUse(() => z.strictObject(pageQuery));
export const statementLinesPage = onFirstUse(() => pageOf(statementLine()));
export const statementQuery = onFirstUse(() =>
  daysInOrder(
    z.strictObject({
      /** First and last day on which a statement begins, both inclusive. */
      ...someDays,
      state: statementState.exactOptional(),
      verdict: verdict.exactOptional(),
      ...pageQuery,
    }),
  ),
);
export const statementPage = onFirstUse(() => pageOf(statement()));

export type TransactionBody = z.output<ReturnType<typeof transaction>>;
export type TransactionTotalsBody = z.output<ReturnType<typeof transactionTotals>>;
export type FoundTransactionsBody = z.output<ReturnType<typeof foundTransactions>>;
export type BookedTransactionBody = z.output<ReturnType<typeof bookedTransaction>>;
export type PaymentExplanationBody = z.output<ReturnType<typeof paymentExplanation>>;
export type RefusedLineBody = z.output<ReturnType<typeof refusedLine>>;
export type TransactionWithVersionsBody = z.output<ReturnType<typeof transactionWithVersions>>;
export type ChangeBody = z.output<ReturnType<typeof change>>;
export type StatementBody = z.output<ReturnType<typeof statement>>;
export type StatementLineBody = z.output<ReturnType<typeof statementLine>>;
