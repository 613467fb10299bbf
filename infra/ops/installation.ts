import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { tableNames } from '../config/names.ts';
import { settingsOfStage, stageFile, type SettingSources } from '../config/settingSources.ts';
import { SettingsRefused } from '../config/settingsRefused.ts';
import { defaultRegion, stageName } from '../config/stages.ts';

const cdkJson = z.looseObject({ context: z.looseObject({ stage: stageName, stages: z.unknown() }) });
type Context = z.output<typeof cdkJson>['context'];

const ofInterest = z.looseObject({
  region: z.string().default(defaultRegion),
  account: z.string().optional(),
  registryTable: z.string().optional(),
  booksTable: z.string().optional(),
});

/** Where a stage stands and which tables it uses, by the settings that a deployment reads too. */
export interface Installation {
  readonly stage: string;
  /** Of a laptop, whatever its file of variables says. */
  readonly region: string | undefined;
  /** The only account that its deployments go to; undefined where the settings name none. */
  readonly account: string | undefined;
  readonly tables: ReturnType<typeof tableNames>;
}

export const contextOfCdkJson = (): Context =>
  cdkJson.parse(JSON.parse(readFileSync(join(import.meta.dirname, '../../cdk.json'), 'utf8'))).context;

/** What is given on the command line of a deployment alone is not known here: settings of a stage stand in its file. */
export const installationOf = (
  stage: string,
  context: Readonly<Record<string, unknown>> = contextOfCdkJson(),
  sources: SettingSources = { fileOf: stageFile() },
): Installation => {
  const read = ofInterest.safeParse(settingsOfStage(stage, (name) => context[name], sources) ?? {});
  if (!read.success)
    throw new SettingsRefused(`region, account, registryTable and booksTable of stage ${stage} are texts`);
  const { region, account, ...tables } = read.data;
  return {
    stage,
    region: stage === 'local' ? undefined : region,
    account: stage === 'local' ? undefined : account,
    tables: tableNames({ stage, registryTable: tables.registryTable, booksTable: tables.booksTable }),
  };
};
