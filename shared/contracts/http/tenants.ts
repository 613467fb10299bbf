import * as z from 'zod';
import { bounds } from './bounds.ts';
import { currency, id, instant } from './common.ts';
import { rule } from './rules.ts';
import { onFirstUse } from '../../language/onFirstUse.ts';

/** Erasing cannot be undone: it has to be said in words. */
export const erasureBody = onFirstUse(() => z.strictObject({ confirm: z.literal('erase') }));

export const erasure = onFirstUse(() =>
  z.strictObject({
    id,
    state: z.enum(['erasing', 'done']),
    requestedAt: instant,
    finishedAt: instant.optional(),
    /** How many there were; known once the work has begun. */
    connections: z.number().int().nonnegative().optional(),
    accounts: z.number().int().nonnegative().optional(),
  }),
);

export const usageQuery = onFirstUse(() =>
  z.strictObject({
    month: z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/, rule('month')),
  }),
);

/** An exact number; fractions where Ponto counts parts of a month. */
const number = z.string();

export const usage = onFirstUse(() =>
  z.strictObject({
    month: z.string(),
    /** What Ponto counts, by organisation; at most 1,000 of them. */
    organizationCount: z.int().nonnegative(),
    organizations: z
      .array(
        z.strictObject({
          organizationId: id,
          connectionIds: z.array(id).max(bounds.report),
          accounts: number.optional(),
          payments: number.optional(),
          bulkPayments: number.optional(),
          totalAccounts: number.optional(),
        }),
      )
      .max(bounds.report),
    /** Shared with us now, and so paid for, but feeding no journal; at most 1,000 of them. */
    unlinkedAccountCount: z.number().int().nonnegative(),
    unlinkedAccounts: z
      .array(z.strictObject({ id, connectionId: id, institutionId: id, reference: z.string(), currency }))
      .max(bounds.report),
  }),
);

export type UsageBody = z.output<ReturnType<typeof usage>>;
