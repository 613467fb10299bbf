/**
 * What a member of a request has to be. A schema names one as the message of its own checks; what zod checks by itself is
 * told by `runtime/http/memberErrors.ts`. Their words are in `presentation`, in the languages of the readers.
 */
export const rules = [
  'required',
  'unknown_member',
  'given_twice',
  'one_of',
  'text',
  'number',
  'whole_number',
  'true_or_false',
  'list',
  'object',
  'min_characters',
  'max_characters',
  'min_items',
  'max_items',
  'at_least',
  'at_most',
  'day',
  'moment',
  'month',
  'not_before_from',
  'within_a_year',
  'amount',
  'amount_digits',
  'not_below_least',
  'delivery_id',
  'delivery_or_since',
  'currency',
  'country',
  'language',
  'email',
  'email_local_part',
  'url',
  'one_line',
  'not_blank',
  'journal_code',
  'code',
  'cursor',
  'idempotency_key',
  'etag',
  'each_once',
  'at_least_one_of',
  'fitting',
] as const;

export type Rule = (typeof rules)[number];

/** Names a rule where a schema takes a message. */
export const rule = (name: Rule): Rule => name;

export const isRule = (name: string): name is Rule => rules.some((one) => one === name);
