import * as z from 'zod';
import type { Belongings } from './belongings.ts';

const schema = z.record(z.string(), z.unknown());
type JsonSchema = z.output<typeof schema>;
const parameter = z.looseObject({ name: z.string(), in: z.string(), schema });
const operation = z.looseObject({ operationId: z.string(), parameters: z.array(parameter) });
const document = z.looseObject({
  paths: z.record(z.string(), z.record(z.string(), operation)),
  components: z.looseObject({ schemas: z.record(z.string(), schema) }),
});
type Parameter = z.output<typeof parameter>;

/** With ids of what is there alone, nothing would be 404; with any text, everything. */
const nobodysId = 'nobodys-00000000';

/** @param days before today */
const daysAgo = (days: number): string => new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10);

/** No day comes after it. */
const lastDay = '9999-12-31';

/** What the document cannot say, and the fuzz need not find out at each run. */
const unsaid: Readonly<Record<string, readonly string[]>> = {
  // Compared with `from`: a schema says nothing about two parameters together.
  'listTransactions.to': [lastDay],
  'listStatements.to': [lastDay],
  // The same, and a year apart at most.
  'getStatementsFile.from': [daysAgo(300), daysAgo(30)],
  'getStatementsFile.to': [daysAgo(30), daysAgo(-60)],
};

/** The same of bodies, by the name of their schema: what it becomes for the fuzz. */
const bodies: Readonly<Record<string, (found: JsonSchema) => JsonSchema>> = {
  // Each account once: a schema says nothing about members of two items.
  AccountLinksRequest: (found) => ({
    ...found,
    properties: { ...propertiesOf(found), links: one(propertiesOf(found)['links']) },
  }),
  // Compared with `maxAmount`, and with `from`.
  TransactionSearch: (found) => inOrder(found),
  TransactionTotalsRequest: (found) => inOrder(found),
  // A cursor is whatever text an answer gives.
  ReplayRequest: (found) => without('cursor', found),
};

const propertiesOf = (found: JsonSchema): JsonSchema => schema.parse(found['properties']);
const inOrder = (found: JsonSchema): JsonSchema => {
  const properties = propertiesOf(found);
  const minAmount = { ...schema.parse(properties['minAmount']), enum: ['-999999999999999'] };
  const to = { ...schema.parse(properties['to']), enum: [lastDay] };
  return { ...found, properties: { ...properties, minAmount, to } };
};
const one = (list: unknown): JsonSchema => ({ ...schema.parse(list), maxItems: 1 });

/** The schema and its alternatives without a member. */
const without = (name: string, found: JsonSchema): JsonSchema =>
  schema.parse(JSON.parse(JSON.stringify(found, (key, value: unknown) => (key === name ? undefined : value))));

/**
 * The product's own document as the fuzz reads it: the ids of what is there stand in the paths, and a cursor is one that
 * the same list gave out, because a cursor is whatever text its list gives.
 */
export const fuzzedDocument = (text: string, { ids, cursors }: Belongings): object => {
  const { paths, components, ...rest } = document.parse(JSON.parse(text));
  const choicesOf = (path: string, operationId: string, { name, in: place }: Parameter) => {
    if (place === 'path') return idsOf(path, ids);
    if (isOpaque(name)) return [cursors[path]];
    return unsaid[`${operationId}.${name}`];
  };
  const narrowed = (path: string, operationId: string) => (found: Parameter) => {
    const choices = choicesOf(path, operationId, found);
    return choices === undefined ? found : { ...found, schema: { ...found.schema, enum: choices } };
  };
  return {
    ...rest,
    components: { ...components, schemas: mapped(components.schemas, (name, found) => bodies[name]?.(found) ?? found) },
    paths: mapped(paths, (path, methods) =>
      mapped(methods, (_method, found) => ({
        ...found,
        parameters: found.parameters
          // Of the pattern of its tags the fuzz makes texts that do not fit it.
          .filter(({ name }) => name !== 'If-Match')
          .filter(({ name }) => !isOpaque(name) || cursors[path] !== undefined)
          .map(narrowed(path, found.operationId)),
      })),
    ),
  };
};

/** The place in a list; `after`, that in the feed of changes, is left out, because a plain number is one too. */
const isOpaque = (name: string): boolean => name === 'cursor' || name === 'after';

const idsOf = (path: string, ids: Belongings['ids']): readonly string[] => {
  const id = ids[path.split('/')[2] ?? ''];
  if (id === undefined) throw new Error(`${path} names something of which the fuzz has none: see belongings.ts`);
  return [id, nobodysId];
};

const mapped = <In, Out>(
  record: Readonly<Record<string, In>>,
  change: (name: string, value: In) => Out,
): Readonly<Record<string, Out>> =>
  Object.fromEntries(Object.entries(record).map(([name, value]) => [name, change(name, value)]));
