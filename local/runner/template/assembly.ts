import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import * as z from 'zod';

const resource = z.object({
  Type: z.string(),
  Properties: z.record(z.string(), z.unknown()).default({}),
  Condition: z.string().optional(),
});

const template = z.object({
  Parameters: z.record(z.string(), z.object({ Type: z.string(), Default: z.unknown().optional() })).default({}),
  Mappings: z.record(z.string(), z.record(z.string(), z.record(z.string(), z.unknown()))).default({}),
  Conditions: z.record(z.string(), z.unknown()).default({}),
  Resources: z.record(z.string(), resource).default({}),
  Outputs: z
    .record(z.string(), z.object({ Value: z.unknown(), Export: z.object({ Name: z.unknown() }).optional() }))
    .default({}),
});
export type Template = z.output<typeof template>;

/** One synthesized stack: its template and where its file assets lie, by the hash in their S3 key. */
export interface Stack {
  readonly name: string;
  readonly template: Template;
  readonly assets: ReadonlyMap<string, string>;
}

/** A template alone, as it is judged without its code. */
export const stackOf = (name: string, json: unknown): Stack => ({
  name,
  template: template.parse(json),
  assets: new Map(),
});

const artifact = z.object({
  type: z.string(),
  dependencies: z.array(z.string()).default([]),
  properties: z.looseObject({ templateFile: z.string().optional(), stackName: z.string().optional() }).optional(),
});
const manifest = z.object({ artifacts: z.record(z.string(), artifact) });
const assetManifest = z.object({
  files: z.record(z.string(), z.object({ source: z.object({ path: z.string().optional() }) })).default({}),
});

const readWith = <S extends z.ZodType>(path: string, schema: S): z.output<S> =>
  schema.parse(JSON.parse(readFileSync(path, 'utf8')));

type Artifacts = z.output<typeof manifest>['artifacts'];

const stackType = 'aws:cloudformation:stack';
const assetType = 'cdk:asset-manifest';

/** Stacks with those that they depend on before them. */
const inOrder = (artifacts: Artifacts): readonly string[] => {
  const ordered = new Set<string>();
  const visit = (id: string, path: readonly string[]): void => {
    if (path.includes(id)) throw new Error(`the stacks depend on each other in a circle: ${[...path, id].join(', ')}`);
    for (const dependency of artifacts[id]?.dependencies ?? []) visit(dependency, [...path, id]);
    if (artifacts[id]?.type === stackType) ordered.add(id);
  };
  for (const id of Object.keys(artifacts)) visit(id, []);
  return [...ordered];
};

/** Reads what `cdk synth` writes: the stacks in the order of their dependencies. */
export const readAssembly = (directory: string): readonly Stack[] => {
  const { artifacts } = readWith(join(directory, 'manifest.json'), manifest);
  return inOrder(artifacts).map((id) => {
    const { templateFile = `${id}.template.json`, stackName = id } = artifacts[id]?.properties ?? {};
    const assetFiles = (artifacts[id]?.dependencies ?? [])
      .filter((dependency) => artifacts[dependency]?.type === assetType)
      .map((dependency) => readWith(join(directory, `${dependency}.json`), assetManifest).files);
    const assets = assetFiles.flatMap((files) =>
      Object.entries(files).flatMap(([hash, { source }]): [string, string][] =>
        source.path === undefined ? [] : [[hash, resolve(directory, source.path)]],
      ),
    );
    return { name: stackName, template: readWith(join(directory, templateFile), template), assets: new Map(assets) };
  });
};
