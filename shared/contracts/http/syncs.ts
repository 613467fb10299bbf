import * as z from 'zod';
import { bounds } from './bounds.ts';
import { bookedTransaction, content } from './ledger.ts';
import { action, calendarDate, id, instant, pageOf, pageQuery, syncTrigger } from './common.ts';
import { onFirstUse } from '../../language/onFirstUse.ts';

const count = z.number().int().nonnegative();

/** One run that brings an account up to date. */
export const sync = onFirstUse(() =>
  z.strictObject({
    id,
    accountId: id,
    trigger: syncTrigger,
    status: z.enum(['queued', 'waiting_for_bank', 'fetching', 'succeeded', 'failed']),
    counts: z.strictObject({
      added: count,
      corrected: count,
      removed: count,
      unchanged: count,
      pending: count,
      /** Of the whole account; absent of runs of an earlier release. */
      refused: count.optional(),
    }),
    /** Pages of transactions read from Ponto. */
    pages: count,
    error: z.strictObject({ code: z.string(), message: z.string(), action: action().optional() }).optional(),
    /** Of a failed run that is tried again by itself: when, and the run that it then is, which exists from that moment on. */
    retryAt: instant.optional(),
    retriedAs: id.optional(),
    /** The period that this run compares with Ponto line by line, both days inclusive. */
    check: z.strictObject({ from: calendarDate, to: calendarDate }).optional(),
    createdAt: instant,
    /** When a worker first took it up; absent while it is queued, and of runs of a former release. */
    startedAt: instant.optional(),
    /** When it ended; absent while it runs. */
    finishedAt: instant.optional(),
    /** When it last moved. */
    updatedAt: instant,
  }),
);

/** Nothing, or a period to be checked: both its days, or the answer is 422. */
export const syncRequest = onFirstUse(() =>
  z
    .strictObject({
      /** First and last day, both inclusive, of lines by execution date, else value date. */
      from: calendarDate.exactOptional(),
      to: calendarDate.exactOptional(),
    })
    .default({}),
);

/** A line that a check has found to differ, as it is in the books now. */
export const finding = onFirstUse(() =>
  z.strictObject({
    /**
     * `missing`: Ponto has it and the books had not; it is in now. `corrected`: Ponto tells it differently. `removed`: the
     * books had it and Ponto has not.
     */
    kind: z.enum(['missing', 'corrected', 'removed']),
    transaction: bookedTransaction(),
    /** What the books said before. */
    before: z.strictObject(content).optional(),
  }),
);

/** What a check has found, line by line. */
export const checkReport = onFirstUse(() =>
  z.strictObject({
    from: calendarDate,
    to: calendarDate,
    /** False: Ponto's list was too long to be read in a single pass, so that missing lines at Ponto could not be told. */
    inOneGo: z.boolean(),
    counts: z.strictObject({
      missing: count,
      corrected: count,
      removed: count,
      same: count,
      /** Lines from before the account came back under a new id of Ponto's, which can list them no more. */
      notListed: count,
      /** Lines at Ponto that stay out because they lie before `importFrom`. */
      beforeImportFrom: count,
      /** Lines that Ponto lists again after it had removed them; their tombstones stay. */
      stayRemoved: count,
      /** Lines of the whole account that cannot be booked: they have no day that can be read. */
      unreadable: count,
    }),
    items: z.array(finding()).max(bounds.page),
    /** Goes into `cursor` of the same call. */
    nextCursor: z.string().optional(),
  }),
);

/** One run; one that checked a period has its report once it is done. */
export const syncWithReport = onFirstUse(() => sync().extend({ report: checkReport().optional() }));

export const syncQuery = onFirstUse(() => z.strictObject(pageQuery));
export const syncPage = onFirstUse(() => pageOf(sync()));
export type SyncBody = z.output<ReturnType<typeof sync>>;
export type SyncWithReportBody = z.output<ReturnType<typeof syncWithReport>>;
export type CheckReportBody = z.output<ReturnType<typeof checkReport>>;
