import { chapters } from '../../contracts/http/descriptions/chapters.ts';
import { everywhere, under, type CallWords, type SchemaWords } from '../../contracts/http/descriptions/description.ts';
import { envelopeWords, eventWords } from '../../contracts/http/descriptions/events.ts';
import { eventBodyName, postedTypes, type PostedType } from '../../contracts/http/eventBodies.ts';
import { isSchema, type JsonSchema } from './jsonSchema.ts';

const calls = new Map<string, CallWords>(chapters.flatMap((chapter) => Object.entries(chapter.calls)));
const schemas = new Map<string, SchemaWords>([
  ...chapters.flatMap((chapter) => Object.entries(chapter.schemas)),
  ...postedTypes.map((type) => [eventBodyName(type), wordsOfEvent(type)] as const),
]);
const tagOf = new Map<string, string>(
  chapters.flatMap(({ name, calls: its }) => Object.keys(its).map((call) => [call, name] as const)),
);

export const tags = chapters.map(({ name, description }) => ({ name, description }));

/** The tag of a call: the chapter that tells of it. */
export const tagsOf = (call: string): JsonSchema => {
  const tag = tagOf.get(call);
  return tag === undefined ? {} : { tags: [tag] };
};

/** What is said of a call, a parameter or an answer, as a member of the object that stands for it. */
export const wordsOf = (call: string, what: string): JsonSchema => {
  const description = calls.get(call)?.[what] ?? everywhere[what];
  return description === undefined ? {} : { description };
};

/** What is said of a part of a named schema: a path, or a variant of a union there as `<path>=<value>`. */
export const schemaWords = (name: string, part: string): JsonSchema => {
  const description = schemas.get(name)?.[part];
  return description === undefined ? {} : { description };
};

/** A named schema with a sentence at each of its members. */
export const inWords = (name: string, schema: JsonSchema): JsonSchema => {
  const words = schemas.get(name);
  return words === undefined ? schema : worded(schema, words, '');
};

/** A function, not a value: the words above are put together before this line is reached. */
function wordsOfEvent(type: PostedType): SchemaWords {
  const { '': itself = '', ...facts } = eventWords[type];
  return { ...envelopeWords, '': itself, ...under('data', facts) };
}

const worded = (schema: JsonSchema, words: SchemaWords, path: string): JsonSchema => ({
  ...Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, wordedPart(key, value, words, path)])),
  ...(path in words && { description: words[path] }),
});

/** Lists and unions are no step of a path: their members are those of the schema that they stand in. */
const wordedPart = (key: string, value: unknown, words: SchemaWords, path: string): unknown => {
  if (key === 'properties' && isSchema(value)) {
    return Object.fromEntries(
      Object.entries(value).map(([member, schema]) => [member, wordedSchema(schema, words, below(path, member))]),
    );
  }
  if (key === 'items') return wordedMembers(value, words, path);
  if (key === 'anyOf' || key === 'oneOf' || key === 'allOf') {
    return Array.isArray(value) ? value.map((schema) => wordedMembers(schema, words, path)) : value;
  }
  return value;
};

const wordedSchema = (schema: unknown, words: SchemaWords, path: string): unknown =>
  isSchema(schema) ? worded(schema, words, path) : schema;

/** The members of a schema in a list or a union, whose own sentence stands one level higher. */
const wordedMembers = (schema: unknown, words: SchemaWords, path: string): unknown => {
  const { [path]: _itself, ...members } = words;
  return wordedSchema(schema, members, path);
};

export const below = (path: string, member: string): string => (path === '' ? member : `${path}.${member}`);
