import * as z from 'zod';
import { gatewayAnswers, gatewayMessage, type GatewayAnswer } from '../../contracts/http/gatewayAnswers.ts';
import { noBody, operations, type Operation } from '../../contracts/http/operations.ts';
import { problem, problemStatuses, type ProblemCode } from '../../contracts/http/problems.ts';
import { version } from '../../contracts/version.ts';
import { problemDetail } from '../../presentation/problems.ts';
import { rateLimitFields } from '../http/rateLimit.ts';
import { onFirstUse } from '../../language/onFirstUse.ts';
import type { JsonSchema } from './jsonSchema.ts';
import { answerSchema, componentSchemas, requestSchema } from './schemas.ts';
import { tags, tagsOf, wordsOf } from './words.ts';

/**
 * The OpenAPI 3.1 document, made from the schemas that validate the requests: what it says is what is done.
 *
 * @see https://spec.openapis.org/oas/v3.1.1.html
 */
export const openApiDocument = (publicUrl: string): JsonSchema => {
  const paths: Record<string, Record<string, JsonSchema>> = {};
  for (const [name, operation] of Object.entries<Operation>(operations)) {
    (paths[operation.path] ??= {})[operation.method.toLowerCase()] = operationObject(name, operation);
  }
  return {
    openapi: '3.1.1',
    info: {
      title: 'Ponto Bank Sync',
      version,
      description:
        'Bank feeds through Ponto, proven against the balance of the bank. Amounts are decimal strings, bookings have' +
        ' calendar dates in the time zone of the bank, moments are ISO 8601 in UTC. A refusal is a problem document' +
        ' (RFC 9457); where the gateway refuses before this service, as without a token, it is a `GatewayMessage`.',
    },
    servers: [{ url: publicUrl }],
    security: [{ bearer: [] }],
    tags,
    paths,
    components: {
      schemas: componentSchemas(),
      securitySchemes: { bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } },
    },
  };
};

const hasId = ({ path }: Operation): boolean => path.includes('{id}');
const hasBody = ({ body }: Operation): boolean => body() !== noBodySchema();
const noBodySchema: () => z.ZodType = noBody;

const operationObject = (name: string, operation: Operation): JsonSchema => ({
  operationId: name,
  ...tagsOf(name),
  summary: operation.summary,
  ...wordsOf(name, ''),
  ...(operation.public && { security: [] }),
  parameters: parametersOf(name, operation),
  ...(hasBody(operation) && { requestBody: requestBodyOf(operation) }),
  responses: { ...goodResponses(name, operation), ...refusals(operation) },
});

const parametersOf = (name: string, operation: Operation): readonly JsonSchema[] => [
  ...(hasId(operation)
    ? [
        {
          name: 'id',
          in: 'path',
          required: true,
          ...wordsOf(name, 'id'),
          schema: { type: 'string', minLength: 1, maxLength: 100 },
        },
      ]
    : []),
  ...queryParameters(name, operation),
  ...(operation.method === 'POST' ? [idempotencyKey] : []),
  ...(operation.takesRevision ? [ifMatch] : []),
];

const objectSchema = onFirstUse(() =>
  z.object({
    properties: z.record(z.string(), z.unknown()),
    required: z.array(z.string()).default([]),
  }),
);

const queryParameters = (call: string, { query }: Operation): readonly JsonSchema[] => {
  const { properties, required } = objectSchema().parse(requestSchema(query()));
  return Object.entries(properties).map(([name, schema]) => ({
    name,
    in: 'query',
    required: required.includes(name),
    ...wordsOf(call, name),
    schema,
  }));
};

const idempotencyKey: JsonSchema = {
  name: 'Idempotency-Key',
  in: 'header',
  required: false,
  description: 'The request is carried out once, and repeats with the same key get the same answer, for a day.',
  schema: { type: 'string', pattern: '^[\\x21-\\x7e]{1,255}$' },
};

const ifMatch: JsonSchema = {
  name: 'If-Match',
  in: 'header',
  required: false,
  description:
    'The `ETag` that was read: the edit is made only if nobody has edited the same since, and refused with 412' +
    ' `changed_meanwhile` else. Without it, it is made whatever was changed meanwhile.',
  schema: { type: 'string', maxLength: 1_000 },
};

