import * as z from 'zod';
import { contact } from './connections.ts';
import { id, instant } from './common.ts';
import { rule } from './rules.ts';
import { onFirstUse } from '../../language/onFirstUse.ts';

const returnUrl = z.url().max(2000).exactOptional();
const locale = z
  .string()
  .regex(/^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, rule('language'))
  .exactOptional();

/** What every page session may bring. */
const person = {
  /** Where the person goes back to; must be on the allow-list. */
  returnUrl,
  /** BCP 47 language of the pages; the browser's where it is missing. */
  locale,
  /** Who is written to about a bank that this person connects; asked for where it is missing. */
  contact: contact().exactOptional(),
};

export const newPageSession = onFirstUse(() =>
  z.discriminatedUnion('page', [
    z.strictObject({ page: z.literal('connect'), institutionId: id.exactOptional(), ...person }),
    z.strictObject({ page: z.literal('overview'), ...person }),
    z.strictObject({ page: z.literal('month'), ...person }),
    z.strictObject({ page: z.literal('account'), accountId: id, ...person }),
    z.strictObject({ page: z.literal('statement'), statementId: id, ...person }),
    z.strictObject({ page: z.literal('renew'), connectionId: id, ...person }),
  ]),
);

/** An address for one person, opened once and before the moment that is told. */
export const pageSession = onFirstUse(() => z.strictObject({ url: z.url(), expiresAt: instant }));
