import { createHash } from 'node:crypto';
import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { query } from './emulatorCall.ts';
import type { ResourceOutcome } from './stackEvents.ts';

const resource = z.looseObject({ Type: z.string(), Properties: z.record(z.string(), z.unknown()).default({}) });
type Resource = z.output<typeof resource>;
const template = z.looseObject({
  Resources: z.record(z.string(), resource),
  Outputs: z.record(z.string(), z.unknown()).default({}),
});

/** What an emulator does not know, in its own words. */
export interface Refusal {
  readonly words: string;
  readonly concerns: (found: Resource) => boolean;
}

/**
 * Types that the emulator does not know: one such resource would stop its whole stack. It is asked with a template of
 * types and nothing else, because a whole one may be too long for the call.
 */
export const refusedTypes = async (url: string, assembly: string): Promise<Refusal | undefined> => {
  const known = templatesOf(assembly).flatMap(({ Resources }) => Object.values(Resources).map(({ Type }) => Type));
  const Resources = Object.fromEntries([...new Set(known)].map((Type, index) => [`R${index}`, { Type }]));
  try {
    await query(url, 'cloudformation', { Action: 'ValidateTemplate', TemplateBody: JSON.stringify({ Resources }) });
    return undefined;
  } catch (error) {
    const [words = '', types = ''] =
      /Unrecognized resource types: \[([^\]]*)\]/.exec(error instanceof Error ? error.message : '') ?? [];
    if (words === '') throw error;
    return { words, concerns: ({ Type }) => types.split(/,\s*/).includes(Type) };
  }
};

/** A property that the emulator said it does not support when it was to make a resource. Of anything else, nothing. */
export const refusedProperty = (outcomes: readonly ResourceOutcome[]): Refusal | undefined => {
  for (const { reason } of outcomes.filter(({ status }) => status === 'CREATE_FAILED')) {
    const [words, type, property = ''] = /^(AWS::\S+) Properties\.(\w+) .*is not supported.*/.exec(reason) ?? [];
    if (words !== undefined)
      return { words, concerns: ({ Type, Properties }) => Type === type && property in Properties };
  }
  return undefined;
};

/**
 * Takes what was refused out of the emulator's copy of the templates.
 *
 * @returns each resource that was taken out, with the emulator's words
 */
export const takeOut = ({ words, concerns }: Refusal, assembly: string): readonly ResourceOutcome[] =>
  templatesOf(assembly).flatMap(({ path, text, whole, Resources }) => {
    const refused = Object.entries(Resources).filter(([, found]) => concerns(found));
    if (refused.length === 0) return [];
    const kept = Object.fromEntries(Object.entries(Resources).filter(([, found]) => !concerns(found)));
    const changed = JSON.stringify({ ...whole, Resources: kept });
    writeFileSync(path, changed);
    rename(assembly, text, changed);
    return refused.map(([logicalId, { Type: type }]) => ({ type, logicalId, status: 'CREATE_FAILED', reason: words }));
  });

/** Takes the outputs out that read an attribute which the emulator does not know; nothing of today's imports them. */
export const takeOutAttribute = (attribute: string, assembly: string): void => {
  for (const { path, text, whole } of templatesOf(assembly)) {
    const outputs = Object.entries(whole.Outputs).filter(
      ([, value]) => !JSON.stringify(value).includes(`"${attribute}"`),
    );
    const changed = JSON.stringify({ ...whole, Outputs: Object.fromEntries(outputs) });
    writeFileSync(path, changed);
    rename(assembly, text, changed);
  }
};

/** A template is uploaded under its hash, and not again when that is there: a changed one needs the hash of its own. */
const rename = (assembly: string, text: string, changed: string): void => {
  const hashOf = (content: string): string => createHash('sha256').update(content).digest('hex');
  for (const file of globSync(['*.assets.json', 'manifest.json'], { cwd: assembly })) {
    const path = join(assembly, file);
    writeFileSync(path, readFileSync(path, 'utf8').replaceAll(hashOf(text), hashOf(changed)));
  }
};

const templatesOf = (assembly: string) =>
  globSync('*.template.json', { cwd: assembly }).map((file) => {
    const path = join(assembly, file);
    const text = readFileSync(path, 'utf8');
    const whole = template.parse(JSON.parse(text));
    return { path, text, whole, Resources: whole.Resources };
  });
