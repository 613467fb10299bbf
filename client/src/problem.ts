import type { components } from './openapi.ts';

/** What the service says of a request that it refuses (RFC 9457). */
export type Problem = components['schemas']['Problem'];

/** A request was refused. Decide by `code`; `message` is for people, in the language that was asked for, and names the members that are wrong. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError';
  /** HTTP status of the answer. */
  readonly status: number;
  /** The code of the problem, such as `journal_taken`; absent where the gateway refused, as it does without a token. */
  readonly code: string | undefined;
  /** The problem as it came; absent where the gateway refused. */
  readonly problem: Problem | undefined;

  constructor(status: number, body: unknown) {
    const problem = isProblem(body) ? body : undefined;
    super(problem ? [problem.detail, ...mistakesOf(problem)].join(' ') : `the service answered ${status}`);
    this.status = status;
    this.code = problem?.code;
    this.problem = problem;
  }
}

/** What is wrong with which member of the request. */
const mistakesOf = ({ errors = [] }: Problem): readonly string[] =>
  errors.map(({ path, message }) => `${path} ${message}.`.trim());

const isProblem = (body: unknown): body is Problem =>
  typeof body === 'object' && body !== null && 'code' in body && 'detail' in body;
