import type { Condition, Operator } from './statement.ts';

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

type Judge = (found: readonly string[] | undefined, wanted: readonly string[]) => boolean;

/** @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html */
const judges: Readonly<Record<Operator, Judge>> = {
  StringEquals: (found, wanted) => found !== undefined && found.some((value) => wanted.includes(value)),
  StringLike: (found, wanted) =>
    found !== undefined && found.some((value) => wanted.some((pattern) => matches(pattern, value))),
  // Negated ones are true when the call brings no value, as at AWS.
  StringNotLike: (found, wanted) => (found ?? []).every((value) => !wanted.some((pattern) => matches(pattern, value))),
  // True also when the call brings no value at all, as at AWS.
  'ForAllValues:StringEquals': (found, wanted) => (found ?? []).every((value) => wanted.includes(value)),
  Null: (found, wanted) => wanted.includes(String(found === undefined)),
};

/** Whether every condition of a statement holds for what a call brings along. */
export const conditionsHold = (conditions: readonly Condition[], context: Asked['context']): boolean =>
  conditions.every(({ operator, key, values }) => judges[operator](context[key], values));
