import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { SettingsRefused } from './settingsRefused.ts';

/** Where settings come from beside the CDK context. */
export interface SettingSources {
  /** What the file of a stage holds; undefined where there is none. */
  readonly fileOf?: (stage: string) => unknown;
  /** The region that the CDK's command line found in the AWS profile. */
  readonly cliRegion?: string | undefined;
  /** What the folder is: version and commit. */
  readonly release?: string | undefined;
  /** Every name in the CDK context: one with a slip of the pen would be passed over in silence. */
  readonly contextNames?: readonly string[];
}

const members = z.record(z.string(), z.unknown());
const stagesInCdkJson = z.record(z.string(), members);

/**
 * The file of a stage, which belongs to whoever runs it: no release brings one, but for `example.json`.
 *
 * @throws Error when it is there and holds no settings
 */
export const stageFile =
  (folder = join(import.meta.dirname, '../../stages')) =>
  (stage: string): unknown => {
    const path = join(folder, `${stage}.json`);
    if (stage === 'local' || !existsSync(path)) return undefined;
    try {
      return members.parse(JSON.parse(readFileSync(path, 'utf8')));
    } catch {
      throw new SettingsRefused(`stages/${stage}.json is not one JSON object of settings, such as stages/example.json`);
    }
  };

/** What is said of a stage: its file first, then cdk.json; undefined where cdk.json has no such form. */
export const settingsOfStage = (
  stage: string,
  contextOf: (name: string) => unknown,
  { fileOf = () => undefined }: SettingSources,
): Readonly<Record<string, unknown>> | undefined => {
  const inCdkJson = stagesInCdkJson.optional().safeParse(contextOf('stages') ?? undefined);
  if (!inCdkJson.success) return undefined;
  return { ...inCdkJson.data?.[stage], ...members.optional().parse(fileOf(stage)) };
};
