import * as z from 'zod';
import { id, instant, pageOf, pageQuery } from './common.ts';
import { rule } from './rules.ts';
import { onFirstUse } from '../../language/onFirstUse.ts';

export const institutionStatus = z.enum(['stable', 'beta', 'experimental']);

/** A bank that Ponto reaches. */
export const institution = onFirstUse(() =>
  z.strictObject({
    id,
    name: z.string(),
    bic: z.string().optional(),
    country: z.string().optional(),
    logoUrl: z.string().optional(),
    status: institutionStatus,
    provider: z.literal('ponto'),
    deprecated: z.boolean(),
    maintenance: z
      .strictObject({ from: instant.optional(), to: instant.optional(), type: z.string().optional() })
      .optional(),
    /** Days until the customer must authorise again. */
    authorizationDays: z.number().int().optional(),
    /** Many accounts of this bank could not be read together in the last hours. */
    trouble: z.strictObject({ at: instant, message: z.string() }).optional(),
    /** What a user of this bank should know before connecting. */
    notice: z.string().optional(),
  }),
);

export const institutionQuery = onFirstUse(() =>
  z.strictObject({
    /** Part of a name or BIC. */
    search: z.string().max(100).exactOptional(),
    country: z
      .string()
      .regex(/^[A-Za-z]{2}$/, rule('country'))
      .transform((code) => code.toUpperCase())
      .exactOptional(),
    status: institutionStatus.exactOptional(),
    ...pageQuery,
  }),
);

export const institutionPage = onFirstUse(() => pageOf(institution()));
export type InstitutionBody = z.output<ReturnType<typeof institution>>;
