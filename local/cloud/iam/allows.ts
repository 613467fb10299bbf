import type { Condition, Operator, Statement } from './statement.ts';

/** What a call asks to do, in the words of IAM. */
export interface Asked {
  /** `service:Operation`. */
  readonly action: string;
  /** The ARN that it is done to; of several, one that is allowed is enough. */
  readonly resources: readonly string[];
  /** Condition keys that the call brings along. */
  readonly context: Readonly<Record<string, readonly string[]>>;
}

const escaped = (text: string): string => text.replace(/[.+^${}()|[\]\\]/g, '\\$&');

/** `*` stands for any text, `?` for one character. */
export const matches = (pattern: string, text: string): boolean =>
  new RegExp(`^${escaped(pattern).replaceAll('*', '.*').replaceAll('?', '.')}$`, 's').test(text);

/** Nobody tells `SNS:Publish` from `sns:Publish`. */
export const matchesAction = (pattern: string, action: string): boolean =>
  matches(pattern.toLowerCase(), action.toLowerCase());

/** Each of the six parts of an ARN by itself: an asterisk stands for nothing beyond its colon, but in the last part. */
const matchesArn = (pattern: string, arn: string): boolean => {
  const parts = (text: string): readonly string[] => {
    const all = text.split(':');
    return [...all.slice(0, 5), all.slice(5).join(':')];
  };
  const found = parts(arn);
  return parts(pattern).every((part, index) => matches(part, found[index] ?? ''));
};

type Judge = (found: readonly string[] | undefined, wanted: readonly string[]) => boolean;

const anyIs =
  (fits: (pattern: string, value: string) => boolean): Judge =>
  (found, wanted) =>
    found !== undefined && found.some((value) => wanted.some((pattern) => fits(pattern, value)));

/** @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html */
const judges: Readonly<Record<Operator, Judge>> = {
  StringEquals: anyIs((wanted, value) => wanted === value),
  StringLike: anyIs(matches),
  // Negated ones are true when the call brings no value, as at AWS.
  StringNotLike: (found, wanted) => (found ?? []).every((value) => !wanted.some((pattern) => matches(pattern, value))),
  // True also when the call brings no value at all, as at AWS.
  'ForAllValues:StringEquals': (found, wanted) => (found ?? []).every((value) => wanted.includes(value)),
  Null: (found, wanted) => wanted.includes(String(found === undefined)),
  Bool: anyIs((wanted, value) => wanted.toLowerCase() === value.toLowerCase()),
  // The two are the same at AWS.
  ArnEquals: anyIs(matchesArn),
  ArnLike: anyIs(matchesArn),
};

/** Names of condition keys are the same in capitals and in small letters. */
const valuesOf = (context: Asked['context'], key: string): readonly string[] | undefined =>
  Object.entries(context).find(([name]) => name.toLowerCase() === key.toLowerCase())?.[1];

/** Whether every condition of a statement holds for what a call brings along. */
export const conditionsHold = (conditions: readonly Condition[], context: Asked['context']): boolean =>
  conditions.every(({ operator, key, values }) => judges[operator](valuesOf(context, key), values));

/** Whether a statement of a policy speaks of this call. */
export const speaksOf = (statement: Statement, { action, resources, context }: Asked): boolean =>
  statement.actions.some((pattern) => matchesAction(pattern, action)) &&
  statement.resources.some((pattern) => resources.some((resource) => matches(pattern, resource))) &&
  conditionsHold(statement.conditions, context);
