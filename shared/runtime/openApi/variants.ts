import { isSchema, type JsonSchema } from './jsonSchema.ts';
import { below, schemaWords } from './words.ts';

type Schemas = Readonly<Record<string, JsonSchema>>;

/**
 * A named schema whose unions have a discriminator: every variant gets a name of its own, because a discriminator tells names
 * alone apart.
 *
 * @see https://spec.openapis.org/oas/v3.1.1.html#discriminator-object
 */
export const withVariants = (name: string, schema: JsonSchema): Schemas => {
  const variants: Record<string, JsonSchema> = {};
  const walked = (path: string, part: JsonSchema): JsonSchema => {
    const members = mapped(part, (member, inner) => walked(member === undefined ? path : below(path, member), inner));
    const { oneOf, ...rest } = members;
    const tag = Array.isArray(oneOf) ? tagOf(oneOf) : undefined;
    if (tag === undefined || !Array.isArray(oneOf)) return members;
    const mapping: Record<string, string> = {};
    const refs = oneOf.filter(isSchema).map((variant) => {
      const values = valuesOf(variant, tag);
      const what = values.length === 1 ? values.join() : 'other';
      const its = [name, ...path.split('.'), what].map(capital).join('');
      variants[its] = { ...variant, ...schemaWords(name, `${path}=${what}`) };
      for (const value of values) mapping[value] = `#/components/schemas/${its}`;
      return { $ref: `#/components/schemas/${its}` };
    });
    return { ...rest, oneOf: refs, discriminator: { propertyName: tag, mapping } };
  };
  const itself = walked('', schema);
  return { [name]: itself, ...variants };
};

/** Applies a change to the schemas in a schema; those of properties are told their names. */
const mapped = (
  schema: JsonSchema,
  change: (member: string | undefined, inner: JsonSchema) => JsonSchema,
): JsonSchema =>
  Object.fromEntries(
    Object.entries(schema).map(([key, value]) => {
      if (key === 'properties' && isSchema(value)) {
        return [key, Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, changed(name, inner)]))];
      }
      if (key === 'items') return [key, changed(undefined, value)];
      const isUnion = (key === 'oneOf' || key === 'anyOf') && Array.isArray(value);
      return [key, isUnion ? value.map((inner: unknown) => changed(undefined, inner)) : value];

      function changed(member: string | undefined, inner: unknown): unknown {
        return isSchema(inner) ? change(member, inner) : inner;
      }
    }),
  );

/** The required member by whose fixed values all variants differ. */
const tagOf = (variants: readonly unknown[]): string | undefined => {
  const [first] = variants;
  if (!isSchema(first) || !isSchema(first['properties'])) return undefined;
  return Object.keys(first['properties']).find((member) =>
    variants.every((variant) => isSchema(variant) && valuesOf(variant, member).length > 0),
  );
};

const valuesOf = (variant: JsonSchema, member: string): readonly string[] => {
  const properties = variant['properties'];
  const tag = isSchema(properties) ? properties[member] : undefined;
  if (!isSchema(tag)) return [];
  const values: readonly unknown[] = 'const' in tag ? [tag['const']] : Array.isArray(tag['enum']) ? tag['enum'] : [];
  return values.filter((value) => typeof value === 'string');
};

const capital = (word: string): string =>
  word.replaceAll(/(?:^|_)(\w)/g, (_whole, letter: string) => letter.toUpperCase());
