import * as z from 'zod';
import { name } from '../names.ts';
import { atLeastOneOf, currency, id, pageOf, pageQuery } from './common.ts';
import { paymentCurrencies } from './paymentCurrencies.ts';
import { rule } from './rules.ts';
import { onFirstUse } from '../../language/onFirstUse.ts';

/** A bookkeeping journal, fed by at most one account. */
export const journal = onFirstUse(() =>
  z.strictObject({
    id,
    code: z.string(),
    name: z.string(),
    currency,
    accountId: id.optional(),
  }),
);

const code = z.string().regex(/^[\w.-]{1,16}$/, rule('journal_code'));

export const journalQuery = onFirstUse(() => z.strictObject(pageQuery));
export const journalPage = onFirstUse(() => pageOf(journal()));
const anyOfThem = new RegExp(`^(?:${paymentCurrencies.join('|')})$`);
export const newJournal = onFirstUse(() =>
  z.strictObject({ code, name, currency: z.string().regex(anyOfThem, rule('currency')).default('EUR') }),
);
export const journalChange = onFirstUse(() =>
  atLeastOneOf(z.strictObject({ code: code.exactOptional(), name: name.exactOptional() })).meta({ minProperties: 1 }),
);

export const journalFields = { code, name };
export type JournalBody = z.output<ReturnType<typeof journal>>;
