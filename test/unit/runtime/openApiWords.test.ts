import { chapters } from '../../../shared/contracts/http/descriptions/chapters.ts';
import { bodies, components } from '../../../shared/contracts/http/components.ts';
import { operations, type Operation } from '../../../shared/contracts/http/operations.ts';
import { openApiDocument } from '../../../shared/runtime/openApi/document.ts';
import { isSchema, type JsonSchema } from '../../../shared/runtime/openApi/jsonSchema.ts';
import { silentMembers, silentParts } from './silentParts.ts';

const document: JsonSchema = JSON.parse(JSON.stringify(openApiDocument('https://sync.example')));

describe('the words of the OpenAPI document', () => {
  it('say of every call, parameter, answer, schema and member what it is', () => {
    expect(silentParts(document)).toEqual([]);
  });

  it('tell of each call and each schema in one chapter', () => {
    const told = chapters.flatMap(({ calls, schemas }) => [...Object.keys(calls), ...Object.keys(schemas)]);

    expect(told.filter((name, index) => told.indexOf(name) !== index)).toEqual([]);
  });

  it.each(chapters)('speak in $name of nothing that is not there', ({ calls, schemas }) => {
    const named = [...Object.keys(components), ...Object.keys(bodies)];
    const callParts = Object.entries(calls).flatMap(([call, words]) =>
      Object.keys(words ?? {}).filter((part) => !partsOf(call).includes(part)),
    );

    expect(Object.keys(schemas).filter((name) => !named.includes(name))).toEqual([]);
    expect(callParts).toEqual([]);
    for (const [name, words] of Object.entries(schemas)) {
      expect(Object.keys(words).filter((path) => !hasMember(name, path))).toEqual([]);
    }
  });

  it('miss no member below a list, a union or an object without a name', () => {
    const member = { type: 'string' };
    const nested = { description: 'x', type: 'object', properties: { inner: member } };
    const schema = {
      description: 'x',
      properties: {
        list: { description: 'x', type: 'array', items: { type: 'object', properties: { inList: member } } },
        union: { description: 'x', anyOf: [{ properties: { inUnion: member } }] },
        nested,
        known: { description: 'x', $ref: '#/components/schemas/Known' },
      },
    };

    expect(silentMembers('It', schema)).toEqual(['It.list.inList', 'It.union.inUnion', 'It.nested.inner']);
    expect(silentMembers('It', {})).toEqual(['It']);
  });
});

const partsOf = (call: string): readonly string[] => {
  const operation = Object.entries<Operation>(operations).find(([name]) => name === call)?.[1];
  return operation === undefined
    ? []
    : ['', 'id', ...Object.keys(operation.query().shape), ...Object.keys(operation.answers)];
};

const schemaOf = (name: string): unknown => {
  const { components: known } = document;
  return isSchema(known) && isSchema(known['schemas']) ? known['schemas'][name] : undefined;
};

const hasMember = (name: string, path: string): boolean => {
  const [place = '', variant] = path.split('=');
  if (variant !== undefined) return variantsAt(name, place).includes(variant);
  if (path === '') return true;
  const found = path
    .split('.')
    .reduce<readonly unknown[]>(
      (schemas, member) => schemas.flatMap((schema) => membersOf(schema, member)),
      [schemaOf(name)],
    );
  return found.length > 0;
};

/** The variants of a union, by the values that tell them apart; `other` stands for the one that has several. */
const variantsAt = (name: string, place: string): readonly string[] => {
  const found = place === '' ? [schemaOf(name)] : membersOf(schemaOf(name), place);
  const inLists = found.flatMap((schema) => (isSchema(schema) ? [schema, schema['items']] : []));
  return inLists.flatMap((schema) => {
    const discriminator = isSchema(schema) ? schema['discriminator'] : undefined;
    const mapping = isSchema(discriminator) ? discriminator['mapping'] : undefined;
    return isSchema(mapping) ? [...Object.keys(mapping), 'other'] : [];
  });
};

/** A variant has a name, and its members are those of the schema that it varies. */
const variantOf = (schema: unknown): unknown =>
  isSchema(schema) && typeof schema['$ref'] === 'string' ? schemaOf(schema['$ref'].split('/').pop() ?? '') : schema;

const membersOf = (schema: unknown, member: string): readonly unknown[] => {
  if (!isSchema(schema)) return [];
  const { properties, items, anyOf, oneOf } = schema;
  return [
    ...(isSchema(properties) && member in properties ? [properties[member]] : []),
    ...[items, ...[anyOf, oneOf].flatMap((union) => (Array.isArray(union) ? union : [])).map(variantOf)].flatMap(
      (part) => membersOf(part, member),
    ),
  ];
};
