import { gatewayAnswers, gatewayMessage, type GatewayAnswer } from '../../contracts/http/gatewayAnswers.ts';
import type { Operation } from '../../contracts/http/operations.ts';
import { problem, problemStatuses, type ProblemCode } from '../../contracts/http/problems.ts';
import { inLanguage, problem as refused } from '../http/answer.ts';
import { problemDetail } from '../../presentation/problems.ts';
import { comeBackHeaders, everyHeader } from './headers.ts';
import type { JsonSchema } from './jsonSchema.ts';
import { answerSchema } from './schemas.ts';
import { takesBody } from './takesBody.ts';

/** Every problem that a call can meet, as it is answered, by its code: the calls point there. */
export const problemExamples = (calls: readonly Operation[]): JsonSchema =>
  Object.fromEntries(
    [...new Set(calls.flatMap((call) => [...problemsOf(call)]))].map((code) => [
      code,
      { summary: problemDetail('en', code), value: JSON.parse(inLanguage(refused(code), 'en').body) },
    ]),
  );

/** What is refused, by status: by this service as a problem, by the gateway in its own form, or by either. */
export const refusalsOf = (operation: Operation): JsonSchema => {
  const problems = Map.groupBy<number, ProblemCode>(problemsOf(operation), (code) => problemStatuses[code]);
  const byGateway = new Map(
    gatewayAnswers.filter((answer) => canMeet(operation, answer)).map((answer) => [answer.status, answer]),
  );
  return Object.fromEntries(
    [...new Set([...problems.keys(), ...byGateway.keys()])].map((status) => {
      const codes = problems.get(status);
      const gateway = byGateway.get(status);
      const sentences = [...(codes ?? []).map(inWords), gateway?.description ?? ''];
      const content = {
        ...(codes && { 'application/problem+json': { schema: answerSchema(problem()), examples: examplesOf(codes) } }),
        ...(gateway && { 'application/json': { schema: answerSchema(gatewayMessage()) } }),
      };
      const headers = codes && { headers: { ...everyHeader, ...(status === 429 && comeBackHeaders) } };
      return [String(status), { description: sentences.join(' ').trim(), ...headers, content }];
    }),
  );
};

const inWords = (code: ProblemCode): string => `\`${code}\`: ${problemDetail('en', code)}`;

const examplesOf = (codes: readonly ProblemCode[]): JsonSchema =>
  Object.fromEntries(codes.map((code) => [code, { $ref: `#/components/examples/${code}` }]));

/** The problems of the call itself, and those that every call of its kind can have. */
const problemsOf = (operation: Operation): ReadonlySet<ProblemCode> => {
  const everyCall: readonly ProblemCode[] = operation.public
    ? ['invalid_request', 'internal_error']
    : ['invalid_request', 'tenant_missing', 'user_missing', 'too_many_requests', 'internal_error'];
  const withBody: readonly ProblemCode[] = ['malformed_json', 'body_too_large', 'unsupported_media_type'];
  const withKey: readonly ProblemCode[] = ['idempotency_in_progress', 'idempotency_key_reused'];
  return new Set([
    ...everyCall,
    ...(takesBody(operation) ? withBody : []),
    ...(operation.method === 'POST' ? withKey : []),
    ...(operation.takesRevision ? (['changed_meanwhile'] as const) : []),
    ...operation.problems,
  ]);
};

const canMeet = (operation: Operation, { of: calls }: GatewayAnswer): boolean => {
  if (calls === 'calls with a token') return operation.public !== true;
  return calls === 'every call' || takesBody(operation);
};
