import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { readAssembly } from '../../../local/runner/template/assembly.ts';
import { resolversOf } from '../../../local/runner/template/resolve.ts';
import { accountId, region } from '../tools/emulator.ts';

const statement = z.looseObject({ Effect: z.string() });
const policy = z.looseObject({
  Statement: z.union([statement, z.array(statement)]).transform((found) => [found].flat()),
});
const members = z.record(z.string(), z.unknown());
const explained = z.object({
  Metadata: z.object({ policies: z.record(z.string(), z.string()).default({}) }).default({ policies: {} }),
});
const explanations = z.object({ Resources: z.record(z.string(), explained) });

/** One policy of a synthesized stack, as CloudFormation would hand it to AWS. */
export interface PolicyDocument {
  /** Logical id of the resource that holds it. */
  readonly resource: string;
  readonly type: string;
  /** The property that it is, such as `AssumeRolePolicyDocument`. */
  readonly property: string;
  readonly document: z.output<typeof policy>;
  /** Findings that its resource explains, with the reasons. */
  readonly explained: Readonly<Record<string, string>>;
}

interface Found {
  readonly property: string;
  readonly document: unknown;
}

/** Policies below a property, wherever they stand: no type of resource has to be known to have its policies judged. */
export const policiesIn = (value: unknown, property: string): readonly Found[] => {
  if (Array.isArray(value)) return value.flatMap((item) => policiesIn(item, property));
  const parsed = members.safeParse(value);
  if (!parsed.success) return [];
  if (policy.safeParse(value).success) return [{ property, document: value }];
  return Object.entries(parsed.data).flatMap(([name, below]) => policiesIn(below, name));
};

const place = {
  region,
  accountId,
  publicUrl: 'https://feeds.example.com',
  queueUrl: (name: string): string => `https://sqs.${region}.amazonaws.com/${accountId}/${name}`,
};

/** Every policy of an assembly with its intrinsics resolved: of identities, of resources, and of who may take a role. */
export const policyDocuments = (assembly: string): readonly PolicyDocument[] =>
  resolversOf(readAssembly(assembly), place).flatMap((resolver) => {
    const { name, template } = resolver.stack;
    const told = explanations.parse(JSON.parse(readFileSync(join(assembly, `${name}.template.json`), 'utf8')));
    return Object.entries(template.Resources).flatMap(([resource, { Type: type, Properties }]) =>
      Object.entries(Properties)
        .flatMap(([property, value]) => policiesIn(value, property))
        .map(({ property, document }) => ({
          resource,
          type,
          property,
          document: policy.parse(resolver.resolve(document)),
          explained: told.Resources[resource]?.Metadata.policies ?? {},
        })),
    );
  });
