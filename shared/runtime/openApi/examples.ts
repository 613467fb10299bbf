import examples from './examples.json' with { type: 'json' };
import { isSchema, type JsonSchema } from './jsonSchema.ts';

/** Bodies and answers of one run of the product, by the name of their schema: `npm run openapi:examples` writes them. */
export const runExamples = (): JsonSchema =>
  Object.fromEntries(Object.entries(examples).map(([name, value]) => [name, { summary: 'From a run', value }]));

/** The example of a schema that has a name, as a member of the media type that holds it. */
export const exampleOf = ({ $ref }: JsonSchema): JsonSchema => {
  const name = typeof $ref === 'string' ? ($ref.split('/').pop() ?? '') : '';
  return isSchema(examples) && name in examples ? { examples: { run: { $ref: `#/components/examples/${name}` } } } : {};
};
