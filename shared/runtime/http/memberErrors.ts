import type * as z from 'zod';
import { isRule, type Rule } from '../../contracts/http/rules.ts';
import type { RuleValues } from '../../presentation/rules.ts';

/** What is wrong with a member of a request; its words wait until the language of the reader is known. */
export interface BrokenRule {
  readonly path: string;
  readonly rule: Rule;
  readonly values?: RuleValues;
}

type Issue = z.core.$ZodIssue;
type Told = Omit<BrokenRule, 'path'>;

/**
 * What a schema has found, in rules of ours: the words of the validator are English, and for engineers who know it. A member
 * is told the first that it breaks.
 */
export const memberErrors = (issues: readonly Issue[], given: unknown): readonly BrokenRule[] => {
  const broken = issues.flatMap((issue): readonly BrokenRule[] =>
    issue.code === 'unrecognized_keys'
      ? issue.keys.map((key) => ({ path: pathOf([...issue.path, key]), rule: 'unknown_member' }))
      : [{ path: pathOf(issue.path), ...brokenRule(issue, given) }],
  );
  return broken.filter(({ path }, index) => broken.findIndex((one) => one.path === path) === index);
};

const maxPathLength = 100;

export const pathOf = (path: readonly PropertyKey[]): string => path.map(String).join('.').slice(0, maxPathLength);

const brokenRule = (issue: Issue, given: unknown): Told => {
  // A check of a schema's own names its rule.
  if (isRule(issue.message)) return { rule: issue.message, ...valuesOf(issue) };
  if (valueAt(given, issue.path) === undefined) return { rule: 'required' };
  switch (issue.code) {
    case 'invalid_type':
      return { rule: typeRules[issue.expected] ?? 'fitting' };
    case 'invalid_value':
      return oneOf(issue.values);
    case 'invalid_format':
      return { rule: formatRules[issue.format] ?? 'fitting' };
    case 'invalid_union':
      return 'options' in issue && Array.isArray(issue.options) ? oneOf(issue.options) : { rule: 'fitting' };
    case 'too_small':
      return bound(issue.origin, Number(issue.minimum), {
        text: 'min_characters',
        list: 'min_items',
        number: 'at_least',
      });
    case 'too_big':
      return bound(issue.origin, Number(issue.maximum), {
        text: 'max_characters',
        list: 'max_items',
        number: 'at_most',
      });
    default:
      return { rule: 'fitting' };
  }
};

/** Which members a check of several speaks of. */
const valuesOf = (issue: Issue): Pick<Told, 'values'> => {
  const members = issue.code === 'custom' ? issue.params?.['members'] : undefined;
  return Array.isArray(members) ? { values: { values: members.map(String).join(', ') } } : {};
};

const typeRules: Readonly<Partial<Record<string, Rule>>> = {
  string: 'text',
  number: 'number',
  int: 'whole_number',
  boolean: 'true_or_false',
  array: 'list',
  object: 'object',
  record: 'object',
};

const formatRules: Readonly<Partial<Record<string, Rule>>> = {
  date: 'day',
  datetime: 'moment',
  email: 'email',
  url: 'url',
};

const oneOf = (values: readonly unknown[]): Told => ({
  rule: 'one_of',
  values: { values: values.map(String).join(', ') },
});

const bound = (origin: string, limit: number, by: Readonly<Record<'text' | 'list' | 'number', Rule>>): Told => {
  if (origin === 'string') return { rule: by.text, values: { count: limit } };
  if (origin === 'array') return { rule: by.list, values: { count: limit } };
  return { rule: by.number, values: { limit: String(limit) } };
};

const valueAt = (given: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>(
    (value, key) => (typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined),
    given,
  );
