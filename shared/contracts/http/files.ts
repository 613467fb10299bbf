import * as z from 'zod';
import { bounds } from './bounds.ts';
import { calendarDate } from './common.ts';
import { rule } from './rules.ts';
import { onFirstUse } from '../../language/onFirstUse.ts';

export const exportFormat = z.enum([
  'coda',
  'camt053.001.02',
  'camt053.001.08',
  'mt940',
  'mt940-abn',
  'mt940-rabo',
  'mt940-de',
  'ofx',
  'norma43',
  'cfonb120',
  'csv',
  'hledger',
  'beancount',
]);

/** What a kind of file cannot hold. */
export const exportLimit = z.enum([
  'belgian_or_other_iban',
  'spanish_iban',
  'french_iban',
  'two_decimals',
  'lines_9999',
  'ascii_text',
  'text_390',
  'no_opening_balance',
  'no_verdict',
  'no_number',
]);

/** Why a statement cannot be written in a kind of file. */
export const exportObstacle = z.enum([
  'account_without_iban',
  'account_of_another_country',
  'account_too_long',
  'account_characters',
  'currency_without_number',
  'currency_decimals',
  'amount_too_long',
  'amount_too_fine',
  'amount_zero',
  'date_out_of_range',
  'too_many_lines',
]);

export const exportFormatList = onFirstUse(() =>
  z.strictObject({
    items: z
      .array(
        z.strictObject({
          id: exportFormat,
          name: z.string(),
          /** Of the file's name, without a dot. */
          extension: z.string(),
          mediaType: z.string(),
          /** Whose bookkeeping packages read it (ISO 3166-1 alpha-2); empty where it belongs to no country. */
          countries: z.array(z.string().regex(/^[A-Z]{2}$/)).max(bounds.summary),
          limits: z.array(z.strictObject({ code: exportLimit, message: z.string() })).max(bounds.members),
        }),
      )
      .max(bounds.summary),
  }),
);

const fileQueryMembers = onFirstUse(() => ({
  format: exportFormat,
  include: z
    .array(z.enum(['open', 'broken']))
    .max(2)
    .default([]),
  delimiter: z.enum(['comma', 'semicolon']).default('comma'),
  guard: z.enum(['on', 'off']).default('on'),
  opening: z.enum(['on', 'off']).default('on'),
}));

export const statementFileQuery = onFirstUse(() => z.strictObject(fileQueryMembers()));

const maxDays = 366;
const dayMs = 86_400_000;

export const statementsFileQuery = onFirstUse(() =>
  z
    .strictObject({
      from: calendarDate,
      to: calendarDate,
      ...fileQueryMembers(),
    })
    .refine(({ from, to }) => from <= to, { path: ['to'], message: rule('not_before_from') })
    .refine(({ from, to }) => Date.parse(to) - Date.parse(from) < maxDays * dayMs, {
      path: ['to'],
      message: rule('within_a_year'),
    }),
);

/** A file, not JSON: its bytes are what the media type says. */
export const file = onFirstUse(() => z.string());
/** What the headers of a file tell. */
export const fileHeaders = {
  'Content-Disposition': 'The name of the file: account, number, last day.',
  'Statement-Proof': 'The worst verdict among its statements: proven, unproven or broken.',
} as const;
/** Every media type that a file may have. */
export const fileTypes = ['text/plain', 'text/csv', 'application/xml', 'application/x-ofx'] as const;

export type ExportFormats = z.output<ReturnType<typeof exportFormatList>>['items'];
export type ExportFormat = z.output<typeof exportFormat>;
export type ExportLimit = z.output<typeof exportLimit>;
export type ExportObstacle = z.output<typeof exportObstacle>;
export type FileQuery = z.output<ReturnType<typeof statementFileQuery>>;
