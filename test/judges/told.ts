import * as z from 'zod';

const line = z.object({
  date: z.string().nullish(),
  valueDate: z.string().nullish(),
  amount: z.string().nullish(),
  name: z.string().nullish(),
  account: z.string().nullish(),
  reference: z.string().nullish(),
  /** Everything that the line says, for what a reader does not take apart. */
  words: z.string().nullish(),
});

const statement = z.object({
  account: z.string().nullish(),
  currency: z.string().nullish(),
  number: z.string().nullish(),
  from: z.string().nullish(),
  to: z.string().nullish(),
  opening: z.string().nullish(),
  closing: z.string().nullish(),
  count: z.number().nullish(),
  lines: z.array(line),
});

const reading = z.object({ statements: z.array(statement), errors: z.array(z.string()) });

/** What a foreign program read in a file, and what it refused about it; what a second import of it brought. */
export const answer = reading.extend({ again: reading.optional() });
export type Answer = z.output<typeof answer>;
export type ToldStatement = z.output<typeof statement>;
export type ToldLine = z.output<typeof line>;
