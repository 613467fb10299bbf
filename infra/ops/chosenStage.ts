import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { stageNamed, UsageError, type Command } from './command.ts';

/** What hurts when it is done at another stage than was meant. */
const mustBeNamed: ReadonlySet<Command['command']> = new Set(['redrive', 'stop', 'go']);

/** The stages that have a file of settings here; `dev` and `prod` need none. */
export const knownStages = (folder = join(import.meta.dirname, '../../stages')): readonly string[] => {
  const named = readdirSync(folder).flatMap((file) => (file.endsWith('.json') ? [file.slice(0, -'.json'.length)] : []));
  return [...new Set(['dev', 'prod', ...named.filter((name) => name !== 'example')])].toSorted();
};

interface Given {
  /** `BANK_SYNC_STAGE`. */
  readonly inVariable: string | undefined;
  /** That of `cdk.json`. */
  readonly byDefault: () => string;
  readonly known?: () => readonly string[];
}

/** @throws UsageError where a command must not go by a default */
export const chosenStage = (
  { command, stage }: Pick<Command, 'command' | 'stage'>,
  { inVariable, byDefault, known = knownStages }: Given,
): string => {
  if (stage !== undefined) return stage;
  if (inVariable !== undefined) return stageNamed(inVariable);
  if (!mustBeNamed.has(command)) return byDefault();
  throw new UsageError(`${command} needs --stage: ${known().join(', ')}`);
};
