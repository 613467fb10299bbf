import * as z from 'zod';
import { components } from '../../contracts/http/components.ts';
import { onFirstUse } from '../../language/onFirstUse.ts';

export type JsonSchema = Readonly<Record<string, unknown>>;

const refTo = (name: string): string => `#/components/schemas/${name}`;

/** A schema inside an OpenAPI 3.1 document is of the dialect of the whole document, and has no address of its own. */
const embedded = ({ $schema: _dialect, $id: _address, ...schema }: JsonSchema): JsonSchema => schema;

const named = onFirstUse(() => {
  const registry = z.registry<{ id: string }>();
  const names = new Map<z.ZodType, string>();
  for (const [name, schemaOf] of Object.entries<() => z.ZodType>(components)) {
    const schema = schemaOf();
    registry.add(schema, { id: name });
    names.set(schema, name);
  }
  return { registry, names };
});

/** The named schemas, each where it is defined, with references among them. */
export const componentSchemas = (): JsonSchema =>
  Object.fromEntries(
    Object.entries(z.toJSONSchema(named().registry, { io: 'output', uri: refTo }).schemas).map(([name, schema]) => [
      name,
      embedded(schema),
    ]),
  );

/** What is answered: a reference where it has a name. */
export const answerSchema = (schema: z.ZodType): JsonSchema => {
  const name = named().names.get(schema);
  return name === undefined ? embedded(z.toJSONSchema(schema, { io: 'output' })) : { $ref: refTo(name) };
};

/** What is sent, before defaults are filled in. */
export const requestSchema = (schema: z.ZodType): JsonSchema => embedded(z.toJSONSchema(schema, { io: 'input' }));
