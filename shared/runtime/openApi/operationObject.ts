import * as z from 'zod';
import type { Operation } from '../../contracts/http/operations.ts';
import { onFirstUse } from '../../language/onFirstUse.ts';
import { deprecationFields } from '../http/deprecation.ts';
import { entityTags } from '../http/revisions.ts';
import { exampleOf } from './examples.ts';
import { describedHeaders, everyHeader, quotaHeaders } from './headers.ts';
import type { JsonSchema } from './jsonSchema.ts';
import { refusalsOf } from './refusals.ts';
import { answerSchema, requestSchema } from './schemas.ts';
import { takesBody } from './takesBody.ts';
import { tagsOf, wordsOf } from './words.ts';

/** One call of the API. */
export const operationObject = (name: string, operation: Operation): JsonSchema => ({
  operationId: name,
  ...tagsOf(name),
  summary: operation.summary,
  ...wordsOf(name, ''),
  ...(operation.deprecated && { deprecated: true }),
  ...(operation.public && { security: [] }),
  parameters: parametersOf(name, operation),
  ...(takesBody(operation) && { requestBody: requestBodyOf(operation) }),
  responses: { ...goodResponses(name, operation), ...refusalsOf(operation) },
});

const parametersOf = (name: string, operation: Operation): readonly JsonSchema[] => [
  ...(operation.path.includes('{id}') ? [idOf(name)] : []),
  ...queryParameters(name, operation),
  ...(operation.method === 'POST' ? [idempotencyKey] : []),
  ...(operation.takesRevision ? [ifMatch] : []),
];

const idOf = (name: string): JsonSchema => ({
  name: 'id',
  in: 'path',
  required: true,
  ...wordsOf(name, 'id'),
  schema: { type: 'string', minLength: 1, maxLength: 100 },
});

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
    ' `changed_meanwhile` else. Send it as it came, with its quotes. Without it, it is made whatever was changed meanwhile.',
  schema: { type: 'string', pattern: entityTags },
};

const revisionHeader = {
  ETag: 'The state of what can be edited here, for `If-Match`. What changes by itself, such as a balance, is not in it.',
};

const jsonOf = (schema: JsonSchema): JsonSchema => ({ 'application/json': { schema, ...exampleOf(schema) } });

const requestBodyOf = ({ body }: Operation): JsonSchema => ({
  required: !body().safeParse(undefined).success,
  content: jsonOf(requestSchema(body())),
});

const contentOf = ({ mediaTypes }: Operation, schema: z.ZodType): JsonSchema =>
  mediaTypes
    ? Object.fromEntries(mediaTypes.map((type) => [type, { schema: { type: 'string' } }]))
    : jsonOf(answerSchema(schema));

const headersOf = ({ headers, public: isPublic, deprecated, tellsRevision }: Operation): JsonSchema => ({
  ...describedHeaders({ ...headers, ...(tellsRevision && revisionHeader), ...(deprecated && deprecationFields) }),
  ...everyHeader,
  ...(!isPublic && quotaHeaders),
});

const goodResponses = (name: string, operation: Operation): JsonSchema =>
  Object.fromEntries(
    Object.entries(operation.answers).map(([status, answer]) => [
      status,
      {
        description: 'Done.',
        ...wordsOf(name, status),
        headers: headersOf(operation),
        ...(answer && { content: contentOf(operation, answer()) }),
      },
    ]),
  );
