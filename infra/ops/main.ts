import { loadEnvFile } from 'node:process';
import { chosenStage } from './chosenStage.ts';
import { execute } from './execute.ts';
import { parseCommand, usage, UsageError, type Command } from './command.ts';
import { openAwsEnvironment } from './awsEnvironment.ts';
import { contextOfCdkJson, installationOf } from './installation.ts';
import { nextStep } from './nextStep.ts';

/** `npm run ops`: the operator's terminal. See infra/ops/README.md. */

const stageOf = (command: Command): string =>
  chosenStage(command, {
    inVariable: process.env['BANK_SYNC_STAGE'],
    byDefault: () => contextOfCdkJson().stage,
  });

const asksForHelp = (argv: readonly string[]): boolean =>
  argv.includes('--help') || argv.includes('-h') || argv[0] === 'help';

const run = async (command: Command): Promise<void> => {
  if (command.environmentFile !== undefined) loadEnvFile(command.environmentFile);
  chosen = stageOf(command);
  const installation = installationOf(chosen);
  // The stage says where it stands; the AWS profile may say another region.
  if (installation.region !== undefined) process.env['AWS_REGION'] = installation.region;
  console.error(`stage ${chosen}, region ${process.env['AWS_REGION'] ?? 'of the AWS profile'}`);
  const environment = await openAwsEnvironment(installation);
  const isThere = await execute(command, environment, (line) => console.log(line)).finally(environment.close);
  process.exitCode = isThere ? 0 : 1;
};

let chosen = 'none';
try {
  const argv = process.argv.slice(2);
  if (asksForHelp(argv)) console.log(usage);
  else await run(parseCommand(argv));
} catch (error) {
  if (error instanceof UsageError) console.error(`${usage}\n\n${error.message}`);
  else {
    console.error(error instanceof Error ? `${error.name}: ${error.message}` : error);
    const next = nextStep(error, chosen);
    if (next !== undefined) console.error(next);
  }
  process.exitCode = error instanceof UsageError ? 2 : 1;
}
