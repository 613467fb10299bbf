import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, type Stack } from 'aws-cdk-lib/core';
import { Template } from 'aws-cdk-lib/assertions';
import * as z from 'zod';
import { readSettings } from '../../infra/config/settings.ts';
import { profileOf } from '../../infra/config/stages.ts';
import { makeBankSync } from '../../infra/stacks/bankSync.ts';
import { environments } from '../../shared/contracts/environment.ts';

/** What an installation must say; everything else has a default. */
export const requiredContext = {
  publicUrl: 'https://feeds.example.com',
  pontoApplicationId: 'application-1',
  returnUrlAllowlist: 'https://accounting.example.com',
  mailFrom: 'feeds@example.com',
};
/** What `prod` must say beside that. */
export const requiredInProd = {
  alarmEmail: 'alarms@example.com',
  runbookUrl: 'https://git.example.com/bank-sync/docs/runbooks',
};

const resource = z.object({
  Type: z.string(),
  Properties: z.record(z.string(), z.unknown()).default({}),
  Metadata: z.record(z.string(), z.unknown()).optional(),
  DeletionPolicy: z.string().optional(),
  UpdateReplacePolicy: z.string().optional(),
  UpdatePolicy: z.unknown().optional(),
  DependsOn: z.array(z.string()).optional(),
});
export type Resource = z.output<typeof resource>;

export interface Synthesized {
  readonly data: Stack;
  readonly application: Stack;
  /** CloudFront and WAF, where they are set. */
  readonly edge?: Stack;
  readonly edgeTemplate?: unknown;
  /** By logical id, of both stacks. */
  readonly resources: ReadonlyMap<string, Resource>;
  readonly dataResources: ReadonlyMap<string, Resource>;
  readonly text: string;
  /** Of the application stack. */
  readonly template: unknown;
  readonly dataTemplate: unknown;
}

export interface SynthesisOptions {
  /** Lets CloudFormation's own rules look at the templates; it takes seconds. */
  readonly validation?: boolean;
}

/** Made once in a suite, whatever looks at it. */
const made = new Map<string, Synthesized>();

/** Synthesizes both stacks of a stage in process, with a few bytes where the bundles would be. */
export const synthesize = (
  stage: string,
  context: Readonly<Record<string, unknown>> = {},
  { validation = false }: SynthesisOptions = {},
): Synthesized => {
  const key = JSON.stringify([stage, context, validation], (_name, value) => value ?? null);
  const synthesized = made.get(key) ?? makeStacks(stage, context, validation);
  made.set(key, synthesized);
  return synthesized;
};

const makeStacks = (stage: string, context: Readonly<Record<string, unknown>>, validation: boolean): Synthesized => {
  const folder = mkdtempSync(join(tmpdir(), 'bank-sync-synth-'));
  try {
    const codeRoot = join(folder, 'functions');
    for (const name of Object.keys(environments)) {
      mkdirSync(join(codeRoot, name), { recursive: true });
      writeFileSync(join(codeRoot, name, 'index.mjs'), `export const handler = '${name}';`);
    }
    const given = { ...(stage !== 'local' && requiredContext), ...(profileOf(stage) === 'prod' && requiredInProd) };
    const app = new App({
      analyticsReporting: false,
      outdir: join(folder, 'out'),
      builtinCloudFormationValidation: validation,
      context: { stage, '@aws-cdk/core:strictCfnValidateErrors': validation, ...given, ...context },
    });
    const { data, application, edge } = makeBankSync(
      app,
      readSettings((name) => app.node.tryGetContext(name)),
      codeRoot,
    );
    const templates = [data, application].map((stack) => Template.fromStack(stack).toJSON());
    const [dataResources, applicationResources] = templates.map(resourcesOf);
    if (!dataResources || !applicationResources) throw new Error('a stack is missing');
    return {
      data,
      application,
      ...(edge && { edge, edgeTemplate: Template.fromStack(edge).toJSON() }),
      resources: new Map([...dataResources, ...applicationResources]),
      dataResources,
      text: JSON.stringify(templates),
      template: templates[1],
      dataTemplate: templates[0],
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
};

const resourcesOf = (template: unknown): ReadonlyMap<string, Resource> =>
  new Map(Object.entries(z.object({ Resources: z.record(z.string(), resource) }).parse(template).Resources));

export const ofType = (
  resources: ReadonlyMap<string, Resource>,
  type: string,
): readonly (Resource & { readonly id: string })[] =>
  [...resources].filter(([, { Type }]) => Type === type).map(([id, found]) => ({ id, ...found }));

/** Alarms on metrics and alarms over alarms. */
export const allAlarms = (resources: ReadonlyMap<string, Resource>): ReturnType<typeof ofType> =>
  ['AWS::CloudWatch::Alarm', 'AWS::CloudWatch::CompositeAlarm'].flatMap((type) => ofType(resources, type));

/** A value below properties, by path; undefined where the path ends early. */
export const at = (value: unknown, ...path: readonly (string | number)[]): unknown => {
  let current = value;
  for (const step of path) {
    const parsed = z.union([z.record(z.string(), z.unknown()), z.array(z.unknown())]).safeParse(current);
    if (!parsed.success) return undefined;
    current = Reflect.get(parsed.data, step);
  }
  return current;
};

const oneOrMore = z.union([z.string(), z.array(z.string())]).transform((value) => [value].flat());
const statement = z.object({
  Effect: z.string(),
  Action: oneOrMore,
  Resource: z.unknown(),
  Condition: z.unknown().optional(),
});
export type Statement = z.output<typeof statement>;

/** Statements of identity policies, with the id of the role that they belong to. */
export const statementsByRole = (
  resources: ReadonlyMap<string, Resource>,
): readonly (Statement & { readonly role: string })[] =>
  ofType(resources, 'AWS::IAM::Policy').flatMap(({ Properties }) =>
    z
      .array(statement)
      .parse(at(Properties, 'PolicyDocument', 'Statement'))
      .map((parsed) => ({ ...parsed, role: String(at(Properties, 'Roles', 0, 'Ref')) })),
  );
