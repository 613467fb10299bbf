import * as z from 'zod';
import { bounds } from './bounds.ts';
import { rule } from './rules.ts';
import { onFirstUse } from '../../language/onFirstUse.ts';

export const id = z.string().min(1).max(100);
export const instant = z.iso.datetime();
export const calendarDate = z.iso.date();
/** An exact decimal number as text: `"-12.50"`. Never a binary float. */
export const money = z.string().regex(/^-?\d+(\.\d+)?$/);
const isAmountOfAnyLength = (input: unknown): boolean =>
  typeof input === 'string' && /^\s*[-+]?\d+([.,]\d+)?\s*$/.test(input);

/**
 * An amount that a person may have typed: a comma for the point, spaces around it. At most 15 digits before the decimal
 * point and 10 behind it, more than any bank books.
 */
const typedAmount = z
  .string()
  .max(60)
  .regex(/^\s*[-+]?\d{1,15}([.,]\d{1,10})?\s*$/, {
    error: ({ input }) => rule(isAmountOfAnyLength(input) ? 'amount_digits' : 'amount'),
  });
export const typedMoney = onFirstUse(() =>
  typedAmount.transform((text) => text.trim().replace(',', '.').replace(/^\+/, '')),
);
/** The same as somebody looks for it: its plus says that only money in is meant. */
export const soughtMoney = onFirstUse(() => typedAmount.transform((text) => text.trim().replace(',', '.')));
/** The closing balance of a day by a statement of the bank that the tenant holds. */
export const knownBalance = onFirstUse(() => z.strictObject({ date: calendarDate, amount: money }));
/** The same as a person types it. */
export const knownBalanceBody = onFirstUse(() => z.strictObject({ date: calendarDate, amount: typedMoney() }));
/**
 * An address to which mail can go: no server takes more than 64 characters before the `@`.
 *
 * @see https://www.rfc-editor.org/rfc/rfc5321#section-4.5.3.1.1
 */
export const emailAddress = z
  .email()
  .max(254)
  .regex(/^[^@]{1,64}@/, rule('email_local_part'));
/** A currency as a bank names it. */
export const currency = z.string().regex(/^[A-Z]{3}$/);

/** What says nothing is a slip: at least one of these members is given. The document says so by `minProperties` or `anyOf`. */
export const atLeastOneOf = <S extends z.ZodObject>(schema: S, members = Object.keys(schema.shape)): S =>
  schema.refine((given) => members.some((name) => name in given), {
    message: rule('at_least_one_of'),
    params: { members },
  });

/** What started a run. */
export const syncTrigger = z.enum(['link', 'schedule', 'person', 'webhook']);

/** What a person can do next: an address to open, the call of this API that starts it, or both. */
export const action = onFirstUse(() =>
  z.strictObject({
    label: z.string(),
    url: z.url().optional(),
    call: z
      .strictObject({
        method: z.enum(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']),
        path: z.string(),
        /** What to send; absent where nothing is, or where only a person can say what. */
        body: z.record(z.string(), z.string()).optional(),
      })
      .optional(),
  }),
);

/** A cursor is opaque to callers, and belongs to its list: only what the list gave out comes back in. */
const cursor = z.string().min(1).max(400);

export const pageQuery = {
  limit: z.coerce.number().int().min(1).max(bounds.page).default(50),
  cursor: cursor.exactOptional(),
};

export const pageOf = <T extends z.ZodType>(item: T) =>
  z.strictObject({ items: z.array(item).max(bounds.page), nextCursor: z.string().optional() });
