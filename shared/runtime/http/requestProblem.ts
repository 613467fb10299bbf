import type { ProblemCode } from '../../contracts/http/problems.ts';
import type { ProblemExtras } from './answer.ts';

/** A request that is refused at the edge, before any use case. Only this becomes a 4xx; other errors are ours. */
export class RequestProblem extends Error {
  readonly code: ProblemCode;
  readonly extras: ProblemExtras;

  constructor(code: ProblemCode, extras: ProblemExtras = {}) {
    super(code);
    this.name = 'RequestProblem';
    this.code = code;
    this.extras = extras;
  }
}
