import type { Problem, ProblemCode } from '../../contracts/http/problems.ts';
import type { FormError } from './components/errorSummary.ts';

interface FieldsOfForm {
  /** What to say at a field whose value the API could not read, by the path of the API's member. */
  readonly members: Readonly<Record<string, FormError>>;
  /** The field that a problem is about. */
  readonly problems?: { readonly [Code in ProblemCode]?: string };
}

/**
 * What came back for a form, at the fields that it is about.
 *
 * @returns undefined where it is about none of them: that is told on a page of its own
 */
export const formErrorsOf = (
  problem: Problem,
  { members, problems = {} }: FieldsOfForm,
): readonly FormError[] | undefined => {
  const name = problems[problem.code];
  if (name !== undefined) return [{ name, message: problem.detail }];
  if (problem.code !== 'invalid_request') return undefined;
  const errors = (problem.errors ?? []).flatMap(({ path }) => members[path.split('.').at(-1) ?? ''] ?? []);
  const once = errors.filter((error, at) => errors.findIndex((one) => one.name === error.name) === at);
  return once.length === 0 ? [{ message: problem.detail }] : once;
};
