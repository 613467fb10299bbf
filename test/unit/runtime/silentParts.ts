import * as z from 'zod';
import { isSchema } from '../../../shared/runtime/openApi/jsonSchema.ts';

const part = z.looseObject({ description: z.string().optional() });
const operation = z.object({
  operationId: z.string(),
  description: z.string().optional(),
  tags: z.array(z.string()).optional(),
  parameters: z.array(part.extend({ name: z.string() })),
  responses: z.record(z.string(), part),
});
const document = z.object({
  paths: z.record(z.string(), z.record(z.string(), operation)),
  components: z.object({ schemas: z.record(z.string(), part) }),
});

/** What a description of a call says as long as nobody has written one. */
const placeholders = ['Done.'];

/** Every part of an OpenAPI document that has no sentence, as `<call or schema>.<part>`. */
export const silentParts = (text: unknown): readonly string[] => {
  const { paths, components } = document.parse(text);
  return [
    ...Object.values(paths)
      .flatMap((methods) => Object.values(methods))
      .flatMap(silentInCall),
    ...Object.entries(components.schemas).flatMap(([name, schema]) => silentMembers(name, schema)),
  ];
};

const silentInCall = (call: z.output<typeof operation>): readonly string[] => [
  ...(call.description === undefined || call.tags === undefined ? [call.operationId] : []),
  ...call.parameters
    .filter(({ description }) => description === undefined)
    .map(({ name }) => `${call.operationId}.${name}`),
  ...Object.entries(call.responses)
    .filter(([, { description = '' }]) => description === '' || placeholders.includes(description))
    .map(([status]) => `${call.operationId}.${status}`),
];

/** The same of a schema and its members; what has a name of its own is looked at under that name. */
export const silentMembers = (path: string, schema: unknown, isItself = true): readonly string[] => {
  if (!isSchema(schema)) return [];
  const { description, properties, items, anyOf, oneOf } = schema;
  const unions = [anyOf, oneOf].flatMap((union) => (Array.isArray(union) ? union : []));
  return [
    ...(isItself && description === undefined ? [path] : []),
    ...(isSchema(properties)
      ? Object.entries(properties).flatMap(([name, member]) => silentMembers(`${path}.${name}`, member))
      : []),
    ...[items, ...unions].flatMap((member) => silentMembers(path, member, false)),
  ];
};