const revisionHeader = {
  ETag: 'The state of what can be edited here, for `If-Match`. What changes by itself, such as a balance, is not in it.',
};

const requestBodyOf = ({ body }: Operation): JsonSchema => ({
  required: !body().safeParse(undefined).success,
  content: { 'application/json': { schema: requestSchema(body()) } },
});

const contentOf = ({ mediaTypes }: Operation, schema: z.ZodType): JsonSchema =>
  mediaTypes
    ? Object.fromEntries(mediaTypes.map((type) => [type, { schema: { type: 'string' } }]))
    : { 'application/json': { schema: answerSchema(schema) } };

const described = (headers: Readonly<Record<string, string>>): JsonSchema => ({
  headers: Object.fromEntries(
    Object.entries(headers).map(([name, description]) => [name, { description, schema: { type: 'string' } }]),
  ),
});

/** Whoever calls with a token is told how the tenant stands with what it may use. */
const headersOf = ({ headers, public: isPublic, tellsRevision }: Operation): JsonSchema => {
  const named = {
    ...headers,
    ...(tellsRevision && revisionHeader),
    ...requestIdField,
    ...(!isPublic && rateLimitFields),
  };
  return described(named);
};

const requestIdField = { 'X-Request-Id': 'Id of the request. Name it when you ask us about it.' };

const retryAfter = { 'Retry-After': 'So many seconds later it is worth while to ask again.' };

const goodResponses = (name: string, operation: Operation): JsonSchema =>
  Object.fromEntries(
    Object.entries(operation.answers).map(([status, answer]) => [
      status,
      {
        description: 'Done.',
        ...wordsOf(name, status),
        ...headersOf(operation),
        ...(answer && { content: contentOf(operation, answer()) }),
      },
    ]),
  );

/** The problems of the call itself, and those that every call of its kind can have. */
const problemsOf = (operation: Operation): ReadonlySet<ProblemCode> => {
  const everyCall: readonly ProblemCode[] = operation.public
    ? ['invalid_request', 'internal_error']
    : ['invalid_request', 'tenant_missing', 'user_missing', 'too_many_requests', 'internal_error'];
  const withBody: readonly ProblemCode[] = ['malformed_json', 'body_too_large', 'unsupported_media_type'];
  const withKey: readonly ProblemCode[] = ['idempotency_in_progress', 'idempotency_key_reused'];
  return new Set([
    ...everyCall,
    ...(hasBody(operation) ? withBody : []),
    ...(operation.method === 'POST' ? withKey : []),
    ...(operation.takesRevision ? (['changed_meanwhile'] as const) : []),
    ...operation.problems,
  ]);
};

/** What is refused, by status: by this service as a problem, by the gateway in its own form, or by either. */
const refusals = (operation: Operation): JsonSchema => {
  const problems = Map.groupBy<number, ProblemCode>(problemsOf(operation), (code) => problemStatuses[code]);
  const byGateway = new Map(
    gatewayAnswers.filter((answer) => canMeet(operation, answer)).map((answer) => [answer.status, answer]),
  );
  return Object.fromEntries(
    [...new Set([...problems.keys(), ...byGateway.keys()])].map((status) => {
      const codes = problems.get(status);
      const gateway = byGateway.get(status);
      const sentences = [...(codes ?? []).map((code) => problemDetail('en', code)), gateway?.description ?? ''];
      const content = {
        ...(codes && { 'application/problem+json': { schema: problemSchema(codes) } }),
        ...(gateway && { 'application/json': { schema: answerSchema(gatewayMessage()) } }),
      };
      const fields = { ...requestIdField, ...(status === 429 && { ...retryAfter, ...rateLimitFields }) };
      const headers = codes ? described(fields) : {};
      return [String(status), { description: sentences.join(' ').trim(), ...headers, content }];
    }),
  );
};

const canMeet = (operation: Operation, { of: calls }: GatewayAnswer): boolean => {
  if (calls === 'calls with a token') return operation.public !== true;
  return calls === 'every call' || hasBody(operation);
};

const problemSchema = (codes: readonly ProblemCode[]): JsonSchema => ({
  allOf: [answerSchema(problem()), { type: 'object', properties: { code: { enum: codes } } }],
});
