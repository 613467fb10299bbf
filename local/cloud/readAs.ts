import * as z from 'zod';
import { isRule } from '../../shared/contracts/http/rules.ts';
import type { negotiateLanguage } from '../../shared/presentation/negotiateLanguage.ts';
import { ruleText } from '../../shared/presentation/rules.ts';
import { memberErrors, pathOf, type BrokenRule } from '../../shared/runtime/http/memberErrors.ts';

/** What is wrong with a member: a rule of the API's, whose words wait for the language of the reader, or words of our own. */
export type WrongMember = BrokenRule | { readonly path: string; readonly message: string };

type Language = ReturnType<typeof negotiateLanguage>;
type Read<T> = { readonly data: T; readonly wrong?: never } | { readonly wrong: readonly WrongMember[] };

/** Stands where the validator would speak for itself. */
const unsaid = 'unsaid';

/** Reads what somebody has typed, and says of each wrong member what would be right, as the API does. */
export const readAs = <S extends z.ZodType>(schema: S, value: unknown): Read<z.output<S>> => {
  const parsed = schema.safeParse(value, { error: () => unsaid });
  if (parsed.success) return { data: parsed.data };
  const { issues } = parsed.error;
  const own = new Map(issues.filter(hasOwnWords).map(({ path, message }) => [pathOf(path), message]));
  return {
    wrong: memberErrors(issues, value).map((broken) => {
      const message = broken.rule === 'unknown_member' ? whatThereIs(schema, broken) : own.get(broken.path);
      return message === undefined ? broken : { path: broken.path, message };
    }),
  };
};

const hasOwnWords = ({ message }: z.core.$ZodIssue): boolean => message !== unsaid && !isRule(message);

/** Of a member that is not known, which are: whoever calls by hand reads it off. */
const whatThereIs = (schema: z.ZodType, { path }: BrokenRule): string | undefined => {
  if (!(schema instanceof z.ZodObject) || path.includes('.')) return undefined;
  return `is not known here; there is ${Object.keys(schema.shape).join(', ') || 'nothing to say'}`;
};

export const wordsOf = (language: Language, wrong: WrongMember): string =>
  'rule' in wrong ? ruleText(language, wrong.rule, wrong.values) : wrong.message;
