import { isDeepStrictEqual } from 'node:util';
import * as z from 'zod';
import { onlyNamed, optionalQueues, replacedBy } from './statefulTypes.ts';

const resource = z.looseObject({
  Type: z.string(),
  Properties: z.record(z.string(), z.unknown()).default({}),
  DeletionPolicy: z.string().default('Delete'),
});
const template = z.looseObject({
  Resources: z.record(z.string(), resource),
  Outputs: z
    .record(z.string(), z.looseObject({ Value: z.unknown(), Export: z.object({ Name: z.string() }).optional() }))
    .default({}),
});
type Resource = z.output<typeof resource>;

/** Every name that a template imports, wherever it stands. */
const importsOf = (value: unknown): readonly string[] => {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    key === 'Fn::ImportValue' ? [String(inner)] : importsOf(inner),
  );
};

const exportsOf = ({ Outputs }: z.output<typeof template>): ReadonlyMap<string, unknown> =>
  new Map(Object.values(Outputs).flatMap(({ Value, Export }) => (Export ? [[Export.Name, Value] as const] : [])));

/** Properties by which AWS tells one resource of a type from another in an account; of a client, there is one look. */
const naming = [
  'TableName',
  'QueueName',
  'AliasName',
  'BackupVaultName',
  'EmailIdentity',
  'FunctionName',
  'LogGroupName',
  'TopicName',
  'Domain',
  'ClientId',
  'Name',
];

/** What AWS has once in an account, where it is named. */
const nameOf = ({ Type, Properties }: Resource): string | undefined => {
  const name = naming.map((property) => Properties[property]).find((value) => value !== undefined);
  if (name === undefined) return undefined;
  return `${Type} ${typeof name === 'string' ? name : JSON.stringify(name)}`;
};

/**
 * What CloudFormation lets an account do with its stacks, as far as an upgrade can fail by it: an export that is read
 * neither goes nor changes, what is read must be there, and what holds something is not replaced. A resource that stays
 * when it leaves its stack keeps its name, so that the same name cannot be made again.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-stack-exports.html
 */
export class CloudFormation {
  readonly #stacks = new Map<string, z.output<typeof template>>();
  readonly #left = new Set<string>();

  /** @returns why CloudFormation refuses; nothing when it deploys */
  deploy(stack: string, body: unknown): readonly string[] {
    const next = template.parse(body);
    const before = this.#stacks.get(stack);
    const refusals = [
      ...this.#missingImports(stack, next),
      ...(before ? [...this.#brokenExports(stack, before, next), ...replaced(before, next)] : []),
      ...this.#takenNames(before, next),
    ];
    if (refusals.length > 0) return refusals;
    for (const [id, gone] of Object.entries(before?.Resources ?? {})) {
      const name = nameOf(gone);
      if (!(id in next.Resources) && gone.DeletionPolicy === 'Retain' && name !== undefined) this.#left.add(name);
    }
    this.#stacks.set(stack, next);
    return [];
  }

  #missingImports(stack: string, next: z.output<typeof template>): readonly string[] {
    const there = new Set(
      [...this.#stacks].flatMap(([name, other]) => (name === stack ? [] : [...exportsOf(other).keys()])),
    );
    return [...new Set(importsOf(next))].filter((name) => !there.has(name)).map((name) => `no export named ${name}`);
  }

  #brokenExports(stack: string, before: z.output<typeof template>, next: z.output<typeof template>): readonly string[] {
    const read = new Set([...this.#stacks].flatMap(([name, other]) => (name === stack ? [] : importsOf(other))));
    const after = exportsOf(next);
    return [...exportsOf(before)]
      .filter(([name, value]) => read.has(name) && !isDeepStrictEqual(after.get(name), value))
      .map(([name]) => `export ${name} is in use`);
  }

  #takenNames(before: z.output<typeof template> | undefined, next: z.output<typeof template>): readonly string[] {
    return Object.entries(next.Resources).flatMap(([id, made]) => {
      const name = nameOf(made);
      return !(id in (before?.Resources ?? {})) && name !== undefined && this.#left.has(name)
        ? [`${name} already exists`]
        : [];
    });
  }
}

const mayGo = ({ Type, Properties }: Resource): boolean =>
  onlyNamed.includes(Type) || optionalQueues.some((name) => name.test(String(Properties['QueueName'])));

/** What holds something and would be empty afterwards, or would leave its stack. */
const replaced = (before: z.output<typeof template>, next: z.output<typeof template>): readonly string[] =>
  Object.entries(before.Resources).flatMap(([id, old]) => {
    const properties = replacedBy[old.Type];
    const now = next.Resources[id];
    if (properties === undefined) return [];
    if (now === undefined) return old.DeletionPolicy === 'Retain' || mayGo(old) ? [] : [`${id} would be deleted`];
    return properties
      .filter((property) => !isDeepStrictEqual(old.Properties[property], now.Properties[property]))
      .map((property) => `${id} would be replaced for its ${property}`);
  });
