import type * as z from 'zod';
import type { Problem } from '../../contracts/http/problems.ts';
import { RequestProblem } from './requestProblem.ts';

type MemberErrors = NonNullable<Problem['errors']>;

/** Enough to mend a request; a hostile one with thousands of faults gets no longer answer. */
const maxErrors = 20;
const maxPathLength = 100;

/** @throws RequestProblem `invalid_request` naming every member that does not fit, never its value */
export const validate = <S extends z.ZodType>(schema: S, value: unknown): z.output<S> => {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw invalidRequest(parsed.error.issues.flatMap(errorsOf));
};

export const invalidRequest = (errors: MemberErrors): RequestProblem =>
  new RequestProblem('invalid_request', { errors: errors.slice(0, maxErrors) });

const errorsOf = (issue: z.core.$ZodIssue): MemberErrors =>
  issue.code === 'unrecognized_keys'
    ? issue.keys.map((key) => ({ path: pathOf([...issue.path, key]), message: 'is not known here' }))
    : [{ path: pathOf(issue.path), message: issue.message }];

const pathOf = (path: readonly PropertyKey[]): string => path.map(String).join('.').slice(0, maxPathLength);
