import * as z from 'zod';
import { bodies, components } from '../../contracts/http/components.ts';
import { eventBodies } from '../../contracts/http/eventBodies.ts';
import { onFirstUse } from '../../language/onFirstUse.ts';
import type { JsonSchema } from './jsonSchema.ts';
import { withVariants } from './variants.ts';
import { inWords } from './words.ts';

const refTo = (name: string): string => `#/components/schemas/${name}`;

/** A schema inside an OpenAPI 3.1 document is of the dialect of the whole document, and has no address of its own. */
const embedded = ({ $schema: _dialect, $id: _address, ...schema }: JsonSchema): JsonSchema => schema;

type Direction = 'input' | 'output';

const namesOf = (schemas: Readonly<Record<string, () => z.ZodType>>) => {
  const registry = z.registry<{ id: string }>();
  const names = new Map<z.ZodType, string>();
  for (const [name, schemaOf] of Object.entries(schemas)) {
    const schema = schemaOf();
    registry.add(schema, { id: name });
    names.set(schema, name);
  }
  return { registry, names };
};

/** What is sent, before defaults are filled in, and what is answered. */
const named = {
  input: onFirstUse(() => namesOf(bodies)),
  output: onFirstUse(() => namesOf({ ...components, ...eventBodies })),
};

const schemasOf = (io: Direction): JsonSchema =>
  Object.assign(
    {},
    ...Object.entries(z.toJSONSchema(named[io]().registry, { io, uri: refTo }).schemas).map(([name, schema]) =>
      withVariants(name, inWords(name, embedded(schema))),
    ),
  );

/** The named schemas, each where it is defined, with references among them. */
export const componentSchemas = (): JsonSchema => ({ ...schemasOf('output'), ...schemasOf('input') });

const schemaFor =
  (io: Direction) =>
  (schema: z.ZodType): JsonSchema => {
    const name = named[io]().names.get(schema);
    return name === undefined ? embedded(z.toJSONSchema(schema, { io })) : { $ref: refTo(name) };
  };

/** What is answered: a reference where it has a name. */
export const answerSchema = schemaFor('output');
/** What is sent: the same. */
export const requestSchema = schemaFor('input');
