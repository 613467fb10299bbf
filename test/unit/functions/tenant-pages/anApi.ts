import type { ApiCall, ApiClient, ApiResult, BodyOf } from '../../../../shared/api/apiClient.ts';
import type { OperationName } from '../../../../shared/contracts/http/operations.ts';
import { problemStatuses, type ProblemCode } from '../../../../shared/contracts/http/problems.ts';

/** What each call answers: a body, or a problem by its code. A call that a test does not name fails. */
type Answers = { readonly [N in OperationName]?: (call: ApiCall) => BodyOf<N> | ProblemCode };

const problemOf = (code: ProblemCode): ApiResult<never> => ({
  kind: 'problem',
  problem: {
    type: '/docs/problems/x',
    title: code,
    status: problemStatuses[code],
    code,
    detail: `Sentence of ${code}.`,
  },
});

/** An API that answers as a test says, and remembers what it was asked. */
export const anApi = (answers: Answers, before: (name: OperationName) => Promise<void> = () => Promise.resolve()) => {
  const calls: { readonly name: OperationName; readonly call: ApiCall }[] = [];
  const api: Pick<ApiClient, 'call'> = {
    call: async <N extends OperationName>(name: N, call: ApiCall = {}): Promise<ApiResult<BodyOf<N>>> => {
      calls.push({ name, call });
      await before(name);
      const answer = answers[name]?.(call);
      if (answer === undefined && !(name in answers)) throw new Error(`${name} was not expected`);
      return typeof answer === 'string'
        ? problemOf(answer as ProblemCode)
        : { kind: 'done', status: 200, body: answer as BodyOf<N> };
    },
  };
  return {
    api,
    calls,
    callsOf: (name: OperationName) => calls.filter((one) => one.name === name).map(({ call }) => call),
  };
};
