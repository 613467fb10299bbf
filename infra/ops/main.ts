import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadEnvFile } from 'node:process';
import * as z from 'zod';
import { stages, type StageName } from '../config/stages.ts';
import { execute } from './execute.ts';
import { parseCommand, usage, UsageError, type Command } from './command.ts';
import { openAwsEnvironment } from './awsEnvironment.ts';

/** `npm run ops`: the operator's terminal. See infra/ops/README.md. */

const stage = z.enum(stages);
const cdkJson = z.object({ context: z.object({ stage }) });

const stageOf = (command: Command): StageName => {
  if (command.stage !== undefined) return command.stage;
  const named = process.env['BANK_SYNC_STAGE'];
  if (named !== undefined) return stage.parse(named);
  return cdkJson.parse(JSON.parse(readFileSync(join(import.meta.dirname, '../../cdk.json'), 'utf8'))).context.stage;
};

try {
  const command = parseCommand(process.argv.slice(2));
  if (command.environmentFile !== undefined) loadEnvFile(command.environmentFile);
  const chosen = stageOf(command);
  console.error(`stage ${chosen}`);
  const environment = openAwsEnvironment(chosen);
  const isThere = await execute(command, environment, (line) => console.log(line)).finally(environment.close);
  process.exitCode = isThere ? 0 : 1;
} catch (error) {
  if (error instanceof UsageError) console.error(`${error.message}\n\n${usage}`);
  else console.error(error instanceof Error ? `${error.name}: ${error.message}` : error);
  process.exitCode = error instanceof UsageError ? 2 : 1;
}
